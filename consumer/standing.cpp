// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/standing.hpp"

#include <algorithm>

namespace ceremony::consumer {

bool has_nothing(const keysets::ZoneState& zone) {
    // The targets of signers outlast a publication that a person takes back; others may be written
    // where no signer could be reached.
    return !zone.published && zone.changes.empty() &&
           std::none_of(zone.targets.begin(), zone.targets.end(),
                        [](const keysets::WrittenTarget& target) {
                            return keysets::is_for_signer(target.format);
                        });
}

std::string what_stays(const keysets::ZoneState& zone) {
    if (has_nothing(zone)) {
        return "; nothing was ever published";
    }
    return zone.published ? "; what is published since " + zone.published->since.text() +
                                " stays, it is signed until " + zone.published->expiration.text()
                          : "; what the targets hold stays";
}

}  // namespace ceremony::consumer
