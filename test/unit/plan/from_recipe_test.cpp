// SPDX-License-Identifier: BSD-3-Clause

#include "plan/from_recipe.hpp"

#include "plan/ids.hpp"
#include "recipe/write.hpp"
#include "support/printing.hpp"
#include "support/recipes.hpp"
#include "unit/plan/samples.hpp"

namespace ceremony::plan {
namespace {

using test::must;
using test::sample_frame;
using test::sample_plan;

recipe::Recipe sample_recipe() {
    return must(to_recipe(sample_plan(), sample_frame()));
}

ChainPlan named_plan() {
    ChainPlan plan = sample_plan();
    must(name_keys(plan, sample_frame().ceremony));
    return plan;
}

// The action number `number` of its type.
template <typename Params>
Params& action_of(recipe::Recipe& recipe, std::size_t number) {
    for (recipe::Action& action : recipe.actions) {
        if (auto* params = std::get_if<Params>(&action.params)) {
            if (number == 0) {
                return *params;
            }
            --number;
        }
    }
    FAIL("there is no such action");
    return std::get<Params>(recipe.actions.front().params);
}

void check_refused(const recipe::Recipe& recipe, Errc code, std::string_view why) {
    const auto plan = from_recipe(recipe);
    REQUIRE_FALSE(plan.ok());
    CHECK(plan.error().code() == code);
    CHECK_THAT(plan.error().message(), Catch::Contains(std::string(why)));
}

TEST_CASE("from_recipe: sets are taken in the order of time, without gap or overlap",
          "[plan][from_recipe]") {
    recipe::Recipe recipe = sample_recipe();
    auto& first = action_of<recipe::ProduceSignedKeyset>(recipe, 0);
    auto& second = action_of<recipe::ProduceSignedKeyset>(recipe, 1);
    REQUIRE(first.owner == second.owner);
    std::swap(first, second);
    CHECK(must(from_recipe(recipe)).zones[0].slots == named_plan().zones[0].slots);
    const UtcTime from = first.publish->from;
    first.publish->from = must(UtcTime::from_seconds(from.seconds() + GENERATE(-1, 1)));
    check_refused(recipe, Errc::refused, "nl.: one set is published until ");
}

TEST_CASE("from_recipe: a recipe that was written and read has the plan it was made from",
          "[plan][from_recipe]") {
    const std::string text = write_recipe(sample_recipe());
    const ChainPlan plan = must(from_recipe(must(test::read_recipe_text(text))));
    const ChainPlan expected = named_plan();
    REQUIRE(plan.zones.size() == expected.zones.size());
    for (std::size_t zone = 0; zone < plan.zones.size(); ++zone) {
        CHECK(plan.zones[zone].keys == expected.zones[zone].keys);
        CHECK(plan.zones[zone].slots_before == expected.zones[zone].slots_before);
        CHECK(plan.zones[zone].slots == expected.zones[zone].slots);
        CHECK(plan.zones[zone] == expected.zones[zone]);
    }
    CHECK(plan == expected);
    CHECK(write_recipe(must(to_recipe(plan, sample_frame()))) == text);
}

TEST_CASE("from_recipe: what a ceremony made and destroyed is known from its result",
          "[plan][from_recipe]") {
    recipe::Recipe cooked = sample_recipe();
    const UtcTime then = test::time_of("2026-12-21 10:00:00");
    cooked.preamble.cooked_timestamp = then;
    const Bytes data = test::key_data(77);
    action_of<recipe::GenerateKey>(cooked, 1).cooked =
        recipe::GenerateKeyResult{true, std::uint16_t{1}, data, {}};
    action_of<recipe::DeleteKey>(cooked, 0).cooked = recipe::DeleteKeyResult{true};
    action_of<recipe::DeleteKey>(cooked, 1).cooked = recipe::DeleteKeyResult{false};

    const ChainPlan plan = must(from_recipe(cooked));
    for (const timeline::Key& ksk : {plan.zones[0].keys[7], plan.zones[1].keys[0]}) {
        CHECK(ksk.observed.generate == then);
        CHECK(ksk.data == data);
        CHECK(ksk.tag == dns::key_tag(recipe::to_dnskey({ksk.algorithm, ksk.role}, data)));
        CHECK_FALSE(is_made_here(ksk));
    }
    CHECK(is_made_here(plan.zones[0].keys[4]));
    CHECK(plan.zones[0].keys[1].observed.destroy == then);
    CHECK_FALSE(plan.zones[0].keys[2].observed.destroy);
}

TEST_CASE("from_recipe: without a clock in the bunker the recipe says when",
          "[plan][from_recipe]") {
    recipe::Recipe cooked = sample_recipe();
    action_of<recipe::DeleteKey>(cooked, 0).cooked = recipe::DeleteKeyResult{true};
    CHECK(must(from_recipe(cooked)).zones[0].keys[1].observed.destroy == sample_frame().timestamp);
}

TEST_CASE("from_recipe: a key that was found is known from then on", "[plan][from_recipe]") {
    ChainPlan unknown = sample_plan();
    unknown.zones[0].keys[3].data.reset();
    unknown.zones[0].keys[3].tag.reset();
    recipe::Recipe cooked = must(to_recipe(unknown, sample_frame()));
    auto& have = action_of<recipe::HaveKey>(cooked, 1);
    SECTION("with its public key") {
        have.cooked = recipe::HaveKeyResult{true, {}, test::key_data(4)};
        CHECK(must(from_recipe(cooked)) == named_plan());
    }
    SECTION("but not when it was not there") {
        have.cooked = recipe::HaveKeyResult{false, {}, test::key_data(4)};
        CHECK_FALSE(must(from_recipe(cooked)).zones[0].keys[3].data);
    }
    SECTION("nor when a generation failed") {
        action_of<recipe::GenerateKey>(cooked, 0).cooked =
            recipe::GenerateKeyResult{false, {}, test::key_data(4), {}};
        CHECK_FALSE(must(from_recipe(cooked)).zones[0].keys[4].data);
    }
    SECTION("a transport key is none of the plan") {
        cooked.actions.push_back(
            {{},
             recipe::HaveKey{recipe::TransportKeyReference{must(
                                 recipe::KeyName::make("default", Bytes(16, 4), std::string()))},
                             false,
                             {},
                             recipe::HaveKeyResult{true, {}, test::key_data(99)}}});
        CHECK_FALSE(must(from_recipe(cooked)).zones[0].keys[3].data);
    }
}

TEST_CASE("from_recipe: a recipe that does not fit its plan is refused", "[plan][from_recipe]") {
    recipe::Recipe recipe = sample_recipe();
    auto& set = action_of<recipe::ProduceSignedKeyset>(recipe, 0);
    SECTION("no plan") {
        recipe.preamble.plan.reset();
        check_refused(recipe, Errc::semantics, "no plan");
    }
    SECTION("a zone that is not in it") {
        set.owner = test::name_of("org.");
        check_refused(recipe, Errc::refused, "not a zone of the plan");
    }
    SECTION("a set that nobody knows when to publish") {
        set.publish.reset();
        check_refused(recipe, Errc::refused, "actionParams.publish");
    }
    SECTION("a later stage") {
        set.publish->stage = 1;
        check_refused(recipe, Errc::refused, "not supported yet");
    }
    SECTION("another track") {
        set.publish->track = must(recipe::Word::from_text("emergency"));
        check_refused(recipe, Errc::refused, "not supported yet");
        // Whoever does not ask for slots has the keys all the same.
        CHECK_FALSE(must(keys_from_recipe(recipe)).zones.empty());
    }
    SECTION("a key in the set that no zone has") {
        set.keyset[1] = recipe::DirectKey{
            {dns::Algorithm::ecdsap256sha256, recipe::KeyRole::zsk}, test::key_data(99), {}, {}};
        check_refused(recipe, Errc::refused, "actionParams.keyset");
    }
    SECTION("a key in the set that another zone has") {
        set.keyset[1] = action_of<recipe::ProduceSignedKeyset>(recipe, 2).keyset[1];
        check_refused(recipe, Errc::refused, "actionParams.keyset");
    }
    SECTION("a signer that no zone has") {
        set.signed_by[0].name = must(recipe::KeyName::make("other", Bytes(16, 1), std::string()));
        check_refused(recipe, Errc::refused, "actionParams.signedBy");
    }
    SECTION("an unknown key that signs the zone") {
        set.publish->zone_signers = action_of<recipe::ProduceSignedKeyset>(recipe, 2).keyset;
        check_refused(recipe, Errc::refused, "actionParams.publish.zoneSigners");
    }
    SECTION("an unknown key in the CDS set") {
        set.cds->content = recipe::CdsKeys{
            {dns::DigestType::sha256},
            true,
            {recipe::KeysetKey(recipe::DirectKey{
                {dns::Algorithm::ed25519, recipe::KeyRole::ksk}, Bytes(32, 1), {}, {}})}};
        check_refused(recipe, Errc::refused, "actionParams.cds.keys");
    }
    SECTION("another public key") {
        action_of<recipe::HaveKey>(recipe, 0).cooked =
            recipe::HaveKeyResult{true, {}, test::key_data(99)};
        check_refused(recipe, Errc::refused, "actions[0].cooked.keyData");
    }
    SECTION("another tag") {
        action_of<recipe::HaveKey>(recipe, 0).cooked =
            recipe::HaveKeyResult{true, std::uint16_t{0}, {}};
        check_refused(recipe, Errc::refused, "actions[0].cooked.keyData");
    }
}

}  // namespace
}  // namespace ceremony::plan
