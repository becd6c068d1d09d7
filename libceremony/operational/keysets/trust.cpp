// SPDX-License-Identifier: BSD-3-Clause

#include "keysets/trust.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <set>
#include <tuple>
#include <utility>

#include "dns/print.hpp"
#include "dns/rrsig.hpp"
#include "dnssec/ds_digest.hpp"

namespace ceremony::keysets {

namespace {

bool is_ksk(const dns::Dnskey& key) {
    return key.zone_key() && key.secure_entry_point() && !key.revoked();
}

// Is it trusted, and was it not taken out of the trust?
bool is_believed(const Trust& trust,
                 const Trust& distrusted,
                 const dns::Name& zone,
                 const dns::Dnskey& key) {
    return is_trusted(trust, zone, key) && !is_trusted(distrusted, zone, key);
}

// A trust that grows.
class Growth {
public:
    Growth(Trust trust, const Trust& distrusted)
        : trust_(std::move(trust)), distrusted_(distrusted) {}

    [[nodiscard]] const Trust& trust() const noexcept { return trust_; }

    void add(const dns::Ds& ds) {
        if (std::find(distrusted_.begin(), distrusted_.end(), ds) == distrusted_.end()) {
            add_trust(trust_, ds);
        }
    }

    Outcome add_key(const dns::Name& zone, const dns::Dnskey& key) {
        if (!is_trusted(trust_, zone, key) && !is_trusted(distrusted_, zone, key)) {
            add_trust(trust_, TRY(dnssec::make_ds(zone, key, dns::DigestType::sha256)));
        }
        return Nothing{};
    }

    Outcome add_cds(const Keyset& keyset) {
        std::vector<dns::RrType> proven;
        for (const dns::Record& record : keyset.cds) {
            if (record.type() == dns::RrType::rrsig) {
                const dns::Rrsig rrsig = TRY(dns::read_rrsig(record.rdata()));
                if (is_by_believed_key(keyset, rrsig)) {
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
                add(TRY(dns::read_ds(record.rdata())));
            } else {
                TRY(add_key(keyset.zone, TRY(dns::read_dnskey(record.rdata()))));
            }
        }
        return Nothing{};
    }

private:
    // Is this RRSIG over CDS or CDNSKEY records by a key of the set that is believed?
    [[nodiscard]] bool is_by_believed_key(const Keyset& keyset, const dns::Rrsig& rrsig) const {
        return std::any_of(keyset.keys.begin(), keyset.keys.end(), [&](const dns::Dnskey& key) {
            return !key.revoked() && key.algorithm == rrsig.algorithm &&
                   dns::key_tag(key) == rrsig.key_tag &&
                   is_believed(trust_, distrusted_, keyset.zone, key);
        });
    }

    Trust trust_;
    const Trust& distrusted_;
};

// The records of `distrusted` that keys which signed `keyset` have.
Trust distrusted_signers(const Trust& distrusted, const Keyset& keyset) {
    const std::vector<dns::Dnskey> signers = signers_of(keyset);
    Trust found;
    std::copy_if(
        distrusted.begin(), distrusted.end(), std::back_inserter(found), [&](const dns::Ds& ds) {
            return std::any_of(signers.begin(), signers.end(), [&](const dns::Dnskey& key) {
                return dnssec::check_ds(ds, keyset.zone, key).ok();
            });
        });
    return found;
}

}  // namespace

bool is_trusted(const Trust& trust, const dns::Name& zone, const dns::Dnskey& key) {
    return std::any_of(trust.begin(), trust.end(),
                       [&](const dns::Ds& ds) { return dnssec::check_ds(ds, zone, key).ok(); });
}

std::string why_unacceptable(const Trust& trust, const Trust& distrusted, const Keyset& keyset) {
    const std::vector<dns::Dnskey> signers = signers_of(keyset);
    const bool is_acceptable =
        std::any_of(signers.begin(), signers.end(), [&](const dns::Dnskey& key) {
            return !key.revoked() && is_believed(trust, distrusted, keyset.zone, key);
        });
    if (is_acceptable) {
        return "";
    }
    std::string why = "the set from " + keyset.from.text() + " is signed by no key that is trusted";
    std::set<std::uint16_t> tags;  // a key may have been taken out with several digests
    for (const dns::Ds& ds : distrusted_signers(distrusted, keyset)) {
        tags.insert(ds.key_tag);
    }
    for (const std::uint16_t tag : tags) {
        why += "; KSK " + std::to_string(tag) + " was taken out of the trust";
    }
    return why;
}

Outcome check_acceptable(const Trust& trust, const Trust& distrusted, const Keyset& keyset) {
    const std::string why = why_unacceptable(trust, distrusted, keyset);
    if (why.empty()) {
        return Nothing{};
    }
    Error error(Errc::refused, keyset.zone.text() + ": " + why);
    const Trust taken_out = distrusted_signers(distrusted, keyset);
    if (taken_out.empty()) {
        return error;
    }
    return std::move(error).with_hint("if it is to be trusted again: consumer trust add " +
                                      keyset.zone.text() + " \"" + dns::print(taken_out.front()) +
                                      "\"");
}

void add_trust(Trust& trust, const dns::Ds& ds) {
    if (std::find(trust.begin(), trust.end(), ds) == trust.end()) {
        trust.push_back(ds);
    }
}

Result<Trust> follow(Trust trust,
                     const Trust& distrusted,
                     std::span<const Keyset> sets,
                     std::span<const dns::Ds> generated) {
    Growth growth(std::move(trust), distrusted);
    for (const dns::Ds& ds : generated) {
        growth.add(ds);
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
        TRY(check_acceptable(growth.trust(), distrusted, *set));
        for (const dns::Dnskey& key : set->keys) {
            if (is_ksk(key)) {
                TRY(growth.add_key(set->zone, key));
            }
        }
        TRY(growth.add_cds(*set));
    }
    return growth.trust();
}

Result<Trust> trust_of_signers(std::span<const Keyset> sets, const Trust& distrusted) {
    Growth growth({}, distrusted);
    for (const Keyset& set : sets) {
        for (const dns::Dnskey& key : signers_of(set)) {
            if (is_ksk(key)) {
                TRY(growth.add_key(set.zone, key));
            }
        }
    }
    return growth.trust();
}

}  // namespace ceremony::keysets
