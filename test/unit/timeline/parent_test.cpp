// SPDX-License-Identifier: BSD-3-Clause

#include "timeline/parent.hpp"

#include "plans.hpp"

namespace ceremony::parent_test {
namespace {

using namespace timeline;

// A zone whose first DS may be submitted on 17 January 2027, 03:05.

TEST_CASE("parent: what was seen completes a change", "[timeline][parent]") {
    auto history =
        after(planned(new_zone(), weekly_with_one_zsk(), request("2027-01-01", "2027-01-20")));
    history.keys.at(0).observed.ds_seen = at("2027-01-19 12:00:00");
    // A cache may still have no DS at the start: 36 hours have not passed since.
    const auto plan = planned(history, weekly_with_one_zsk(), next("2027-01-10", "2027-06-01"));
    CHECK(plan.ds_before.empty());
    CHECK(ds_changes(plan) == Lines{"2027-01-17 03:05:00 > 2027-01-19 12:00:00: 0"});
    CHECK(gates(plan).empty());
}

TEST_CASE("parent: what no cache can tell any more is no change", "[timeline][parent]") {
    auto history =
        after(planned(new_zone(), weekly_with_one_zsk(), request("2027-01-01", "2027-01-29")));
    history.keys.at(0).observed.ds_seen = at("2027-01-27 11:59:59");
    auto plan = planned(history, weekly_with_one_zsk(), next("2027-01-10", "2027-06-01"));
    CHECK(plan.ds_before == std::vector{DsAtParent{0, dns::DigestType::sha256}});
    CHECK(ds_changes(plan).empty());
    history.keys.at(0).observed.ds_seen = at("2027-01-27 12:00:00");
    plan = planned(history, weekly_with_one_zsk(), next("2027-01-10", "2027-06-01"));
    CHECK(plan.ds_before.empty());
}

TEST_CASE("parent: a DS that was seen earlier than planned is a fact", "[timeline][parent]") {
    auto history =
        after(planned(new_zone(), weekly_with_one_zsk(), request("2027-01-01", "2027-01-20")));
    history.keys.at(0).observed.ds_seen = at("2027-01-16");
    const auto plan = planned(history, weekly_with_one_zsk(), next("2027-01-10", "2027-06-01"));
    CHECK(ds_changes(plan) == Lines{"2027-01-16 > 2027-01-16: 0"});
    CHECK(plan.notes ==
          Lines{"nl.: the DS of K1 was seen at 2027-01-16 00:00:00, but was to be submitted no "
                "sooner than 2027-01-17 03:05:00: was the zone bogus, or is the time under events "
                "wrong?"});
    // It is said once, and not of one that was seen in time.
    CHECK(planned(after(plan, 2), weekly_with_one_zsk(), next("2027-05-20", "2027-10-01"))
              .notes.empty());
    history.keys.at(0).observed.ds_seen = at("2027-01-17 03:05:00");
    CHECK(planned(history, weekly_with_one_zsk(), next("2027-01-10", "2027-06-01")).notes.empty());
}

TEST_CASE("parent: a DS that was seen before the result was imported was seen too early",
          "[timeline][parent]") {
    auto history =
        after(planned(new_zone(), weekly_with_one_zsk(), request("2027-01-01", "2027-06-01")));
    history.imports = {{1, at("2027-01-25")}};
    history.keys.at(0).observed.ds_seen = at("2027-01-20");
    const auto plan = planned(history, weekly_with_one_zsk(), next("2027-05-20", "2027-10-01"));
    REQUIRE(plan.notes.size() == 1);
    CHECK_THAT(plan.notes.front(),
               Catch::Contains("K1 was seen at 2027-01-20 00:00:00, but was to be submitted no "
                               "sooner than 2027-02-"));
}

TEST_CASE("parent: a DS that was gone earlier than planned is a fact, too", "[timeline][parent]") {
    auto policy = weekly_with_one_zsk();
    policy.ds_gate = policy::DsGate::assume;
    policy.ksk.lifetime = length("P200D");
    auto history = after(planned(new_zone(), policy, request("2027-01-01", "2027-12-01")));
    history.keys.at(0).observed.ds_gone = at("2027-07-20");
    const auto plan = planned(history, policy, next("2027-11-30", "2028-01-10"));
    CHECK(plan.notes.front() ==
          "nl.: the DS of K1 was gone at 2027-07-20 00:00:00, but was to be withdrawn no sooner "
          "than 2027-07-26 14:05:00: was the zone bogus, or is the time under events wrong?");
}

TEST_CASE("parent: what was assumed stays so until it is seen", "[timeline][parent]") {
    auto policy = weekly_with_one_zsk();
    policy.ds_gate = policy::DsGate::assume;
    auto history = after(planned(new_zone(), policy, request("2027-01-01", "2027-02-20")));
    auto plan = planned(history, policy, next("2027-01-10", "2027-06-01"));
    CHECK(ds_changes(plan) == Lines{"2027-01-17 03:05:00 > 2027-01-19 03:05:00?: 0"});
    history.keys.at(0).observed.ds_seen = at("2027-02-18");
    plan = planned(history, policy, next("2027-01-10", "2027-06-01"));
    CHECK(ds_changes(plan) == Lines{"2027-01-17 03:05:00 > 2027-02-18: 0"});
}

TEST_CASE("parent: what is seen late leaves alone what was assumed before", "[timeline][parent]") {
    auto policy = weekly_with_one_zsk();
    policy.ds_gate = policy::DsGate::assume;
    policy.ksk.lifetime = length("P200D");
    auto history = after(planned(new_zone(), policy, request("2027-01-01", "2027-12-01")));
    history.keys.at(0).observed.ds_gone = at("2027-11-28");
    auto plan = planned(history, policy, next("2027-11-30", "2028-01-10"));
    CHECK(ds_changes(plan) == Lines{"2027-01-17 03:05:00 > 2027-01-19 03:05:00?: 0",
                                    "2027-07-16 11:00:00 > 2027-07-18 11:00:00?: 0 1",
                                    "2027-07-26 14:05:00 > 2027-11-28: 1"});
    // A month later no cache can tell.
    plan = planned(after(plan, 2), policy, next("2028-01-08", "2028-02-10"));
    CHECK(plan.ds_before == std::vector{DsAtParent{1, dns::DigestType::sha256}});
    CHECK(ds_changes(plan) == Lines{"2028-02-04 11:00:00 > 2028-02-06 11:00:00?: 1 3"});
}

TEST_CASE("parent: what was to happen after the hand-over is planned anew", "[timeline][parent]") {
    auto policy = weekly_with_one_zsk();
    policy.handover = 7 * policy::day;
    const auto first = planned(new_zone(), policy, request("2027-01-01", "2027-06-01"));
    auto asked = next("2027-01-01", "2027-07-01");
    asked.from = at("2027-01-08");
    policy.lateness = 4 * policy::day;
    const auto plan = planned(after(first), policy, asked);
    CHECK(ds_changes(plan) == Lines{"2027-01-18 03:05:00 > -: 0"});
}

TEST_CASE("parent: other digests are a step of their own", "[timeline][parent]") {
    auto policy = weekly_with_one_zsk();
    policy.ksk.lifetime = length("P200D");
    auto history = after(planned(new_zone(), policy, request("2027-01-01", "2027-06-01")));
    history.keys.at(0).observed.ds_seen = at("2027-01-20");
    policy.cds.digests = {dns::DigestType::sha384};
    auto plan = planned(history, policy, next("2027-05-15", "2027-09-01"));
    // The rollover that is due on 16 July has to wait.
    REQUIRE(plan.ds_changes.size() == 1);
    CHECK(plan.ds_changes[0].after == std::vector{DsAtParent{0, dns::DigestType::sha384}});
    CHECK(text(plan.ds_changes[0].earliest) == "2027-05-28");
    CHECK_FALSE(plan.ds_changes[0].complete.has_value());
    CHECK(gates(plan) == Lines{"seen 0 133200"});
    history = after(plan, 2);
    history.keys.at(0).observed.ds_seen = at("2027-05-30");
    plan = planned(history, policy, next("2027-08-20", "2027-12-01"));
    CHECK(plan.ds_before == std::vector{DsAtParent{0, dns::DigestType::sha384}});
    REQUIRE(plan.ds_changes.size() == 1);
    CHECK(plan.ds_changes[0].after == std::vector{DsAtParent{0, dns::DigestType::sha384},
                                                  DsAtParent{2, dns::DigestType::sha384}});
}

TEST_CASE("parent: digests that nobody wants any more are taken back", "[timeline][parent]") {
    auto policy = weekly_with_one_zsk();
    auto history = after(planned(new_zone(), policy, request("2027-01-01", "2027-06-01")));
    history.keys.at(0).observed.ds_seen = at("2027-01-20");
    policy.cds.digests = {dns::DigestType::sha384};
    history = after(planned(history, policy, next("2027-05-15", "2027-07-01")), 2);
    REQUIRE(history.ds_changes.size() == 1);
    policy.cds.digests = {dns::DigestType::sha256};
    auto plan = planned(history, policy, next("2027-06-20", "2027-09-01"));
    REQUIRE(plan.ds_changes.size() == 2);
    CHECK(is_taken_back(plan, 0));
    CHECK(plan.ds_changes[1].after == std::vector{DsAtParent{0, dns::DigestType::sha256}});
    CHECK(text(plan.ds_changes[1].earliest) == "2027-06-25");
    CHECK(gates(plan) == Lines{"seen 0 133200"});
    // Once people have looked again all is as it was.
    history = after(plan, 3);
    history.keys[0].observed.ds_seen = at("2027-06-28");
    plan = planned(history, policy, next("2027-08-20", "2027-12-01"));
    CHECK(plan.ds_before == std::vector{DsAtParent{0, dns::DigestType::sha256}});
    CHECK(plan.ds_changes.empty());
}

std::string refusal(const History& history, const policy::Policy& policy, const Request& request) {
    const auto refused = plan_zone(history, policy, request);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code() == Errc::refused);
    return refused.error().message();
}

TEST_CASE("parent: a DS that is gone without a plan is no basis for one", "[timeline][parent]") {
    auto policy = weekly_with_one_zsk();
    policy.ksk.lifetime = length("P200D");
    auto history = after(planned(new_zone(), policy, request("2027-01-01", "2027-06-01")));
    history.keys.at(0).observed.ds_seen = at("2027-01-20");
    history = after(planned(history, policy, next("2027-05-15", "2027-09-01")), 2);
    // The successor is there, as planned; but the parent took away the DS of the key in use.
    history.keys.at(2).observed.ds_seen = at("2027-07-20");
    history.keys.at(0).observed.ds_gone = at("2027-07-20");
    const auto asked = next("2027-08-20", "2027-12-01");
    CHECK_THAT(refusal(history, policy, asked),
               Catch::Contains("was seen to be gone at 2027-07-20 00:00:00, and no plan has"));
    history.keys[0].observed.ds_seen = at("2027-07-20 06:00:00");
    CHECK(plan_zone(history, policy, asked).ok());
}

TEST_CASE("parent: nobody is told to remove a DS that came too early", "[timeline][parent]") {
    auto policy = weekly_with_one_zsk();
    policy.ksk.roll = policy::KskRoll::double_signature;
    policy.ksk.lifetime = length("P200D");
    policy.handover = 3600;
    auto history = after(planned(new_zone(), policy, request("2027-01-01", "2027-06-01")));
    history.keys.at(0).observed.ds_seen = at("2027-01-20");
    const auto second = planned(history, policy, next("2027-05-25", "2027-09-01"));
    REQUIRE(ds_changes(second) == Lines{"2027-07-12 14:05:00 > -: 2"});
    history = after(second, 2);
    // The parent was quick, and is half done. Keys may change from 10 July 01:00 on.
    policy.slot.reset();
    history.grid.reset();
    history.keys.at(2).observed.ds_seen = at("2027-07-09 18:00:00");
    auto asked = request("2027-07-10", "2027-12-01");
    const std::string why = refusal(history, policy, asked);
    CHECK_THAT(why,
               Catch::Contains("was seen at 2027-07-09 18:00:00, but was to be submitted "
                               "from 2027-07-12 14:05:00 on: leave it at the parent, have no other "
                               "removed, and start later"));
    // Both ways out.
    asked.from = at("2027-07-12 14:00:00");
    CHECK(plan_zone(history, policy, asked).ok());
    asked.from = asked.now;
    history.keys[0].observed.ds_gone = at("2027-07-09 20:00:00");
    CHECK(plan_zone(history, policy, asked).ok());
}

TEST_CASE("parent: a DS that nobody planned is no basis for a plan", "[timeline][parent]") {
    auto policy = weekly_with_one_zsk();
    policy.require_backup = policy::Backup::ksk;
    auto history = after(planned(new_zone(), policy, request("2027-01-01", "2027-03-01")));
    REQUIRE(history.keys.at(2).role == recipe::KeyRole::ksk);
    history.keys[2].observed.ds_seen = at("2027-02-01");
    const auto asked = next("2027-02-20", "2027-06-01");
    CHECK_THAT(refusal(history, policy, asked),
               Catch::Contains("was seen at 2027-02-01 00:00:00, and no plan has it"));
    history.keys[2].observed.ds_gone = at("2027-02-03");
    CHECK(plan_zone(history, policy, asked).ok());
}

TEST_CASE("parent: what rests on a set waits for the import that publishes it",
          "[timeline][parent]") {
    const auto first =
        planned(new_zone(), weekly_with_one_zsk(), request("2027-01-01", "2027-02-20"));
    // S + D + a day + the margin: 16 days 03:05.
    CHECK(rests(first) == Lines{"2027-01-17 03:05:00 1393500"});
    REQUIRE_FALSE(first.gates.empty());
    CHECK(first.gates[0] == Gate{1, Imported{}, 1'393'500});
    auto history = after(first);
    // Nobody has said that it was imported, so the next result has to be.
    auto plan = planned(history, weekly_with_one_zsk(), next("2027-02-10", "2027-06-01"));
    CHECK(rests(plan) == Lines{"2027-01-17 03:05:00 1393500"});
    // Ten days late, and so is the DS.
    history.imports = {Import{1, at("2027-01-11")}};
    plan = planned(history, weekly_with_one_zsk(), next("2027-02-10", "2027-06-01"));
    CHECK(rests(plan).empty());
    CHECK(ds_changes(plan) == Lines{"2027-01-27 03:05:00 > -: 0"});
    CHECK_FALSE(std::holds_alternative<Imported>(plan.gates.at(0).opens));
}

TEST_CASE("parent: a DS is surely gone when it was seen to go after it was to",
          "[timeline][parent]") {
    const policy::Policy policy;
    const Request asked;
    Draft draft(policy, asked, new_zone());
    draft.plan.keys.resize(2);
    draft.plan.ds_before = {DsAtParent{0, dns::DigestType::sha256}};
    draft.plan.ds_changes = {DsChange{
        {DsAtParent{1, dns::DigestType::sha256}}, at("2027-05-01"), at("2027-05-03"), false}};
    draft.life(0).ds_withdraw = at("2027-05-01");
    CHECK_FALSE(is_surely_gone(draft, 0));
    draft.key(0).observed.ds_gone = at("2027-04-30");
    CHECK_FALSE(is_surely_gone(draft, 0));
    draft.key(0).observed.ds_gone = at("2027-05-01");
    CHECK(is_surely_gone(draft, 0));
    draft.plan.ds_changes[0].assumed = true;
    CHECK_FALSE(is_surely_gone(draft, 0));
    draft.plan.ds_changes.clear();
    CHECK_FALSE(is_surely_gone(draft, 0));
    draft.plan.ds_before.clear();
    CHECK(is_surely_gone(draft, 0));
}

}  // namespace
}  // namespace ceremony::parent_test
