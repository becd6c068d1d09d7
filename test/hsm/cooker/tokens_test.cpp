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

}  // namespace
}  // namespace ceremony::test
