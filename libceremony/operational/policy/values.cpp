// SPDX-License-Identifier: BSD-3-Clause

#include "policy/values.hpp"

#include <limits>

#include "recipe/key_data.hpp"
#include "recipe/read_values.hpp"

namespace ceremony::policy {

Result<recipe::Word> to_chain(json::Value value) {
    return config::told_at(value, recipe::Word::from_text(TRY(config::checked_text(value))));
}

Result<Bytes> to_key_id(json::Value value) {
    return config::told_at(value, recipe::key_id_from_text(TRY(config::checked_text(value))));
}

Result<std::uint16_t> to_bits(json::Value value) {
    const std::int64_t bits =
        TRY(config::to_integer(value, {recipe::rsa_min_bits, recipe::rsa_max_bits}));
    return static_cast<std::uint16_t>(bits);
}

Result<Seconds> to_seconds(json::Value value) {
    return config::to_fixed_seconds(value);
}

Result<Seconds> to_ttl(json::Value value) {
    constexpr Seconds longest = std::numeric_limits<std::int32_t>::max();
    const Seconds seconds = TRY(config::to_fixed_seconds(value));
    if (seconds > longest) {
        return config::wrong(value, "a TTL has at most " + std::to_string(longest) + " seconds");
    }
    return seconds;
}

Result<Duration> to_period(json::Value value) {
    const Duration period = TRY(config::to_duration(value));
    if (period == Duration()) {
        return config::wrong(value, "no time at all");
    }
    return period;
}

}  // namespace ceremony::policy
