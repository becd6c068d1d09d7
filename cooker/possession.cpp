// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/possession.hpp"

#include <utility>

#include "base/bytes.hpp"
#include "dns/print.hpp"
#include "dns/rrset.hpp"
#include "dns/rrsig.hpp"
#include "dnssec/verify.hpp"

namespace ceremony::cooker {

namespace {

Outcome check_one(const dnssec::ZoneKey& key, const dns::Record& record) {
    if (record.type() != dns::RrType::rrsig) {
        return Error{Errc::crypto, "not an RRSIG"};
    }
    if (record.owner() != key.zone()) {
        return Error{Errc::crypto, "an RRSIG of " + record.owner().text()};
    }
    const dns::Rrsig rrsig = TRY(dns::read_rrsig(record.rdata()));
    const dns::Rrset set = TRY(dns::Rrset::make(key.zone(), dns::RrType::dnskey, rrsig.original_ttl,
                                                {dns::to_rdata(key.dnskey())}));
    return dnssec::verify(set, rrsig, key);
}

}  // namespace

Outcome check_possession(const dns::Name& zone, const recipe::DirectKey& key) {
    if (key.possession.empty()) {
        return Nothing{};
    }
    const dnssec::ZoneKey zone_key =
        TRY(dnssec::ZoneKey::make(zone, recipe::to_dnskey(key.kind, key.data)));
    for (const dns::Record& record : key.possession) {
        TRY(check_one(zone_key, record).in("possession"));
    }
    return Nothing{};
}

Outcome Possessions::add(const dns::Name& zone, const recipe::DirectKey& key, Place place) {
    std::string identity(as_text(zone.wire()));
    identity += dns::print(recipe::to_dnskey(key.kind, key.data));
    Entry& entry =
        entries_.try_emplace(identity, Entry{entries_.size(), std::move(place), {}}).first->second;
    std::string records;
    for (const dns::Record& record : key.possession) {
        records += dns::print(record) + "\n";
    }
    if (records.empty() || !entry.checked.insert(std::move(records)).second) {
        return Nothing{};
    }
    return check_possession(zone, key);
}

std::vector<Possessions::Place> Possessions::unproven() const {
    std::map<std::size_t, Place> places;
    for (const auto& [identity, entry] : entries_) {
        if (entry.checked.empty()) {
            places.emplace(entry.number, entry.place);
        }
    }
    std::vector<Place> list;
    for (auto& [number, place] : places) {
        list.push_back(std::move(place));
    }
    return list;
}

}  // namespace ceremony::cooker
