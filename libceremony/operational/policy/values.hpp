// SPDX-License-Identifier: BSD-3-Clause
//
// values.hpp -- one value of ceremony.yaml as a chain, the ID or the size of a key, a length of
// time.
//
// For the readers of this folder. Every error is Errc::configuration and says where:
// "ceremony.yaml:7:13: kasp.ttl: not a duration".

#pragma once

#include <array>
#include <string_view>
#include <utility>

#include "base/duration.hpp"
#include "base/result.hpp"
#include "config/mapping.hpp"
#include "config/values.hpp"
#include "json/document.hpp"
#include "policy/policy.hpp"
#include "recipe/recipe.hpp"

namespace ceremony::policy {

[[nodiscard]] Result<recipe::Word> to_chain(json::Value value);
/// `hex ...`, `base64 ...` or `str ...`, the word in either letter case, or base64 alone.
[[nodiscard]] Result<Bytes> to_key_id(json::Value value);
/// The length of an RSA key.
[[nodiscard]] Result<std::uint16_t> to_bits(json::Value value);
/// A fixed length of time, none included.
[[nodiscard]] Result<Seconds> to_seconds(json::Value value);
/// The same, 31 bits (RFC 2181, section 8).
[[nodiscard]] Result<Seconds> to_ttl(json::Value value);
/// More than no time; months and years are allowed.
[[nodiscard]] Result<Duration> to_period(json::Value value);

/// `target` becomes what `read` makes of the value of `key`; without the key it stays.
template <typename T, typename Read>
[[nodiscard]] Outcome take(config::Mapping& mapping, std::string_view key, T& target, Read&& read) {
    const auto value = mapping.find(key);
    if (value) {
        target = TRY(read(*value));
    }
    return Nothing{};
}

/// The same with a word and what it stands for.
template <typename T, std::size_t size>
[[nodiscard]] Outcome take_word(config::Mapping& mapping,
                                std::string_view key,
                                T& target,
                                const std::array<config::Word<T>, size>& words) {
    return take(mapping, key, target,
                [&words](json::Value value) { return config::to_word(value, words); });
}

/// `read`, a function from Mapping& to an Outcome, takes what it wants from the mapping that
/// is the value of `key`; without the key nothing happens.
template <typename Read>
[[nodiscard]] Outcome within(config::Mapping& mapping, std::string_view key, Read&& read) {
    const auto value = mapping.find(key);
    return value ? config::read_mapping(*value, read) : Outcome(Nothing{});
}

}  // namespace ceremony::policy
