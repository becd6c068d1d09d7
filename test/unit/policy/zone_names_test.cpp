// SPDX-License-Identifier: BSD-3-Clause

#include "policy/zone_names.hpp"

#include "support/printing.hpp"

using namespace ceremony;
using ceremony::policy::did_you_mean;
using ceremony::test::must;

TEST_CASE("zone_names: the zone that was probably meant is named", "[policy][zone_names]") {
    const auto name = [](std::string_view text) {
        return must(dns::Name::from_text(text));
    };
    const std::set<dns::Name> known = {name("example."), name("nl."), name("co.uk.")};
    CHECK(did_you_mean(name("exampel."), known) == "; did you mean example.?");
    CHECK(did_you_mean(name("co.ku."), known) == "; did you mean co.uk.?");
    CHECK(did_you_mean(name("arpa."), known).empty());
    CHECK(did_you_mean(name("example."), {}).empty());
}
