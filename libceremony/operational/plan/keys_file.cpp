// SPDX-License-Identifier: BSD-3-Clause

#include "plan/keys_file.hpp"

#include <array>
#include <optional>
#include <utility>

#include "config/dns_values.hpp"
#include "config/mapping.hpp"
#include "dns/scan.hpp"
#include "policy/values.hpp"
#include "recipe/key_data.hpp"

namespace ceremony::plan {

namespace {

using config::Mapping;
using timeline::Custody;
using timeline::Life;

constexpr std::array<config::Word<Custody>, 3> custodies = {{
    {"bunker", Custody::bunker},
    {"operational", Custody::operational},
    {"external", Custody::external},
}};

struct LifeKey {
    std::string_view key;
    std::optional<UtcTime> Life::*member;
};

constexpr std::array<LifeKey, 9> life_keys = {{
    {"generate", &Life::generate},
    {"publish", &Life::publish},
    {"ready", &Life::ready},
    {"active", &Life::active},
    {"retire", &Life::retire},
    {"remove", &Life::remove},
    {"ds-gone", &Life::ds_gone},
    {"revoke", &Life::revoke},
    {"destroy", &Life::destroy},
}};

// The scanner reads whole records; the owner and the TTL put in front of the RDATA do not matter.
Result<dns::Dnskey> to_dnskey(json::Value value) {
    const std::string_view text = TRY(config::checked_text(value));
    const auto record = dns::scan_record(std::string(". 0 IN DNSKEY ").append(text), "dnskey");
    if (!record.ok()) {
        return config::wrong(value, record.error().message());
    }
    auto key = dns::read_dnskey(record.value().rdata());
    if (!key.ok()) {
        return config::wrong(value, key.error().message());
    }
    if (key.value().flags != dns::ksk_flags && key.value().flags != dns::zsk_flags) {
        return config::wrong(value, "flags other than 256 and 257");
    }
    const auto size = recipe::check_key_data(key.value().algorithm, key.value().public_key);
    if (!size.ok()) {
        return config::wrong(value, size.error().message());
    }
    return key;
}

// Something that happened: nobody has observed what is still to come.
Result<UtcTime> to_past_time(json::Value value, UtcTime now) {
    const UtcTime time = TRY(config::to_time(value));
    if (time > now) {
        return config::wrong(value, "after now, " + now.text());
    }
    return time;
}

// A time, or the word `none`.
Result<std::optional<UtcTime>> to_time_or_none(json::Value value, UtcTime now) {
    if (TRY(config::checked_text(value)) == "none") {
        return std::optional<UtcTime>();
    }
    return std::optional(TRY(to_past_time(value, now)));
}

// Which of two events comes first, where both happened.
struct Order {
    LifeKey first;
    LifeKey second;
};

constexpr std::array<Order, 3> orders = {{
    {{"publish", &Life::publish}, {"remove", &Life::remove}},
    {{"active", &Life::active}, {"retire", &Life::retire}},
    {{"publish", &Life::publish}, {"revoke", &Life::revoke}},
}};

Outcome check_order(const Mapping& mapping, const Life& life) {
    for (const auto& [first, second] : orders) {
        const auto& before = life.*first.member;
        const auto& after = life.*second.member;
        if (before && after && *after < *before) {
            return mapping.fail(std::string(second.key) + ", " + after->text() + ", is before " +
                                std::string(first.key) + ", " + before->text());
        }
    }
    return Nothing{};
}

Outcome read_life(Mapping& mapping, timeline::Key& key, UtcTime now) {
    const auto to_time = [now](json::Value value) {
        return to_past_time(value, now);
    };
    for (const LifeKey& time : life_keys) {
        key.observed.*time.member = TRY(mapping.optional(time.key, to_time));
    }
    const auto seen = TRY(mapping.optional(
        "ds-seen", [now](json::Value value) { return to_time_or_none(value, now); }));
    key.observed.ds_seen = seen.value_or(std::nullopt);
    const Life& life = key.observed;
    if (key.role == recipe::KeyRole::ksk && life.active && !life.remove && !seen && !life.ds_gone) {
        return mapping.fail(
            "a KSK in use, and nothing says whether its DS is at the parent: ds-seen, which may be "
            "none, or ds-gone");
    }
    if (key.role == recipe::KeyRole::ksk && !life.publish) {
        key.observed.publish = life.active;  // a KSK that signs is in the set
    }
    return check_order(mapping, life);
}

Result<timeline::Key> read_key(Mapping& mapping, UtcTime now) {
    timeline::Key key;
    dns::Name zone = TRY(mapping.required("zone", config::to_zone));
    key.zones.push_back(std::move(zone));
    const dns::Dnskey dnskey = TRY(mapping.required("dnskey", to_dnskey));
    key.role = dnskey.secure_entry_point() ? recipe::KeyRole::ksk : recipe::KeyRole::zsk;
    key.algorithm = dnskey.algorithm;
    key.tag = dns::key_tag(dnskey);
    if (recipe::is_rsa(dnskey.algorithm)) {
        key.size = TRY(recipe::rsa_bits(dnskey.public_key));
    }
    key.data = dnskey.public_key;
    key.custody = TRY(mapping.required(
        "custody", [](json::Value value) { return config::to_word(value, custodies); }));
    key.provider = TRY(mapping.value_or("provider", std::string(), config::to_text));
    key.store = TRY(mapping.value_or("keyStore", std::string(), config::to_text));
    key.id = TRY(mapping.value_or("keyID", Bytes(), policy::to_key_id));
    if (key.custody == Custody::bunker && key.id.empty()) {
        return mapping.fail("a key in the bunker, and keyID does not say which");
    }
    TRY(read_life(mapping, key, now));
    return key;
}

}  // namespace

Result<std::vector<BroughtKey>> read_keys_file(const json::Document& document, UtcTime now) {
    std::vector<BroughtKey> keys;
    for (const json::Value value : TRY(config::to_elements(document.root()))) {
        timeline::Key key = TRY(config::read_mapping(
            value, [now](Mapping& mapping) { return read_key(mapping, now); }));
        const Place place = value.place();
        keys.push_back({std::move(key), std::string(document.name()) + ':' +
                                            std::to_string(place.line) + ':' +
                                            std::to_string(place.column)});
    }
    if (keys.empty()) {
        return config::wrong(document.root(), "no key");
    }
    return keys;
}

}  // namespace ceremony::plan
