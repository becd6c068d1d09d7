// SPDX-License-Identifier: BSD-3-Clause

#include "policy/values.hpp"

#include <limits>

#include "base/quote.hpp"
#include "dns/scan.hpp"
#include "recipe/key_data.hpp"
#include "recipe/read_values.hpp"

namespace ceremony::policy {

namespace {

// `result`; an error in it is told at `value`.
template <typename T>
Result<T> told_at(json::Value value, Result<T> result) {
    if (!result.ok()) {
        return wrong(value, result.error().message());
    }
    return result;
}

}  // namespace

Error wrong(json::Value value, std::string_view what) {
    return value.fail(Errc::configuration, what);
}

Result<dns::Name> to_zone(json::Value value) {
    return told_at(value, dns::Name::from_text(TRY(config::checked_text(value))));
}

Result<dns::Algorithm> to_algorithm(json::Value value) {
    return told_at(value, dns::algorithm_from_text(TRY(config::checked_text(value))));
}

Result<dns::DigestType> to_digest_type(json::Value value) {
    return told_at(value, dns::digest_type_from_text(TRY(config::checked_text(value))));
}

Result<dns::Ds> to_ds(json::Value value) {
    const std::string_view text = TRY(config::checked_text(value));
    auto ds = dns::scan_ds(text, "DS");
    if (!ds.ok()) {
        return wrong(value, "not a DS record as in \"23456 13 2 EF01...\": " + quote(text));
    }
    return ds;
}

Result<recipe::Word> to_chain(json::Value value) {
    return told_at(value, recipe::Word::from_text(TRY(config::checked_text(value))));
}

Result<Bytes> to_key_id(json::Value value) {
    return told_at(value, recipe::key_id_from_text(TRY(config::checked_text(value))));
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
        return wrong(value, "a TTL has at most " + std::to_string(longest) + " seconds");
    }
    return seconds;
}

Result<Duration> to_period(json::Value value) {
    const Duration period = TRY(config::to_duration(value));
    if (period == Duration()) {
        return wrong(value, "no time at all");
    }
    return period;
}

}  // namespace ceremony::policy
