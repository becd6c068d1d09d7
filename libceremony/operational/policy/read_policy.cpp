// SPDX-License-Identifier: BSD-3-Clause

#include "policy/read_policy.hpp"

#include <algorithm>
#include <utility>

#include "config/dns_values.hpp"
#include "config/mapping.hpp"
#include "policy/values.hpp"
#include "policy/words.hpp"
#include "recipe/key_data.hpp"

namespace ceremony::policy {

namespace {

using config::Mapping;

// Keys that wait for their use; more than a few only make the set large.
constexpr json::Range standby_keys = {0, 4};

// What KSK and ZSK have in common. A size is inherited by RSA keys from RSA keys.
template <typename KeyPolicy>
Outcome read_key(Mapping& mapping, KeyPolicy& key) {
    TRY(take(mapping, "algo", key.algorithm, config::to_algorithm));
    TRY(take(mapping, "lifetime", key.lifetime, to_period));
    TRY(take(mapping, "standby", key.standby, [](json::Value value) -> Result<std::uint16_t> {
        return static_cast<std::uint16_t>(TRY(config::to_integer(value, standby_keys)));
    }));
    const auto size = mapping.find("size");
    if (!recipe::is_rsa(key.algorithm)) {
        key.size.reset();
        return size ? Outcome(config::wrong(
                          *size, "keys of algorithm " + std::string(dns::to_string(key.algorithm)) +
                                     " have one size only; RSA keys have a choice"))
                    : Outcome(Nothing{});
    }
    key.size = size ? TRY(to_bits(*size)) : key.size.value_or(default_rsa_bits);
    return Nothing{};
}

Outcome read_ksk(Mapping& mapping, KskPolicy& ksk) {
    TRY(read_key(mapping, ksk));
    return take_word(mapping, "roll", ksk.roll, ksk_rolls);
}

Outcome read_zsk(Mapping& mapping, ZskPolicy& zsk) {
    TRY(read_key(mapping, zsk));
    TRY(take_word(mapping, "roll", zsk.roll, zsk_rolls));
    TRY(take_word(mapping, "source", zsk.source, zsk_sources));
    return take_word(mapping, "export", zsk.exported, zsk_exports);
}

Outcome read_signatures(Mapping& mapping, ZoneSignatures& signatures) {
    TRY(take(mapping, "validity", signatures.validity, to_seconds));
    TRY(take(mapping, "refresh", signatures.refresh, to_seconds));
    TRY(take(mapping, "jitter", signatures.jitter, to_seconds));
    TRY(take(mapping, "resign", signatures.resign, to_seconds));
    return take(mapping, "resign-all", signatures.resign_all, config::to_boolean);
}

Outcome read_zone(Mapping& mapping, ZonePolicy& zone) {
    TRY(take(mapping, "propagation", zone.propagation, to_seconds));
    TRY(take(mapping, "max-ttl", zone.max_ttl, to_ttl));
    TRY(take(mapping, "soa-expire", zone.soa_expire, to_seconds));
    return within(mapping, "signature",
                  [&zone](Mapping& inner) { return read_signatures(inner, zone.signature); });
}

// `none`, or a mapping.
Result<std::optional<ParentPolicy>> to_parent(json::Value value,
                                              const std::optional<ParentPolicy>& base) {
    if (value.kind() == json::Kind::text && value.text() == "none") {
        return std::optional<ParentPolicy>();
    }
    return config::read_mapping(
        value, [&base](Mapping& mapping) -> Result<std::optional<ParentPolicy>> {
            ParentPolicy parent = base.value_or(ParentPolicy());
            TRY(take(mapping, "propagation", parent.propagation, to_seconds));
            TRY(take(mapping, "ds-ttl", parent.ds_ttl, to_ttl));
            TRY(take(mapping, "registration", parent.registration, to_seconds));
            return std::optional(parent);
        });
}

Result<std::vector<dns::DigestType>> to_digests(json::Value value) {
    std::vector<dns::DigestType> digests = TRY(config::to_list(value, config::to_digest_type));
    std::sort(digests.begin(), digests.end());
    if (std::adjacent_find(digests.begin(), digests.end()) != digests.end()) {
        return config::wrong(value, "the same digest type twice");
    }
    if (digests.empty()) {
        return config::wrong(value, "a DS needs at least one digest type");
    }
    return digests;
}

Outcome read_cds(Mapping& mapping, CdsPolicy& cds) {
    TRY(take_word(mapping, "publish", cds.publish, cds_words));
    TRY(take(mapping, "ttl", cds.ttl, to_ttl));
    TRY(take(mapping, "digests", cds.digests, to_digests));
    return take(mapping, "cdnskey", cds.cdnskey, config::to_boolean);
}

// `none` undoes a grid that was inherited.
Result<std::optional<Duration>> to_slot(json::Value value) {
    if (value.kind() == json::Kind::text && value.text() == "none") {
        return std::optional<Duration>();
    }
    return std::optional<Duration>(TRY(to_period(value)));
}

Outcome read_sets(Mapping& mapping, Policy& policy) {
    TRY(take(mapping, "refresh", policy.refresh, to_seconds));
    TRY(take(mapping, "validity", policy.validity, to_seconds));
    TRY(take(mapping, "inceptionoffset", policy.inception_offset, to_seconds));
    TRY(take(mapping, "ttl", policy.ttl, to_ttl));
    TRY(take(mapping, "slot", policy.slot, to_slot));
    TRY(take(mapping, "publish-safety", policy.publish_safety, to_seconds));
    return take(mapping, "retire-safety", policy.retire_safety, to_seconds);
}

Outcome read_delays(Mapping& mapping, Policy& policy) {
    TRY(within(mapping, "zone", [&](Mapping& inner) { return read_zone(inner, policy.zone); }));
    TRY(take(mapping, "parent", policy.parent,
             [&](json::Value value) { return to_parent(value, policy.parent); }));
    TRY(take(mapping, "lateness", policy.lateness, to_seconds));
    TRY(take(mapping, "clock-skew", policy.clock_skew, to_seconds));
    TRY(take(mapping, "reserve", policy.reserve, to_seconds));
    return take(mapping, "handover", policy.handover, to_seconds);
}

Outcome read_keys(Mapping& mapping, Policy& policy) {
    TRY(within(mapping, "ksk", [&](Mapping& inner) { return read_ksk(inner, policy.ksk); }));
    TRY(within(mapping, "zsk", [&](Mapping& inner) { return read_zsk(inner, policy.zsk); }));
    TRY(within(mapping, "cds", [&](Mapping& inner) { return read_cds(inner, policy.cds); }));
    TRY(take(mapping, "strict", policy.strict, config::to_boolean));
    TRY(take(mapping, "rfc5011", policy.rfc5011, config::to_boolean));
    TRY(take_word(mapping, "ds-gate", policy.ds_gate, ds_gates));
    TRY(take_word(mapping, "overlap", policy.overlap, overlaps));
    return take_word(mapping, "require-backup", policy.require_backup, backups);
}

}  // namespace

Result<Policy> read_policy(json::Value value, Policy base) {
    return config::read_mapping(value, [&base](Mapping& mapping) -> Result<Policy> {
        TRY(read_sets(mapping, base));
        TRY(read_delays(mapping, base));
        TRY(read_keys(mapping, base));
        return std::move(base);
    });
}

}  // namespace ceremony::policy
