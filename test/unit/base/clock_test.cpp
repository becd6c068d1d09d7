// SPDX-License-Identifier: BSD-3-Clause

#include "base/clock.hpp"

#include <ctime>

#include "support/printing.hpp"

using namespace ceremony;
using ceremony::test::must;

TEST_CASE("clock: now is what the system says", "[base][clock]") {
    const std::time_t before = std::time(nullptr);
    const UtcTime time = must(now());
    const std::time_t after = std::time(nullptr);
    // time() may lag behind the precise clock by one tick.
    CHECK(time.seconds() >= before);
    CHECK(time.seconds() <= after + 1);
}
