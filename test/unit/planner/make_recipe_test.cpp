// SPDX-License-Identifier: BSD-3-Clause

#include "planner/make_recipe.hpp"

#include "unit/planner/produced.hpp"

using namespace ceremony;
using ceremony::test::refusal;
using ceremony::test::Workshop;

TEST_CASE("make_recipe: a policy that cannot be safe is refused with all that is wrong",
          "[planner][make_recipe]") {
    Workshop workshop(
        "version: 1\nkasp: { refresh: P3D, inceptionoffset: 0 }\nzones: [ { name: nl. } ]\n");
    const Outcome outcome = workshop.produce();
    CHECK_THAT(refusal(outcome, Errc::configuration),
               Catch::StartsWith("policy kasp: inceptionoffset is PT0S"));
    CHECK(outcome.error().hint() == "set inceptionoffset: PT5M");
    CHECK_THAT(workshop.told.err, Catch::Contains("\nplanner: policy kasp: refresh is P3D, but "));
    CHECK_THAT(workshop.told.err, Catch::Contains("\nhint: set refresh: P3DT13H5M\n"));
    CHECK(workshop.folder.names() == std::vector<std::string>{"ceremony.yaml"});
}

TEST_CASE("make_recipe: doubts are told", "[planner][make_recipe]") {
    Workshop workshop(
        "version: 1\nkasp: { reserve: P1D, zsk: { export: none } }\n"
        "zones: [ { name: nl. }, { name: be. } ]\n");
    static_cast<void>(workshop.produced());
    const std::string warning = "planner: warning: policy kasp: reserve is P1D, less than handover";
    const auto at = workshop.told.err.find(warning);
    CHECK(at != std::string::npos);
    CHECK(workshop.told.err.find(warning, at + 1) == std::string::npos);
}

TEST_CASE("make_recipe: a refused plan with keys of others names their file",
          "[planner][make_recipe]") {
    Workshop workshop;
    const auto write_keys = [&workshop](const std::string& rest) {
        workshop.options.keys = workshop.folder.file(
            "keys.yaml",
            "- zone: example.\n"
            "  dnskey: 257 3 13 GojIhhXUN/u4v54ZQqGSnyhWJwaubCvTmeexv7bR6edbkrSqQpF64cYbcB7wNcP+"
            "e+MAnLr+Wi9xMWyQLc8NAA==\n"  // RFC 6605, section 6.1
            "  active: 2026-01-01\n" +
                rest);
    };
    const std::string hint = "what is known of the keys of another system stands in \"" +
                             (workshop.folder / "keys.yaml") + "\"";
    write_keys("  custody: operational\n  ds-seen: none\n");
    Outcome outcome = workshop.produce();
    CHECK_THAT(refusal(outcome, Errc::refused), Catch::Contains("not in the bunker"));
    CHECK(outcome.error().hint() == hint);
    // Nothing signed the zone when the DS came.
    write_keys("  custody: bunker\n  keyID: hex 01\n  ds-seen: 2026-12-31\n");
    outcome = workshop.produce();
    CHECK_THAT(refusal(outcome, Errc::refused), Catch::StartsWith("example.: not safe: "));
    CHECK(outcome.error().hint() == hint);
}
