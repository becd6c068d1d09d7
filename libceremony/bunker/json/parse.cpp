// SPDX-License-Identifier: BSD-3-Clause

#include "json/parse.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string_view>
#include <utility>

#include "base/quote.hpp"
#include "encoding/utf8.hpp"
#include "json/plain.hpp"

namespace ceremony::json {

namespace {

bool is_digit(char character) noexcept {
    return character >= '0' && character <= '9';
}

std::size_t non_ascii_size(std::string_view text) noexcept {
    std::size_t size = 0;
    while (size < text.size() && static_cast<unsigned char>(text[size]) >= 0x80) {
        ++size;
    }
    return size;
}

// Whether an integer of these digits is below 2^53.
bool is_exact_in_a_double(std::string_view digits) noexcept {
    constexpr std::string_view largest = "9007199254740991";
    return digits.size() < largest.size() || (digits.size() == largest.size() && digits <= largest);
}

class Parser {
public:
    Parser(std::string text, std::string name)
        : builder_(std::move(name), std::move(text)), text_(builder_.text()) {}

    // `depth` here and below: how many more arrays and objects may be opened.
    Result<Document> document(std::size_t depth);

private:
    Outcome value(std::size_t depth);
    Outcome array(std::size_t depth);
    Outcome object(std::size_t depth);
    Outcome member(std::size_t depth);
    Outcome open(Kind container, std::size_t depth);
    bool skip_comma() noexcept;
    Outcome text();
    Outcome text_with_escapes(std::size_t opening);
    Outcome skip_unescaped();
    Outcome skip_beyond_plain();
    Outcome escape();
    Outcome unicode_escape();
    Result<std::uint32_t> code_unit(std::size_t escape) const;
    Outcome number();
    Outcome literal();

    // The next octet; NUL at the end of the text, where NUL is expected nowhere either.
    [[nodiscard]] char next() const noexcept {
        return position_ < text_.size() ? text_[position_] : '\0';
    }
    void skip_white_space() noexcept;
    [[nodiscard]] std::string found() const;
    [[nodiscard]] Error expected(std::string_view what) const;
    [[nodiscard]] Error fail(std::size_t offset, std::string_view what) const {
        return builder_.fail_next(offset, Errc::syntax, what);
    }

