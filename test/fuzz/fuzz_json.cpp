// SPDX-License-Identifier: BSD-3-Clause
//
// A text is accepted exactly when a second, slow reader accepts it, and both read
// the same; what is printed is read back equal; a refusal names a place in the text.

#include <algorithm>
#include <set>
#include <string>

#include "encoding/utf8.hpp"
#include "fuzz/fuzz.hpp"
#include "json/parse.hpp"
#include "json/print.hpp"

namespace {

using namespace ceremony;

constexpr std::size_t depth_limit = 32;

// Reads RFC 8259 less what FORMAT.md refuses, one character at a time, and writes down
// what it read: brackets, n t f, integers, texts behind their size.
class SecondReader {
public:
    explicit SecondReader(std::string_view text) : rest_(text) {}

    bool read() {
        space();
        const bool good = value(0);
        space();
        return good && rest_.empty();
    }

    [[nodiscard]] const std::string& story() const { return story_; }

private:
    bool take(std::string_view token) {
        if (!rest_.starts_with(token)) {
            return false;
        }
        rest_.remove_prefix(token.size());
        return true;
    }

    void space() {
        while (take(" ") || take("\t") || take("\r") || take("\n")) {
        }
    }

    bool told(const char* word) {
        story_ += word;
        return true;
    }

    bool value(std::size_t depth) {
        if (take("null")) {
            return told("n ");
        }
        if (take("true")) {
            return told("t ");
        }
        if (take("false")) {
            return told("f ");
        }
        if (take("\"")) {
            std::string text;
            return characters(text) && tell_text(text);
        }
        if (take("[")) {
            return depth < depth_limit && told("[ ") && elements(depth + 1) && told("] ");
        }
        if (take("{")) {
            return depth < depth_limit && told("{ ") && members(depth + 1) && told("} ");
        }
        return number();
    }

    bool elements(std::size_t depth) {
        space();
        if (take("]")) {
            return true;
        }
        for (;;) {
            space();
            if (!value(depth)) {
                return false;
            }
            space();
            if (!take(",")) {
                return take("]");
            }
        }
    }

    bool members(std::size_t depth) {
        std::set<std::string> names;
        space();
        if (take("}")) {
            return true;
        }
        for (;;) {
            std::string name;
            space();
            if (!take("\"") || !characters(name) || !names.insert(name).second) {
                return false;
            }
            tell_text(name);
            space();
            if (!take(":")) {
                return false;
            }
            space();
            if (!value(depth)) {
                return false;
            }
            space();
            if (!take(",")) {
                return take("}");
            }
        }
    }

    bool tell_text(const std::string& text) {
        story_ += std::to_string(text.size()) + ":" + text + " ";
        return true;
    }

    // What follows an opening quote, as code points, the closing quote included.
    bool characters(std::string& text) {
        std::uint32_t high = 0;  // the half of a pair that waits for the other
        while (!take("\"")) {
            std::uint32_t character = 0;
            if (!one_character(character)) {
                return false;
            }
            const bool is_low = character >= 0xdc00 && character <= 0xdfff;
            if ((high != 0) != is_low) {
                return false;
            }
            if (character >= 0xd800 && character <= 0xdbff) {
                high = character;
                continue;
            }
            if (high != 0) {
                character = 0x10000 + (high - 0xd800) * 0x400 + (character - 0xdc00);
                high = 0;
            }
            encoding::append_utf8(text, character);
        }
        return high == 0;
    }

    bool one_character(std::uint32_t& character) {
        if (rest_.empty()) {
            return false;
        }
        if (take("\\u")) {
            return four_digits(character);
        }
        if (take("\\")) {
            constexpr std::string_view pairs = "\"\"\\\\//b\bf\fn\nr\rt\t";
            for (std::size_t i = 0; i < pairs.size(); i += 2) {
                if (take(pairs.substr(i, 1))) {
                    character = static_cast<unsigned char>(pairs[i + 1]);
                    return true;
                }
            }
            return false;
        }
        for (std::size_t size = 1; size <= std::min<std::size_t>(4, rest_.size()); ++size) {
            if (encoding::is_utf8(rest_.substr(0, size))) {
                character = encoding::first_code_point(rest_).value;
                rest_.remove_prefix(size);
                return character >= 0x20;
            }
        }
        return false;
    }

    bool four_digits(std::uint32_t& unit) {
        constexpr std::string_view digits = "00112233445566778899aAbBcCdDeEfF";
        for (int i = 0; i < 4; ++i) {
            const std::size_t digit =
                rest_.empty() ? std::string_view::npos : digits.find(rest_[0]);
            if (digit == std::string_view::npos) {
                return false;
            }
            unit = unit * 16 + static_cast<std::uint32_t>(digit / 2);
            rest_.remove_prefix(1);
        }
        return true;
    }

    bool number() {
        std::string sign = take("-") ? "-" : "";
        const std::size_t size = std::min(rest_.find_first_not_of("0123456789"), rest_.size());
        const std::string digits(rest_.substr(0, size));
        rest_.remove_prefix(size);
        if (digits.empty() || (digits[0] == '0' && size > 1) || size > 16) {
            return false;
        }
        const unsigned long long number = std::stoull(digits);
        if (number >= 1ULL << 53U || take(".") || take("e") || take("E")) {
            return false;
        }
        story_ += (number == 0 ? "" : sign) + digits + " ";
        return true;
    }

    std::string_view rest_;
    std::string story_;
};

std::string story_of(json::Value value) {
    switch (value.kind()) {
        case json::Kind::null:
            return "n ";
        case json::Kind::boolean:
            return value.boolean() ? "t " : "f ";
        case json::Kind::integer:
            return std::to_string(value.integer()) + " ";
        case json::Kind::text:
            return std::to_string(value.text().size()) + ":" + std::string(value.text()) + " ";
        case json::Kind::array: {
            std::string story = "[ ";
            for (const json::Value element : value.elements()) {
                story += story_of(element);
            }
            return story + "] ";
        }
        case json::Kind::object: {
            std::string story = "{ ";
            for (const json::Member member : value.members()) {
                story += story_of(member.name) + story_of(member.value);
            }
            return story + "} ";
        }
    }
    return "";
}

void check_refusal(const Error& error, std::string_view text) {
    const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + 1;
    fuzz::hold(error.place().has_value() && error.place()->line <= lines &&
                   error.place()->column <= text.size() + 1,
               "a refusal names a place in the text");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::text(data, size);
    SecondReader second(text);
    const bool is_good = second.read();
    const auto document = json::parse(std::string(text), "fuzz");
    fuzz::hold(document.ok() == is_good, "both readers accept, or both refuse");
    if (!document.ok()) {
        check_refusal(document.error(), text);
        return 0;
    }
    fuzz::hold(story_of(document.value().root()) == second.story(), "both readers read the same");
    const std::string printed = json::print(document.value().root());
    const auto again = json::parse(printed, "printed");
    fuzz::hold(again.ok() && story_of(again.value().root()) == second.story(),
               "what is printed is read back equal");
    fuzz::hold(json::print(again.value().root()) == printed, "there is one printed form");
    return 0;
}
