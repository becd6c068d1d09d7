// SPDX-License-Identifier: BSD-3-Clause

#include "keysets/keyset.hpp"

#include <algorithm>
#include <utility>

#include "dns/rrset.hpp"
#include "dnssec/verify.hpp"

namespace ceremony::keysets {

namespace {

bool is_by(const dns::Rrsig& rrsig, const dns::Dnskey& key) {
    return rrsig.algorithm == key.algorithm && rrsig.key_tag == dns::key_tag(key);
}

Error unproven(const Keyset& keyset, std::string_view what) {
    return Error{Errc::crypto, keyset.zone.text() + ": " + std::string(what)};
}

// Several keys may have one tag: one of them has to fit.
Outcome check_signature(const Keyset& keyset, const dns::Rrset& set, const dns::Rrsig& rrsig) {
    Outcome last = unproven(keyset, "a signature by a key that is not in the set");
    for (const dns::Dnskey& key : keyset.keys) {
        if (is_by(rrsig, key)) {
            const auto zone_key = TRY(dnssec::ZoneKey::make(keyset.zone, key));
            last = dnssec::verify(set, rrsig, zone_key);
            if (last.ok()) {
                break;
            }
        }
    }
    return last;
}

Outcome check_set(const Keyset& keyset,
                  std::vector<dns::Record> records,
                  const std::vector<dns::Rrsig>& rrsigs) {
    const dns::Rrset set = TRY(dns::Rrset::from_records(std::move(records)));
    bool is_signed = false;
    for (const dns::Rrsig& rrsig : rrsigs) {
        if (rrsig.type_covered == set.type()) {
            TRY(check_signature(keyset, set, rrsig));
            is_signed = true;
        }
    }
    if (!is_signed) {
        return unproven(keyset, "a set without a signature");
    }
    return Nothing{};
}

}  // namespace

std::vector<dns::Dnskey> signers_of(const Keyset& keyset) {
    std::vector<dns::Dnskey> signers;
    for (const dns::Dnskey& key : keyset.keys) {
        const bool has_signed =
            std::any_of(keyset.signatures.begin(), keyset.signatures.end(),
                        [&key](const dns::Rrsig& rrsig) { return is_by(rrsig, key); });
        if (has_signed) {
            signers.push_back(key);
        }
    }
    return signers;
}

Result<std::vector<dns::Record>> records_of(const Keyset& keyset) {
    std::vector<dns::Record> records;
    const auto add = [&](dns::RrType type, Bytes rdata) -> Outcome {
        records.push_back(TRY(dns::Record::make(keyset.zone, type, keyset.ttl, std::move(rdata))));
        return Nothing{};
    };
    for (const dns::Dnskey& key : keyset.keys) {
        TRY(add(dns::RrType::dnskey, dns::to_rdata(key)));
    }
    for (const dns::Rrsig& rrsig : keyset.signatures) {
        TRY(add(dns::RrType::rrsig, dns::to_rdata(rrsig)));
    }
    return records;
}

Outcome check_signatures(const Keyset& keyset) {
    std::vector<dns::Record> dnskeys;
    for (dns::Record& record : TRY(records_of(keyset))) {
        if (record.type() == dns::RrType::dnskey) {
            dnskeys.push_back(std::move(record));
        }
    }
    TRY(check_set(keyset, std::move(dnskeys), keyset.signatures));
    std::vector<dns::Record> cds;
    std::vector<dns::Record> cdnskeys;
    std::vector<dns::Rrsig> rrsigs;
    for (const dns::Record& record : keyset.cds) {
        if (record.type() == dns::RrType::rrsig) {
            rrsigs.push_back(TRY(dns::read_rrsig(record.rdata())));
        } else {
            (record.type() == dns::RrType::cds ? cds : cdnskeys).push_back(record);
        }
    }
    for (std::vector<dns::Record>* set : {&cds, &cdnskeys}) {
        if (!set->empty()) {
            TRY(check_set(keyset, std::move(*set), rrsigs));
        }
    }
    return Nothing{};
}

}  // namespace ceremony::keysets
