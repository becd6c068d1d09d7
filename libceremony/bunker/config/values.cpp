// SPDX-License-Identifier: BSD-3-Clause

#include "config/values.hpp"

#include <algorithm>

#include "base/decimal.hpp"
#include "base/quote.hpp"

namespace ceremony::config {

namespace {

bool is_control(char character) noexcept {
    const auto octet = static_cast<unsigned char>(character);
    return octet < 0x20 || octet == 0x7f;
}

}  // namespace

Error wrong(json::Value value, std::string_view what) {
    return value.fail(Errc::configuration, what);
}

Result<std::string_view> checked_text(json::Value value) {
    if (value.kind() == json::Kind::object) {
        return wrong(value, "not a text, but a mapping");
    }
    if (value.kind() == json::Kind::array) {
        return wrong(value, "not a text, but a list");
    }
    const std::string_view text = value.text();
    if (text.empty()) {
        return wrong(value, "the value is missing");
    }
    if (std::any_of(text.begin(), text.end(), is_control)) {
        return wrong(value, "a text with a line break or another control character");
    }
    return text;
}

Result<std::string> to_text(json::Value value) {
    return std::string(TRY(checked_text(value)));
}

Result<std::string> to_absolute_path(json::Value value) {
    const std::string_view path = TRY(checked_text(value));
    if (!path.starts_with('/')) {
        return wrong(value, "not an absolute path: " + quote(path));
    }
    return std::string(path);
}

Result<std::int64_t> to_integer(json::Value value, json::Range range) {
    const std::string_view text = TRY(checked_text(value));
    const std::int64_t number = TRY(told_at(value, read_decimal<std::int64_t>(text)));
    if (number < range.low || number > range.high) {
        return wrong(value, std::to_string(number) + " is not between " +
                                std::to_string(range.low) + " and " + std::to_string(range.high));
    }
    return number;
}

Result<bool> to_boolean(json::Value value) {
    const std::string_view text = TRY(checked_text(value));
    if (text != "true" && text != "false") {
        return wrong(value, quote(text) + " is not true or false");
    }
    return text == "true";
}

Result<Duration> to_duration(json::Value value) {
    return told_at(value, Duration::from_text(TRY(checked_text(value))));
}

Result<std::int64_t> to_fixed_seconds(json::Value value) {
    const Duration duration = TRY(to_duration(value));
    auto seconds = duration.fixed_seconds();
    if (!seconds.ok()) {
        return wrong(value, "months and years have no fixed length; give days, as in P30D");
    }
    return seconds;
}

Result<UtcTime> to_time(json::Value value) {
    return told_at(value, UtcTime::from_text(TRY(checked_text(value))));
}

Error not_one_of(json::Value value, const std::vector<std::string_view>& words) {
    std::string list;
    for (std::size_t i = 0; i < words.size(); ++i) {
        list.append(i == 0 ? "" : i + 1 == words.size() ? " or " : ", ").append(words[i]);
    }
    return wrong(value, quote(value.text()) + " is not " + list);
}

Result<std::vector<json::Value>> to_elements(json::Value value) {
    std::vector<json::Value> elements;
    if (value.kind() == json::Kind::array) {
        for (const json::Value element : value.elements()) {
            elements.push_back(element);
        }
    } else if (value.kind() == json::Kind::object || !value.text().empty()) {
        return wrong(value, "not a list");
    }
    return elements;
}

Result<std::vector<json::Member>> to_members(json::Value value) {
    std::vector<json::Member> members;
    if (value.kind() == json::Kind::object) {
        for (const json::Member& member : value.members()) {
            members.push_back(member);
        }
    } else if (value.kind() == json::Kind::array || !value.text().empty()) {
        return wrong(value, "not a mapping");
    }
    return members;
}

}  // namespace ceremony::config
