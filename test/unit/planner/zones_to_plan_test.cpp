// SPDX-License-Identifier: BSD-3-Clause

#include "planner/zones_to_plan.hpp"

#include "unit/planner/produced.hpp"

using namespace ceremony;
using ceremony::test::refusal;
using ceremony::test::Workshop;

TEST_CASE("zones_to_plan: zones are those of the configuration, or of --zone",
          "[planner][zones_to_plan]") {
    const auto with_zones = [](const std::string& lines, const std::vector<std::string>& zones) {
        Workshop workshop("version: 1\nkasp: { zsk: { export: none } }\n" + lines);
        workshop.options.zones = zones;
        return workshop.produce();
    };
    CHECK(with_zones("", {"nl.", "be."}).ok());
    CHECK(with_zones("zones: [ { name: nl. }, { name: be. } ]\n", {"be."}).ok());
    CHECK_THAT(refusal(with_zones("", {}), Errc::configuration),
               Catch::EndsWith(": there are no zones"));
    CHECK_THAT(refusal(with_zones("zones: [ { name: nl. } ]\n", {"be."}), Errc::usage),
               Catch::StartsWith("--zone: be. is not in "));
    CHECK(refusal(with_zones("", {"nl.", "NL."}), Errc::usage) == "--zone: nl. twice");
    CHECK_THAT(refusal(with_zones("", {"nl"}), Errc::usage), Catch::StartsWith("--zone: "));
    CHECK_THAT(refusal(with_zones("", {"a\\032b."}), Errc::configuration),
               Catch::StartsWith("no chain can be called after "));
}
