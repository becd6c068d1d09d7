// SPDX-License-Identifier: BSD-3-Clause

#include "signers/ds.hpp"

#include "dns/print.hpp"

namespace ceremony::signers {

namespace {

std::string lines(const dns::Name& zone, const DsSet& set, std::string_view start) {
    std::string text;
    for (const dns::Ds& record : set.records) {
        text.append(start).append(zone.text()).append(" IN DS ");
        text.append(dns::print(record)).append("\n");
    }
    return set.records.empty() ? "; no DS record: the zone is not secure\n" : text;
}

}  // namespace

std::string ds(const dns::Name& zone, const std::vector<DsSet>& sets, UtcTime now) {
    std::string current;
    std::string later;
    for (const DsSet& set : sets) {
        if (!set.is_planned) {
            later +=
                "; NOT PLANNED: nothing says when the parent may have which. Those of the KSKs\n"
                "; that sign the key set now:\n" +
                lines(zone, set, "; ");
            continue;
        }
        if (!set.earliest || *set.earliest <= now) {
            current = lines(zone, set, "");
            continue;
        }
        later += "; NOT BEFORE " + set.earliest->text() + " UTC, in place of all above:\n";
        later += lines(zone, set, "; ");
    }
    return "; DS records of " + zone.text() + "\n" + current + later;
}

}  // namespace ceremony::signers
