// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/keystore.hpp"

#include "encoding/hex.hpp"
#include "hsm/cooker/bunker.hpp"

namespace ceremony::test {
namespace {

// A configuration in a folder of its own, with these lines of repositories.
cooker::Settings settings_with(const TempFolder& folder, const std::string& repositories) {
    cooker::SettingsPlaces places;
    places.named = folder.file("c.yaml", "version: 1\nrepositories:\n" + repositories);
    return must(cooker::load_settings(places));
}

std::string repository(const std::string& name, const std::string& more) {
    return "  " + name + ":\n    module: " + softhsm_module() + "\n" + more;
}

Result<Secret> nobody(const pkcs11::TokenInfo& /*token*/) {
    return Error{Errc::refused, "nobody is here"};
}

TEST_CASE("keystore: two names of one repository are one token", "[hsm][keystore]") {
    SoftHsm hsm;
    hsm.add_token("bunker");
    const TempFolder folder;
    const auto settings = settings_with(folder, "  default: &a\n    module: " + softhsm_module() +
                                                    "\n    label: bunker\n  backup: *a\n");
    auto keystore = must(cooker::Keystore::open(settings, {"default", "backup"}));
    CHECK(keystore.size() == 1);
    CHECK(keystore.find("default") == 0);
    CHECK(keystore.find("backup") == 0);
    CHECK_FALSE(keystore.find("other").has_value());
    CHECK(cooker::describe(keystore.store(0)).size() == 3);
    CHECK(keystore.close().ok());
}

TEST_CASE("keystore: two repositories that are one token are refused", "[hsm][keystore]") {
    SoftHsm hsm;
    hsm.add_token("bunker");
    hsm.add_token("other");
    const TempFolder folder;
    const auto settings = settings_with(folder, repository("default", "    label: bunker\n") +
                                                    repository("backup", "    label: bunker\n") +
                                                    repository("third", "    label: other\n"));
    const auto twice = cooker::Keystore::open(settings, {"default", "backup"});
    REQUIRE_FALSE(twice.ok());
    CHECK(twice.error().code() == Errc::configuration);
    CHECK(must(cooker::Keystore::open(settings, {"default", "third"})).size() == 2);
    CHECK(cooker::Keystore::open(settings, {"fourth"}).error().code() == Errc::configuration);
}

TEST_CASE("keystore: a module is the one that it is pinned to", "[hsm][keystore]") {
    SoftHsm hsm;
    hsm.add_token("bunker");
    const TempFolder folder;
    const std::string digest =
        encoding::encode_hex(must(crypto::sha256(as_bytes(slurp(softhsm_module())))));
    const auto pinned = [&](const std::string& pin) {
        return settings_with(
            folder, repository("default", "    label: bunker\n    module-sha256: " + pin + "\n"));
    };
    const auto right = pinned(digest);
    CHECK(encoding::encode_hex(
              must(cooker::Keystore::open(right, {"default"})).store(0).module_sha256) == digest);
    static_cast<void>(std::filesystem::remove(folder / "c.yaml"));
    const auto wrong = pinned(std::string(64, '0'));
    const auto refused = cooker::Keystore::open(wrong, {"default"});
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code() == Errc::configuration);
    CHECK(refused.error().message().find(digest) != std::string::npos);
}

TEST_CASE("keystore: a module that is not there is not available", "[hsm][keystore]") {
    const TempFolder folder;
    const auto settings =
        settings_with(folder, "  default:\n    module: /no/such/module.so\n    label: bunker\n");
    const auto refused = cooker::Keystore::open(settings, {"default"});
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code() == Errc::unavailable);
    CHECK_THAT(refused.error().message(),
               Catch::StartsWith("repository \"default\": the PKCS #11 module: \"/no/such/"));
}

TEST_CASE("keystore: a wrong PIN is tried once and warned of the next time", "[hsm][keystore]") {
    SoftHsm hsm;
    hsm.add_token("bunker");
    const TempFolder folder;
    static_cast<void>(folder.file("wrong", "not-the-pin\n"));
    static_cast<void>(folder.file("right", std::string(test_pin)));
    const auto settings = settings_with(
        folder, repository("default", "    label: bunker\n    pin: file\n    pin-file: " +
                                          (folder / "wrong") + "\n"));
    std::vector<std::string> warnings;
    {
        auto keystore = must(cooker::Keystore::open(settings, {"default"}));
        const auto logged_in = keystore.log_in(nobody, warnings);
        REQUIRE_FALSE(logged_in.ok());
        CHECK(logged_in.error().code() == Errc::token);
        CHECK(logged_in.error().message().find("not-the-pin") == std::string::npos);
        CHECK(warnings.empty());
    }
    static_cast<void>(std::filesystem::remove(folder / "c.yaml"));
    const auto good = settings_with(
        folder, repository("default", "    label: bunker\n    pin: file\n    pin-file: " +
                                          (folder / "right") + "\n"));
    auto keystore = must(cooker::Keystore::open(good, {"default"}));
    CHECK(keystore.log_in(nobody, warnings).ok());
    REQUIRE(warnings.size() == 1);
    CHECK(warnings.front().find("a wrong PIN was tried") != std::string::npos);
}

TEST_CASE("keystore: a PIN that is to be asked for is asked for", "[hsm][keystore]") {
    SoftHsm hsm;
    hsm.add_token("bunker");
    const TempFolder folder;
    const auto settings = settings_with(folder, repository("default", "    label: bunker\n"));
    auto keystore = must(cooker::Keystore::open(settings, {"default"}));
    std::vector<std::string> warnings;
    CHECK(keystore.log_in(nobody, warnings).error().code() == Errc::refused);
    std::string asked;
    const auto ask = [&asked](const pkcs11::TokenInfo& token) -> Result<Secret> {
        asked = token.label;
        return test_secret();
    };
    CHECK(keystore.log_in(ask, warnings).ok());
    CHECK(asked == "bunker");
}

TEST_CASE("keystore: a recipe names its repositories, and keys have their IDs", "[hsm][keystore]") {
    auto elsewhere = key("a");
    elsewhere.name = must(recipe::KeyName::make("vault", {0x01}, "a"));
    const auto recipe =
        recipe_of({generate(key("ksk")), produce({key("ksk"), elsewhere}, {key("ksk")})});
    CHECK(cooker::stores_of(recipe) == std::set<std::string>{"default", "vault"});
    CHECK(cooker::on_token(elsewhere.name) == pkcs11::KeyName{{0x01}, "a", std::nullopt});
    CHECK(cooker::on_token(key("ksk").name) == pkcs11::KeyName{{}, "ksk", std::nullopt});
    CHECK(cooker::new_on_token(elsewhere.name) == pkcs11::KeyName{{0x01}, "a", std::nullopt});
    // printf ksk | sha256sum | cut -c1-32
    CHECK(encoding::encode_hex(cooker::new_on_token(key("ksk").name).id) ==
          "82977dfac1b21a70d150167cdfa7082d");
}

}  // namespace
}  // namespace ceremony::test
