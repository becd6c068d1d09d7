// SPDX-License-Identifier: BSD-3-Clause

#include "timeline/brought_ds.hpp"

#include "plans.hpp"

namespace ceremony {
namespace {

using namespace timeline;

// Of a zone that another system signed: a KSK in the bunker, another that waits there, and a ZSK.
// A cache has a DS set for 36 hours at most.
History brought() {
    auto history = new_zone();
    history.keys.resize(3);
    for (Key& key : history.keys) {
        key.zones = {history.zone};
        key.role = recipe::KeyRole::ksk;
        key.algorithm = dns::Algorithm::ecdsap256sha256;
        key.custody = Custody::bunker;
    }
    history.keys[0].id = {1};
    history.keys[1].id = {2};
    history.keys[2].role = recipe::KeyRole::zsk;
    history.keys[2].custody = Custody::operational;
    for (const KeyIndex active : {0U, 2U}) {
        history.keys[active].observed.publish = at("2026-03-01");
        history.keys[active].observed.active = at("2026-03-01");
    }
    history.keys[0].observed.ds_seen = at("2026-03-03");
    return history;
}

ZonePlan planned_from(const History& history) {
    return planned(history, weekly_with_one_zsk(), request("2027-01-01", "2027-02-10"));
}

// Those until the ceremony.
Lines changes_before(const ZonePlan& plan) {
    Lines lines = ds_changes(plan);
    std::erase_if(lines, [](const std::string& line) { return line >= "2027"; });
    return lines;
}

std::vector<DsAtParent> of(KeyIndex key) {
    return {DsAtParent{key, dns::DigestType::sha256}};
}

}  // namespace

TEST_CASE("brought_ds: a DS that was there for long was there before all changes",
          "[timeline][brought_ds]") {
    auto history = brought();
    CHECK(planned_from(history).ds_before == of(0));
    CHECK(changes_before(planned_from(history)).empty());
    history.keys[0].observed.ds_gone = at("2026-02-01");
    CHECK(planned_from(history).ds_before == of(0));
    CHECK(changes_before(planned_from(history)).empty());
}

TEST_CASE("brought_ds: its digest types are those of the policy, or the plan is refused",
          "[timeline][brought_ds]") {
    auto history = brought();
    const std::string told =
        "each DS that was seen is at the parent with the digest types of "
        "cds:, 2, and with no others";
    CHECK_THAT(planned_from(history).notes.front(), Catch::EndsWith(told));
    auto root = weekly_with_one_zsk();
    root.parent.reset();
    CHECK_THAT(planned(history, root, request("2027-01-01", "2027-02-10")).notes.front(),
               Catch::EndsWith("; the trust anchors that validators have are of the digest types "
                               "of cds:, 2, and of no others"));
    history.brought_digests = {dns::DigestType::sha256};
    CHECK(planned_from(history).ds_before == of(0));
    history.brought_digests.insert(dns::DigestType::sha384);
    const auto refused =
        plan_zone(history, weekly_with_one_zsk(), request("2027-01-01", "2027-02-10"));
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code() == Errc::refused);
    CHECK(refused.error().message() ==
          history.zone.text() +
              ": events: tells of DS records with the digest types 2 and 4, and cds: has 2");
    CHECK_THAT(refused.error().hint(), Catch::Contains("are at the parent now"));
}

TEST_CASE("brought_ds: one that came of late is not in every cache yet", "[timeline][brought_ds]") {
    auto history = brought();
    history.keys[1].observed.ds_seen = at("2026-12-30 12:00:00");
    CHECK(planned_from(history).ds_before == of(0));
    CHECK(changes_before(planned_from(history)) ==
          Lines{"2026-12-30 12:00:00 > 2026-12-30 12:00:00: 0 1"});
    history.keys[1].observed.ds_seen = at("2026-12-30 11:59:59");
    CHECK(planned_from(history).ds_before.size() == 2);
    CHECK(changes_before(planned_from(history)).empty());
}

TEST_CASE("brought_ds: one that went of late may still be in a cache", "[timeline][brought_ds]") {
    auto history = brought();
    history.keys[0].observed.ds_seen.reset();
    history.keys[0].observed.ds_gone = at("2026-12-31");
    CHECK(planned_from(history).ds_before == of(0));
    CHECK(changes_before(planned_from(history)) == Lines{"2026-12-31 > 2026-12-31:"});
}

TEST_CASE("brought_ds: where one takes the place of another no server is without",
          "[timeline][brought_ds]") {
    auto history = brought();
    history.keys[0].observed.ds_gone = at("2026-12-31 10:00:00");
    history.keys[1].observed.ds_seen = at("2026-12-31 12:00:00");
    CHECK(planned_from(history).ds_before == of(0));
    CHECK(changes_before(planned_from(history)) ==
          Lines{"2026-12-31 10:00:00 > 2026-12-31 12:00:00: 0 1",
                "2026-12-31 10:00:00 > 2026-12-31 10:00:00: 1"});
    history.keys[1].observed.ds_seen = at("2026-12-31 09:00:00");
    CHECK(changes_before(planned_from(history)) ==
          Lines{"2026-12-31 09:00:00 > 2026-12-31 09:00:00: 0 1",
                "2026-12-31 10:00:00 > 2026-12-31 10:00:00: 1"});
}

TEST_CASE("brought_ds: a KSK that is replaced is so by the import", "[timeline][brought_ds]") {
    auto history = brought();
    Key& old = history.keys[0];
    old.custody = Custody::operational;
    old.observed.retire = at("2027-01-01");
    old.observed.remove = at("2027-01-01");
    Key& successor = history.keys[1];
    successor.observed.ds_seen = at("2026-12-20");
    successor.observed.publish = at("2027-01-01");
    successor.observed.active = at("2027-01-01");
    auto plan = planned_from(history);
    CHECK_THAT(plan.notes.front(), Catch::EndsWith("; K2 takes the place of K1 when this result is "
                                                   "imported, though the plan has it at 2027-01-01 "
                                                   "00:00:00"));
    // The old DS has to stay until so long after the import.
    REQUIRE(plan.ds_changes.size() == 1);
    CHECK(plan.ds_changes[0].after == of(1));
    CHECK(plan.ds_changes[0].after_import == 3 * policy::day + 14 * policy::hour + 5 * 60);
    // One that was replaced before is none.
    old.observed.retire = at("2026-12-31");
    old.observed.remove = at("2026-12-31");
    CHECK_THAT(planned_from(history).notes.front(), !Catch::Contains("takes the place"));
}

}  // namespace ceremony
