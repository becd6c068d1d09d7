// SPDX-License-Identifier: BSD-3-Clause
//
// mapping.hpp -- takes the entries of a mapping by key, each with its type.
//
// A mapping is understood completely or refused. The only way to a Mapping is
// read_mapping, which refuses, once the reading function is content, every key
// that it did not ask for, and names the nearest one that it did: the check cannot
// be forgotten. Every error is Errc::configuration and says where:
// "cooker.yaml:7:5: repositories.default.modul: unknown key; did you mean \"module\"?"

#pragma once

#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "config/values.hpp"
#include "json/document.hpp"

namespace ceremony::config {

class Mapping {
public:
    Mapping(const Mapping&) = delete;
    Mapping(Mapping&&) = delete;
    Mapping& operator=(const Mapping&) = delete;
    Mapping& operator=(Mapping&&) = delete;
    ~Mapping() = default;

    /// The value of `key`, whatever it is; nothing when there is none.
    [[nodiscard]] std::optional<json::Value> find(std::string_view key);
    /// An error about the mapping as a whole.
    [[nodiscard]] Error fail(std::string_view what) const;

    /// What `read`, a function from a Value to a Result, makes of the value of `key`.
    /// An error when there is none.
    template <typename Read>
    [[nodiscard]] auto required(std::string_view key, Read&& read)
        -> decltype(read(std::declval<json::Value>())) {
        const auto value = find(key);
        if (!value) {
            return missing(key);
        }
        return read(*value);
    }

    /// The same, or nothing when there is no such key.
    template <typename Read>
    [[nodiscard]] Result<std::optional<ReadBy<Read>>> optional(std::string_view key, Read&& read) {
        const auto value = find(key);
        if (!value) {
            return std::optional<ReadBy<Read>>();
        }
        return std::optional<ReadBy<Read>>(TRY(read(*value)));
    }

    /// The same, or `fallback`.
    template <typename T, typename Read>
    [[nodiscard]] Result<T> value_or(std::string_view key, T fallback, Read&& read) {
        const auto value = find(key);
        if (!value) {
            return fallback;
        }
        T result = TRY(read(*value));
        return result;
    }

private:
    template <typename Read>
    friend auto read_mapping(json::Value value, Read&& read);

    struct Entry {
        std::string_view key;
        json::Member member;
        bool asked_for = false;
    };

    Mapping(json::Value value, const std::vector<json::Member>& members);
    [[nodiscard]] Error missing(std::string_view key) const;
    [[nodiscard]] Outcome done() const;

    json::Value value_;
    std::vector<Entry> entries_;          // sorted by key: many entries do not make it slow
    std::vector<std::string_view> keys_;  // that were asked for
};

/// What `read`, a function from Mapping& to a Result, makes of `value`. An error when
/// `value` is no mapping, when `read` returns one, or when there is a key that `read`
/// did not ask for. Keys must outlive the call: literals.
///
///     Result<Range> to_range(json::Value value) {
///         return read_mapping(value, [](Mapping& mapping) -> Result<Range> {
///             const auto low = TRY(mapping.required("low", to_number));
///             const auto high = TRY(mapping.value_or("high", low, to_number));
///             return Range{low, high};
///         });
///     }
template <typename Read>
[[nodiscard]] auto read_mapping(json::Value value, Read&& read) {
    using Return = decltype(read(std::declval<Mapping&>()));
    const auto members = to_members(value);
    if (!members.ok()) {
        return Return(members.error());
    }
    Mapping mapping(value, members.value());
    Return result = read(mapping);
    if (result.ok()) {
        const Outcome done = mapping.done();
        if (!done.ok()) {
            return Return(done.error());
        }
    }
    return result;
}

}  // namespace ceremony::config
