// SPDX-License-Identifier: BSD-3-Clause
//
// ceremonies_test.cpp -- ceremonies in a row, each planned from the result of the one before and
// from what was observed since. The bunker is played: it makes up public keys.

#include <algorithm>
#include <random>

#include "cooked/key_id.hpp"
#include "dnssec/ds_digest.hpp"
#include "plan/histories.hpp"
#include "plan/to_recipe.hpp"
#include "proof/proof.hpp"
#include "recipe/check.hpp"
#include "recipe/write.hpp"
#include "support/printing.hpp"
#include "support/recipes.hpp"
#include "timeline/plan_zone.hpp"
#include "unit/plan/samples.hpp"

namespace ceremony::plan {
namespace {

using test::must;
using test::name_of;
using test::time_of;
using timeline::ZonePlan;

constexpr timeline::Seconds day = 86400;

UtcTime later(UtcTime time, timeline::Seconds seconds) {
    return must(UtcTime::from_seconds(time.seconds() + seconds));
}

class Chain {
public:
    // Of one zone, or of several that share their KSKs.
    explicit Chain(policy::Policy policy, const std::vector<std::string>& zones = {"nl."})
        : policy_(std::move(policy)), random_(7583) {
        for (const std::string& zone : zones) {
            histories_.emplace_back().zone = name_of(zone);
        }
    }

    // A ceremony a week before the sets of the one before end without their reserve, and all that
    // people do before the next.
    void hold(UtcTime now, UtcTime until) {
        CAPTURE(sequence_, now.text());
        timeline::Request request;
        request.now = now;
        request.until = until;
        ChainPlan plan;
        plan.zones = planned(request);
        plan.events = events_;
        for (const ZonePlan& zone : plan.zones) {
            judge(zone);
        }

        RecipeFrame frame = test::sample_frame();
        frame.timestamp = now;
        frame.ceremony.sequence = sequence_;
        recipe::Recipe recipe = must(to_recipe(std::move(plan), frame));
        for (const recipe::Violation& violation : check(recipe, {cooked::id_from_label, {}})) {
            FAIL_CHECK(to_error(violation).message());
        }
        count_ksks(recipe);
        cook(recipe, now);
        const recipe::Recipe cooked = must(test::read_recipe_text(write_recipe(recipe)));
        histories_ = must(histories_of({cooked}));
        observe();
        ++sequence_;
    }

    void change(policy::Policy policy) { policy_ = std::move(policy); }

    [[nodiscard]] std::size_t ksks() const { return count(recipe::KeyRole::ksk); }
    /// Are the last sets of this algorithm alone?
    [[nodiscard]] bool has_only(dns::Algorithm algorithm) const {
        const timeline::History& history = histories_.front();
        const auto& keys = history.slots.back().keys;
        return std::all_of(keys.begin(), keys.end(), [&](const timeline::KeyInSet& key) {
            return history.keys[key.key].algorithm == algorithm;
        });
    }
    [[nodiscard]] std::size_t zsks() const { return count(recipe::KeyRole::zsk); }
    /// By actions of the recipes, all in all.
    [[nodiscard]] std::size_t ksks_made() const { return ksks_made_; }
    [[nodiscard]] std::size_t ksks_destroyed() const { return ksks_destroyed_; }

private:
    [[nodiscard]] std::vector<ZonePlan> planned(const timeline::Request& request) const {
        if (histories_.size() > 1) {
            const std::vector<const policy::Policy*> policies(histories_.size(), &policy_);
            return must(plan_zones_with_one_ksk(histories_, policies, request));
        }
        std::vector<ZonePlan> plans;
        plans.push_back(must(plan_zone(histories_.front(), policy_, request)));
        return plans;
    }

    void count_ksks(const recipe::Recipe& recipe) {
        for (const recipe::Action& action : recipe.actions) {
            if (const auto* generation = std::get_if<recipe::GenerateKey>(&action.params)) {
                ksks_made_ += recipe::is_sep(generation->key.kind.role) ? 1U : 0U;
            }
            if (const auto* deletion = std::get_if<recipe::DeleteKey>(&action.params)) {
                ksks_destroyed_ += recipe::is_sep(deletion->key.kind.role) ? 1U : 0U;
            }
        }
    }

    void judge(const ZonePlan& plan) const {
        const proof::Verdict verdict = proof::prove(plan);
        if (!verdict.is_safe()) {
            FAIL_CHECK(verdict.counter_example->sentence);
        }
        if (policy_.ds_gate == policy::DsGate::confirm) {
            CHECK(verdict.dead_man > plan.slots.back().until);
        }
    }

