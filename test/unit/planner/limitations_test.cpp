// SPDX-License-Identifier: BSD-3-Clause
//
// limitations_test.cpp -- what the prototype of this suite could not do, each shown to be done: it
// made RSA keys of one size, rolled one KSK in one way and never an algorithm, knew one zone and
// its own ZSKs a recipe, took times for local ones, and published one TTL whatever was configured.

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <set>
#include <variant>

#include "dns/dnskey.hpp"
#include "dns/rrset.hpp"
#include "dns/scan.hpp"
#include "plan/from_recipe.hpp"
#include "program/recipe_file.hpp"
#include "support/recipes.hpp"
#include "support/sample_keys.hpp"
#include "unit/planner/produced.hpp"

using namespace ceremony;
using ceremony::test::actions_of;
using ceremony::test::must;
using ceremony::test::slurp;
using ceremony::test::Workshop;

namespace {

recipe::Recipe recipe_of(Workshop& workshop) {
    return must(program::read_recipe_file(workshop.produced())).recipe;
}

std::vector<recipe::GenerateKey> keys_made(const recipe::Recipe& recipe, recipe::KeyRole role) {
    auto made = actions_of<recipe::GenerateKey>(recipe);
    std::erase_if(made, [role](const recipe::GenerateKey& generation) {
        return generation.key.kind.role != role;
    });
    return made;
}

dns::Algorithm algorithm_of(const recipe::KeysetKey& key) {
    return std::visit([](const auto& one) { return one.kind.algorithm; }, key);
}

// The RDATA of the sample key of an algorithm, as a ZSK or a KSK, for a file of keys.
std::string dnskey_of(dns::Algorithm algorithm, int flags) {
    for (const test::SampleKey& sample : test::sample_keys) {
        if (sample.algorithm == static_cast<std::uint8_t>(algorithm)) {
            const std::string record(sample.dnskey);
            return std::to_string(flags) + record.substr(record.find(" 3 "));
        }
    }
    return "";
}

// In another time zone, as long as it lives.
class InTimeZone {
public:
    explicit InTimeZone(const char* zone) { set(zone); }
    InTimeZone(const InTimeZone&) = delete;
    InTimeZone(InTimeZone&&) = delete;
    InTimeZone& operator=(const InTimeZone&) = delete;
    InTimeZone& operator=(InTimeZone&&) = delete;
    ~InTimeZone() { set("UTC"); }

private:
    static void set(const char* zone) {
        REQUIRE(::setenv("TZ", zone, 1) == 0);
        ::tzset();
    }
};

}  // namespace

TEST_CASE("limitations: a ceremony rolls its KSK as often as the lifetime says, in each way",
          "[planner][limitations]") {
    const std::string roll = GENERATE("double-ds", "double-signature", "double-rrset");
    CAPTURE(roll);
    Workshop workshop("version: 1\nkasp: { ds-gate: assume, ksk: { lifetime: P90D, roll: " + roll +
                      " }, zsk: { export: none } }\nzones: [ { name: example. } ]\n");
    const recipe::Recipe recipe = recipe_of(workshop);
    // On 1 January, and after 90, 180, 270 and 360 days, if each begins in time.
    std::set<Bytes> signers;
    for (const auto& set : actions_of<recipe::ProduceSignedKeyset>(recipe)) {
        for (const recipe::KeyReference& signer : set.signed_by) {
            signers.insert(signer.name.id());
        }
    }
    CHECK(signers.size() >= 4);
    CHECK(keys_made(recipe, recipe::KeyRole::ksk).size() >= signers.size());
}

TEST_CASE("limitations: rollovers of a KSK and a ZSK keep apart where that is wanted",
          "[planner][limitations]") {
    const bool apart = GENERATE(false, true);
    CAPTURE(apart);
    Workshop workshop(std::string("version: 1\nkasp: { ds-gate: assume, overlap: ") +
                      (apart ? "avoid" : "allow") +
                      ", ksk: { lifetime: P95D, roll: double-signature }, "
                      "zsk: { lifetime: P90D, export: none } }\nzones: [ { name: example. } ]\n");
    std::size_t both = 0;
    for (const auto& set : actions_of<recipe::ProduceSignedKeyset>(recipe_of(workshop))) {
        const auto ksks =
            std::count_if(set.keyset.begin(), set.keyset.end(), [](const recipe::KeysetKey& key) {
                return recipe::is_sep(std::get<recipe::KeyReference>(key).kind.role);
            });
        both += ksks > 1 && set.keyset.size() - static_cast<std::size_t>(ksks) > 1 ? 1U : 0U;
    }
    CHECK((both == 0) == apart);
}

