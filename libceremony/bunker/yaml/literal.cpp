// SPDX-License-Identifier: BSD-3-Clause

#include "yaml/literal.hpp"

#include <algorithm>
#include <optional>

namespace ceremony::yaml {

namespace {

// What becomes of the line breaks at the end (YAML 1.2.2, section 8.1.1.2).
enum class Chomping : std::uint8_t {
    strip,
    clip,
    keep
};

Chomping read_chomping(Source& source) noexcept {
    switch (source.peek()) {
        case '-':
            source.advance();
            return Chomping::strip;
        case '+':
            source.advance();
            return Chomping::keep;
        default:
            return Chomping::clip;
    }
}

// The lines of a literal block, one after another.
class Lines {
public:
    explicit Lines(Column parent) noexcept : parent_(parent) {}

    // At the beginning of a line: takes it and says true, or leaves it and says false
    // because the block has ended.
    Result<bool> take(Source& source) {
        std::size_t spaces = 0;
        while (source.peek(spaces) == ' ') {
            ++spaces;
        }
        const auto width = static_cast<Column>(spaces);
        const bool empty = source.peek(spaces) == '\n' && width <= indent_.value_or(width);
        if (!empty && !TRY(holds(source, width))) {
            return false;
        }
        if (!source.has_line_break()) {
            return source.fail("the last line of a literal block scalar has no line break");
        }
        if (empty) {
            widest_empty_ = std::max(widest_empty_, width);
            ++empty_lines_;
            source.take_line();
            return true;
        }
        text_.append(empty_lines_, '\n');
        empty_lines_ = 0;
        text_.append(source.take_line().substr(static_cast<std::size_t>(*indent_)));
        text_.push_back('\n');
        return true;
    }

    [[nodiscard]] bool has_text() const noexcept { return indent_.has_value(); }

    // REQUIRES: has_text().
    std::string finish(Chomping chomping) {
        if (chomping == Chomping::strip) {
            text_.pop_back();
        }
        if (chomping == Chomping::keep) {
            text_.append(empty_lines_, '\n');
        }
        return std::move(text_);
    }

private:
    // Whether a line that begins with `width` spaces and is not empty belongs to the
    // block. The first one that does sets the indentation of all (section 8.1.1.1).
    Result<bool> holds(const Source& source, Column width) {
        if (!indent_ && width > parent_) {
            if (width == 0) {
                return source.fail("a literal block scalar that is not indented");
            }
            if (source.peek(static_cast<std::size_t>(width)) == '\t') {
                return source.fail("a tab where the indentation of a literal block scalar ends");
            }
            if (widest_empty_ > width) {
                return source.fail(
                    "a literal block scalar begins with empty lines that are indented deeper");
            }
            indent_ = width;
        }
        return indent_ && width >= *indent_;
    }

    Column parent_;
    std::optional<Column> indent_;
    Column widest_empty_ = 0;
    std::size_t empty_lines_ = 0;  // since the last line that is not empty
    std::string text_;
};

}  // namespace

Result<Scalar> read_literal(Source& source, Column parent) {
    Scalar scalar;
    scalar.offset = source.offset();
    scalar.spelling = Spelling::other;
    source.advance();
    const Chomping chomping = read_chomping(source);
    if (source.peek() >= '0' && source.peek() <= '9') {
        return source.fail("a literal block scalar with an indentation indicator");
    }
    TRY(source.finish_line());
    Lines lines(parent);
    while (!source.at_end() && TRY(lines.take(source))) {
    }
    if (!lines.has_text()) {
        return source.fail_at(scalar.offset, "a literal block scalar without text; '' is empty");
    }
    source.end_content();
    scalar.decoded = lines.finish(chomping);
    return scalar;
}

}  // namespace ceremony::yaml
