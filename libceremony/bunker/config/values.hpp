// SPDX-License-Identifier: BSD-3-Clause
//
// values.hpp -- one value of a configuration as text, number, duration, word, list...
//
// Scalars of YAML have no types here; these functions give them theirs. A value
// that is left out, `key:`, is not a text of any kind, and the empty list or
// mapping. Every error is Errc::configuration and says where:
// "cooker.yaml:7:13: guard.max-validity: not a duration".

#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/duration.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "json/document.hpp"
#include "json/fields.hpp"

namespace ceremony::config {

/// An error about `value`.
[[nodiscard]] Error wrong(json::Value value, std::string_view what);

/// `result`; an error in it is told as one about `value`.
template <typename T>
[[nodiscard]] Result<T> told_at(json::Value value, Result<T> result) {
    if (!result.ok()) {
        return wrong(value, result.error().message());
    }
    return result;
}

/// A text on one line, without control characters and not empty; borrowed.
[[nodiscard]] Result<std::string_view> checked_text(json::Value value);
/// The same, owned.
[[nodiscard]] Result<std::string> to_text(json::Value value);
/// The name of a file from the root on: "/etc/ceremony".
[[nodiscard]] Result<std::string> to_absolute_path(json::Value value);
/// A decimal integer in `range`.
[[nodiscard]] Result<std::int64_t> to_integer(json::Value value, json::Range range);
/// `true` or `false`, and no other spelling.
[[nodiscard]] Result<bool> to_boolean(json::Value value);
/// A duration in one of the forms of Duration::from_text().
[[nodiscard]] Result<Duration> to_duration(json::Value value);
/// The same in seconds, where the length must be fixed: no months and years.
[[nodiscard]] Result<std::int64_t> to_fixed_seconds(json::Value value);
/// A time in one of the forms of UtcTime::from_text().
[[nodiscard]] Result<UtcTime> to_time(json::Value value);

/// A word and what it stands for.
template <typename T>
struct Word {
    std::string_view word;
    T meaning;
};

/// "not a, b or c" with the words that are allowed, for messages.
[[nodiscard]] Error not_one_of(json::Value value, const std::vector<std::string_view>& words);

/// What the word in `value` stands for. The error lists the words.
template <typename T, std::size_t size>
[[nodiscard]] Result<T> to_word(json::Value value, const std::array<Word<T>, size>& words) {
    const std::string_view text = TRY(checked_text(value));
    std::vector<std::string_view> allowed;
    for (const Word<T>& word : words) {
        if (word.word == text) {
            return word.meaning;
        }
        allowed.push_back(word.word);
    }
    return not_one_of(value, allowed);
}

/// The elements of a list, of which there may be none.
[[nodiscard]] Result<std::vector<json::Value>> to_elements(json::Value value);

/// The entries of a mapping, of which there may be none.
[[nodiscard]] Result<std::vector<json::Member>> to_members(json::Value value);

/// What `Read`, a function from a Value to a Result, makes of a Value.
template <typename Read>
using ReadBy =
    std::remove_cvref_t<decltype(std::declval<Read&>()(std::declval<json::Value>()).value())>;

/// What `read`, a function from a Value to a Result, makes of each element of a list.
template <typename Read>
[[nodiscard]] Result<std::vector<ReadBy<Read>>> to_list(json::Value value, Read&& read) {
    std::vector<ReadBy<Read>> list;
    const std::vector<json::Value> elements = TRY(to_elements(value));
    for (const json::Value element : elements) {
        auto item = TRY(read(element));
        list.push_back(std::move(item));
    }
    return list;
}

}  // namespace ceremony::config
