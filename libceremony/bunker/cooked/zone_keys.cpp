// SPDX-License-Identifier: BSD-3-Clause

#include "cooked/zone_keys.hpp"

namespace ceremony::cooked {

const Result<dnssec::ZoneKey>& ZoneKeys::get(const dns::Name& zone, const dns::Dnskey& key) {
    const Bytes rdata = dns::to_rdata(key);
    // The wire form of a name says where it ends.
    std::string place(as_text(zone.wire()));
    place.append(as_text(rdata));
    const auto known = known_.find(place);
    if (known != known_.end()) {
        return known->second;
    }
    auto ready = keys_.find(std::string(as_text(rdata)));
    if (ready == keys_.end()) {
        ready = keys_.emplace(as_text(rdata), dnssec::ZoneKey::make(zone, key)).first;
    }
    Result<dnssec::ZoneKey> here = ready->second;
    if (here.ok()) {
        here = here.value().at(zone);
    }
    return known_.emplace(std::move(place), std::move(here)).first->second;
}

}  // namespace ceremony::cooked
