// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/actions/key_line.hpp"

#include "cooker/summary.hpp"
#include "dns/print.hpp"
#include "dnssec/ds_digest.hpp"

namespace ceremony::cooker {

std::string key_line(const std::vector<dns::Name>& zones, const dns::Dnskey& key) {
    std::string line;
    if (!zones.empty()) {
        line = zones.front().text() + " ";
    }
    if (zones.size() > 1) {
        line += "and " + std::to_string(zones.size() - 1) + " more ";
    }
    return line + std::string(role_text(key.flags)) + " " + tag_text(dns::key_tag(key));
}

Result<std::vector<std::string>> key_and_ds_lines(const std::vector<dns::Name>& zones,
                                                  const dns::Dnskey& key) {
    std::vector<std::string> lines = {"  " + key_line(zones, key)};
    for (const dns::Name& zone : zones) {
        const dns::Ds ds = TRY(dnssec::make_ds(zone, key, dns::DigestType::sha256));
        lines.push_back("  DS of " + zone.text() + " " + dns::print(ds));
    }
    return lines;
}

}  // namespace ceremony::cooker
