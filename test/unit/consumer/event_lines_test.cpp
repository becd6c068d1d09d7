// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/event_lines.hpp"

#include "support/printing.hpp"

using namespace ceremony;
using test::must;

TEST_CASE("event_lines: the import of a result, as ceremony.yaml wants it",
          "[consumer][event_lines]") {
    const policy::Imported imported{12, must(UtcTime::from_text("2027-01-12 10:00:00"))};
    CHECK(consumer::event_lines(imported) ==
          "For the host that plans:\n"
          "events:\n"
          "  - { imported: { sequence: 12, at: \"2027-01-12 10:00:00\" } }\n");
}
