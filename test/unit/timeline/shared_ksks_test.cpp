// SPDX-License-Identifier: BSD-3-Clause

#include "timeline/shared_ksks.hpp"

#include "plans.hpp"
#include "timeline/grid.hpp"
#include "timeline/parent.hpp"
#include "timeline/plan_zone.hpp"

namespace ceremony::timeline {
namespace {

std::vector<ZonePlan> planned_together(std::vector<History> histories,
                                       const std::vector<const policy::Policy*>& policies,
                                       const Request& request) {
    auto plans = plan_zones_with_one_ksk(std::move(histories), policies, request);
    INFO((plans.ok() ? std::string() : plans.error().message()));
    REQUIRE(plans.ok());
    return std::move(plans).value();
}

TEST_CASE("shared_ksks: zones that share a KSK have it in one life", "[timeline][shared_ksks]") {
    auto policy = weekly();
    policy.ksk.lifetime = length("P200D");
    policy.zsk.lifetime = length("P10Y");
    auto slow = policy;
    slow.zone.propagation += policy::day;  // D is a day longer, for both
    auto plans = planned_together({new_zone("nl."), new_zone("example.")}, {&policy, &slow},
                                  request("2027-01-01", "2027-06-01"));
    REQUIRE(plans.size() == 2);
    CHECK(plans[0].keys.at(0) == plans[1].keys.at(0));
    CHECK(plans[0].keys[0].zones == std::vector{plans[0].zone, plans[1].zone});
    CHECK(plans[1].keys.at(1).zones == std::vector{plans[1].zone});
    for (const ZonePlan& plan : plans) {
        CHECK(sets(plan) == Lines{"2027-01-01: 0 1 / 0 / 1"});
        CHECK(ds_changes(plan) == Lines{"2027-01-18 03:05:00 > -: 0"});
    }

    // The DS counts as seen when it was seen for both zones.
    for (ZonePlan& plan : plans) {
        plan.keys[0].id = {1};
    }
    std::vector<History> histories = {after(plans[0]), after(plans[1])};
    histories[0].keys[0].observed.ds_seen = at("2027-01-20");
    Request asked;
    asked.now = at("2027-05-15");
    asked.until = at("2027-09-01");
    plans = planned_together(histories, {&policy, &slow}, asked);
    CHECK(plans[0].ds_before == std::vector{DsAtParent{0, dns::DigestType::sha256}});
    CHECK(gates(plans[0]).empty());
    CHECK(text(plans[0].keys[0].observed.ds_seen) == "2027-01-20");
    CHECK(gates(plans[1]) == Lines{"seen 0 133200"});
    CHECK_FALSE(plans[1].keys[0].observed.ds_seen);
    histories[1].keys[0].observed.ds_seen = at("2027-02-03");
    plans = planned_together(histories, {&policy, &slow}, asked);
    for (const ZonePlan& plan : plans) {
        CHECK(ds_changes(plan) == Lines{"2027-07-16 11:00:00 > -: 0 2"});
        CHECK(gates(plan) == Lines{"seen 2 133200"});
    }
    CHECK(plans[0].keys.at(2) == plans[1].keys.at(2));
}

TEST_CASE("shared_ksks: zones can share a KSK only when they agree on it",
          "[timeline][shared_ksks]") {
    const auto policy = weekly();
    auto other = policy;
    other.rfc5011 = true;
    const auto asked = request("2027-01-01", "2027-06-01");
    const auto refused =
        plan_zones_with_one_ksk({new_zone("nl."), new_zone("example.")}, {&policy, &other}, asked);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code() == Errc::refused);
    CHECK(refused.error().message().find("have to agree") != std::string::npos);

    auto history = after(planned(new_zone("nl."), policy, asked));
    history.keys.at(0).id = {1};
    Request later;
    later.now = at("2027-05-15");
    later.until = at("2027-09-01");
    const auto joins =
        plan_zones_with_one_ksk({history, new_zone("example.")}, {&policy, &policy}, later);
    REQUIRE_FALSE(joins.ok());
    CHECK(joins.error().code() == Errc::refused);
    CHECK(joins.error().message().find("zones share KSKs from their first ceremony on") !=
          std::string::npos);