TEST_CASE("limitations: a zone changes its algorithm", "[planner][limitations]") {
    Workshop workshop(
        "version: 1\n"
        "kasp: { ds-gate: assume, ksk: { algo: 15, roll: double-signature }, "
        "zsk: { algo: 15, export: none } }\n"
        "zones: [ { name: example. } ]\n");
    const std::string since = "  publish: 2026-01-01\n  active: 2026-01-01\n";
    workshop.options.keys = workshop.folder.file(
        "keys.yaml",
        "- zone: example.\n  dnskey: " + dnskey_of(dns::Algorithm::ecdsap256sha256, 257) +
            "\n  custody: bunker\n  keyID: hex 01\n  ds-seen: 2026-02-01\n" + since +
            "- zone: example.\n  dnskey: 256 3 13 "
            "GojIhhXUN/u4v54ZQqGSnyhWJwaubCvTmeexv7bR6edbkrSqQpF64cYbcB7wNcP+e+MAnLr+"
            "Wi9xMWyQLc8NAA==\n"  // RFC 6605, section 6.1
            "  custody: bunker\n  keyID: hex 02\n" +
            since);
    const auto sets = actions_of<recipe::ProduceSignedKeyset>(recipe_of(workshop));
    const auto algorithms_of = [](const recipe::ProduceSignedKeyset& set) {
        std::set<dns::Algorithm> algorithms;
        for (const recipe::KeysetKey& key : set.keyset) {
            algorithms.insert(algorithm_of(key));
        }
        return algorithms;
    };
    using Algorithms = std::set<dns::Algorithm>;
    constexpr auto old_one = dns::Algorithm::ecdsap256sha256;
    constexpr auto new_one = dns::Algorithm::ed25519;
    CHECK(algorithms_of(sets.front()) == Algorithms{old_one});
    CHECK(algorithms_of(sets.back()) == Algorithms{new_one});
    std::size_t with_both = 0;
    for (const recipe::ProduceSignedKeyset& set : sets) {
        if (algorithms_of(set) != Algorithms{old_one, new_one}) {
            continue;
        }
        ++with_both;
        Algorithms signing;
        for (const recipe::KeyReference& signer : set.signed_by) {
            signing.insert(signer.kind.algorithm);
        }
        CHECK(signing == Algorithms{old_one, new_one});
    }
    CHECK(with_both > 0);
}

TEST_CASE("limitations: ZSKs may be those of somebody else", "[planner][limitations]") {
    Workshop workshop(
        "version: 1\nkasp: { zsk: { source: external, lifetime: P10Y } }\n"
        "zones: [ { name: example. } ]\n");
    workshop.options.keys = workshop.folder.file(
        "keys.yaml",
        "- zone: example.\n  dnskey: " + dnskey_of(dns::Algorithm::ecdsap256sha256, 256) +
            "\n  custody: external\n  provider: Another Provider\n");
    const recipe::Recipe recipe = recipe_of(workshop);
    CHECK(keys_made(recipe, recipe::KeyRole::zsk).empty());
    for (const auto& set : actions_of<recipe::ProduceSignedKeyset>(recipe)) {
        const auto direct =
            std::count_if(set.keyset.begin(), set.keyset.end(), [](const recipe::KeysetKey& key) {
                return std::holds_alternative<recipe::DirectKey>(key);
            });
        CHECK(direct == 1);
    }
}

TEST_CASE("limitations: a recipe is for several zones", "[planner][limitations]") {
    Workshop workshop(
        "version: 1\nkasp: { zsk: { export: none } }\n"
        "zones: [ { name: example. }, { name: nl. }, { name: . } ]\n");
    std::set<std::string> owners;
    for (const auto& set : actions_of<recipe::ProduceSignedKeyset>(recipe_of(workshop))) {
        owners.insert(set.owner.text());
    }
    CHECK(owners == std::set<std::string>{"example.", "nl.", "."});
}

