// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/possession.hpp"

#include <utility>

#include "base/bytes.hpp"
#include "cooked/possession.hpp"
#include "dns/print.hpp"

namespace ceremony::cooker {

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
    return cooked::check_possession(zone, key, verified_).in("possession");
}

std::vector<Possessions::Place> Possessions::unproven() const {
    std::map<std::size_t, Place> places;
    for (const auto& [identity, entry] : entries_) {
        if (entry.checked.empty()) {
            places.emplace(entry.number, entry.place);
        }
    }
    std::vector<Place> list;
    list.reserve(places.size());
    for (auto& [number, place] : places) {
        list.push_back(std::move(place));
    }
    return list;
}

}  // namespace ceremony::cooker
