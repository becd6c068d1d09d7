// SPDX-License-Identifier: BSD-3-Clause
//
// source.hpp -- a cursor over the text: characters, ends of lines, indentation.
//
// It knows lines, white space, comments and the markers between documents, and
// nothing of nodes. The end of the text reads as the end of a line.

#pragma once

#include <cstddef>
#include <string_view>

#include "base/result.hpp"
#include "json/builder.hpp"

namespace ceremony::yaml {

/// Where on its line something begins: the spaces in front of it, counted from 0. The
/// whole document is inside `outside`.
using Column = std::ptrdiff_t;
inline constexpr Column outside = -1;

/// A space or a tab (YAML 1.2.2, section 5.5: s-white).
[[nodiscard]] constexpr bool is_white(char character) noexcept {
    return character == ' ' || character == '\t';
}

/// What begins, separates or ends entries of flow collections (section 5.3).
[[nodiscard]] constexpr bool is_flow_indicator(char character) noexcept {
    return character == ',' || character == '[' || character == ']' || character == '{' ||
           character == '}';
}

/// A cursor over the text of `builder`, which must outlive it.
class Source {
public:
    explicit Source(const json::Builder& builder) noexcept
        : builder_(builder), text_(builder.text()) {}

    [[nodiscard]] std::size_t offset() const noexcept { return offset_; }
    /// The octets from `start` to the cursor.
    [[nodiscard]] std::string_view since(std::size_t start) const noexcept {
        return text_.substr(start, offset_ - start);
    }
    /// The octet `ahead` of the cursor; LF at the end of the text.
    [[nodiscard]] char peek(std::size_t ahead = 0) const noexcept {
        return offset_ + ahead < text_.size() ? text_[offset_ + ahead] : '\n';
    }
    /// REQUIRES: not beyond the end of the line.
    void advance(std::size_t count = 1) noexcept { offset_ += count; }

    [[nodiscard]] bool at_line_end() const noexcept { return peek() == '\n'; }
    /// Whether the octet `ahead` is white or ends the line: what follows an indicator.
    [[nodiscard]] bool separates(std::size_t ahead) const noexcept {
        return is_white(peek(ahead)) || peek(ahead) == '\n';
    }
    /// At `indicator` (-, ? or :) with something behind it that makes it one.
    [[nodiscard]] bool at_indicator(char indicator) const noexcept {
        return peek() == indicator && separates(1);
    }
    /// At a line that reads `---` or `...` at its beginning. REQUIRES: at the beginning of a line.
    [[nodiscard]] bool at_marker() const noexcept;

    /// Whether the line ends in an LF, and not with the text.
    [[nodiscard]] bool has_line_break() const noexcept {
        return text_.find('\n', offset_) != std::string_view::npos;
    }

    /// Moves over spaces and tabs.
    void skip_white() noexcept { offset_ += white_ahead(); }
    /// The rest of the line, from the cursor, without its LF; moves behind the LF.
    std::string_view take_line() noexcept;
    /// Whether nothing but white space and a comment is left of the line. A comment has
    /// white space in front of it.
    [[nodiscard]] bool ends_here() const noexcept;
    /// Whether a colon that ends a key follows, after white space or at once.
    [[nodiscard]] bool before_colon() const noexcept;
    /// What was read ends at the cursor; moves to the next line, see ends_here().
    [[nodiscard]] Outcome finish_line();
    /// From the beginning of a line to the next line that says something: to its first
    /// character. Empty lines and comments are skipped. A tab in the indentation is an
    /// error, and so is a marker, except a `---` on the first such line of the text.
    [[nodiscard]] Outcome find_content();
    /// Both of these.
    [[nodiscard]] Outcome next_content();

    /// Behind the last line that says something.
    [[nodiscard]] bool at_end() const noexcept { return offset_ == text_.size(); }
    /// Where on its line the cursor is. REQUIRES: only ASCII in front of it on the line.
    [[nodiscard]] Column column() const noexcept { return static_cast<Column>(offset_ - line_); }
    /// Where the last of what was read ends, without the comment behind it.
    [[nodiscard]] std::size_t content_end() const noexcept { return content_end_; }
    void end_content() noexcept { content_end_ = offset_; }

    /// Errc::syntax with the place of the cursor, or of `offset`.
    [[nodiscard]] Error fail(std::string_view what) const { return fail_at(offset_, what); }
    [[nodiscard]] Error fail_at(std::size_t offset, std::string_view what) const {
        return builder_.fail(offset, Errc::syntax, what);
    }

private:
    // How many spaces and tabs follow.
    [[nodiscard]] std::size_t white_ahead() const noexcept;

    const json::Builder& builder_;
    std::string_view text_;
    std::size_t offset_ = 0;
    std::size_t line_ = 0;  // where the line began that find_content() found
    std::size_t content_end_ = 0;
    bool begun_ = false;  // whether find_content() has found any
};

}  // namespace ceremony::yaml
