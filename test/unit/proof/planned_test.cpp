// SPDX-License-Identifier: BSD-3-Clause
//
// planned_test.cpp -- the proof of what timeline/ plans: policies by chance, ceremonies in a row,
// with parents that do what was submitted, late or never.

#include <algorithm>
#include <random>

#include "policy/check.hpp"
#include "proof/proof.hpp"
#include "timeline/timing.hpp"
#include "unit/proof/plans.hpp"
#include "unit/timeline/plans.hpp"

namespace ceremony::proof {
namespace {

using timeline::DsAtParent;
using timeline::History;
using timeline::Request;
using timeline::Seconds;
using timeline::ZonePlan;

using test::day;
using test::hour;

UtcTime after(UtcTime time, Seconds seconds) {
    return test::time_at(time.seconds() + seconds);
}

// Without std distributions, which differ between libraries.
class Chance {
public:
    explicit Chance(std::uint32_t seed) : random_(seed) {}

    Seconds operator()(Seconds low, Seconds high) {
        return low + static_cast<Seconds>(random_() % static_cast<std::uint64_t>(high - low + 1));
    }
    bool one_in(Seconds count) { return (*this)(1, count) == 1; }

private:
    std::mt19937 random_;
};

void draw_times(policy::Policy& policy, Chance& chance) {
    policy.ttl = chance(1, 48) * hour;
    policy.zone.max_ttl = chance(1, 72) * hour;
    policy.zone.propagation = chance(0, 48) * hour;
    policy.lateness = chance(0, 5) * day;
    policy.clock_skew = chance(0, 3600);
    policy.publish_safety = chance(0, 10) * hour;
    policy.retire_safety = chance(0, 10) * hour;
    policy.inception_offset = policy.clock_skew + chance(0, 3600);
    policy.refresh = policy.lateness + policy.zone.propagation + policy.ttl + policy.clock_skew +
                     (chance.one_in(2) ? chance(0, 5) * day : 0);
    policy.validity = policy.refresh + chance(3, 20) * day;
    if (chance.one_in(2)) {
        const Seconds longest = (policy.validity - policy.refresh) / day;
        policy.slot = Duration::of(0, chance(1, longest) * day).value();
    }
    policy.zone.signature.resign_all = chance.one_in(4);
    policy.zone.signature.validity = chance(4, 20) * day;
    policy.zone.signature.refresh = chance(1, 3) * day;
    policy.handover = chance(0, 20) * day;
    policy.reserve = policy.handover + chance(0, 30) * day;
    policy.parent->propagation = chance(0, 48) * hour;
    policy.parent->ds_ttl = chance(1, 72) * hour;
    policy.parent->registration = chance(0, 5) * day;
    if (chance.one_in(10)) {
        policy.parent.reset();
    }
}

void draw_rollovers(policy::Policy& policy, Chance& chance) {
    policy.ksk.roll = static_cast<policy::KskRoll>(chance(0, 2));
    policy.zsk.roll = static_cast<policy::ZskRoll>(chance(0, 1));
    policy.ksk.lifetime = Duration::of(0, chance(60, 400) * day).value();
    policy.zsk.lifetime = Duration::of(0, chance(30, 200) * day).value();
    policy.ds_gate = static_cast<policy::DsGate>(chance(0, 1));
    policy.rfc5011 = chance.one_in(5);
    policy.overlap = static_cast<policy::Overlap>(chance(0, 1));
    if (chance.one_in(4) && policy.ksk.roll != policy::KskRoll::double_rrset) {
        policy.ksk.standby = static_cast<std::uint16_t>(chance(0, 2));
    }
    if (chance.one_in(4)) {
        policy.zsk.standby = static_cast<std::uint16_t>(chance(0, 2));
    }
}

// What an operator may change between two ceremonies.
void change(policy::Policy& policy, Chance& chance) {
    if (policy.ksk.roll != policy::KskRoll::double_ds && chance.one_in(4)) {
        policy.ksk.algorithm = policy.zsk.algorithm =
            chance.one_in(2) ? dns::Algorithm::ed25519 : dns::Algorithm::ecdsap256sha256;
    }
    if (chance.one_in(10)) {
        policy.cds.digests = {chance.one_in(2) ? dns::DigestType::sha256 : dns::DigestType::sha384};
    }
    if (chance.one_in(3)) {
        const Seconds raised = chance(0, 20) * hour;
        policy.ttl += raised;
        policy.refresh += raised;
        policy.validity += raised;
    }
    if (chance.one_in(5)) {
        policy.zsk.roll = static_cast<policy::ZskRoll>(chance(0, 1));
    }
    if (chance.one_in(5) && policy.ksk.standby == 0) {
        policy.ksk.roll = static_cast<policy::KskRoll>(chance(0, 2));
    }
}

bool has(const std::vector<DsAtParent>& set, timeline::KeyIndex key) {
    return std::any_of(set.begin(), set.end(),
                       [key](const DsAtParent& ds) { return ds.key == key; });
}

// When the result is imported: before the hand-over ends. That of the first ceremony has none, and
// may be late where nobody assumes what the parent does then.
UtcTime import_of(const ZonePlan& plan, UtcTime now, Chance& chance) {
    const UtcTime from = std::max(plan.slots.front().from, now);
    const bool assumes =
        std::any_of(plan.ds_changes.begin(), plan.ds_changes.end(),
                    [](const timeline::DsChange& change) { return change.assumed; });
    const Seconds handover = plan.handover_until.seconds() - from.seconds();
    return after(from, chance(0, plan.slots_before.empty() && !assumes ? 5 * day : handover));
}

// The parent carries out some of the changes before `now`, and people see it.
void observe(History& history, UtcTime imported, UtcTime now, Chance& chance) {
    std::vector<DsAtParent> before = history.ds_before;
    UtcTime last = now;
    bool is_first = true;
    for (const timeline::DsChange& planned : history.ds_changes) {
        if (planned.complete && !planned.assumed) {
            last = *planned.complete;
        } else {
            const Seconds takes =
                planned.assumed
                    ? chance(0, planned.complete->seconds() - planned.earliest.seconds())
                    : chance(0, 10 * day);
            UtcTime asked = is_first ? planned.earliest : std::max(last, planned.earliest);
            if (planned.after_import) {
                asked = std::max(asked, after(imported, *planned.after_import));
            }
            const UtcTime done = after(asked, takes);
            if (done > now || (!planned.assumed && chance.one_in(6))) {
                return;
            }
            last = done;
            for (const DsAtParent& ds : planned.after) {
                if (!has(before, ds.key)) {
                    history.keys[ds.key].observed.ds_seen = done;
                }
            }
            for (const DsAtParent& ds : before) {
                if (!has(planned.after, ds.key)) {
                    history.keys[ds.key].observed.ds_gone = done;
                }
            }
        }
        is_first = false;
        before = planned.after;
    }
}

struct Tally {
    std::size_t plans = 0;
    std::size_t refused = 0;
};

void hold_ceremonies(std::uint32_t seed, Tally& tally) {
    Chance chance(seed);
    policy::Policy policy;
    draw_times(policy, chance);
    draw_rollovers(policy, chance);
    History history = timeline::new_zone();
    Request request = timeline::request("2027-01-01", "2027-02-01");
    request.until = after(request.until, chance(0, 300 * day));
    for (std::uint32_t sequence = 1; sequence <= 5; ++sequence) {
        if (!policy::check_policy(policy, timeline::rollovers_of(policy)).empty()) {
            return;
        }
        auto plan = timeline::plan_zone(history, policy, request);
        if (!plan.ok()) {
            ++tally.refused;
            return;
        }
        ++tally.plans;
        const Verdict verdict = prove(plan.value());
        if (!verdict.is_safe()) {
            CAPTURE(seed, sequence);
            FAIL_CHECK(verdict.counter_example->sentence);
            return;
        }
        const UtcTime now =
            std::max(after(request.until, -chance(0, 20 * day)), after(request.now, 1));
        const UtcTime imported = import_of(plan.value(), request.now, chance);
        history = timeline::after(std::move(plan).value(), sequence);
        observe(history, imported, now, chance);
        if (imported <= now) {
            history.imports = {timeline::Import{sequence, imported}};
        }
        request.now = now;
        request.from.reset();
        if (chance.one_in(3)) {
            request.from = std::max(now, history.slots.front().from);
        }
        request.until = after(std::max(now, request.until), chance(20 * day, 300 * day));
        request.goal = chance.one_in(16) ? timeline::Goal::insecure : timeline::Goal::secure;
        change(policy, chance);
    }
}

TEST_CASE("proof: what is planned is safe, whatever the policy and the parent do",
          "[proof][planned]") {
    Tally tally;
    for (std::uint32_t seed = 0; seed < 300; ++seed) {
        hold_ceremonies(seed, tally);
    }
    CHECK(tally.plans > 600);
    CHECK(tally.plans > 4 * tally.refused);
}

TEST_CASE("proof: a TTL that rises while a ZSK waits takes nobody by surprise",
          "[proof][planned]") {
    // ZSK 2 is published on 26 March and signs on 2 April, when caches have every set without it
    // for an hour at most. Sets that the next ceremony makes for the days before would, with a
    // TTL of a week, still be there on 2 April.
    policy::Policy policy;
    policy.slot = timeline::length("P7D");
    policy.handover = 21 * day;
    const ZonePlan first = timeline::planned(timeline::new_zone(), policy,
                                             timeline::request("2027-01-01", "2027-06-01"));
    REQUIRE(timeline::life(first, 2) == "2027-03-26 2027-04-02 - -");
    policy.ttl = 7 * day;
    policy.refresh = 14 * day;
    policy.validity = 28 * day;
    const ZonePlan plan = timeline::planned(timeline::after(first), policy,
                                            timeline::request("2027-03-19", "2027-09-01"));
    CHECK(prove(plan).is_safe());
    ZonePlan at_once = plan;
    for (timeline::Slot& slot : at_once.slots) {
        slot.ttl = policy.ttl;
    }
    CHECK_FALSE(prove(at_once).is_safe());
}

TEST_CASE("proof: a parent that reads CDS sets does not wait for a late import",
          "[proof][planned][steps]") {
    policy::Policy policy;
    policy.slot = timeline::length("P7D");
    const auto slack = [&](policy::CdsPublish publish) {
        policy.cds.publish = publish;
        const auto steps = steps_of(timeline::planned(
            timeline::new_zone(), policy, timeline::request("2027-01-01", "2027-06-01")));
        REQUIRE(steps.front().what == Step::What::hand_over);
        return steps.front().slack;
    };
    // The CDS sets are in the set of 22 January, three weeks after the start.
    CHECK_FALSE(slack(policy::CdsPublish::never));
    const auto with_cds = slack(policy::CdsPublish::rollover);
    REQUIRE(with_cds);
    const timeline::Timing timing = timeline::timing_of(policy);
    CHECK(*with_cds + timing.resigning + timing.max_ttl <= 21 * day);
}

TEST_CASE("proof: a DS set may go although it is to stay by now", "[proof][planned][steps]") {
    policy::Policy policy;
    policy.slot = timeline::length("P7D");
    History history = timeline::after(timeline::planned(
        timeline::new_zone(), policy, timeline::request("2027-01-01", "2027-06-01")));
    history.keys.at(0).observed.ds_seen = timeline::at("2027-01-20");
    Request request = timeline::next("2027-05-15", "2027-07-01");
    request.goal = timeline::Goal::insecure;
    history = timeline::after(timeline::planned(history, policy, request), 2);
    const ZonePlan plan =
        timeline::planned(history, policy, timeline::next("2027-06-20", "2027-09-01"));
    REQUIRE(is_taken_back(plan, 0));
    CHECK(prove(plan).is_safe());
    std::vector<std::size_t> changes;
    for (const Step& step : steps_of(plan)) {
        if (step.what == Step::What::ds_change) {
            changes.push_back(step.number);
        }
    }
    CHECK(changes == std::vector<std::size_t>{1});
}

}  // namespace
}  // namespace ceremony::proof