    auto stranger = after(planned(new_zone("example."), policy, asked));
    stranger.keys.at(0).id = {2};
    const auto differs = plan_zones_with_one_ksk({history, stranger}, {&policy, &policy}, later);
    REQUIRE_FALSE(differs.ok());
    CHECK(differs.error().message().find(
              "it shares the KSKs of nl., and does not have the same ones") != std::string::npos);
}

/// Of two zones with one KSK, which another system made.
std::vector<History> brought_along(std::optional<UtcTime> seen_for_first,
                                   std::optional<UtcTime> seen_for_second) {
    std::vector<History> histories = {new_zone("nl."), new_zone("example.")};
    Key ksk;
    ksk.role = recipe::KeyRole::ksk;
    ksk.algorithm = dns::Algorithm::ecdsap256sha256;
    ksk.id = {1};
    ksk.tag = 11;
    ksk.observed.publish = at("2020-01-01");
    ksk.observed.active = at("2020-01-01");
    for (History& history : histories) {
        Key zsk = ksk;
        zsk.role = recipe::KeyRole::zsk;
        zsk.id = {2};
        zsk.tag = 12;
        ksk.zones = {history.zone};
        zsk.zones = ksk.zones;
        history.keys = {ksk, zsk};
    }
    histories[0].keys[0].observed.ds_seen = seen_for_first;
    histories[1].keys[0].observed.ds_seen = seen_for_second;
    return histories;
}

TEST_CASE("shared_ksks: a DS set that is to stay after all is asked for at each parent",
          "[timeline][shared_ksks]") {
    const auto policy = weekly_with_one_zsk();
    auto plans = planned_together({new_zone("nl."), new_zone("example.")}, {&policy, &policy},
                                  request("2027-01-01", "2027-06-01"));
    std::vector<History> histories;
    for (ZonePlan& plan : plans) {
        plan.keys[0].id = {1};
        histories.push_back(after(plan));
        histories.back().keys[0].observed.ds_seen = at("2027-01-20");
    }
    auto asked = next("2027-05-15", "2027-07-01");
    asked.goal = Goal::insecure;
    plans = planned_together(histories, {&policy, &policy}, asked);
    histories = {after(plans[0], 2), after(plans[1], 2)};
    histories[0].keys[0].observed.ds_gone = at("2027-06-02");  // of one of them
    plans = planned_together(histories, {&policy, &policy}, next("2027-06-20", "2027-09-01"));
    CHECK(plans[0].ds_before.empty());
    CHECK(ds_changes(plans[0]) == Lines{"2027-06-25 > -: 0"});
    CHECK(ds_changes(plans[1]) == Lines{"2027-05-28 > -:", "2027-06-25 > -: 0"});
    CHECK(is_taken_back(plans[1], 0));
    for (const ZonePlan& plan : plans) {
        CHECK(gates(plan) == Lines{"seen 0 133200"});
    }
}

TEST_CASE("shared_ksks: a zone that stayed behind is told how to go on",
          "[timeline][shared_ksks]") {
    const auto policy = weekly_with_one_zsk();
    auto plans = planned_together({new_zone("nl."), new_zone("example.")}, {&policy, &policy},
                                  request("2027-01-01", "2027-06-01"));
    std::vector<History> histories;
    for (ZonePlan& plan : plans) {
        plan.keys[0].id = {1};
        histories.push_back(after(plan));
    }
    histories[0] = after(planned(histories[0], policy, next("2027-05-15", "2027-06-05")), 2);
    const auto asked = next("2027-06-05", "2027-12-01");
    const auto refused = plan_zones_with_one_ksk(histories, {&policy, &policy}, asked);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code() == Errc::refused);
    CHECK_THAT(refused.error().message(), Catch::Contains("its last ceremony was another one"));
    CHECK_THAT(refused.error().hint(), Catch::Contains("leave out ksk-shared-with"));
    CHECK(plan_zone(histories[0], policy, asked).ok());
}

