// SPDX-License-Identifier: BSD-3-Clause

#include "timeline/draft.hpp"

#include "plans.hpp"

namespace ceremony {
namespace {

using namespace timeline;
using recipe::KeyRole;

TEST_CASE("draft: keys that were made and never used come first", "[timeline][draft]") {
    const policy::Policy policy;
    const Request asked = request("2027-01-01", "2028-01-01");
    auto history = new_zone();
    history.keys.resize(4);
    for (Key& key : history.keys) {
        key.role = KeyRole::zsk;
        key.algorithm = dns::Algorithm::ecdsap256sha256;
    }
    history.keys[0].planned.publish = at("2026-01-01");
    history.keys[1].algorithm = dns::Algorithm::ed25519;
    Draft draft(policy, asked, history);
    draft.take(history);
    CHECK(draft.unused_keys(KeyRole::zsk) == std::vector<KeyIndex>{1, 2, 3});
    CHECK(draft.take_key(KeyRole::zsk, Use::successor) == KeyIndex{2});
    CHECK(draft.take_key(KeyRole::zsk, Use::successor) == KeyIndex{3});
    CHECK(draft.take_key(KeyRole::zsk, Use::successor) == KeyIndex{4});
    CHECK(draft.take_key(KeyRole::ksk, Use::successor) == KeyIndex{5});
    CHECK(draft.take_key(KeyRole::zsk, Use::successor) == KeyIndex{6});
    CHECK_FALSE(draft.key(3).planned.generate.has_value());
    CHECK(draft.key(6).planned.generate == at("2027-01-01"));
}

TEST_CASE("draft: a successor may have to be backed up", "[timeline][draft]") {
    policy::Policy policy;
    policy.require_backup = policy::Backup::ksk;
    const Request asked = request("2027-01-01", "2028-01-01");
    auto history = new_zone();
    history.keys.resize(1);
    history.keys[0].role = KeyRole::ksk;
    history.keys[0].algorithm = dns::Algorithm::ecdsap256sha256;
    {
        Draft draft(policy, asked, history);
        draft.take(history);
        CHECK(draft.waits_for_backup(KeyRole::ksk));
        CHECK_FALSE(draft.waits_for_backup(KeyRole::zsk));
        CHECK_FALSE(draft.take_key(KeyRole::ksk, Use::successor).has_value());
        CHECK(draft.take_key(KeyRole::ksk, Use::first) == KeyIndex{0});
        CHECK(draft.take_key(KeyRole::zsk, Use::successor) == KeyIndex{1});
    }
    history.backups = {KeyBackup{0, at("2026-12-01")}};
    Draft draft(policy, asked, history);
    draft.take(history);
    CHECK(draft.take_key(KeyRole::ksk, Use::successor) == KeyIndex{0});
    CHECK_FALSE(draft.take_key(KeyRole::ksk, Use::successor).has_value());
}

TEST_CASE("draft: keys have names for people", "[timeline][draft]") {
    const policy::Policy policy;
    const Request asked = request("2027-01-01", "2028-01-01");
    auto history = new_zone();
    history.keys.resize(2);
    history.keys[0].role = KeyRole::ksk;
    history.keys[0].tag = 12345;
    history.keys[1].role = KeyRole::zsk;
    Draft draft(policy, asked, history);
    draft.take(history);
    CHECK(draft.name_of(0) == "K1 (tag 12345)");
    CHECK(draft.name_of(1) == "Z1");
}

}  // namespace
}  // namespace ceremony
