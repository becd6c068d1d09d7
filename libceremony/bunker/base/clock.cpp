// SPDX-License-Identifier: BSD-3-Clause

#include "base/clock.hpp"

#include <chrono>

namespace ceremony {

Result<UtcTime> now() {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    return UtcTime::from_seconds(seconds.time_since_epoch().count());
}

}  // namespace ceremony