TEST_CASE("shared_ksks: a DS that one of the parents has is not planned away",
          "[timeline][shared_ksks]") {
    auto policy = weekly();
    policy.ksk.algorithm = dns::Algorithm::ed25519;
    policy.zsk.algorithm = dns::Algorithm::ed25519;
    policy.ksk.roll = policy::KskRoll::double_signature;
    const auto asked = request("2027-02-01", "2027-12-01");
    const std::vector<const policy::Policy*> policies = {&policy, &policy};

    const auto first =
        plan_zones_with_one_ksk(brought_along(at("2020-01-01"), std::nullopt), policies, asked);
    REQUIRE_FALSE(first.ok());
    CHECK(first.error().code() == Errc::refused);
    CHECK(first.error().message().find(
              "nl.: zones with the same KSKs change their DS sets together, but its parent has the "
              "DS of K1 (tag 11), and that of example. no DS") != std::string::npos);

    const auto second =
        plan_zones_with_one_ksk(brought_along(std::nullopt, at("2020-01-01")), policies, asked);
    REQUIRE_FALSE(second.ok());
    CHECK(second.error().message().find("example.: zones with the same KSKs") != std::string::npos);

    for (const ZonePlan& plan :
         planned_together(brought_along(at("2020-01-01"), at("2021-01-01")), policies, asked)) {
        CHECK(has_key(plan.ds_before, 0));
        CHECK(plan.ds_changes.size() == 1);
    }
}

TEST_CASE("shared_ksks: a parent that changes its DS set before its time is told from the others",
          "[timeline][shared_ksks]") {
    auto policy = weekly_with_one_zsk();
    policy.ksk.lifetime = length("P200D");
    policy.ksk.roll = policy::KskRoll::double_signature;
    const std::vector<const policy::Policy*> policies = {&policy, &policy};
    auto plans = planned_together({new_zone("nl."), new_zone("example.")}, policies,
                                  request("2027-01-01", "2027-06-01"));
    std::vector<History> histories;
    for (ZonePlan& plan : plans) {
        plan.keys[0].id = {1};
        histories.push_back(after(plan));
        histories.back().keys[0].observed.ds_seen = at("2027-02-01");
    }
    plans = planned_together(histories, policies, next("2027-05-15", "2027-09-01"));
    REQUIRE(ds_changes(plans[1]).size() == 1);
    const UtcTime swap = plans[1].ds_changes[0].earliest;
    histories.clear();
    for (ZonePlan& plan : plans) {
        plan.keys[2].id = {3};
        histories.push_back(after(plan, 2));
    }
    const auto swapped = [&](History& history, UtcTime when) {
        history.keys[0].observed.ds_gone = when;
        history.keys[2].observed.ds_seen = when;
    };

    // In its time: the other one may take longer.
    auto in_time = histories;
    swapped(in_time[1], later(swap, 3600));
    plans = planned_together(in_time, policies, next("2027-08-15", "2027-12-01"));
    CHECK(gates(plans[0]) == Lines{"seen 2 133200", "gone 0 133200"});
    CHECK(gates(plans[1]).empty());
    CHECK(text(plans[1].keys[0].observed.ds_gone) == text(later(swap, 3600)));
    CHECK_FALSE(plans[0].keys[0].observed.ds_gone);
    for (const ZonePlan& plan : plans) {
        CHECK_FALSE(plan.keys[0].planned.remove);
    }

    // Before the new key is in any set.
    auto early = histories;
    swapped(early[1], at("2027-05-20"));
    Request soon = next("2027-05-21", "2027-12-01");
    soon.from = at("2027-06-04");
    const auto refused = plan_zones_with_one_ksk(early, policies, soon);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().message().find("its parent has the DS of K2, and that of nl. the DS of "
                                         "K1") != std::string::npos);
}

}  // namespace
}  // namespace ceremony::timeline
