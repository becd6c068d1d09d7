// SPDX-License-Identifier: BSD-3-Clause

#include "keysets/trust.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "dns/rrsig.hpp"
#include "dnssec/ds_digest.hpp"

namespace ceremony::keysets {

namespace {

bool is_ksk(const dns::Dnskey& key) {
    return key.zone_key() && key.secure_entry_point() && !key.revoked();
}

Outcome add_key(Trust& trust, const dns::Name& zone, const dns::Dnskey& key) {
    if (!is_trusted(trust, zone, key)) {
        add_trust(trust, TRY(dnssec::make_ds(zone, key, dns::DigestType::sha256)));
    }
    return Nothing{};
}

// Is this RRSIG over CDS or CDNSKEY records by a key of the set that is trusted?
bool is_by_trusted_key(const Trust& trust, const Keyset& keyset, const dns::Rrsig& rrsig) {
    return std::any_of(keyset.keys.begin(), keyset.keys.end(), [&](const dns::Dnskey& key) {
        return !key.revoked() && key.algorithm == rrsig.algorithm &&
               dns::key_tag(key) == rrsig.key_tag && is_trusted(trust, keyset.zone, key);
    });
}

Outcome add_cds(Trust& trust, const Keyset& keyset) {
    std::vector<dns::RrType> proven;
    for (const dns::Record& record : keyset.cds) {
        if (record.type() == dns::RrType::rrsig) {
            const dns::Rrsig rrsig = TRY(dns::read_rrsig(record.rdata()));
            if (is_by_trusted_key(trust, keyset, rrsig)) {
                proven.push_back(rrsig.type_covered);
            }
        }
    }
    for (const dns::Record& record : keyset.cds) {
        const bool is_proven =
            std::find(proven.begin(), proven.end(), record.type()) != proven.end();
        if (!is_proven || record.is_delete_request()) {
            continue;
        }
        if (record.type() == dns::RrType::cds) {
            add_trust(trust, TRY(dns::read_ds(record.rdata())));
        } else {
            TRY(add_key(trust, keyset.zone, TRY(dns::read_dnskey(record.rdata()))));
        }
    }
    return Nothing{};
}

}  // namespace

bool is_trusted(const Trust& trust, const dns::Name& zone, const dns::Dnskey& key) {
    return std::any_of(trust.begin(), trust.end(),
                       [&](const dns::Ds& ds) { return dnssec::check_ds(ds, zone, key).ok(); });
}

Outcome check_acceptable(const Trust& trust, const Keyset& keyset) {
    const std::vector<dns::Dnskey> signers = signers_of(keyset);
    const bool is_acceptable =
        std::any_of(signers.begin(), signers.end(), [&](const dns::Dnskey& key) {
            return !key.revoked() && is_trusted(trust, keyset.zone, key);
        });
    if (!is_acceptable) {
        return Error{Errc::refused, keyset.zone.text() + ": the set from " + keyset.from.text() +
                                        " is signed by no key that is trusted"};
    }
    return Nothing{};
}

void add_trust(Trust& trust, const dns::Ds& ds) {
    if (std::find(trust.begin(), trust.end(), ds) == trust.end()) {
        trust.push_back(ds);
    }
}

Result<Trust> follow(Trust trust,
                     std::span<const Keyset> sets,
                     std::span<const dns::Ds> generated) {
    for (const dns::Ds& ds : generated) {
        add_trust(trust, ds);
    }
    std::vector<const Keyset*> order;
    for (const Keyset& set : sets) {
        order.push_back(&set);
    }
    const auto place = [](const Keyset* set) {
        const bool is_other_track = set->track.text() != recipe::main_track;
        return std::tuple(is_other_track, set->from, set->stage);
    };
    std::stable_sort(order.begin(), order.end(),
                     [&place](const Keyset* a, const Keyset* b) { return place(a) < place(b); });
    for (const Keyset* set : order) {
        TRY(check_acceptable(trust, *set));
        for (const dns::Dnskey& key : set->keys) {
            if (is_ksk(key)) {
                TRY(add_key(trust, set->zone, key));
            }
        }
        TRY(add_cds(trust, *set));
    }
    return trust;
}

Result<Trust> trust_of_signers(std::span<const Keyset> sets) {
    Trust trust;
    for (const Keyset& set : sets) {
        for (const dns::Dnskey& key : signers_of(set)) {
            if (is_ksk(key)) {
                TRY(add_key(trust, set.zone, key));
            }
        }
    }
    return trust;
}

}  // namespace ceremony::keysets