TEST_CASE("limitations: keys are RSA, ECDSA and EdDSA", "[planner][limitations]") {
    const std::string algorithm = GENERATE("8", "10", "13", "14", "15", "16");
    CAPTURE(algorithm);
    Workshop workshop("version: 1\nkasp: { ksk: { algo: " + algorithm + " }, zsk: { algo: " +
                      algorithm + ", export: none } }\nzones: [ { name: example. } ]\n");
    const bool is_rsa = algorithm == "8" || algorithm == "10";
    for (const auto& made : actions_of<recipe::GenerateKey>(recipe_of(workshop))) {
        CHECK(std::to_string(static_cast<int>(made.key.kind.algorithm)) == algorithm);
        CHECK(made.key_size.has_value() == is_rsa);
    }
}

TEST_CASE("limitations: sizes of keys are those of the policy", "[planner][limitations]") {
    Workshop workshop(
        "version: 1\nkasp: { ksk: { algo: 8, size: 4096 }, "
        "zsk: { algo: 8, size: 3072, export: none } }\nzones: [ { name: example. } ]\n");
    const recipe::Recipe recipe = recipe_of(workshop);
    REQUIRE_FALSE(keys_made(recipe, recipe::KeyRole::ksk).empty());
    REQUIRE_FALSE(keys_made(recipe, recipe::KeyRole::zsk).empty());
    for (const auto& made : actions_of<recipe::GenerateKey>(recipe)) {
        CHECK(made.key_size == (recipe::is_sep(made.key.kind.role) ? 4096 : 3072));
    }
}

TEST_CASE("limitations: the TTL is that of the policy", "[planner][limitations]") {
    Workshop workshop(
        "version: 1\nkasp: { ttl: PT2H, zsk: { export: none } }\n"
        "zones: [ { name: example. } ]\n");
    for (const auto& set : actions_of<recipe::ProduceSignedKeyset>(recipe_of(workshop))) {
        CHECK(set.ttl == 7200);
    }
}

TEST_CASE("limitations: times are UTC wherever the planner runs", "[planner][limitations]") {
    Workshop here;
    Workshop there;
    const std::string text = slurp(here.produced());
    CHECK_THAT(text, Catch::Contains("\"timestamp\": \"2027-01-01 00:00:00\""));
    // Eight hours and 45 minutes ahead of UTC, and with nights that are left out in spring.
    const std::string zone = GENERATE("AAA-8:45", "EST5EDT,M3.2.0,M11.1.0");
    const InTimeZone elsewhere(zone.c_str());
    CHECK(slurp(there.produced()) == text);
}

TEST_CASE("limitations: actions stand in the order of the specification, sets in that of time",
          "[planner][limitations]") {
    Workshop workshop(
        "version: 1\nkasp: { zsk: { export: none } }\n"
        "zones: [ { name: nl. }, { name: example. } ]\n");
    const recipe::Recipe recipe = recipe_of(workshop);
    CHECK(std::is_sorted(recipe.actions.begin(), recipe.actions.end(),
                         [](const recipe::Action& a, const recipe::Action& b) {
                             return a.params.index() < b.params.index();
                         }));
    const auto sets = actions_of<recipe::ProduceSignedKeyset>(recipe);
    for (std::size_t i = 1; i < sets.size(); ++i) {
        if (sets[i].owner == sets[i - 1].owner) {
            CHECK(sets[i].publish->from == sets[i - 1].publish->until);
        }
    }
}

TEST_CASE("limitations: records are signed in canonical order", "[planner][limitations]") {
    // As octets the ZSK (flags 256) comes before the KSK (257), whichever stands first.
    const auto record = [](int flags) {
        return must(dns::scan_record(
            "example. 3600 IN DNSKEY " + dnskey_of(dns::Algorithm::ed25519, flags), "test"));
    };
    const auto set = must(dns::Rrset::from_records({record(257), record(256)}));
    REQUIRE(set.records().size() == 2);
    CHECK(must(dns::read_dnskey(set.records()[0].rdata())).flags == 256);
    CHECK(must(dns::read_dnskey(set.records()[1].rdata())).flags == 257);
}
