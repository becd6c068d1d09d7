// SPDX-License-Identifier: BSD-3-Clause

#include "policy/length_text.hpp"

#include "base/duration.hpp"

namespace ceremony::policy {

std::string length_text(Seconds seconds) {
    const auto duration = Duration::of(0, seconds);
    return duration.ok() ? duration.value().text() : std::to_string(seconds) + " seconds";
}

}  // namespace ceremony::policy
