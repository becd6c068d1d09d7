// SPDX-License-Identifier: BSD-3-Clause

#include "plan/deletions.hpp"

#include "dnssec/ds_digest.hpp"
#include "plan/ids.hpp"
#include "plan/to_recipe.hpp"
#include "support/printing.hpp"
#include "support/sample_keys.hpp"
#include "unit/plan/samples.hpp"

namespace ceremony::plan::deletions_test {
namespace {

using test::must;
using test::name_of;
using test::time_of;
using timeline::Key;

const dns::Name zone_name = name_of("example.");

// The P-256 sample key: its DS was made by dnssec-dsfromkey for the owner "example.".
const test::SampleKey& sample_key() {
    return test::sample_keys[2];
}

dns::Ds sample_ds() {
    const std::string_view text = sample_key().ds_sha256;
    return {sample_key().tag, dns::Algorithm::ecdsap256sha256, dns::DigestType::sha256,
            must(encoding::decode_hex(text.substr(text.rfind(' ') + 1)))};
}

// A plan at the end of the life of one key, which may be destroyed.
struct Case {
    explicit Case(recipe::KeyRole role) : plan{{timeline::ZonePlan()}, {}} {
        timeline::ZonePlan& planned = zone();
        planned.zone = zone_name;
        planned.last_ceremony = 4;
        // 12 h + 3 d + 5 min of delay, S of 11 d, a TTL of 1 d and 1 h: Iret is 15 d 13 h 5 min.
        planned.timing.ttl = 3600;
        planned.timing.max_ttl = 86400;
        planned.timing.zone_propagation = 43200;
        planned.timing.lateness = 259'200;
        planned.timing.clock_skew = 300;
        planned.timing.resigning = 950'400;
        planned.timing.retire_safety = 3600;
        planned.keys = {test::existing_key(role, 1, {zone_name}),
                        test::existing_key(recipe::KeyRole::ksk, 9, {zone_name})};
        const Bytes rdata = must(encoding::decode_hex(sample_key().rdata));
        key().data = Bytes(rdata.begin() + 4, rdata.end());
        key().planned.publish = time_of("2025-02-01");
        key().planned.retire = time_of("2027-01-01");
        key().planned.remove = time_of("2027-01-01");
        key().planned.destroy = time_of("2027-02-01");
        key().listed_until = time_of("2027-01-15");
        planned.ds_before = {{1, dns::DigestType::sha256}};
        plan.events = {policy::Imported{4, time_of("2027-01-02")},
                       policy::DsGone{zone_name, sample_ds(), time_of("2026-12-01")}};
    }

    timeline::ZonePlan& zone() { return plan.zones.front(); }
    Key& key() { return zone().keys.front(); }

    // "" or what is found.
    std::string finding() {
        RecipeFrame frame = test::sample_frame();
        frame.timestamp = time_of("2027-02-01");
        frame.ceremony.sequence = 5;
        frame.ceremony.attempt = 2;
        const auto findings = must(check_deletions(must(to_recipe(plan, frame)), plan));
        REQUIRE(findings.size() <= 1);
        return findings.empty() ? "" : findings.front();
    }

