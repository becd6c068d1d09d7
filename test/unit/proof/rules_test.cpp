// SPDX-License-Identifier: BSD-3-Clause

#include "proof/rules.hpp"

#include "support/printing.hpp"
#include "unit/proof/plans.hpp"

namespace ceremony::proof::rules_test {
namespace {

using test::key_of;
using timeline::DsAtParent;
using timeline::Slot;

constexpr auto sha256_digest = dns::DigestType::sha256;
constexpr auto sha384_digest = dns::DigestType::sha384;

// Keys 0, 1: KSKs and 2: a ZSK of P-256; 3: a KSK and 4: a ZSK of Ed25519.
timeline::ZonePlan plan_with_keys() {
    timeline::ZonePlan plan;
    plan.keys = {key_of(recipe::KeyRole::ksk), key_of(recipe::KeyRole::ksk),
                 key_of(recipe::KeyRole::zsk),
                 key_of(recipe::KeyRole::ksk, dns::Algorithm::ed25519),
                 key_of(recipe::KeyRole::zsk, dns::Algorithm::ed25519)};
    return plan;
}

Slot set_of(std::vector<timeline::KeyInSet> keys, std::vector<timeline::KeyInSet> signers) {
    Slot slot;
    slot.keys = std::move(keys);
    slot.signers = std::move(signers);
    return slot;
}

TEST_CASE("rules: a key leads from the DS set to the key set it signs", "[proof][rules]") {
    const timeline::ZonePlan plan = plan_with_keys();
    const Rules rules(plan);
    const std::vector<DsAtParent> ds = {{0, sha256_digest}};
    const Slot good = set_of({{0}, {2}}, {{0}});
    CHECK_FALSE(rules.fault_of(ds, &good));
    const Slot unsigned_by_it = set_of({{0}, {1}, {2}}, {{1}});
    CHECK(rules.fault_of(ds, &unsigned_by_it) == Fault::no_key_for_ds);
    const Slot without_it = set_of({{1}, {2}}, {{0}, {1}});
    CHECK(rules.fault_of(ds, &without_it) == Fault::no_key_for_ds);
    const Slot revoked = set_of({{0, true}, {2}}, {{0, true}});
    CHECK(rules.fault_of(ds, &revoked) == Fault::no_key_for_ds);
    CHECK(rules.fault_of(ds, nullptr) == Fault::no_key_for_ds);
    const Slot second = set_of({{1}, {2}}, {{1}});
    CHECK_FALSE(rules.fault_of({{0, sha256_digest}, {1, sha256_digest}}, &second));
    CHECK(rules.fault_of({{0, sha384_digest}, {1, sha256_digest}}, &second) ==
          Fault::no_key_for_ds);
}

TEST_CASE("rules: strict validators want each algorithm on the way", "[proof][rules]") {
    timeline::ZonePlan plan = plan_with_keys();
    const Rules rules(plan);
    const std::vector<DsAtParent> both = {{0, sha256_digest}, {3, sha256_digest}};
    const Slot all = set_of({{0}, {2}, {3}, {4}}, {{0}, {3}});
    const Slot half_signed = set_of({{0}, {2}, {3}, {4}}, {{0}});
    const Slot half = set_of({{0}, {2}}, {{0}});
    CHECK_FALSE(rules.fault_of(both, &all));
    CHECK(rules.fault_of(both, &half) == Fault::ds_algorithm_missing);
    // What the strongest digest hides is wanted by those who look at all of them.
    CHECK(rules.fault_of({{0, sha384_digest}, {3, sha256_digest}}, &half) ==
          Fault::ds_algorithm_missing);
    CHECK(rules.fault_of({{0, sha256_digest}}, &half_signed) == Fault::set_algorithm_unsigned);
    const Slot signed_from_outside = set_of({{0}, {4}}, {{0}, {3}});
    CHECK(rules.fault_of({{0, sha256_digest}}, &signed_from_outside) ==
          Fault::set_algorithm_unsigned);

    Slot zone;
    zone.zone_signers = {2};
    CHECK(rules.fault_of(all, &zone) == Fault::zone_algorithm_missing);
    zone.zone_signers = {2, 4};
    CHECK_FALSE(rules.fault_of(all, &zone));
    CHECK_FALSE(rules.fault_of(half, &zone));

    // The zone is signed with a key that nobody can know.
    const Slot without_signer = set_of({{0}, {2}, {3}}, {{0}, {3}});
    CHECK(rules.fault_of(without_signer, &zone) == Fault::zone_algorithm_missing);

    plan.strict = false;
    zone.zone_signers = {2};
    CHECK_FALSE(rules.fault_of(both, &half));
    CHECK_FALSE(rules.fault_of(both, &half_signed));
    CHECK_FALSE(rules.fault_of(all, &zone));
}

TEST_CASE("rules: a key of the set signed the zone", "[proof][rules]") {
    const timeline::ZonePlan plan = plan_with_keys();
    const Rules rules(plan);
    const Slot keys = set_of({{0}, {2}}, {{0}});
    Slot zone;
    CHECK(rules.fault_of(keys, nullptr) == Fault::zone_unsigned);
    CHECK(rules.fault_of(keys, &zone) == Fault::zone_unsigned);
    zone.zone_signers = {4};
    CHECK(rules.fault_of(keys, &zone) == Fault::no_key_for_zone);
    zone.zone_signers = {4, 2};
    CHECK_FALSE(rules.fault_of(keys, &zone));
}

}  // namespace
}  // namespace ceremony::proof::rules_test
