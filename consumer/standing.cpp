// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/standing.hpp"

namespace ceremony::consumer {

bool has_nothing(const keysets::ZoneState& zone) {
    return !zone.published && zone.targets.empty();
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