    Builder builder_;
    std::string_view text_;
    std::size_t position_ = 0;
    std::string decoded_;  // the text being read, when it has escapes
};

Result<Document> Parser::document(std::size_t depth) {
    skip_white_space();
    if (position_ == text_.size()) {
        return fail(position_, "the text is empty");
    }
    TRY(value(depth));
    skip_white_space();
    if (position_ < text_.size()) {
        return expected("the end of the text");
    }
    return std::move(builder_).finish();
}

Outcome Parser::value(std::size_t depth) {
    switch (next()) {
        case '"':
            return text();
        case '{':
            return object(depth);
        case '[':
            return array(depth);
        case '-':
        case '0':
        case '1':
        case '2':
        case '3':
        case '4':
        case '5':
        case '6':
        case '7':
        case '8':
        case '9':
            return number();
        default:
            return literal();
    }
}

Outcome Parser::array(std::size_t depth) {
    TRY(open(Kind::array, depth));
    bool more = next() != ']';
    while (more) {
        TRY(value(depth - 1));
        more = skip_comma();
    }
    if (next() != ']') {
        return expected("a comma or ]");
    }
    builder_.end(position_++);
    return Nothing{};
}

Outcome Parser::object(std::size_t depth) {
    TRY(open(Kind::object, depth));
    bool more = next() != '}';
    while (more) {
        TRY(member(depth - 1));
        more = skip_comma();
    }
    if (next() != '}') {
        return expected("a comma or }");
    }
    if (const auto repeated = builder_.repeated_name()) {
        return builder_.fail_value(*repeated, Errc::syntax,
                                   "this member name already stands in its object");
    }
    builder_.end(position_++);
    return Nothing{};
}

Outcome Parser::member(std::size_t depth) {
    if (next() != '"') {
        return expected("a member name in quotes");
    }
    TRY(text());
    skip_white_space();
    if (next() != ':') {
        return expected("a colon");
    }
    ++position_;
    skip_white_space();
    return value(depth);
}

Outcome Parser::open(Kind container, std::size_t depth) {
    if (depth == 0) {
        return builder_.fail_next(position_, Errc::limit, "arrays and objects are nested too deep");
    }
    builder_.begin(container, position_++);
    skip_white_space();
    return Nothing{};
}

// Behind an element or a member: whether there is a comma, and so another one.
bool Parser::skip_comma() noexcept {
    skip_white_space();
    if (next() != ',') {
        return false;
    }
    ++position_;
    skip_white_space();
    return true;
}

Outcome Parser::text() {
    const std::size_t opening = position_++;
    position_ += plain_size(text_, position_);
    if (next() != '"') {
        TRY(skip_unescaped());
        if (next() == '\\') {
            return text_with_escapes(opening);
        }
    }
    builder_.quoted_text(opening, position_ - opening - 1);
    ++position_;
    return Nothing{};
}

Outcome Parser::text_with_escapes(std::size_t opening) {
    decoded_.assign(text_.substr(opening + 1, position_ - opening - 1));
    while (next() == '\\') {
        TRY(escape());
        const std::size_t start = position_;
        TRY(skip_unescaped());
        decoded_.append(text_.substr(start, position_ - start));
    }
    builder_.decoded_text(opening, decoded_);
    ++position_;
    return Nothing{};
}

// Inside a text: up to the next quote or backslash, which must be there.
Outcome Parser::skip_unescaped() {
    position_ += plain_size(text_, position_);
    while (next() != '"' && next() != '\\') {
        TRY(skip_beyond_plain());
        position_ += plain_size(text_, position_);
    }
    return Nothing{};
}

// Past DEL or a run of characters outside ASCII, which stand for themselves too.
Outcome Parser::skip_beyond_plain() {
    const std::string_view rest = text_.substr(position_);
    if (rest.empty()) {
        return expected("a closing quote");
    }
    if (rest.front() == 0x7f) {
        ++position_;
        return Nothing{};
    }
    const std::string_view run = rest.substr(0, non_ascii_size(rest));
    if (run.empty()) {
        return fail(position_, "a control character in a text must be escaped");
    }
    const std::size_t valid = encoding::valid_utf8_prefix(run);
    if (valid != run.size()) {
        return fail(position_ + valid, "not UTF-8");
    }
    position_ += run.size();
    return Nothing{};
}

Outcome Parser::escape() {
    constexpr std::string_view letters = "\"\\/bfnrt";
    constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
    const std::string_view sequence = text_.substr(position_, 2);
    if (sequence == "\\u") {
        return unicode_escape();
    }
    const std::size_t letter = letters.find(sequence.back());
    if (sequence.size() < 2 || letter == std::string_view::npos) {
        return fail(position_, "no escape sequence of JSON");
    }
    decoded_.push_back(meanings[letter]);
    position_ += 2;
    return Nothing{};
}

// \uXXXX, or the two of a surrogate pair (RFC 8259, section 7).
Outcome Parser::unicode_escape() {
    const std::size_t escape = position_;
    std::uint32_t code_point = TRY(code_unit(escape));
    position_ += 6;
    if (code_point >= 0xd800 && code_point <= 0xdfff) {
        const bool is_high = code_point <= 0xdbff;
        if (!is_high || text_.substr(position_, 2) != "\\u") {
            return fail(escape, "a surrogate without its other half");
        }
        const std::uint32_t low = TRY(code_unit(position_));
        if (low < 0xdc00 || low > 0xdfff) {
            return fail(escape, "a surrogate without its other half");
        }
        code_point = 0x10000 + ((code_point & 0x3ffU) << 10U) + (low & 0x3ffU);
        position_ += 6;
    }
    encoding::append_utf8(decoded_, code_point);
    return Nothing{};
}

// The four hexadecimal digits of the escape sequence at `escape`.
Result<std::uint32_t> Parser::code_unit(std::size_t escape) const {
    const std::string_view digits = text_.substr(escape + 2, 4);
    std::uint32_t unit = 0;
    const auto [end, error] = std::from_chars(digits.begin(), digits.end(), unit, 16);
    if (error != std::errc{} || digits.size() < 4 || end != digits.end()) {
        return fail(escape, "\\u without four hexadecimal digits");
    }
    return unit;
}

Outcome Parser::number() {
    const std::size_t start = position_;
    const std::size_t first = next() == '-' ? start + 1 : start;
    position_ = first;
    while (is_digit(next())) {
        ++position_;
    }
    const std::string_view digits = text_.substr(first, position_ - first);
    if (digits.empty()) {
        return expected("a digit");
    }
    if (digits.size() > 1 && digits.front() == '0') {
        return fail(first, "a number must not begin with 0");
    }
    if (next() == '.' || next() == 'e' || next() == 'E') {
        return fail(position_, "fractions and exponents are not accepted");
    }
    if (!is_exact_in_a_double(digits)) {
        return builder_.fail_next(start, Errc::limit,
                                  "the number is not between -(2^53 - 1) and 2^53 - 1");
    }
    builder_.integer(start, position_ - start);
    return Nothing{};
}

Outcome Parser::literal() {
    const std::string_view rest = text_.substr(position_);
    if (rest.starts_with("true")) {
        builder_.boolean(position_, true);
        position_ += 4;
    } else if (rest.starts_with("false")) {
        builder_.boolean(position_, false);
        position_ += 5;
    } else if (rest.starts_with("null")) {
        builder_.null(position_);
        position_ += 4;
    } else {
        return expected("a value");
    }
    return Nothing{};
}

void Parser::skip_white_space() noexcept {
    while (next() == ' ' || next() == '\n' || next() == '\r' || next() == '\t') {
        ++position_;
    }
}

// What stands here, for a message.
std::string Parser::found() const {
    const std::string_view rest = text_.substr(position_);
    if (rest.empty()) {
        return "the end of the text";
    }
    if (rest.starts_with("\xef\xbb\xbf")) {
        return "a byte order mark";
    }
    return quote(rest.substr(0, 1));
}

Error Parser::expected(std::string_view what) const {
    return fail(position_, std::string(what).append(" is expected, not ").append(found()));
}

}  // namespace

Result<Document> parse(std::string text, std::string name, const Limits& limits) {
    if (text.size() > std::min(limits.size, text_limit)) {
        return Error(Errc::limit, "the text is too large").at(name, Place{});
    }
    return Parser(std::move(text), std::move(name)).document(limits.depth);
}

}  // namespace ceremony::json
