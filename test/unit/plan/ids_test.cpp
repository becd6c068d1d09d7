// SPDX-License-Identifier: BSD-3-Clause

#include "plan/ids.hpp"

#include "support/printing.hpp"
#include "unit/plan/samples.hpp"

namespace ceremony::plan {
namespace {

using test::must;
using test::name_of;
using test::new_key;

constexpr auto p256 = dns::Algorithm::ecdsap256sha256;

recipe::Ceremony ceremony_of(std::string_view chain,
                             std::uint32_t sequence,
                             std::uint32_t attempt) {
    return {must(recipe::Word::from_text(chain)), sequence, attempt, {}};
}

TEST_CASE("ids: an ID is the digest of what tells the key from all others", "[plan][ids]") {
    struct Row {
        std::string chain;
        std::uint32_t sequence = 0;
        std::uint32_t attempt = 0;
        std::string zone;
        recipe::KeyKind kind;
        std::uint32_t serial = 0;
        std::string id;
    };
    // Python 3.11: hashlib.sha256 over the fields, each behind struct.pack(">H", len(field)),
    // numbers by struct.pack with ">I", ">H" and "B".
    const auto row = GENERATE(values<Row>({
        {"nl-registry",
         12,
         1,
         "nl.",
         {p256, recipe::KeyRole::ksk},
         1,
         "9e7dc3ffc2c68ae9888633c2a1fb6488"},
        {"nl-registry",
         12,
         1,
         "nl.",
         {p256, recipe::KeyRole::zsk},
         1,
         "1a831e692727f5702efe8f8851a6ebd3"},
        {"nl-registry",
         12,
         2,
         "nl.",
         {p256, recipe::KeyRole::ksk},
         1,
         "14b87beb9c0d6c97ace85e9a35b8b382"},
        {"root",
         1,
         1,
         ".",
         {dns::Algorithm::rsasha256, recipe::KeyRole::zsk},
         300,
         "c9fe7a449adfae2353cdccd88049ab39"},
    }));
    const recipe::Ceremony ceremony = ceremony_of(row.chain, row.sequence, row.attempt);
    const dns::Name zone = name_of(row.zone);
    const Bytes id = must(key_id({ceremony, zone, row.kind, row.serial}));
    CHECK(encoding::encode_hex(id) == row.id);
}

TEST_CASE("ids: keys that are made get an ID and a label, all others stay as they are",
          "[plan][ids]") {
    ChainPlan plan;
    timeline::ZonePlan zone;
    zone.zone = name_of("nl.");
    timeline::Key labelled = new_key(recipe::KeyRole::zsk, {zone.zone});
    labelled.label = "mine";
    timeline::Key recovered = new_key(recipe::KeyRole::zsk, {zone.zone});
    recovered.id = Bytes(16, 7);
    zone.keys = {test::existing_key(recipe::KeyRole::ksk, 1, {zone.zone}),
                 new_key(recipe::KeyRole::ksk, {zone.zone}), labelled, recovered};
    plan.zones = {zone};
    REQUIRE(name_keys(plan, ceremony_of("nl-registry", 12, 1)).ok());
    const std::vector<timeline::Key>& keys = plan.zones.front().keys;
    CHECK(keys[0] == zone.keys[0]);
    CHECK(encoding::encode_hex(keys[1].id) == "9e7dc3ffc2c68ae9888633c2a1fb6488");
    CHECK(keys[1].label == "nl. KSK nl-registry-12-1-1");
    CHECK(keys[2].label == "mine");
    CHECK(keys[2].id.size() == 16);
    CHECK(keys[2].id != keys[1].id);
    CHECK(keys[3] == recovered);
}

TEST_CASE("ids: a key that zones share is one key, equal keys of one zone are several",
          "[plan][ids]") {
    const timeline::Key shared =
        new_key(recipe::KeyRole::ksk, {name_of("nl."), name_of("example.")});
    ChainPlan plan;
    plan.zones.resize(2);
    plan.zones[0].keys = {shared, shared};
    plan.zones[1].keys = {shared, shared};
    REQUIRE(name_keys(plan, ceremony_of("c", 1, 1)).ok());
    CHECK(plan.zones[0].keys == plan.zones[1].keys);
    CHECK(plan.zones[0].keys[0].id != plan.zones[0].keys[1].id);
    CHECK(plan.zones[0].keys[1].label == "nl. KSK c-1-1-2");
}

TEST_CASE("ids: a name proves in which attempt it was given", "[plan][ids]") {
    ChainPlan plan;
    plan.zones.resize(1);
    plan.zones[0].keys = {new_key(recipe::KeyRole::ksk, {name_of("nl.")}),
                          new_key(recipe::KeyRole::zsk, {name_of("nl.")})};
    REQUIRE(name_keys(plan, ceremony_of("nl-2-registry", 12, 3)).ok());
    const recipe::Word chain = must(recipe::Word::from_text("nl-2-registry"));
    for (const timeline::Key& key : plan.zones[0].keys) {
        CHECK(must(named_in(key, chain)) == Attempt{12, 3});
        CHECK_FALSE(must(named_in(key, must(recipe::Word::from_text("nl")))));
    }
    const timeline::Key good = plan.zones[0].keys[0];
    const auto is_refused = [&](auto&& change) {
        timeline::Key key = good;
        change(key);
        return !must(named_in(key, chain)).has_value();
    };
    CHECK(is_refused([](timeline::Key& key) { key.id = Bytes(16, 0xde); }));
    CHECK(is_refused([](timeline::Key& key) { key.algorithm = dns::Algorithm::ed25519; }));
    CHECK(is_refused([](timeline::Key& key) { key.zones = {name_of("be.")}; }));
    for (const std::string label :
         {"", "nl. KSK nl-2-registry-12-3", "nl. KSK nl-2-registry-12-3-1-1",
          "nl. KSK nl-2-registry-12-2-1", "nl. KSK nl-2-registry-11-3-1",
          "nl. KSK nl-2-registry-12-3-2", "nl. KSK nl-2-registry-12-3-01",
          "nl. KSK nl-2-registry-12-x-1"}) {
        CAPTURE(label);
        CHECK(is_refused([&](timeline::Key& key) { key.label = label; }));
    }
}

}  // namespace
}  // namespace ceremony::plan