    void cook(recipe::Recipe& recipe, UtcTime now) {
        recipe.preamble.cooked_timestamp = now;
        for (recipe::Action& action : recipe.actions) {
            if (auto* generation = std::get_if<recipe::GenerateKey>(&action.params)) {
                Bytes data(64);
                if (generation->key.kind.algorithm == dns::Algorithm::ed25519) {
                    data.resize(32);
                }
                for (Byte& octet : data) {
                    octet = static_cast<Byte>(random_() & 0xffU);
                }
                generation->cooked = recipe::GenerateKeyResult{true, {}, data, {}};
            }
            if (auto* deletion = std::get_if<recipe::DeleteKey>(&action.params)) {
                deletion->cooked = recipe::DeleteKeyResult{true};
            }
        }
    }

    // The result is imported on the fifth day.
    void observe() {
        const UtcTime imported = later(histories_.front().slots.front().from, 5 * day);
        events_.emplace_back(policy::Imported{sequence_, imported});
        for (const timeline::History& history : histories_) {
            observe_parent(history, imported);
        }
        must(add_events(histories_, events_, time_of("2100-01-01")));
    }

    // It takes two days for each change, and of the second zone a day more, and so on.
    void observe_parent(const timeline::History& history, UtcTime imported) {
        const timeline::Seconds delay = (2 + (&history - histories_.data())) * day;
        std::vector<timeline::DsAtParent> before = history.ds_before;
        for (const timeline::DsChange& change : history.ds_changes) {
            const UtcTime asked =
                std::max(change.earliest, later(imported, change.after_import.value_or(0)));
            const UtcTime at = later(asked, delay);
            for (const timeline::DsAtParent& ds : change.after) {
                if (!contains(before, ds.key) && !change.complete) {
                    events_.emplace_back(policy::DsSeen{history.zone, ds_of(history, ds.key), at});
                }
            }
            for (const timeline::DsAtParent& ds : before) {
                if (!contains(change.after, ds.key) && !change.complete) {
                    events_.emplace_back(policy::DsGone{history.zone, ds_of(history, ds.key), at});
                }
            }
            before = change.after;
        }
    }

    static bool contains(const std::vector<timeline::DsAtParent>& set, timeline::KeyIndex key) {
        return std::any_of(set.begin(), set.end(),
                           [key](const timeline::DsAtParent& ds) { return ds.key == key; });
    }

    static dns::Ds ds_of(const timeline::History& history, timeline::KeyIndex number) {
        const timeline::Key& key = history.keys[number];
        return must(dnssec::make_ds(history.zone,
                                    recipe::to_dnskey({key.algorithm, key.role}, *key.data),
                                    dns::DigestType::sha256));
    }

    [[nodiscard]] std::size_t count(recipe::KeyRole role) const {
        const auto& keys = histories_.front().keys;
        return static_cast<std::size_t>(
            std::count_if(keys.begin(), keys.end(),
                          [role](const timeline::Key& key) { return key.role == role; }));
    }

