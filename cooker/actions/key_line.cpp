// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/actions/key_line.hpp"

#include "cooker/summary.hpp"

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

}  // namespace ceremony::cooker
