// SPDX-License-Identifier: BSD-3-Clause

#include "policy/configuration.hpp"

#include <filesystem>

#include "support/temp_folder.hpp"
#include "support/vectors.hpp"
#include "unit/policy/read.hpp"

using namespace ceremony;
using namespace ceremony::policy;
using ceremony::test::must;
using ceremony::test::read;
using ceremony::test::read_vector_file;
using ceremony::test::refusal;
using ceremony::test::says;
using ceremony::test::TempFolder;

namespace {

dns::Name name(const std::string& text) {
    return must(dns::Name::from_text(text));
}

struct Refused {
    std::string text;
    std::string why;
};

}  // namespace

TEST_CASE("configuration: the least there is", "[policy][configuration]") {
    const Configuration configuration = says("");
    CHECK_FALSE(configuration.chain);
    CHECK(configuration.repositories.list.empty());
    CHECK(configuration.policies == std::vector<Policy>(1));
    CHECK(configuration.zones.empty());
    CHECK(configuration.transport.empty());
    CHECK(configuration.events.empty());
    CHECK(configuration.warnings.empty());
}

TEST_CASE("configuration: the file of the prototype is read as it is", "[policy][configuration]") {
    const Configuration configuration = must(read(read_vector_file("yaml/accept/prototype.yaml")));
    REQUIRE(configuration.repositories.list.size() == 1);
    CHECK(configuration.repositories.find("default") != nullptr);
    Policy expected;
    expected.refresh = 3 * day;
    expected.ksk.algorithm = dns::Algorithm::rsasha256;
    expected.ksk.size = 2048;
    expected.ksk.lifetime = must(Duration::of(12, 0));
    expected.zsk.algorithm = dns::Algorithm::rsasha256;
    expected.zsk.size = 1024;
    expected.zsk.lifetime = must(Duration::of(0, 30 * day));
    CHECK(configuration.policies == std::vector<Policy>{expected});
    CHECK(configuration.zones.empty());
    CHECK(configuration.transport ==
          std::vector<TransportKey>{{"recipekey", std::nullopt, 2048, "recipekey.pub"}});
    REQUIRE(configuration.warnings.size() == 2);
    CHECK_THAT(configuration.warnings[0], Catch::StartsWith("c:7:10: repositories.softhsm.pin: "));
    CHECK(configuration.warnings[1] ==
          "c:22:11: transport.key.size: taken for 2048 bits, the least");
}

TEST_CASE("configuration: a version is there", "[policy][configuration]") {
    CHECK(read("zones: []\n").error().message() == "c:1:1: the key \"version\" is missing");
    CHECK(read("version: 2\n").error().message() == R"(c:1:10: version: "2" is not 0 or 1)");
    CHECK(refusal("zone: []\n") == "2:1: zone: unknown key; did you mean \"zones\"?");
    CHECK(refusal("guard: {}\n") == "2:1: guard: unknown key");
}

TEST_CASE("configuration: zones have policies and may share a KSK", "[policy][configuration]") {
    const Configuration configuration = says(
        "policies: { fast: { ttl: 60 }, slow: {} }\n"
        "zones:\n"
        "  - name: NL.\n"
        "  - { name: example., policy: fast, ksk-shared-with: nl. }\n"
        "  - { name: ., policy: kasp }\n");
    REQUIRE(configuration.zones.size() == 3);
    CHECK(configuration.zones[0] == Zone{name("nl."), 0, std::nullopt});
    CHECK(configuration.zones[1] == Zone{name("example."), 1, name("nl.")});
    CHECK(configuration.zones[2] == Zone{dns::Name(), 0, std::nullopt});
    CHECK(configuration.policy_of(configuration.zones[1]).ttl == 60);
    CHECK(configuration.policy_of(configuration.zones[1]).name == "fast");
    CHECK(says("zones: [ { name: nl., goal: insecure } ]\n").zones[0].goal == Goal::insecure);
    CHECK(says("zones: [ { name: nl., goal: secure } ]\n").zones[0].goal == Goal::secure);
}

