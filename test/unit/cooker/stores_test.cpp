// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/stores.hpp"

#include "support/temp_folder.hpp"
#include "unit/cooker/recipes.hpp"

namespace stores_test {

using namespace ceremony;
using namespace ceremony::cooker;
using ceremony::test::everything;
using ceremony::test::must;
using ceremony::test::TempFolder;

namespace {

Settings settings_with(const std::string& repositories) {
    const TempFolder folder;
    SettingsPlaces places;
    places.named = folder.file("c.yaml", "version: 1\nrepositories:\n" + repositories);
    return must(load_settings(places));
}

const std::string both =
    "  default: { module: /m.so, label: A, rehearsal: true }\n"
    "  backup: { module: /m.so, label: B, rehearsal: true }\n";

}  // namespace

TEST_CASE("stores: every repository that a recipe names is configured", "[cooker][stores]") {
    CHECK(review_stores(settings_with(both), everything()).empty());
    const auto violations =
        review_stores(settings_with("  default: { module: /m.so, label: A, rehearsal: true }\n"
                                    "  vault: { module: /m.so, label: B, rehearsal: true }\n"),
                      everything());
    REQUIRE(violations.size() == 1);
    CHECK(violations.front().action == 4);
    CHECK(violations.front().path == "actionParams.key.keyStore");
    CHECK(violations.front().reason ==
          "no repository is called \"backup\", there is \"default\", \"vault\"");
}

TEST_CASE("stores: a rehearsal needs tokens that are for rehearsals", "[cooker][stores]") {
    const Settings settings = settings_with(
        "  default: { module: /m.so, label: A, rehearsal: true }\n"
        "  backup: { module: /m.so, label: B }\n");
    const auto violations = review_stores(settings, everything());
    REQUIRE(violations.size() == 1);
    CHECK(violations.front().action == 4);
    CHECK(violations.front().reason ==
          "the recipe is for a rehearsal, and the configuration does not say rehearsal: true of "
          "repository \"backup\"");
    CHECK(review_stores(settings, everything("remove recipe.preamble.rehearsal")).empty());
}

}  // namespace stores_test
