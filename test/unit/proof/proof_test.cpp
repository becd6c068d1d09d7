// SPDX-License-Identifier: BSD-3-Clause

#include "proof/proof.hpp"

#include <algorithm>
#include <array>

#include "support/printing.hpp"
#include "unit/proof/plans.hpp"
#include "unit/proof/replay.hpp"

namespace ceremony::proof {
namespace {

using test::day;
using test::first_quarter;
using test::hour;
using test::in_week;
using test::is_replayed;
using test::quarter;
using test::time_at;
using timeline::ZonePlan;

constexpr auto sha256_digest = dns::DigestType::sha256;
constexpr auto sha384_digest = dns::DigestType::sha384;
constexpr auto ed25519 = dns::Algorithm::ed25519;

void check_safe(const ZonePlan& plan) {
    const Verdict verdict = prove(plan);
    if (!verdict.is_safe()) {
        FAIL_CHECK(verdict.counter_example->sentence);
    }
}

CounterExample check_unsafe(const ZonePlan& plan, Fault fault, UtcTime at) {
    const Verdict verdict = prove(plan);
    REQUIRE_FALSE(verdict.is_safe());
    const CounterExample& example = *verdict.counter_example;
    CAPTURE(example.sentence);
    CHECK(to_string(example.fault) == to_string(fault));
    CHECK(example.at.text() == at.text());
    CHECK(is_replayed(plan, example));
    return example;
}

UtcTime later(UtcTime time, timeline::Seconds seconds) {
    return time_at(time.seconds() + seconds);
}

// The same sets from slot `first` on.
void set_from(ZonePlan& plan,
              std::size_t first,
              std::vector<timeline::KeyInSet> keys,
              std::vector<timeline::KeyInSet> signers) {
    for (std::size_t i = first; i < plan.slots.size(); ++i) {
        plan.slots[i].keys = keys;
        plan.slots[i].signers = signers;
    }
}

// From quarter(): KSK 3 in the set beside KSK 0 from week 3 on; the parent changes the DS set to
// that of KSK 3 alone from week 5 on, all of it in week 6.
ZonePlan ksk_roll() {
    ZonePlan plan = quarter();
    plan.keys.push_back(test::key_of(recipe::KeyRole::ksk));
    for (std::size_t i = 3; i < plan.slots.size(); ++i) {
        plan.slots[i].keys.push_back({3});
        plan.slots[i].signers.push_back({3});
    }
    plan.ds_changes = {{{{3, sha256_digest}}, in_week(5), in_week(6), false}};
    return plan;
}

void drop_ksk(ZonePlan& plan, std::size_t first) {
    for (std::size_t i = first; i < plan.slots.size(); ++i) {
        plan.slots[i].keys.erase(plan.slots[i].keys.begin());
        plan.slots[i].signers.erase(plan.slots[i].signers.begin());
    }
}

TEST_CASE("proof: plans that keep every interval are safe", "[proof]") {
    check_safe(quarter());
    check_safe(first_quarter());
    check_safe(ksk_roll());
}

TEST_CASE("proof: the old KSK leaves while its DS is cached", "[proof][unsafe]") {
    // The slowest parent server serves it for 12 hours after week 6, caches a day more.
    ZonePlan plan = ksk_roll();
    drop_ksk(plan, 7);
    check_safe(plan);
    plan.ds_changes[0].complete = later(in_week(7), -36 * hour - 300);
    check_safe(plan);
    plan.ds_changes[0].complete = later(in_week(7), -36 * hour - 299);
    const CounterExample example =
        check_unsafe(plan, Fault::no_key_for_ds, later(in_week(7), -300));
    CHECK(example.ds == 0);
    CHECK(example.ds_fetched == later(in_week(7), -24 * hour - 300));
    CHECK(example.keys == SlotNumber{SlotNumber::Of::plan, 7});
    CHECK(example.until == later(in_week(7), -299));
    CHECK(example.sentence ==
          "a resolver that cached the DS set at 2027-02-17 23:55:00 and fetches the key set at "
          "2027-02-18 23:55:00 finds no key in both that signs the key set: zone nl. is bogus for "
          "it from 2027-02-18 23:55:00 until 2027-02-18 23:55:01");
}

TEST_CASE("proof: a ZSK leaves while its signatures are cached", "[proof][unsafe]") {
    // After week 6: D without the skew, S, and a day in caches: 16 days and 2 hours.
    ZonePlan plan = quarter();
    plan.timing.resigning = 0;
    plan.slots[6].keys = {{0}, {2}};
    check_unsafe(plan, Fault::no_key_for_zone, later(in_week(6), -300));
}

TEST_CASE("proof: old signatures of the zone are still served when their ZSK leaves",
          "[proof][unsafe]") {
    ZonePlan plan = quarter();
    plan.slots[8].keys = {{0}, {2}};
    const CounterExample example =
        check_unsafe(plan, Fault::no_key_for_zone, later(in_week(8), -300));
    CHECK(example.zone == SlotNumber{SlotNumber::Of::plan, 0});
    plan.timing.resigning = 0;
    check_safe(plan);
}

TEST_CASE("proof: a gap between slots lasts longer than the signatures", "[proof][unsafe]") {
    ZonePlan plan = quarter();
    plan.slots.erase(plan.slots.begin() + 8);
    check_unsafe(plan, Fault::signature_expired, later(in_week(9), 1));
}

TEST_CASE("proof: a signature expires in a cache", "[proof][unsafe]") {
    // The consumer may be 3 days late, the slowest server 12 hours behind, a cache an hour.
    ZonePlan plan = quarter();
    const UtcTime last = later(in_week(4), 3 * day + 13 * hour - 1);
    plan.slots[3].expiration = last;
    check_safe(plan);
    plan.slots[3].expiration = later(last, -1);
    const CounterExample example = check_unsafe(plan, Fault::signature_expired, last);
    CHECK_THAT(example.sentence, Catch::Contains("finds signatures that ended at"));
}

TEST_CASE("proof: a signature is published before it is valid", "[proof][unsafe]") {
    ZonePlan plan = quarter();
    plan.slots[3].inception = later(in_week(3), -300);
    check_safe(plan);
    plan.slots[3].inception = later(in_week(3), -299);
    check_unsafe(plan, Fault::signature_not_yet_valid, later(in_week(3), -300));
}

TEST_CASE("proof: a DS is there before its key", "[proof][unsafe]") {
    // Caches may have the set without KSK 3 until 3 days and 13 hours after week 3.
    ZonePlan plan = ksk_roll();
    plan.ds_changes[0].earliest = later(in_week(3), 3 * day + 13 * hour + 300);
    check_safe(plan);
    plan.ds_changes[0].earliest = later(in_week(3), 3 * day + 13 * hour + 299);
    const CounterExample example =
        check_unsafe(plan, Fault::no_key_for_ds, later(in_week(3), 3 * day + 13 * hour - 1));
    CHECK(example.ds == 1);
}

TEST_CASE("proof: the first DS is there while unsigned answers are cached", "[proof][unsafe]") {
    ZonePlan plan = first_quarter();
    // S, 3 days and 12 hours of the child, a day in caches.
    const timeline::Seconds wait = 11 * day + 14 * hour + 3 * day + 12 * hour + day;
    plan.ds_changes = {{{{0, sha256_digest}}, later(in_week(0), wait + 300), {}, false}};
    check_safe(plan);
    plan.ds_changes[0].earliest = later(in_week(0), wait + 299);
    const CounterExample example =
        check_unsafe(plan, Fault::zone_unsigned, later(in_week(0), wait - 1));
    CHECK(example.zone == SlotNumber{});
    CHECK_THAT(example.sentence, Catch::Contains("no signatures where the DS set promises some"));
}

TEST_CASE("proof: an algorithm signs only half", "[proof][unsafe]") {
    ZonePlan plan = quarter();
    SECTION("a ZSK of another algorithm that signs nothing") {
        plan.keys[2].algorithm = ed25519;
        check_unsafe(plan, Fault::set_algorithm_unsigned, later(in_week(5), -300));
    }
    SECTION("a KSK of another algorithm without a ZSK") {
        plan.keys.push_back(test::key_of(recipe::KeyRole::ksk, ed25519));
        plan.slots[3].keys.push_back({3});
        plan.slots[3].signers.push_back({3});
        check_unsafe(plan, Fault::zone_algorithm_missing, later(in_week(3), -300));
    }
    SECTION("a DS of another algorithm without a key") {
        plan.keys.push_back(test::key_of(recipe::KeyRole::ksk, ed25519));
        plan.ds_before.push_back({3, sha256_digest});
        check_unsafe(plan, Fault::ds_algorithm_missing, later(in_week(0), -300));
    }
    plan.strict = false;
    check_safe(plan);
}

TEST_CASE("proof: a stronger digest hides the only key that fits", "[proof][unsafe]") {
    ZonePlan plan = ksk_roll();
    drop_ksk(plan, 8);
    plan.ds_changes = {{{{0, sha256_digest}, {3, sha256_digest}}, in_week(5), in_week(6), false}};
    check_safe(plan);
    plan.ds_changes[0].after[0].digest = sha384_digest;
    check_unsafe(plan, Fault::no_key_for_ds, later(in_week(8), -300));
}

TEST_CASE("proof: a revoked key leads nowhere", "[proof][unsafe]") {
    ZonePlan plan = quarter();
    set_from(plan, 10, {{0, true}, {2}}, {{0, true}});
    check_unsafe(plan, Fault::no_key_for_ds, later(in_week(10), -300));
}

TEST_CASE("proof: the consumer is later than the plan allows for", "[proof][unsafe]") {
    // A week less 12 hours, an hour in caches, and 5 minutes of clock skew.
    ZonePlan plan = quarter();
    for (timeline::Slot& slot : plan.slots) {
        slot.expiration = later(slot.expiration, 7 * day);
    }
    for (timeline::Slot& slot : plan.slots_before) {
        slot.expiration = later(slot.expiration, 7 * day);
    }
    for (std::size_t i = 9; i < plan.slots.size(); ++i) {
        plan.slots[i].keys = {{0}, {1}, {2}};
    }
    plan.timing.lateness = 7 * day - 13 * hour - 300;
    check_safe(plan);
    ++plan.timing.lateness;
    check_unsafe(plan, Fault::no_key_for_zone, later(in_week(6), -300));
}

TEST_CASE("proof: a key changes while the result before may still be in use", "[proof][unsafe]") {
    ZonePlan plan = quarter();
    for (std::size_t i = 0; i < plan.slots.size(); ++i) {
        plan.slots[i].keys = {{0}, {1}, {2}};
        plan.slots[i].zone_signers = {i < 1 ? timeline::KeyIndex{1} : timeline::KeyIndex{2}};
    }
    const CounterExample example =
        check_unsafe(plan, Fault::no_key_for_zone, later(in_week(1), -300));
    CHECK(example.keys.of == SlotNumber::Of::before);
    CHECK(example.zone == SlotNumber{SlotNumber::Of::plan, 1});
    CHECK(example.imported);
    plan.slots[1].zone_signers = plan.slots[2].zone_signers = {1};
    check_safe(plan);
}

TEST_CASE("proof: an open gate and a closed one are both looked at", "[proof]") {
    ZonePlan plan = ksk_roll();
    plan.ds_changes[0].complete.reset();
    check_safe(plan);
    ZonePlan too_bold = plan;
    drop_ksk(too_bold, 8);
    check_unsafe(too_bold, Fault::no_key_for_ds, later(in_week(8), -300));
    ZonePlan too_late = plan;
    set_from(too_late, 8, {{0}, {1}, {2}}, {{0}});
    check_unsafe(too_late, Fault::no_key_for_ds, later(in_week(8), -300));
}

TEST_CASE("proof: without a DS nothing is bogus", "[proof]") {
    ZonePlan plan = quarter();
    plan.ds_before.clear();
    plan.slots.erase(plan.slots.begin() + 3, plan.slots.begin() + 8);
    const Verdict verdict = prove(plan);
    CHECK(verdict.is_safe());
    CHECK_FALSE(verdict.dead_man);
    CHECK_FALSE(steps_of(plan).front().slack);
}

TEST_CASE("proof: the plan lasts until its last set has left the caches", "[proof][unsafe]") {
    ZonePlan plan = quarter();
    CHECK(prove(plan).dead_man == later(plan.slots.back().expiration, 1));
    plan.slots.back().expiration = later(in_week(12), 3 * day + 13 * hour - 1);
    check_safe(plan);
    plan.slots.back().expiration = later(in_week(12), 3 * day + 13 * hour - 2);
    check_unsafe(plan, Fault::signature_expired, later(in_week(12), 3 * day + 13 * hour - 1));
}

Step step_of(const ZonePlan& plan, Step::What what, std::size_t number) {
    const std::vector<Step> steps = steps_of(plan);
    const auto step = std::find_if(steps.begin(), steps.end(), [&](const Step& one) {
        return one.what == what && one.number == number;
    });
    REQUIRE(step != steps.end());
    return *step;
}

TEST_CASE("proof: each step says how late it may be", "[proof][steps]") {
    const std::vector<Step> steps = steps_of(quarter());
    REQUIRE(steps.size() == 4);
    // Until week 5 the sets of both results are the same. ZSK 2 is published then, and signs from
    // week 6 on, in caches 13 hours after a set without it was served for the last time. The
    // consumer's three days and the skew come on top.
    const timeline::Seconds late = 13 * hour + 300;
    CHECK(steps[0] == Step{Step::What::hand_over, 0, in_week(2), 28 * day - 3 * day - late,
                           later(in_week(6), 1)});
    CHECK(steps[1] ==
          Step{Step::What::publish, 5, in_week(5), 7 * day - late, later(in_week(6), 1)});
    // The sets of weeks 5 and 8 expire two weeks later, 13 hours after their last use.
    for (const std::size_t i : {2U, 3U}) {
        const std::int64_t week = i == 2 ? 6 : 9;
        CHECK(steps[i] == Step{Step::What::publish, static_cast<std::size_t>(week), in_week(week),
                               7 * day - 13 * hour + 1, later(in_week(week + 1), 1)});
    }
}

TEST_CASE("proof: a ZSK that leaves soon must have stopped in time", "[proof][steps]") {
    // It leaves the set in week 9, and its signatures are seen for S, 12 hours and a day.
    ZonePlan plan = quarter();
    for (std::size_t i = 5; i < plan.slots.size(); ++i) {
        plan.slots[i].expiration = later(plan.slots[i].expiration, 7 * day);
    }
    const timeline::Seconds seen = 11 * day + 14 * hour + 12 * hour + day + 300;
    CHECK(step_of(plan, Step::What::publish, 6).slack == 21 * day - seen);
}

TEST_CASE("proof: a step that is a second later than it may be is one too many", "[proof][steps]") {
    for (const ZonePlan& plan : {quarter(), ksk_roll()}) {
        for (const Step& step : steps_of(plan)) {
            REQUIRE(step.slack);
            ZonePlan late = plan;
            if (step.what == Step::What::hand_over) {
                late.handover_until = later(step.planned, *step.slack);
                check_safe(late);
                late.handover_until = later(late.handover_until, 1);
                CHECK_FALSE(prove(late).is_safe());
            }
        }
    }
}

TEST_CASE("proof: a new KSK is late when the parent does not wait", "[proof][steps]") {
    ZonePlan plan = ksk_roll();
    plan.ds_changes[0].earliest = later(in_week(3), 4 * day);
    REQUIRE(prove(plan).is_safe());
    // Its DS may be there five minutes early, and the set before it is seen for 13 hours.
    CHECK(step_of(plan, Step::What::publish, 3).slack == 4 * day - 300 - 13 * hour);
}

TEST_CASE("proof: what is assumed of the parent is a step, and what if not is told",
          "[proof][steps]") {
    ZonePlan plan = ksk_roll();
    drop_ksk(plan, 8);
    plan.ds_changes[0].assumed = true;
    const Verdict verdict = prove(plan);
    REQUIRE(verdict.is_safe());
    const UtcTime bogus = later(in_week(8), -300);
    CHECK(verdict.dead_man == bogus);
    // The old DS is seen for 36 hours after the change.
    CHECK(step_of(plan, Step::What::ds_change, 0) ==
          Step{Step::What::ds_change, 0, in_week(5), 21 * day - 36 * hour - 300, bogus});

    plan.ds_changes[0].assumed = false;
    CHECK(prove(plan).dead_man == later(plan.slots.back().expiration, 1));
}

TEST_CASE("proof: what the plan waits for may come at any time", "[proof][steps]") {
    ZonePlan plan = ksk_roll();
    plan.ds_changes[0].complete.reset();
    CHECK_FALSE(step_of(plan, Step::What::ds_change, 0).slack);
}

TEST_CASE("proof: a ZSK is exposed until the last set with it expires", "[proof][exposure]") {
    ZonePlan plan = quarter();
    plan.keys.push_back(test::key_of(recipe::KeyRole::zsk));
    plan.keys.back().listed_until = in_week(30);
    plan.keys.push_back(test::key_of(recipe::KeyRole::zsk));
    CHECK(prove(plan).exposure == std::vector{Exposure{1, plan.slots[8].expiration},
                                              Exposure{2, plan.slots[11].expiration},
                                              Exposure{3, in_week(30)}});
}

}  // namespace
}  // namespace ceremony::proof
