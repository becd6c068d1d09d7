// SPDX-License-Identifier: BSD-3-Clause

#include "planner/commands/init.hpp"

#include "policy/check.hpp"
#include "support/temp_folder.hpp"
#include "timeline/timing.hpp"
#include "unit/policy/read.hpp"
#include "unit/program/told.hpp"

using namespace ceremony;
using ceremony::test::must;
using ceremony::test::read;
using ceremony::test::slurp;
using ceremony::test::TempFolder;
using ceremony::test::Told;

TEST_CASE("init: what is written can be planned as it is", "[planner][init]") {
    const policy::Configuration configuration =
        must(read(std::string(planner::starting_configuration())));
    CHECK(configuration.policies == std::vector<policy::Policy>(1));  // every default, spelt
    CHECK(policy::check_policy(configuration.policies.front(),
                               timeline::rollovers_of(configuration.policies.front()))
              .empty());
    CHECK(configuration.warnings.empty());
    CHECK(configuration.repositories.find("default") != nullptr);
    REQUIRE(configuration.zones.size() == 1);
    CHECK(configuration.zones.front().name.text() == "example.");
    CHECK(configuration.chain->text() == "example");
    CHECK(configuration.transport ==
          std::vector<policy::TransportKey>{{"recipekey", std::nullopt, 3072, "transport.pub"}});
    CHECK(configuration.store == "/var/lib/ceremony");
    CHECK(configuration.clock == policy::ClockRule::warn);
    CHECK(configuration.events.empty());
    CHECK(configuration.publish.empty());
}

TEST_CASE("init: what is commented out can be put in", "[planner][init]") {
    // A line that begins with a hash and a blank is prose, one with a hash and more is not.
    const std::string text(planner::starting_configuration());
    std::string uncommented;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = text.find('\n', at) + 1;
        std::string line = text.substr(at, end - at);
        at = end;
        const auto hash = line.find_first_not_of(' ');
        if (line.starts_with("#  ")) {
            line.erase(0, 1);
        } else if (line.compare(hash, 6, "# slot") == 0) {
            line.erase(hash, 2);
        }
        const auto ds = line.find("TAG ALGORITHM TYPE DIGEST");
        if (ds != std::string::npos) {
            line.replace(ds, 25, "1 13 2 " + std::string(64, 'A'));
        }
        uncommented += line;
    }
    const policy::Configuration configuration = must(read(uncommented));
    CHECK(configuration.policies[0].slot->text() == "P7D");
    CHECK(configuration.policies.size() == 2);
    CHECK(configuration.zones.size() == 2);
    CHECK(configuration.events.size() == 4);
    CHECK(configuration.trust.size() == 1);
    CHECK(configuration.attest.size() == 1);
    CHECK(configuration.publish.size() == 1);
}

TEST_CASE("init: a line that the consumer prints goes below events", "[planner][init]") {
    std::string text(planner::starting_configuration());
    const std::string events = "\nevents:\n";
    text.insert(text.find(events) + events.size(),
                "  - { imported: { sequence: 1, at: 2027-01-12 } }\n");
    CHECK(must(read(text)).events.size() == 1);
}

TEST_CASE("init: folders above that of the file have to be there", "[planner][init]") {
    const TempFolder folder;
    Told told;
    planner::Options options;
    options.directory = folder / "x/y";
    const Outcome outcome = planner::init(options, told.program);
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().code() == Errc::unwritable);
    CHECK_THAT(outcome.error().hint(), Catch::Contains("have to be there"));
    CHECK(folder.names().empty());
}

TEST_CASE("init: it writes one file, and never over another", "[planner][init]") {
    const TempFolder folder;
    Told told;
    planner::Options options;
    options.directory = folder / "new";
    REQUIRE(planner::init(options, told.program).ok());
    CHECK(slurp(folder / "new/ceremony.yaml") == planner::starting_configuration());
    CHECK(told.out == "Wrote \"" + (folder / "new/ceremony.yaml") +
                          "\". Put in the names of your zones, and read it.\n");
    const Outcome again = planner::init(options, told.program);
    REQUIRE_FALSE(again.ok());
    CHECK(again.error().code() == Errc::unwritable);
    CHECK(again.error().hint() == "nothing was changed; edit it, or move it away");
}
