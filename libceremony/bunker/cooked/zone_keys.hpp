// SPDX-License-Identifier: BSD-3-Clause
//
// zone_keys.hpp -- the keys of zones, each made ready to verify once, however many zones share
// it.

#pragma once

#include <map>
#include <string>

#include "base/result.hpp"
#include "dns/dnskey.hpp"
#include "dns/name.hpp"
#include "dnssec/verify.hpp"

namespace ceremony::cooked {

class ZoneKeys {
public:
    /// dnssec::ZoneKey::make(), or what it said about this key of this zone before. Valid as
    /// long as this object.
    [[nodiscard]] const Result<dnssec::ZoneKey>& get(const dns::Name& zone, const dns::Dnskey& key);

private:
    std::map<std::string, Result<dnssec::ZoneKey>> keys_;   // of any zone, by RDATA
    std::map<std::string, Result<dnssec::ZoneKey>> known_;  // by zone and RDATA
};

}  // namespace ceremony::cooked
