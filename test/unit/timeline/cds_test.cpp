// SPDX-License-Identifier: BSD-3-Clause

#include "timeline/cds.hpp"

#include <algorithm>

#include "plans.hpp"
#include "timeline/grid.hpp"

namespace ceremony::cds_test {
namespace {

using namespace timeline;
using policy::CdsPublish;

// The first DS of the zone may be submitted on 17 January 2027, 03:05.

policy::Policy with_cds(CdsPublish publish) {
    policy::Policy policy;
    policy.slot = length("P7D");
    policy.zsk.lifetime = length("P10Y");
    policy.cds.publish = publish;
    return policy;
}

/// "2027-01-22: 0", or "delete", for each slot whose CDS sets are other than before.
Lines cds(const ZonePlan& plan) {
    Lines lines;
    std::string last = " none";
    for (const Slot& slot : plan.slots) {
        std::string line = slot.cds ? "" : " none";
        if (slot.cds && slot.cds->keys.empty()) {
            line = " delete";
        } else if (slot.cds) {
            for (const KeyIndex key : slot.cds->keys) {
                line += " " + std::to_string(key);
            }
        }
        if (line != last) {
            lines.push_back(text(slot.from) + ":" + line);
        }
        last = line;
    }
    return lines;
}

TEST_CASE("cds: they ask for a DS when it may come", "[timeline][cds]") {
    auto policy = with_cds(CdsPublish::rollover);
    policy.cds.ttl = 1800;
    policy.cds.cdnskey = false;
    policy.cds.digests = {dns::DigestType::sha256, dns::DigestType::sha384};
    const auto plan = planned(new_zone(), policy, request("2027-01-01", "2027-03-01"));
    CHECK(cds(plan) == Lines{"2027-01-22: 0"});
    const auto& sets = plan.slots.at(3).cds;
    REQUIRE(sets);
    CHECK(sets->ttl == 1800);
    CHECK_FALSE(sets->cdnskey);
    CHECK(sets->digest_types == policy.cds.digests);
}

TEST_CASE("cds: without a grid they have a slot of their own", "[timeline][cds]") {
    auto policy = with_cds(CdsPublish::rollover);
    policy.slot.reset();
    const auto plan = planned(new_zone(), policy, request("2027-01-01", "2027-03-01"));
    CHECK(cds(plan) == Lines{"2027-01-17 03:05:00: 0"});
}

TEST_CASE("cds: they do not ask for what waits for an import before that is over",
          "[timeline][cds]") {
    for (const auto gate : {policy::DsGate::confirm, policy::DsGate::assume}) {
        auto policy = with_cds(CdsPublish::rollover);
        policy.slot.reset();
        policy.ksk.roll = policy::KskRoll::double_signature;
        policy.ksk.lifetime = length("P200D");
        auto history = after(planned(new_zone(), policy, request("2027-01-01", "2027-06-01")));
        history.keys.at(0).observed.ds_seen = at("2027-01-20");
        // The second ceremony publishes the new key, and nobody has said that it was imported.
        auto plan = planned(history, policy, next("2027-05-15", "2027-07-16"));
        history = after(plan, 2);
        REQUIRE(history.keys.at(2).planned.publish);
        policy.ds_gate = gate;
        plan = planned(history, policy, next("2027-07-10", "2027-12-01"));
        const auto change =
            std::find_if(plan.ds_changes.begin(), plan.ds_changes.end(),
                         [](const DsChange& one) { return one.after_import.has_value(); });
        REQUIRE(change != plan.ds_changes.end());
        const UtcTime asked = later(plan.handover_until, *change->after_import);
        CHECK(change->earliest < asked);
        if (change->complete) {
            CHECK(*change->complete > asked);
        }
        bool is_asked = false;
        for (const Slot& slot : plan.slots) {
            if (slot.cds && slot.cds->keys == std::vector<KeyIndex>{2}) {
                CHECK(slot.from >= asked);
                is_asked = true;
            }
        }
        CHECK(is_asked);
    }
}

TEST_CASE("cds: they stay until people have seen that the parent followed", "[timeline][cds]") {
    auto policy = with_cds(CdsPublish::rollover);
    policy.slot.reset();
    policy.ds_gate = policy::DsGate::assume;
    policy.ksk.lifetime = length("P200D");
    auto plan = planned(new_zone(), policy, request("2027-01-01", "2027-08-10"));
    // Until the next change, which is due on 16 July, and then that of the withdrawal.
    CHECK(cds(plan) ==
          Lines{"2027-01-17 03:05:00: 0", "2027-07-16 11:00:00: 0 1", "2027-07-23 14:05:00: 1"});
    auto history = after(plan);
    history.keys.at(0).observed.ds_gone = at("2027-07-28");
    plan = planned(history, policy, next("2027-08-05", "2027-11-01"));
    CHECK(cds(plan).empty());
}

TEST_CASE("cds: they are there as long as the parent has something else", "[timeline][cds]") {
    for (const auto publish : {CdsPublish::rollover, CdsPublish::always}) {
        auto policy = with_cds(publish);
        policy.ksk.lifetime = length("P200D");
        auto plan = planned(new_zone(), policy, request("2027-01-01", "2027-06-01"));
        auto history = after(plan, 1);
        history.keys.at(0).observed.ds_seen = at("2027-01-20");
        plan = planned(history, policy, next("2027-05-15", "2027-09-01"));
        // The rollover begins on 16 July 11:00.
        CHECK(cds(plan) == (publish == CdsPublish::rollover
                                ? Lines{"2027-07-23: 0 2"}
                                : Lines{"2027-05-28: 0", "2027-07-23: 0 2"}));
        history = after(plan, 2);
        history.keys.at(2).observed.ds_seen = at("2027-07-20");
        plan = planned(history, policy, next("2027-08-20", "2027-12-01"));
        // The key is exchanged on 10 September, and the old DS may go on the 13th 14:05.
        CHECK(cds(plan) == (publish == CdsPublish::rollover
                                ? Lines{"2027-09-17: 2"}
                                : Lines{"2027-08-27: 0 2", "2027-09-17: 2"}));
    }
}

TEST_CASE("cds: a parent is never asked to trust a key that is revoked", "[timeline][cds]") {
    auto policy = with_cds(CdsPublish::always);
    policy.ds_gate = policy::DsGate::assume;
    policy.rfc5011 = true;
    policy.ksk.lifetime = length("P200D");
    const auto plan = planned(new_zone(), policy, request("2027-01-01", "2027-12-01"));
    // Revoked on 30 July; its DS may be withdrawn from 2 August 14:05 on, the next Friday is the
    // 6th.
    CHECK(sets(plan).at(3) == "2027-07-30: 0R 1 2 / 0R 1 / 2");
    CHECK(cds(plan) ==
          Lines{"2027-01-22: 0", "2027-07-23: 0 1", "2027-07-30: none", "2027-08-06: 1"});
}

TEST_CASE("cds: they ask for the end of the DS set", "[timeline][cds]") {
    const auto policy = with_cds(CdsPublish::rollover);
    auto history = after(planned(new_zone(), policy, request("2027-01-01", "2027-06-01")));
    history.keys.at(0).observed.ds_seen = at("2027-01-20");
    auto asked = next("2027-05-15", "2027-09-01");
    asked.goal = Goal::insecure;
    CHECK(cds(planned(history, policy, asked)) == Lines{"2027-05-28: delete"});
}

TEST_CASE("cds: they ask for no end of a DS set that is to stay after all", "[timeline][cds]") {
    auto policy = with_cds(CdsPublish::rollover);
    auto history = after(planned(new_zone(), policy, request("2027-01-01", "2027-06-01")));
    history.keys.at(0).observed.ds_seen = at("2027-01-20");
    auto asked = next("2027-05-15", "2027-07-01");
    asked.goal = Goal::insecure;
    history = after(planned(history, policy, asked), 2);
    // On the grid the first slot begins before now.
    asked = next("2027-06-20", "2027-09-01");
    asked.from = at("2027-06-19");
    CHECK(cds(planned(history, policy, asked)) == Lines{"2027-06-18: 0"});
    policy.slot.reset();
    CHECK(cds(planned(history, policy, next("2027-06-20", "2027-09-01"))).front() ==
          "2027-06-25: 0");
    policy.ds_gate = policy::DsGate::assume;
    for (const Slot& slot : planned(history, policy, next("2027-06-20", "2027-09-01")).slots) {
        REQUIRE(slot.cds);
        CHECK_FALSE(slot.cds->keys.empty());
    }
}

TEST_CASE("cds: there are none when nobody wants or reads them", "[timeline][cds]") {
    const auto never =
        planned(new_zone(), with_cds(CdsPublish::never), request("2027-01-01", "2027-03-01"));
    CHECK(cds(never).empty());
    auto root = with_cds(CdsPublish::always);
    root.parent.reset();
    CHECK(cds(planned(new_zone("."), root, request("2027-01-01", "2027-03-01"))).empty());
}

}  // namespace
}  // namespace ceremony::cds_test
