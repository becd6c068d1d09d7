// SPDX-License-Identifier: BSD-3-Clause

#include "timeline/model.hpp"

#include "support/printing.hpp"

namespace ceremony {
namespace {

using namespace timeline;

TEST_CASE("model: custody has the words of the plan", "[timeline][model]") {
    CHECK(to_string(Custody::bunker) == "bunker");
    CHECK(to_string(Custody::operational) == "operational");
    CHECK(to_string(Custody::external) == "external");
}

TEST_CASE("model: sets have the same keys when nothing but times differs", "[timeline][model]") {
    Slot slot;
    slot.keys = {{0}, {1}};
    slot.signers = {{0}};
    slot.zone_signers = {1};
    Slot other = slot;
    other.from = UtcTime::from_seconds(1).value();
    other.ttl = 1;
    CHECK(has_same_keys(slot, other));
    other.keys[1].revoked = true;
    CHECK_FALSE(has_same_keys(slot, other));
    other = slot;
    other.signers.push_back({1});
    CHECK_FALSE(has_same_keys(slot, other));
    other = slot;
    other.zone_signers = {0};
    CHECK_FALSE(has_same_keys(slot, other));
}

TEST_CASE("model: a key is found in a set, revoked or not", "[timeline][model]") {
    const std::vector<timeline::KeyInSet> set = {{1}, {3, true}};
    CHECK(timeline::has_key(set, 1));
    CHECK(timeline::has_key(set, 3));
    CHECK_FALSE(timeline::has_key(set, 0));
    const timeline::DsSet records = {{3, dns::DigestType::sha256}, {5, dns::DigestType::sha384}};
    CHECK(timeline::has_key(records, 5));
    CHECK_FALSE(timeline::has_key(records, 1));
    CHECK_FALSE(timeline::has_key(timeline::DsSet{}, 0));
    const std::vector<timeline::KeyIndex> keys = {1, 3};
    CHECK(timeline::has_key(keys, 3));
    CHECK_FALSE(timeline::has_key(keys, 2));
}

TEST_CASE("model: a change is taken back by one that leads back", "[timeline][model]") {
    const std::vector<DsAtParent> first = {{0, dns::DigestType::sha256}};
    const std::vector<DsAtParent> both = {{0, dns::DigestType::sha256},
                                          {1, dns::DigestType::sha256}};
    const std::vector<DsAtParent> second = {{1, dns::DigestType::sha256}};
    const auto change = [](std::vector<DsAtParent> after) {
        DsChange one;
        one.after = std::move(after);
        return one;
    };
    ZonePlan plan;
    plan.ds_before = first;
    plan.ds_changes = {change(both), change(second)};
    CHECK(ds_set_before(plan, 0) == first);
    CHECK(ds_set_before(plan, 1) == both);
    CHECK_FALSE(is_taken_back(plan, 0));  // it is a step on the way
    CHECK_FALSE(is_taken_back(plan, 1));
    plan.ds_changes[1].after = first;
    CHECK(is_taken_back(plan, 0));
    plan.ds_changes[0].complete = UtcTime();
    CHECK_FALSE(is_taken_back(plan, 0));
    plan.ds_before = both;
    plan.ds_changes = {change({}), change(second)};
    CHECK(is_taken_back(plan, 0));  // as far as it can be: the other key is gone by now
    plan.ds_changes[0].complete = UtcTime();
    CHECK_FALSE(is_taken_back(plan, 0));
    plan.ds_changes[0].assumed = true;
    CHECK(is_taken_back(plan, 0));
    plan.ds_before = first;
    CHECK_FALSE(is_taken_back(plan, 0));  // a first DS, of another key
    plan.ds_changes[0].complete.reset();
    CHECK_FALSE(is_taken_back(plan, 0));
    plan.ds_changes.pop_back();
    CHECK_FALSE(is_taken_back(plan, 0));  // nobody wants anything else
}

TEST_CASE("model: a change of the child is late by all that may be late", "[timeline][model]") {
    Timing timing;
    timing.zone_propagation = 43200;
    timing.lateness = 3 * 86400;
    timing.clock_skew = 300;
    CHECK(timing.child_delay() == 302700);
}

TEST_CASE("model: the bunker makes what is planned and was not made", "[timeline][model]") {
    Key key;
    CHECK_FALSE(is_made_here(key));
    key.planned.generate = UtcTime();
    CHECK(is_made_here(key));
    CHECK_FALSE(is_destroyed_here(key));

    Key external = key;
    external.custody = Custody::external;
    CHECK_FALSE(is_made_here(external));
    Key made = key;
    made.observed.generate = UtcTime();
    CHECK_FALSE(is_made_here(made));
}

TEST_CASE("model: the bunker destroys what is planned and was not destroyed", "[timeline][model]") {
    Key orphan;
    orphan.planned.generate = UtcTime();
    orphan.planned.destroy = UtcTime();
    CHECK(is_destroyed_here(orphan));
    CHECK_FALSE(is_made_here(orphan));

    Key external = orphan;
    external.custody = Custody::external;
    CHECK_FALSE(is_destroyed_here(external));
    Key gone = orphan;
    gone.observed.destroy = UtcTime();
    CHECK_FALSE(is_destroyed_here(gone));
}

}  // namespace
}  // namespace ceremony