    ChainPlan plan;
};

timeline::Slot slot_with(timeline::KeyIndex key, std::string_view from, std::string_view until) {
    timeline::Slot slot;
    slot.from = time_of(from);
    slot.until = time_of(until);
    slot.keys = {{key}, {1}};
    slot.signers = {{1}};
    return slot;
}

TEST_CASE("deletions: a ZSK may be destroyed a while after it left the sets", "[plan][deletions]") {
    Case good(recipe::KeyRole::zsk);
    CHECK(good.finding().empty());
    SECTION("it never left") {
        good.key().planned.remove.reset();
        CHECK_THAT(good.finding(), Catch::StartsWith("recipe.actions[0]: the key 01010101"));
        CHECK_THAT(good.finding(), Catch::Contains("it never left the sets"));
    }
    SECTION("it left a fortnight ago") {
        good.key().planned.remove = time_of("2027-01-17");
        CHECK_THAT(good.finding(), Catch::Contains("it may still be in use"));
    }
    SECTION("it signed a fortnight ago") {
        good.key().planned.retire = time_of("2027-01-17");
        CHECK_THAT(good.finding(), Catch::Contains("it may still be in use"));
    }
    SECTION("sets of the ceremony before say otherwise") {
        good.zone().slots_before = {slot_with(0, "2027-01-10", "2027-01-20")};
        CHECK_THAT(good.finding(), Catch::Contains("it may still be in use"));
        good.zone().slots_before = {slot_with(0, "2027-01-01", "2027-01-10")};
        CHECK(good.finding().empty());
    }
    SECTION("sets of this ceremony say otherwise") {
        good.zone().slots = {slot_with(0, "2027-02-01", "2027-02-10")};
        CHECK_THAT(good.finding(), Catch::Contains("sets of this ceremony use it"));
        good.zone().slots[0].keys = {{1}};
        good.zone().slots[0].zone_signers = {0};
        CHECK_THAT(good.finding(), Catch::Contains("sets of this ceremony use it"));
        good.zone().slots[0].zone_signers.clear();
        CHECK(good.finding().empty());
    }
}

TEST_CASE("deletions: a KSK may be destroyed when people saw that nothing needs it any more",
          "[plan][deletions]") {
    Case good(recipe::KeyRole::ksk);
    CHECK(good.finding().empty());
    SECTION("nobody saw that its DS is gone") {
        good.plan.events.pop_back();
        // What the plan says of itself does not count.
        good.key().observed.ds_gone = time_of("2026-12-01");
        CHECK_THAT(good.finding(), Catch::Contains("no event says that its DS is gone"));
    }
    SECTION("somebody will see it") {
        std::get<policy::DsGone>(good.plan.events[1]).at = time_of("2027-02-02");
        CHECK_THAT(good.finding(), Catch::Contains("no event says that its DS is gone"));
    }
    SECTION("the DS of another key is gone") {
        std::get<policy::DsGone>(good.plan.events[1]).ds.digest[0] ^= 1U;
        CHECK_THAT(good.finding(), Catch::Contains("no event says that its DS is gone"));
    }
    SECTION("the sets without it were not imported") {
        std::get<policy::Imported>(good.plan.events[0]).sequence = 3;
        CHECK_THAT(good.finding(), Catch::Contains("were imported"));
        std::get<policy::Imported>(good.plan.events[0]) = {4, time_of("2027-02-02")};
        CHECK_THAT(good.finding(), Catch::Contains("were imported"));
    }
    SECTION("its DS is at the parent") {
        good.zone().ds_before = {{0, dns::DigestType::sha256}};
        CHECK_THAT(good.finding(), Catch::Contains("its DS is, or may be, at the parent"));
        good.zone().ds_changes = {
            {{{1, dns::DigestType::sha256}}, time_of("2026-12-01"), time_of("2026-12-03"), true}};
        CHECK_THAT(good.finding(), Catch::Contains("its DS is, or may be, at the parent"));
        good.zone().ds_changes[0].assumed = false;
        CHECK(good.finding().empty());
        good.zone().ds_changes.push_back(
            {{{0, dns::DigestType::sha256}}, time_of("2027-12-01"), {}, false});
        CHECK_THAT(good.finding(), Catch::Contains("its DS is, or may be, at the parent"));
    }
    SECTION("sets that list it are valid") {
        good.key().listed_until = time_of("2027-02-02");
        CHECK_THAT(good.finding(), Catch::Contains("sets that list it may still be valid"));
        good.key().listed_until = time_of("2027-01-02");
        good.zone().slots_before = {slot_with(0, "2026-12-01", "2027-01-01")};
        CHECK_THAT(good.finding(), Catch::Contains("sets that list it may still be valid"));
    }
    SECTION("a deletion that failed is asked for again") {
        good.key().planned.destroy = time_of("2027-01-20");
        good.zone().last_ceremony = 5;
        CHECK(good.finding().empty());
    }
}

TEST_CASE("deletions: a KSK that zones share may be destroyed when none of them needs it",
          "[plan][deletions]") {
    const dns::Name other = name_of("other.");
    Case shared(recipe::KeyRole::ksk);
    shared.key().zones = {zone_name, other};
    shared.plan.zones.push_back(shared.zone());
    shared.plan.zones[1].zone = other;
    // The DS of the same key that is gone is that of one zone.
    CHECK_THAT(shared.finding(), Catch::Contains("no event says that its DS is gone"));
    const dns::Dnskey key = recipe::to_dnskey({shared.key().algorithm, recipe::KeyRole::ksk},
                                              shared.key().data.value());
    shared.plan.events.emplace_back(policy::DsGone{
        other, must(dnssec::make_ds(other, key, dns::DigestType::sha256)), time_of("2026-12-01")});
    CHECK(shared.finding().empty());
    SECTION("the parent of one may have its DS") {
        shared.plan.zones[1].ds_before = {{0, dns::DigestType::sha256}};
        CHECK_THAT(shared.finding(), Catch::Contains("its DS is, or may be, at the parent"));
    }
    SECTION("sets of one list it") {
        shared.plan.zones[1].slots_before = {slot_with(0, "2026-12-01", "2027-01-01")};
        CHECK_THAT(shared.finding(), Catch::Contains("sets that list it may still be valid"));
    }
}

TEST_CASE("deletions: the key of a lost attempt has the name to prove it", "[plan][deletions]") {
    Case orphaned(recipe::KeyRole::ksk);
    recipe::Ceremony ceremony = test::sample_frame().ceremony;
    ceremony.sequence = 5;
    Key orphan = test::new_key(recipe::KeyRole::ksk, {zone_name});
    orphan.label = "example. KSK nl-registry-5-1-1";
    orphan.id = must(key_id({ceremony, zone_name, {orphan.algorithm, orphan.role}, 1}));
    orphan.planned.destroy = time_of("2027-02-01");
    orphaned.key() = orphan;
    CHECK(orphaned.finding().empty());
    SECTION("it is a key of this attempt") {
        ceremony.attempt = 2;
        orphaned.key().label = "example. KSK nl-registry-5-2-1";
        orphaned.key().id = must(key_id({ceremony, zone_name, {orphan.algorithm, orphan.role}, 1}));
        CHECK_THAT(orphaned.finding(), Catch::Contains("no attempt before has made it"));
    }
    SECTION("it has any other name") {
        orphaned.key().id = Bytes(16, 1);
        CHECK_THAT(orphaned.finding(), Catch::Contains("no attempt before has made it"));
    }
    SECTION("it is in use") {
        orphaned.zone().slots_before = {slot_with(0, "2026-12-01", "2027-01-01")};
        CHECK_THAT(orphaned.finding(), Catch::Contains("it is in use"));
    }
}

TEST_CASE("deletions: a key that the plan does not know must not be destroyed",
          "[plan][deletions]") {
    Case good(recipe::KeyRole::zsk);
    const recipe::Recipe recipe = must(to_recipe(good.plan, test::sample_frame()));
    CHECK_THAT(must(check_deletions(recipe, ChainPlan{})).at(0),
               Catch::EndsWith("must not be destroyed: the plan does not know it"));
    good.key().custody = timeline::Custody::operational;
    CHECK_THAT(must(check_deletions(recipe, good.plan)).at(0),
               Catch::Contains("it is not a key of the bunker"));
}

}  // namespace
}  // namespace ceremony::plan::deletions_test
