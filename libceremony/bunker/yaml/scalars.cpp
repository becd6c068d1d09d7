// SPDX-License-Identifier: BSD-3-Clause

#include "yaml/scalars.hpp"

#include <array>
#include <charconv>
#include <optional>

#include "base/quote.hpp"
#include "encoding/utf8.hpp"

namespace ceremony::yaml {

namespace {

// --- double quotes

struct Escape {
    char letter;
    std::string_view text;
};

// YAML 1.2.2, section 5.7, without the escaped tab and line break.
constexpr std::array<Escape, 17> escapes = {{
    {'0', std::string_view("\0", 1)},
    {'a', "\a"},
    {'b', "\b"},
    {'t', "\t"},
    {'n', "\n"},
    {'v', "\v"},
    {'f', "\f"},
    {'r', "\r"},
    {'e', "\x1b"},
    {' ', " "},
    {'"', "\""},
    {'/', "/"},
    {'\\', "\\"},
    {'N', "\xc2\x85"},
    {'_', "\xc2\xa0"},
    {'L', "\xe2\x80\xa8"},
    {'P', "\xe2\x80\xa9"},
}};

// How many hexadecimal digits follow `letter`; 0 when it begins no such escape.
std::size_t escape_digits(char letter) noexcept {
    switch (letter) {
        case 'x':
            return 2;
        case 'u':
            return 4;
        case 'U':
            return 8;
        default:
            return 0;
    }
}

// `count` hexadecimal digits at the cursor as a code point that UTF-8 can spell.
std::optional<std::uint32_t> read_code_point(const Source& source, std::size_t count) noexcept {
    std::array<char, 8> digits{};
    for (std::size_t i = 0; i < count; ++i) {
        digits.at(i) = source.peek(i);
    }
    std::uint32_t code_point = 0;
    const char* const end = digits.data() + count;
    const auto [stop, failure] = std::from_chars(digits.data(), end, code_point, 16);
    const bool surrogate = code_point >= 0xd800 && code_point <= 0xdfff;
    if (failure != std::errc{} || stop != end || surrogate || code_point > 0x10ffff) {
        return std::nullopt;
    }
    return code_point;
}

// At a backslash: what the escape stands for is appended to `out`.
Outcome read_escape(Source& source, std::string& out) {
    const char letter = source.peek(1);
    for (const Escape& escape : escapes) {
        if (escape.letter == letter) {
            out.append(escape.text);
            source.advance(2);
            return Nothing{};
        }
    }
    const std::size_t digits = escape_digits(letter);
    if (digits == 0) {
        return source.fail("an escape that does not exist, or that continues the line");
    }
    const std::size_t start = source.offset();
    source.advance(2);
    const auto code_point = read_code_point(source, digits);
    if (!code_point) {
        return source.fail_at(start, "an escape that names no Unicode character");
    }
    encoding::append_utf8(out, *code_point);
    source.advance(digits);
    return Nothing{};
}

// --- both kinds of quotes

Error unterminated(const Source& source, std::size_t start) {
    return source.fail_at(start, "a text in quotes has to end on the line it begins on");
}

// What stands between the quotes: as it is, or decoded.
Scalar between_quotes(const Source& source, std::size_t start, std::optional<std::string> decoded) {
    Scalar scalar;
    scalar.offset = start;
    scalar.spelling = decoded ? Spelling::other : Spelling::quoted;
    scalar.source = source.since(start).substr(1);
    scalar.decoded = std::move(decoded).value_or(std::string());
    return scalar;
}

Result<Scalar> read_double_quoted(Source& source) {
    const std::size_t start = source.offset();
    std::optional<std::string> decoded;  // from the first escape on
    source.advance();
    while (source.peek() != '"') {
        if (source.at_line_end()) {
            return unterminated(source, start);
        }
        if (source.peek() == '\\') {
            if (!decoded) {
                decoded = source.since(start).substr(1);
            }
            TRY(read_escape(source, *decoded));
            continue;
        }
        if (decoded) {
            decoded->push_back(source.peek());
        }
        source.advance();
    }
    Scalar scalar = between_quotes(source, start, std::move(decoded));
    source.advance();
    return scalar;
}

Result<Scalar> read_single_quoted(Source& source) {
    const std::size_t start = source.offset();
    std::optional<std::string> decoded;  // from the first doubled quote on
    source.advance();
    while (source.peek() != '\'' || source.peek(1) == '\'') {
        if (source.at_line_end()) {
            return unterminated(source, start);
        }
        const bool doubled = source.peek() == '\'';
        if (doubled && !decoded) {
            decoded = source.since(start).substr(1);
        }
        if (decoded) {
            decoded->push_back(source.peek());
        }
        source.advance(doubled ? 2 : 1);
    }
    Scalar scalar = between_quotes(source, start, std::move(decoded));
    source.advance();
    return scalar;
}

// --- plain

// Why no plain scalar begins with `first`; empty when one may (YAML 1.2.2, section 7.3.3).
std::string_view refusal_of(char first) noexcept {
    switch (first) {
        case '!':
            return "a tag";
        case '%':
            return "a directive, or a text that begins with % and needs quotes";
        case '@':
        case '`':
            return "a text that begins with @ or ` needs quotes";
        case '>':
            return "a folded block scalar";
        case '|':
            return "a literal block scalar cannot stand here";
        case '&':
            return "an anchor cannot stand here";
        case '*':
            return "an alias cannot stand here";
        case '#':
            return "a comment cannot stand here";
        case '[':
        case '{':
            return "a flow collection cannot stand here";
        case ',':
        case ']':
        case '}':
            return "nothing stands in front of this indicator";
        case '\n':
            return "the line ends too early: a flow collection or a merge has to fit its line";
        default:
            return {};
    }
}

// The same for the three that need another look: what follows decides about them.
std::string_view indicator_refusal_of(const Source& source) noexcept {
    switch (source.peek()) {
        case '-':
            return "a block sequence cannot begin here";
        case '?':
            return "a complex key (?)";
        case ':':
            return "a value without a key";
        default:
            return {};
    }
}

// ns-plain-safe: what may stand behind an indicator without making it one.
bool is_plain_safe(char character, Context context) noexcept {
    const bool separator = is_white(character) || character == '\n';
    return !separator && !(context == Context::flow && is_flow_indicator(character));
}

bool ends_plain(const Source& source, std::size_t ahead, Context context) noexcept {
    const char here = source.peek(ahead);
    if (here == '#') {
        return is_white(source.peek(ahead - 1));
    }
    if (here == ':') {
        return !is_plain_safe(source.peek(ahead + 1), context);
    }
    return here == '\n' || (context == Context::flow && is_flow_indicator(here));
}

Result<Scalar> read_plain(Source& source, Context context) {
    const std::string_view refusal = refusal_of(source.peek());
    if (!refusal.empty()) {
        return source.fail(refusal);
    }
    const std::string_view indicator = indicator_refusal_of(source);
    // Inside brackets parsers differ about a text that begins with ? or :.
    const bool doubtful = source.peek() != '-' && context == Context::flow;
    if (!indicator.empty() && (doubtful || !is_plain_safe(source.peek(1), context))) {
        return source.fail(indicator);
    }
    const std::size_t start = source.offset();
    std::size_t size = 1;  // without the white space that may follow
    for (std::size_t ahead = 1; !ends_plain(source, ahead, context); ++ahead) {
        if (!is_white(source.peek(ahead))) {
            size = ahead + 1;
        }
    }
    source.advance(size);
    Scalar scalar;
    scalar.offset = start;
    scalar.source = source.since(start);
    return scalar;
}

}  // namespace

Result<Scalar> read_scalar(Source& source, Context context) {
    switch (source.peek()) {
        case '"':
            return read_double_quoted(source);
        case '\'':
            return read_single_quoted(source);
        default:
            return read_plain(source, context);
    }
}

Result<std::string_view> read_name(Source& source, Context context) {
    const auto in_name = [](char character) {
        return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
               (character >= '0' && character <= '9') || character == '-' || character == '_';
    };
    source.advance();
    const std::size_t start = source.offset();
    while (in_name(source.peek())) {
        source.advance();
    }
    if (source.offset() == start || is_plain_safe(source.peek(), context)) {
        return source.fail("the name of an anchor may hold letters, digits, - and _ only");
    }
    return source.since(start);
}

}  // namespace ceremony::yaml
