// SPDX-License-Identifier: BSD-3-Clause
//
// Real plans that take for granted what the parent does, a machine that is late, and a parent that
// does what it may be asked for: is there always a DS of a key that signs?

#include <algorithm>

#include "keysets/ds_times.hpp"
#include "timeline/plan_zone.hpp"
#include "timeline/timing.hpp"
#include "unit/keysets/life.hpp"

namespace select_parent_test {

using namespace ceremony;
using keysets::Keyset;
using keysets::ZoneSets;
using test::instant;
using test::Life;
using test::must;
using timeline::later;
using timeline::Seconds;

namespace {

constexpr Seconds day = 86400;

using DsSet = std::vector<timeline::DsAtParent>;

// As slow as the plan reckons, with caches that have what was there for as long as they may.
class Parent {
public:
    explicit Parent(const timeline::ZonePlan& plan) : plan_(plan), asked_(plan.ds_changes.size()) {}

    void go_on(const Life& life, const ZoneSets& zone, UtcTime now) {
        const auto times = keysets::ds_times(
            plan_, {plan_.slots.front().from, key_changes(zone, life.state), now});
        for (std::size_t number = 0; number < times.size(); ++number) {
            if (!asked_[number] && times[number] <= now) {
                asked_[number] = times[number];
                is_late_ = is_late_ || times[number] > plan_.ds_changes[number].earliest;
            }
        }
    }

    [[nodiscard]] std::vector<const DsSet*> seen_at(UtcTime now) const {
        std::vector<const DsSet*> seen;
        const Seconds gone =
            timeline::dreg(plan_.timing) + plan_.timing.parent_propagation + plan_.timing.ds_ttl;
        for (std::size_t number = 0; number <= asked_.size(); ++number) {
            const bool has_come = number == 0 || asked_[number - 1];
            const bool is_over =
                number < asked_.size() && asked_[number] && later(*asked_[number], gone) < now;
            if (has_come && !is_over) {
                seen.push_back(number == 0 ? &plan_.ds_before
                                           : &plan_.ds_changes[number - 1].after);
            }
        }
        return seen;
    }

    [[nodiscard]] bool is_late() const { return is_late_; }

private:
    const timeline::ZonePlan& plan_;
    std::vector<std::optional<UtcTime>> asked_;
    bool is_late_ = false;
};

bool leads_to(const DsSet& records, const timeline::ZonePlan& plan, const Keyset& set) {
    const auto signers = keysets::signers_of(set);
    return records.empty() ||
           std::any_of(records.begin(), records.end(), [&](const timeline::DsAtParent& record) {
               const timeline::Key& key = plan.keys.at(record.key);
               return std::find(signers.begin(), signers.end(),
                                recipe::to_dnskey({key.algorithm, key.role}, *key.data)) !=
                      signers.end();
           });
}

std::optional<timeline::ZonePlan> two_years(policy::KskRoll roll, bool has_grid) {
    policy::Policy policy;
    policy.ksk.roll = roll;
    policy.ksk.lifetime = must(Duration::from_text("P100D"));
    policy.ds_gate = policy::DsGate::assume;
    if (has_grid) {
        policy.slot = must(Duration::from_text("P7D"));
    }
    timeline::History history;
    history.zone = must(dns::Name::from_text("example."));
    timeline::Request request;
    request.now = instant("2027-01-01");
    request.until = instant("2029-01-01");
    auto plan = timeline::plan_zone(history, policy, request);
    if (!plan.ok()) {
        return std::nullopt;
    }
    for (std::size_t index = 0; index < plan.value().keys.size(); ++index) {
        plan.value().keys[index].data = Bytes(64, static_cast<Byte>(index + 1));
    }
    return std::move(plan).value();
}

bool is_out(const timeline::ZonePlan& plan, Seconds outage, UtcTime now) {
    return std::any_of(plan.keys.begin(), plan.keys.end(), [&](const timeline::Key& key) {
        const auto& publish = key.planned.publish;
        return key.role == recipe::KeyRole::ksk && publish && *publish > plan.slots.front().from &&
               *publish <= now && now < later(*publish, outage);
    });
}

}  // namespace

TEST_CASE("select: however late the keys are, no DS set at the parent is without one that signs",
          "[keysets][select][parent_wait]") {
    const auto roll = GENERATE(policy::KskRoll::double_ds, policy::KskRoll::double_signature,
                               policy::KskRoll::double_rrset);
    const bool has_grid = GENERATE(true, false);
    const auto plan = two_years(roll, has_grid);
    REQUIRE(plan);
    ZoneSets zone;
    zone.sets = test::sets_of_plan(*plan, 1);
    zone.plans.emplace(zone.sets.front().file, *plan);
    const Seconds late = GENERATE(3 * day, 34 * day);
    const Seconds outage = GENERATE(0, 5 * day);  // when a KSK is to be published
    CAPTURE(static_cast<int>(roll), has_grid, late, outage);
    Life life(zone);
    life.files.push_back(
        {zone.sets.front().file, "1", {}, 1, plan->slots.front().from, {}, {}, {}});
    Parent parent(*plan);
    std::vector<std::pair<const Keyset*, UtcTime>> cached;  // and until when
    std::size_t swaps = 0;
    const UtcTime begin = plan->slots.front().from;
    for (UtcTime now = later(begin, late); now < later(begin, 240 * day);
         now = later(now, 2 * day)) {
        if (is_out(*plan, outage, now)) {
            continue;
        }
        const keysets::Choice choice = life.choose(now);
        const Keyset* before =
            life.state.published ? keysets::find_set(zone, life.state.published->set) : nullptr;
        if (choice.set != nullptr &&
            (!before || keysets::name_of(*before) != name_of(*choice.set))) {
            if (before != nullptr) {
                const Seconds seen = plan->timing.zone_propagation + plan->timing.ttl;
                cached.emplace_back(before, later(now, seen));
                swaps += keysets::signers_of(*before) == keysets::signers_of(*choice.set) ? 0U : 1U;
            }
            const Keyset* set = keysets::find_set(zone, keysets::name_of(*choice.set));
            keysets::note_published(life.state, *set, before, now);
        }
        REQUIRE(life.state.published);
        CAPTURE(now.text(), choice.alarm);
        REQUIRE(life.state.published->expiration >= now);
        parent.go_on(life, zone, now);
        std::erase_if(cached, [now](const auto& one) { return one.second < now; });
        for (const DsSet* records : parent.seen_at(now)) {
            REQUIRE(leads_to(*records, *plan, *keysets::find_set(zone, life.state.published->set)));
            for (const auto& [set, until] : cached) {
                REQUIRE(leads_to(*records, *plan, *set));
            }
        }
    }
    CHECK(swaps >= 2);
    CHECK(parent.is_late() == (std::max(late, outage) > plan->timing.lateness));
}

}  // namespace select_parent_test