TEST_CASE("configuration: zones that cannot be are refused", "[policy][configuration]") {
    const auto row = GENERATE(values<Refused>({
        {"zones: [ { name: nl. }, { name: NL. } ]", "2:33: zones[1].name: the zone nl. twice"},
        {"zones: [ nl. ]", "2:10: zones[0]: "},
        {"zones: [ {} ]", "2:10: zones[0]: the key \"name\" is missing"},
        {"zones: [ { name: nl } ]", "2:18: zones[0].name: "},
        {"zones: [ { name: nl., goal: unsigned } ]", "2:29: zones[0].goal: "},
        {"zones: [ { name: nl., policy: fats } ]\npolicies: { fast: {} }",
         "2:31: zones[0].policy: no policy is called \"fats\"; did you mean \"fast\"?"},
        {"zones: [ { name: nl., policy: other } ]",
         "2:31: zones[0].policy: no policy is called \"other\""},
        {"zones: [ { name: nl., ksk-shared-with: be. } ]",
         "2:40: zones[0].ksk-shared-with: there is no zone be."},
        {"zones: [ { name: nl., ksk-shared-with: nl. } ]",
         "2:40: zones[0].ksk-shared-with: nl. has no KSK of its own; name the zone that has it"},
        {"zones: [ { name: a. }, { name: b., ksk-shared-with: a. },"
         " { name: c., ksk-shared-with: b. } ]",
         "2:88: zones[2].ksk-shared-with: b. has no KSK of its own; name the zone that has it"},
        {"policies: { kasp: {} }",
         "2:13: policies.kasp: kasp is the policy that all others start from"},
        {"policies: [ fast ]", "2:11: policies: "},
    }));
    CAPTURE(row.text);
    CHECK_THAT(refusal(row.text + "\n"), Catch::StartsWith(row.why));
}

TEST_CASE("configuration: a chain is called after the first zone", "[policy][configuration]") {
    CHECK(says("zones: [ { name: co.uk. }, { name: nl. } ]\n").chain->text() == "co.uk");
    CHECK(says("zones: [ { name: . } ]\n").chain->text() == "root");
    CHECK(says("zones: [ { name: nl. } ]\nchain: nl-registry\n").chain->text() == "nl-registry");
    CHECK_FALSE(says("zones: [ { name: 'a\\032b.' } ]\n").chain);
    CHECK(refusal("chain: -x\n").starts_with("2:8: chain: "));
    const auto none = chain_of(name("a\\032b."));
    REQUIRE_FALSE(none.ok());
    CHECK(none.error().code() == Errc::configuration);
    CHECK(none.error().message() == "no chain can be called after the zone a\\032b.");
    CHECK(none.error().hint() == "give it a name in the configuration: chain: NAME");
}

TEST_CASE("configuration: each site has a transport key", "[policy][configuration]") {
    const Configuration configuration = says(
        "transport:\n"
        "  - { label: one, size: 4096, public-key: keys/one.pub }\n"
        "  - { label: two, ckaid: hex 0123 }\n"
        "  - {}\n");
    CHECK(configuration.transport ==
          std::vector<TransportKey>{{"one", std::nullopt, 4096, "keys/one.pub"},
                                    {"two", Bytes{0x01, 0x23}, 3072, "two.pub"},
                                    {"recipekey", std::nullopt, 3072, "recipekey.pub"}});
    CHECK(says("transport: []\n").transport.empty());
    CHECK(says("transport:\n").transport.empty());
}

TEST_CASE("configuration: transport keys that cannot be are refused", "[policy][configuration]") {
    const auto row = GENERATE(values<Refused>({
        {"transport: [ { size: 1024 } ]",
         "2:22: transport[0].size: 1024 is not between 2048 and 4096"},
        {"transport: [ { size: 8192 } ]", "2:22: transport[0].size: 8192 is not between"},
        {"transport: [ { label: a }, { label: a } ]",
         "2:37: transport[1].label: a second key called \"a\""},
        {"transport: { label: a }", "2:12: transport: the key \"key\" is missing"},
        {"transport: {}", "2:12: transport: the key \"key\" is missing"},
        {"transport: { key: { pubkey: a } }", "2:21: transport.key.pubkey: unknown key"},
    }));
    CAPTURE(row.text);
    CHECK_THAT(refusal(row.text + "\n"), Catch::StartsWith(row.why));
}

