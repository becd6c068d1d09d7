// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/guard.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "config/dns_values.hpp"
#include "config/mapping.hpp"
#include "config/values.hpp"
#include "dns/dnskey.hpp"
#include "encoding/hex.hpp"

namespace ceremony::cooker {

namespace {

using config::Mapping;
using config::Word;

constexpr std::int64_t rsa_bits_without_guard = 2048;
// What a recipe may hold at all: dnssec/key_form.hpp.
constexpr json::Range rsa_bits = {1024, 4096};

constexpr std::array<Word<Ruling>, 3> rulings = {{
    {"deny", Ruling::deny},
    {"confirm", Ruling::confirm},
    {"allow", Ruling::allow},
}};
constexpr std::array<Word<Ruling>, 2> rulings_at_most_confirm = {{
    {"deny", Ruling::deny},
    {"confirm", Ruling::confirm},
}};
constexpr std::array<Word<CdsRule>, 3> cds_rules = {{
    {"deny", CdsRule::deny},
    {"own", CdsRule::own},
    {"any", CdsRule::any},
}};
constexpr std::array<Word<Demand>, 2> demands = {{
    {"optional", Demand::optional},
    {"required", Demand::required},
}};
constexpr std::array<Word<UnknownObjects>, 2> unknown_object_words = {{
    {"stop", UnknownObjects::stop},
    {"warn", UnknownObjects::warn},
}};
constexpr std::array<Word<Confirmation>, 3> confirmations = {{
    {"none", Confirmation::none},
    {"yes", Confirmation::yes},
    {"words", Confirmation::words},
}};
constexpr std::array<Word<Nothing>, 1> approvals = {{{"none", Nothing{}}}};

// "sha256:" and 64 hexadecimal digits, or the digits alone.
Result<Sha256> to_sha256(json::Value value) {
    std::string_view text = TRY(config::checked_text(value));
    constexpr std::string_view prefix = "sha256:";
    if (text.starts_with(prefix)) {
        text.remove_prefix(prefix.size());
    }
    const auto octets = encoding::decode_hex(text);
    Sha256 digest = {};
    if (!octets.ok() || octets.value().size() != digest.size()) {
        return config::wrong(value,
                             "not a SHA-256, 64 hexadecimal digits with or without sha256: before");
    }
    std::copy(octets.value().begin(), octets.value().end(), digest.begin());
    return digest;
}

// As recipes write the CKA_ID of a key: "hex 0123".
Result<Bytes> to_key_id(json::Value value) {
    const std::string_view text = TRY(config::checked_text(value));
    constexpr std::string_view prefix = "hex ";
    if (text.starts_with(prefix)) {
        auto octets = encoding::decode_hex(text.substr(prefix.size()));
        if (octets.ok() && !octets.value().empty()) {
            return octets;
        }
    }
    return config::wrong(value, "not the ID of a key: hex and its octets as hexadecimal digits");
}

template <typename Read>
auto to_set(json::Value value, Read read) -> Result<std::set<config::ReadBy<Read>>> {
    auto list = TRY(config::to_list(value, read));
    return std::set<config::ReadBy<Read>>(list.begin(), list.end());
}

template <typename Read>
auto to_allowed(json::Value value, Read read) -> Result<Allowed<config::ReadBy<Read>>> {
    auto set = TRY(to_set(value, read));
    return Allowed<config::ReadBy<Read>>{false, std::move(set)};
}

Result<ExportRule> to_export_rule(json::Value value) {
    if (value.kind() == json::Kind::array) {
        auto ids = TRY(to_set(value, to_key_id));
        return ExportRule{false, std::move(ids)};
    }
    const std::string_view word = TRY(config::checked_text(value));
    if (word != "never" && word != "generated") {
        return config::wrong(value, "not never, generated or a list of key IDs");
    }
    return ExportRule{word == "generated", {}};
}

Outcome read_direct_keys(Mapping& mapping, Guard& guard) {
    const auto value = mapping.find("direct-keys");
    if (!value) {
        return Nothing{};
    }
    if (value->kind() == json::Kind::array) {
        guard.listed_direct_keys = TRY(to_set(*value, to_sha256));
        return Nothing{};
    }
    guard.direct_keys = TRY(config::to_word(*value, rulings_at_most_confirm));
    return Nothing{};
}

// What is allowed.
Outcome read_limits(Mapping& mapping, Guard& guard) {
    guard.zones = TRY(mapping.value_or("zones", Allowed<dns::Name>(), [](json::Value value) {
        return to_allowed(value, config::to_zone);
    }));
    guard.algorithms =
        TRY(mapping.value_or("algorithms", Allowed<dns::Algorithm>(), [](json::Value value) {
            return to_allowed(value, config::to_algorithm);
        }));
    guard.rsa_min_bits = TRY(mapping.optional(
        "rsa-min-bits", [](json::Value value) { return config::to_integer(value, rsa_bits); }));
    guard.max_validity = TRY(mapping.optional("max-validity", config::to_duration));
    guard.max_horizon = TRY(mapping.optional("max-horizon", config::to_duration));
    guard.max_ahead = TRY(mapping.optional("max-ahead", config::to_duration));
    guard.wrapping_keys =
        TRY(mapping.value_or("wrapping-keys", std::set<Sha256>(),
                             [](json::Value value) { return to_set(value, to_sha256); }));
    guard.exports = TRY(mapping.value_or("export", ExportRule(), to_export_rule));
    guard.protect = TRY(mapping.value_or("protect", std::vector<dns::Ds>(), [](json::Value value) {
        return config::to_list(value, config::to_ds);
    }));
    return Nothing{};
}

template <typename T, std::size_t size>
Outcome read_word(Mapping& mapping,
                  std::string_view key,
                  const std::array<Word<T>, size>& words,
                  T& target) {
    target = TRY(mapping.value_or(
        key, target, [&](json::Value value) { return config::to_word(value, words); }));
    return Nothing{};
}

// How it is decided.
Outcome read_rules(Mapping& mapping, Guard& guard) {
    Nothing nothing;
    TRY(read_direct_keys(mapping, guard));
    TRY(read_word(mapping, "possession", demands, guard.possession));
    TRY(read_word(mapping, "cds", cds_rules, guard.cds));
    TRY(read_word(mapping, "delete", rulings, guard.deletion));
    TRY(read_word(mapping, "extractable-signers", rulings_at_most_confirm,
                  guard.extractable_signers));
    TRY(read_word(mapping, "previous", demands, guard.previous));
    TRY(read_word(mapping, "unknown-objects", unknown_object_words, guard.unknown_objects));
    TRY(read_word(mapping, "confirm", confirmations, guard.confirm));
    TRY(read_word(mapping, "approvals", approvals, nothing));
    return Nothing{};
}

// A DS says "RSA with SHA-256" where the same key could as well sign with SHA-512.
bool is_same_kind(dns::Algorithm a, dns::Algorithm b) noexcept {
    const auto is_rsa = [](dns::Algorithm algorithm) {
        return algorithm == dns::Algorithm::rsasha256 || algorithm == dns::Algorithm::rsasha512;
    };
    return a == b || (is_rsa(a) && is_rsa(b));
}

}  // namespace

Guard Guard::absent() {
    Guard guard;
    guard.zones.everything = true;
    guard.algorithms.everything = true;
    guard.rsa_min_bits = rsa_bits_without_guard;
    guard.exports.generated = true;
    guard.direct_keys = Ruling::confirm;
    guard.possession = Demand::optional;
    guard.cds = CdsRule::confirm;
    guard.deletion = Ruling::confirm;
    guard.previous = Demand::optional;
    guard.unknown_objects = UnknownObjects::warn;
    return guard;
}

bool Guard::within(const std::optional<Duration>& limit, UtcTime from, UtcTime until) const {
    if (!limit) {
        return !is_written;
    }
    // Beyond the year 9999 nothing is too late.
    const auto latest = add(from, *limit);
    return !latest.ok() || until <= latest.value();
}

bool Guard::allows_rsa_bits(std::size_t bits) const {
    return rsa_min_bits && std::cmp_greater_equal(bits, *rsa_min_bits);
}

Ruling Guard::about_direct_key(const Sha256& key) const {
    return listed_direct_keys.contains(key) ? Ruling::allow : direct_keys;
}

Ruling Guard::about_wrapping_key(const Sha256& key) const {
    if (!is_written) {
        return Ruling::confirm;
    }
    return wrapping_keys.contains(key) ? Ruling::allow : Ruling::deny;
}

bool Guard::protects(dns::Algorithm algorithm, ByteView key_field) const {
    return std::any_of(protect.begin(), protect.end(), [&](const dns::Ds& ds) {
        constexpr std::array flags = {dns::ksk_flags, dns::zsk_flags, dns::revoked_ksk_flags};
        return is_same_kind(algorithm, ds.algorithm) &&
               std::any_of(flags.begin(), flags.end(), [&](std::uint16_t value) {
                   const Bytes octets(key_field.begin(), key_field.end());
                   return dns::key_tag({value, ds.algorithm, octets}) == ds.key_tag;
               });
    });
}

Result<Guard> read_guard(json::Value value) {
    return config::read_mapping(value, [](Mapping& mapping) -> Result<Guard> {
        Guard guard;
        guard.is_written = true;
        TRY(read_limits(mapping, guard));
        TRY(read_rules(mapping, guard));
        return guard;
    });
}

}  // namespace ceremony::cooker
