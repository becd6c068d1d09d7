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

}  // namespace ceremony::timeline
