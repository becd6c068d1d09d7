// SPDX-License-Identifier: BSD-3-Clause

#include "timeline/model.hpp"

namespace ceremony::timeline {

std::string_view to_string(Custody custody) noexcept {
    switch (custody) {
        case Custody::bunker:
            return "bunker";
        case Custody::operational:
            return "operational";
        case Custody::external:
            return "external";
    }
    return "unknown";
}

bool has_same_keys(const Slot& a, const Slot& b) {
    return a.keys == b.keys && a.signers == b.signers && a.zone_signers == b.zone_signers;
}

}  // namespace ceremony::timeline
