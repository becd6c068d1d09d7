// SPDX-License-Identifier: BSD-3-Clause

#include "yaml/source.hpp"

#include <algorithm>

namespace ceremony::yaml {

bool Source::at_marker() const noexcept {
    const std::string_view start = text_.substr(offset_, 3);
    return (start == "---" || start == "...") && separates(3);
}

std::size_t Source::white_ahead() const noexcept {
    std::size_t size = 0;
    while (is_white(peek(size))) {
        ++size;
    }
    return size;
}

std::string_view Source::take_line() noexcept {
    const std::size_t start = offset_;
    const std::size_t end = std::min(text_.find('\n', start), text_.size());
    offset_ = std::min(end + 1, text_.size());
    return text_.substr(start, end - start);
}

bool Source::ends_here() const noexcept {
    const std::size_t white = white_ahead();
    return peek(white) == '\n' || (white != 0 && peek(white) == '#');
}

bool Source::before_colon() const noexcept {
    const std::size_t white = white_ahead();
    return peek(white) == ':' && separates(white + 1);
}

Outcome Source::finish_line() {
    if (!ends_here()) {
        return fail("something stands behind the end of this value");
    }
    end_content();
    take_line();
    return Nothing{};
}

Outcome Source::find_content() {
    for (; !at_end(); take_line()) {
        line_ = offset_;
        while (peek() == ' ') {
            ++offset_;
        }
        if (peek() == '\t') {
            return fail("a tab in the indentation");
        }
        if (peek() == '#' || at_line_end()) {
            continue;
        }
        if (offset_ == line_ && at_marker() && (begun_ || peek() == '.')) {
            return fail("a document marker: there is one document, which may begin with `---`");
        }
        begun_ = true;
        break;
    }
    return Nothing{};
}

Outcome Source::next_content() {
    TRY(finish_line());
    return find_content();
}

}  // namespace ceremony::yaml
