// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/commands/init.hpp"

#include <filesystem>

#include "cooker/settings.hpp"
#include "support/child.hpp"
#include "support/temp_folder.hpp"
#include "unit/cooker/recipes.hpp"

using namespace ceremony;
using namespace ceremony::cooker;
using ceremony::test::everything;
using ceremony::test::everything_text;
using ceremony::test::in_child;
using ceremony::test::must;
using ceremony::test::slurp;
using ceremony::test::TempFolder;

namespace {

Result<UtcTime> noon() {
    return UtcTime::from_text("2026-12-01 12:00:00");
}

// Runs init in `folder`, and puts what it says into the file `said` there.
Outcome init_in(const TempFolder& folder, const Options& options) {
    return in_child([&]() -> Outcome {
        std::filesystem::current_path(folder.path());
        Program program;
        program.clock = noon;
        program.out = [&folder](std::string_view text) -> Outcome {
            static_cast<void>(folder.file("said", text));
            return Nothing{};
        };
        return init(options, program);
    });
}

Result<Settings> settings_of(const std::string& path) {
    SettingsPlaces places;
    places.named = path;
    return load_settings(places);
}

std::size_t count(const std::string& text, const std::string& what) {
    std::size_t number = 0;
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) {
        ++number;
    }
    return number;
}

}  // namespace

TEST_CASE("init: what it writes is a configuration that fits the recipe", "[cooker][init]") {
    const TempFolder folder;
    static_cast<void>(folder.file("r.json", everything_text()));
    Options options;
    options.for_recipe = "r.json";
    options.label = "O'K, Token: 1";
    options.pin_file = "/etc/pin";
    must(init_in(folder, options));
    const Settings settings = must(settings_of(folder / "cooker.yaml"));
    REQUIRE(settings.repositories.list.size() == 2);
    for (const auto& repository : settings.repositories.list) {
        CHECK(repository.token == config::TokenName(config::TokenLabel{"O'K, Token: 1"}));
        CHECK(std::get<config::PinFromFile>(repository.pin).path == "/etc/pin");
        CHECK(repository.bunker.rehearsal);
    }
    CHECK(settings.guard.is_written);
    CHECK(settings.guard.max_ahead == must(Duration::from_text("P90D")));
    CHECK_FALSE(settings.attest.has_value());
    const std::string said = slurp(folder / "said");
    CHECK_THAT(
        said, Catch::StartsWith("The clock of this machine shows 2026-12-01 12:00:00 UTC\nWrote "));
    CHECK_THAT(said, Catch::Contains("cooker check -c cooker.yaml -r r.json --previous ") &&
                         Catch::Contains("THE-LAST-COOKED-RECIPE -y\n"));
    CHECK(said.find("PUT-IN-THE-LABEL") == std::string::npos);
}

TEST_CASE("init: there is one label and one pin to put in", "[cooker][init]") {
    const Needs needs =
        must(needs_of(everything("remove recipe.actions[4] ;; remove recipe.actions[5] ;; remove "
                                 "recipe.preamble.rehearsal"),
                      must(noon())));
    const std::string text = configuration_yaml(needs, {});
    CHECK(count(text, "label:") == 1);
    CHECK(count(text, " pin:") == 1);
    CHECK(count(text, "\n    label: PUT-IN-THE-LABEL\n") == 1);
    CHECK(count(text, "\n    pin: ask\n") == 1);
    CHECK(count(text, "rehearsal: false") == 1);
    for (std::size_t start = 0; start < text.size(); start = text.find('\n', start) + 1) {
        CHECK(text.find('\n', start) - start <= 100);
    }
}

TEST_CASE("init: without a recipe there is a guard that allows nothing yet", "[cooker][init]") {
    const TempFolder folder;
    must(init_in(folder, {}));
    const Settings settings = must(settings_of(folder / "cooker.yaml"));
    CHECK(settings.repositories.find("default") != nullptr);
    CHECK(settings.guard.is_written);
    CHECK(settings.guard.zones.listed.empty());
    CHECK_THAT(slurp(folder / "said"), Catch::Contains("PUT-IN-THE-LABEL") &&
                                           Catch::Contains("cooker cook -c cooker.yaml -y\n"));
}

TEST_CASE("init: a configuration that exists stays", "[cooker][init]") {
    const TempFolder folder;
    static_cast<void>(folder.file("cooker.yaml", "mine"));
    const Outcome outcome = init_in(folder, {});
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().code() == Errc::unwritable);
    CHECK(slurp(folder / "cooker.yaml") == "mine");
}

TEST_CASE("init: a recipe that cannot be read is told", "[cooker][init]") {
    const TempFolder folder;
    static_cast<void>(folder.file("bad.json", "{}"));
    Options options;
    options.for_recipe = "bad.json";
    CHECK(init_in(folder, options).error().code() == Errc::syntax);
    options.for_recipe = "none.json";
    CHECK(init_in(folder, options).error().code() == Errc::not_found);
    CHECK(folder.names() == std::vector<std::string>{"bad.json"});
}

TEST_CASE("init: labels and paths are on one line", "[cooker][init]") {
    const TempFolder folder;
    Options options;
    options.label = "a\nb";
    CHECK(init_in(folder, options).error().message() ==
          "--label: not a text on one line: \"a\\nb\"");
    options.label = "";
    CHECK(init_in(folder, options).error().code() == Errc::usage);
    options.label.reset();
    options.pin_file = "a\tb";
    CHECK(init_in(folder, options).error().code() == Errc::usage);
    CHECK(folder.names().empty());
}