    policy::Policy policy_;
    std::mt19937 random_;
    std::vector<timeline::History> histories_;
    std::vector<policy::Event> events_;
    std::uint32_t sequence_ = 1;
    std::size_t ksks_made_ = 0;
    std::size_t ksks_destroyed_ = 0;
};

policy::Policy policy_with(policy::KskRoll ksk, policy::ZskRoll zsk) {
    policy::Policy policy;
    policy.ksk.roll = ksk;
    policy.ksk.lifetime = must(Duration::from_text("P1Y"));
    policy.zsk.roll = zsk;
    return policy;
}

void hold_six(Chain& chain) {
    const std::vector<std::string> dates = {"2027-01-01", "2027-06-24", "2027-12-24", "2028-06-24",
                                            "2028-12-24", "2029-06-24", "2029-12-31"};
    for (std::size_t i = 0; i + 1 < dates.size(); ++i) {
        chain.hold(time_of(dates[i]), later(time_of(dates[i + 1]), 7 * day));
    }
}

TEST_CASE("ceremonies: every rollover goes on from ceremony to ceremony and is safe",
          "[plan][ceremonies]") {
    policy::Policy policy =
        policy_with(GENERATE(policy::KskRoll::double_ds, policy::KskRoll::double_signature,
                             policy::KskRoll::double_rrset),
                    GENERATE(policy::ZskRoll::pre_publish, policy::ZskRoll::double_signature));
    if (GENERATE(0, 1) == 1) {
        policy.slot = must(Duration::from_text("P7D"));
    }
    CAPTURE(static_cast<int>(policy.ksk.roll), static_cast<int>(policy.zsk.roll),
            policy.slot.has_value());
    Chain chain(policy);
    hold_six(chain);
    // Three years: a KSK a year, a ZSK every 90 days or a little later.
    CHECK(chain.ksks() >= 3);
    CHECK(chain.zsks() >= 10);
}

TEST_CASE("ceremonies: followers of RFC 5011, CDS sets and standby keys are safe, too",
          "[plan][ceremonies]") {
    policy::Policy policy =
        policy_with(GENERATE(policy::KskRoll::double_ds, policy::KskRoll::double_signature,
                             policy::KskRoll::double_rrset),
                    policy::ZskRoll::pre_publish);
    policy.rfc5011 = true;
    policy.cds.publish = policy::CdsPublish::always;
    policy.ksk.standby = 1;
    policy.zsk.standby = 1;
    CAPTURE(static_cast<int>(policy.ksk.roll));
    Chain chain(policy);
    hold_six(chain);
    CHECK(chain.ksks() >= 3);
}

TEST_CASE("ceremonies: where changes of the parent are assumed, plans are safe if they happen",
          "[plan][ceremonies]") {
    policy::Policy policy =
        policy_with(GENERATE(policy::KskRoll::double_ds, policy::KskRoll::double_signature,
                             policy::KskRoll::double_rrset),
                    policy::ZskRoll::pre_publish);
    policy.ds_gate = policy::DsGate::assume;
    CAPTURE(static_cast<int>(policy.ksk.roll));
    Chain chain(policy);
    hold_six(chain);
    CHECK(chain.ksks() >= 3);
}

TEST_CASE("ceremonies: the algorithm changes on the way", "[plan][ceremonies]") {
    policy::Policy policy =
        policy_with(policy::KskRoll::double_signature, policy::ZskRoll::pre_publish);
    policy.rfc5011 = GENERATE(false, true);
    const std::vector<std::string> zones =
        GENERATE(values<std::vector<std::string>>({{"nl."}, {"nl.", "example."}}));
    CAPTURE(policy.rfc5011, zones.size());
    Chain chain(policy, zones);
    chain.hold(time_of("2027-01-01"), time_of("2027-07-01"));
    policy.ksk.algorithm = policy.zsk.algorithm = dns::Algorithm::ed25519;
    chain.change(policy);
    chain.hold(time_of("2027-06-24"), time_of("2027-12-31"));
    chain.hold(time_of("2027-12-24"), time_of("2028-06-30"));
    chain.hold(time_of("2028-06-24"), time_of("2028-12-31"));
    CHECK(chain.has_only(dns::Algorithm::ed25519));
}

TEST_CASE("ceremonies: a zone that another system signs is taken over safely",
          "[plan][ceremonies]") {
    timeline::History history;
    history.zone = name_of("nl.");
    history.keys.resize(2);
    for (timeline::Key& key : history.keys) {
        key.zones = {history.zone};
        key.algorithm = dns::Algorithm::ecdsap256sha256;
        key.observed.publish = key.observed.active = time_of("2026-12-01");
    }
    history.keys[0].role = recipe::KeyRole::ksk;
    history.keys[1].role = recipe::KeyRole::zsk;
    history.keys[0].observed.ds_seen = time_of("2026-12-20");
    timeline::Request request;
    request.now = time_of("2027-01-01");
    request.until = time_of("2028-01-01");
    for (const auto source : {policy::ZskSource::bunker, policy::ZskSource::external}) {
        policy::Policy policy;
        policy.zsk.source = source;
        history.keys[1].custody = source == policy::ZskSource::bunker ? timeline::Custody::bunker
                                                                      : timeline::Custody::external;
        const ZonePlan plan = must(plan_zone(history, policy, request));
        const proof::Verdict verdict = proof::prove(plan);
        INFO((verdict.is_safe() ? std::string() : verdict.counter_example->sentence));
        CHECK(verdict.is_safe());
    }
}

TEST_CASE(
    "ceremonies: zones that share KSKs roll them together, and have each made and destroyed once",
    "[plan][ceremonies]") {
    policy::Policy policy =
        policy_with(GENERATE(policy::KskRoll::double_ds, policy::KskRoll::double_signature,
                             policy::KskRoll::double_rrset),
                    policy::ZskRoll::pre_publish);
    policy.rfc5011 = GENERATE(false, true);
    CAPTURE(static_cast<int>(policy.ksk.roll), policy.rfc5011);
    Chain chain(policy, {"nl.", "example.", "co.nl."});
    hold_six(chain);
    CHECK(chain.ksks() >= 3);
    CHECK(chain.ksks_made() == chain.ksks());
    CHECK(chain.ksks_destroyed() == 1);
}

}  // namespace
}  // namespace ceremony::plan
