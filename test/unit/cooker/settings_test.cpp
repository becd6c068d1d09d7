// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/settings.hpp"

#include <sys/stat.h>

#include "support/printing.hpp"
#include "support/temp_folder.hpp"

using namespace ceremony;
using namespace ceremony::cooker;
using ceremony::test::must;
using ceremony::test::TempFolder;

namespace {

const std::string repositories =
    "version: 1\n"
    "repositories:\n"
    "  default:\n"
    "    module: /usr/lib/softhsm/libsofthsm2.so\n"
    "    label: Bunker\n";

// What is read from a file with this text.
Result<Settings> read(const std::string& text) {
    const TempFolder folder;
    SettingsPlaces places;
    places.named = folder.file("c.yaml", text);
    return load_settings(places);
}

std::string refusal(const std::string& text) {
    const auto settings = read(text);
    REQUIRE_FALSE(settings.ok());
    CHECK(settings.error().code() == Errc::configuration);
    const std::string& message = settings.error().message();
    return message.substr(message.find("c.yaml:") + 7);
}

}  // namespace

TEST_CASE("settings: everything a bunker is configured with is read", "[cooker][settings]") {
    const Settings settings =
        must(read(repositories + "attest: { keyStore: default, keyLabel: ceremony attest }\n"
                                 "guard:\n"
                                 "  zones: [nl.]\n"));
    CHECK(settings.repositories.list.size() == 1);
    CHECK(settings.attest == AttestKey{"default", "ceremony attest"});
    CHECK(settings.guard.is_written);
    CHECK(settings.guard.zones.listed.size() == 1);
    CHECK(settings.warnings.empty());
    CHECK_FALSE(settings.must_be_confirmed);
    CHECK(settings.path.ends_with("/c.yaml"));
}

TEST_CASE("settings: what is hashed is what was read", "[cooker][settings]") {
    const Settings settings = must(read(repositories));
    const crypto::Sha256 expected = must(crypto::sha256(as_bytes(repositories)));
    CHECK(settings.sha256 == expected);
}

TEST_CASE("settings: no guard is said aloud", "[cooker][settings]") {
    const Settings settings = must(read(repositories));
    CHECK_FALSE(settings.guard.is_written);
    CHECK(settings.guard.zones.everything);
    REQUIRE(settings.warnings.size() == 1);
    CHECK_THAT(settings.warnings.front(),
               Catch::EndsWith("c.yaml has no guard: a person answers for it"));
}

TEST_CASE("settings: what makes no sense is refused", "[cooker][settings]") {
    CHECK(refusal("version: 0\nrepositories: {}\n") ==
          "1:1: a configuration of the bunker has version: 1");
    CHECK(refusal("version: 1\n") == "1:1: no repositories: nothing says where the keys are");
    CHECK(refusal("version: 1\nrepositories: {}\n") ==
          "1:1: no repositories: nothing says where the keys are");
    CHECK_THAT(refusal(repositories + "kasp: {}\n"), Catch::StartsWith("6:1: kasp: unknown key"));
    CHECK_THAT(refusal(repositories + "attest: { keyStore: default }\n"),
               Catch::StartsWith("6:9: attest: "));
    CHECK_THAT(refusal("a: [\n"), Catch::StartsWith("1:"));
}

TEST_CASE("settings: the attestation key is in a repository that exists", "[cooker][settings]") {
    const auto settings = read(
        repositories +
        "  other:\n    module: /m.so\n    slot: 1\nattest: { keyStore: vault, keyLabel: x }\n");
    REQUIRE_FALSE(settings.ok());
    CHECK(settings.error().code() == Errc::configuration);
    CHECK(settings.error().message() ==
          "attest: no repository is called \"vault\", there is \"default\", \"other\"");
}

TEST_CASE("settings: the first place that has a file is taken", "[cooker][settings]") {
    const TempFolder folder;
    SettingsPlaces places;
    places.named = folder.file("named.yaml", repositories);
    places.system = folder.file("system.yaml", repositories);
    places.local = folder.file("local.yaml", repositories);
    CHECK(must(load_settings(places)).path == *places.named);
    places.named.reset();
    CHECK(must(load_settings(places)).path == places.system);
    places.system = folder / "none.yaml";
    CHECK(must(load_settings(places)).path == places.local);
}

TEST_CASE("settings: a file that was named must be there", "[cooker][settings]") {
    const TempFolder folder;
    SettingsPlaces places;
    places.named = folder / "none.yaml";
    places.system = folder.file("system.yaml", repositories);
    const auto settings = load_settings(places);
    REQUIRE_FALSE(settings.ok());
    CHECK(settings.error().code() == Errc::not_found);
}

TEST_CASE("settings: without any configuration the error says how to get one",
          "[cooker][settings]") {
    const TempFolder folder;
    SettingsPlaces places;
    places.system = folder / "a";
    places.local = folder / "b";
    const auto settings = load_settings(places);
    REQUIRE_FALSE(settings.ok());
    CHECK(settings.error().code() == Errc::configuration);
    CHECK_THAT(settings.error().message(), Catch::StartsWith("no configuration: "));
    CHECK_THAT(settings.error().hint(), Catch::StartsWith("cooker init --for recipe.json "));
}

TEST_CASE("settings: a file here that others may write to is refused", "[cooker][settings]") {
    const TempFolder folder;
    SettingsPlaces places;
    places.system = folder / "none";
    places.local = folder.file("cooker.yaml", repositories);
    REQUIRE(::chmod(places.local.c_str(), 0660) == 0);
    const auto settings = load_settings(places);
    REQUIRE_FALSE(settings.ok());
    CHECK(settings.error().code() == Errc::refused);
    REQUIRE(::chmod(places.local.c_str(), 0644) == 0);
    CHECK(load_settings(places).ok());
}

TEST_CASE("settings: a file that lies here and that nobody named must be confirmed",
          "[cooker][settings]") {
    const TempFolder folder;
    SettingsPlaces places;
    places.system = folder / "none";
    places.local = folder.file("cooker.yaml", repositories);
    CHECK(must(load_settings(places)).must_be_confirmed);
    places.named = places.local;
    CHECK_FALSE(must(load_settings(places)).must_be_confirmed);
    places.named.reset();
    places.system = folder.file("system.yaml", repositories);
    CHECK_FALSE(must(load_settings(places)).must_be_confirmed);
}
