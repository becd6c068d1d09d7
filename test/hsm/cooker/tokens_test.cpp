// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/tokens.hpp"

#include <cstdlib>

#include "hsm/cooker/bunker.hpp"

namespace ceremony::test {
namespace {

TEST_CASE("tokens: modules see the environment of their repositories", "[hsm][tokens]") {
    Bunker bunker;
    bunker.configure(usual_guard, "    environment: { CEREMONY_TEST_VARIABLE: one }\n");
    cooker::SettingsPlaces places;
    places.named = bunker.folder / "cooker.yaml";
    const auto settings = must(cooker::load_settings(places));
    cooker::Transcript transcript(bunker.program.out, bunker.program.clock);
    auto keystore = must(cooker::open_tokens(settings, {"default"}, bunker.program, transcript));
    CHECK(std::string(std::getenv("CEREMONY_TEST_VARIABLE")) == "one");
    CHECK(bunker.said("Repository \"default\": module"));
    CHECK(bunker.said("token \"bunker\", serial"));
    CHECK(keystore.close().ok());
}

TEST_CASE("tokens: a repository that is not there is told", "[hsm][tokens]") {
    Bunker bunker;
    cooker::SettingsPlaces places;
    places.named = bunker.folder / "cooker.yaml";
    const auto settings = must(cooker::load_settings(places));
    cooker::Transcript transcript(bunker.program.out, bunker.program.clock);
    const auto refused =
        cooker::open_tokens(settings, {"default", "second"}, bunker.program, transcript);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code() == Errc::configuration);
}

TEST_CASE("tokens: before a module is loaded its configuration is confirmed", "[hsm][tokens]") {
    Bunker bunker;
    cooker::SettingsPlaces places;
    places.system = bunker.folder / "none";
    places.local = bunker.folder / "cooker.yaml";
    const auto settings = must(cooker::load_settings(places));
    cooker::Transcript transcript(bunker.program.out, bunker.program.clock);
    const auto refused = cooker::open_tokens(settings, {"default"}, bunker.program, transcript);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code() == Errc::unavailable);
    CHECK_THAT(refused.error().message(),
               Catch::StartsWith("is this the configuration of this bunker?: "));
    CHECK_FALSE(bunker.said("Repository"));
}

}  // namespace
}  // namespace ceremony::test