TEST_CASE("configuration: the prototype had no other lengths of keys", "[policy][configuration]") {
    const auto result = read("version: 0\ntransport: { key: { size: 512 } }\n");
    REQUIRE_FALSE(result.ok());
    CHECK(result.error().message() ==
          "c:2:27: transport.key.size: 512 is not between 1024 and 4096");
    CHECK(must(read("version: 0\ntransport: { key: { size: 2048 } }\n")).warnings.empty());
}

TEST_CASE("configuration: two texts that say the same are equal", "[policy][configuration]") {
    const Configuration one = says(
        "kasp: { ttl: 60, lateness: P1D, ksk: { roll: double-signature, lifetime: P1Y } }\n"
        "zones: [ { policy: a, name: nl. } ]\n"
        "policies: { a: { ttl: 1 }, b: { ttl: 2 } }\n");
    const Configuration other = says(
        "zones: [ { name: nl., policy: a } ]\n"
        "policies: { a: { ttl: 1 }, b: { ttl: 2 } }\n"
        "kasp:\n"
        "  ksk:\n"
        "    lifetime: 1Y\n"
        "    roll: double-signature\n"
        "  lateness: 86400\n"
        "  ttl: PT1M\n");
    CHECK(one.policies == other.policies);
    CHECK(one.zones == other.zones);
}

TEST_CASE("configuration: the file that is named is the one", "[policy][configuration]") {
    const TempFolder folder;
    Places places;
    places.local = folder.file("ceremony.yaml", "version: 1\nchain: local\n");
    places.system = folder.file("system.yaml", "version: 1\nchain: system\n");
    CHECK(must(load_configuration(places)).chain->text() == "local");
    places.named = folder.file("named.yaml", "version: 1\nchain: named\n");
    const Configuration named = must(load_configuration(places));
    CHECK(named.chain->text() == "named");
    CHECK(named.path == folder / "named.yaml");
    CHECK(named.sha256 == must(crypto::sha256(as_bytes("version: 1\nchain: named\n"))));
    places.named.reset();
    places.local = folder / "none.yaml";
    CHECK(must(load_configuration(places)).chain->text() == "system");
    places.system = folder / "none.yaml";
    const auto none = load_configuration(places);
    REQUIRE_FALSE(none.ok());
    CHECK(none.error().code() == Errc::configuration);
    CHECK(none.error().hint() == "planner init writes a ceremony.yaml to start with");
}

TEST_CASE("configuration: files that cannot be read are told apart", "[policy][configuration]") {
    const TempFolder folder;
    Places places;
    places.named = folder / "none.yaml";
    CHECK(load_configuration(places).error().code() == Errc::not_found);
    places.named = folder.path();
    CHECK(load_configuration(places).error().code() == Errc::unreadable);
    places.named = folder.file("bad.yaml", "version: 1\nversion: 1\n");
    CHECK(load_configuration(places).error().code() == Errc::configuration);
    CHECK(load_configuration(places).error().place() == Place{2, 1});
}

TEST_CASE("configuration: what it names lies beside it", "[policy][configuration]") {
    const TempFolder folder;
    Places places;
    places.named =
        folder.file("c.yaml",
                    "version: 1\n"
                    "attest: [ a.pub, /etc/b.pub ]\n"
                    "transport: [ { public-key: t.pub }, { label: x, public-key: /u } ]\n");
    const Configuration configuration = must(load_configuration(places));
    CHECK(configuration.attest == std::vector<std::string>{folder / "a.pub", "/etc/b.pub"});
    CHECK(configuration.transport[0].public_key == folder / "t.pub");
    CHECK(configuration.transport[1].public_key == "/u");
}
