// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/readiness.hpp"

#include <algorithm>
#include <optional>

#include "encoding/hex.hpp"

namespace ceremony::consumer {

namespace {

using keysets::Keyset;

std::string describe(const Keyset& keyset, const dns::Dnskey& key) {
    return "key " + std::to_string(dns::key_tag(key)) + " of " + keyset.zone.text();
}

}  // namespace

Outcome check_valid_now(const Keyset& keyset, UtcTime now, policy::Seconds skew) {
    TRY(keysets::check_signatures(keyset));
    if (keyset.inception.seconds() + skew > now.seconds()) {
        return Error{Errc::refused, keyset.zone.text() + ": the key set is valid from " +
                                        keyset.inception.text() + " UTC on, which is too early"};
    }
    if (now.seconds() > keyset.expiration.seconds() - static_cast<policy::Seconds>(keyset.ttl)) {
        return Error{Errc::refused, keyset.zone.text() + ": the key set is valid until " +
                                        keyset.expiration.text() +
                                        " UTC, and caches may keep it longer than that"};
    }
    return Nothing{};
}

Result<std::vector<signers::OnlineKey>> online_keys(const Keyset& keyset,
                                                    const site::Inventory& token) {
    std::vector<signers::OnlineKey> online;
    for (const dns::Dnskey& key : keyset.keys) {
        const auto id = TRY(token.id_of(key));
        if (id && !key.secure_entry_point()) {
            online.push_back({key, *id});
        }
    }
    for (const keysets::ZoneSigner& signer : keyset.zone_signers) {
        const auto id = TRY(token.id_of(signer.dnskey));
        if (id) {
            online.push_back({signer.dnskey, *id});
        } else if (!signer.external) {
            return Error{Errc::refused, describe(keyset, signer.dnskey) +
                                            ": it signs the zone, but it is not on the token"}
                .with_hint("consumer import brings the keys of a ceremony");
        }
    }
    for (const dns::Dnskey& key : signers::absent_keys(keyset, online)) {
        const Bytes locator = TRY(signers::locator_of_absent(key));
        if (token.has_key_with(locator)) {
            return Error{Errc::refused, describe(keyset, key) +
                                            ": a key on the token has the ID that stands for it: " +
                                            encoding::encode_hex(locator)};
        }
    }
    return online;
}

std::vector<signers::OnlineKey> planned_keys(const Keyset& keyset, const timeline::ZonePlan* plan) {
    std::vector<signers::OnlineKey> online;
    for (const keysets::ZoneSigner& signer : keyset.zone_signers) {
        if (!signer.external && !signer.id.empty()) {
            online.push_back({signer.dnskey, signer.id});
        }
    }
    if (plan == nullptr) {
        return online;
    }
    for (const timeline::Key& key : plan->keys) {
        const bool is_here = key.custody == timeline::Custody::operational ||
                             (key.custody == timeline::Custody::bunker && key.exportable);
        if (!key.data || key.id.empty() || key.role != recipe::KeyRole::zsk || !is_here) {
            continue;
        }
        const signers::OnlineKey known{{dns::zsk_flags, key.algorithm, *key.data}, key.id};
        const bool is_in_set =
            std::find(keyset.keys.begin(), keyset.keys.end(), known.dnskey) != keyset.keys.end();
        if (is_in_set && std::find(online.begin(), online.end(), known) == online.end()) {
            online.push_back(known);
        }
    }
    return online;
}

Result<Keyset> signed_by(Keyset keyset, const Bytes& id, const site::Inventory* token) {
    if (keyset.has_slot) {
        return Error{Errc::refused,
                     keyset.zone.text() + ": the recipe says who signs the zone, not --zsk"};
    }
    std::vector<dns::Dnskey> found;
    for (const dns::Dnskey& key : keyset.keys) {
        if (!key.secure_entry_point() && (token == nullptr || TRY(token->id_of(key)) == id)) {
            found.push_back(key);
        }
    }
    if (found.size() != 1) {
        return Error{Errc::refused,
                     keyset.zone.text() +
                         (token == nullptr ? ": the set has not one ZSK that --zsk could be"
                                           : ": no ZSK of the set has on the token the ID ") +
                         (token == nullptr ? "" : encoding::encode_hex(id))};
    }
    keyset.zone_signers.push_back({found.front(), id, false});
    return keyset;
}

}  // namespace ceremony::consumer
