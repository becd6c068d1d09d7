// SPDX-License-Identifier: BSD-3-Clause

#include "plan/to_recipe.hpp"

#include "cooked/key_id.hpp"
#include "recipe/check.hpp"
#include "recipe/write.hpp"
#include "support/printing.hpp"
#include "support/recipes.hpp"
#include "unit/plan/samples.hpp"

namespace ceremony::plan {
namespace {

using test::actions_of;
using test::must;
using test::sample_frame;
using test::sample_plan;

void check_refused(const ChainPlan& plan,
                   const RecipeFrame& frame,
                   Errc code,
                   std::string_view why) {
    const auto recipe = to_recipe(plan, frame);
    REQUIRE_FALSE(recipe.ok());
    CHECK(recipe.error().code() == code);
    CHECK_THAT(recipe.error().message(), Catch::Contains(std::string(why)));
}

TEST_CASE("to_recipe: the recipe breaks no rule", "[plan][to_recipe]") {
    const recipe::Recipe recipe = must(to_recipe(sample_plan(), sample_frame()));
    for (const recipe::Violation& violation : check(recipe, {cooked::id_from_label, {}})) {
        FAIL_CHECK(to_error(violation).message());
    }
}

TEST_CASE("to_recipe: the same plan gives the same octets", "[plan][to_recipe]") {
    CHECK(write_recipe(must(to_recipe(sample_plan(), sample_frame()))) ==
          write_recipe(must(to_recipe(sample_plan(), sample_frame()))));
}

TEST_CASE("to_recipe: the preamble says what the frame says", "[plan][to_recipe]") {
    RecipeFrame frame = sample_frame();
    frame.rehearsal = true;
    const recipe::Preamble preamble = must(to_recipe(sample_plan(), frame)).preamble;
    CHECK(preamble.timestamp == frame.timestamp);
    CHECK(preamble.description == "Two weeks of January");
    CHECK(preamble.ceremony == frame.ceremony);
    CHECK(preamble.rehearsal);
}

TEST_CASE("to_recipe: the bunker must have the keys it uses, and no others", "[plan][to_recipe]") {
    const auto have = actions_of<recipe::HaveKey>(must(to_recipe(sample_plan(), sample_frame())));
    REQUIRE(have.size() == 3);
    const std::vector<Byte> values = {1, 4, 9};
    for (std::size_t i = 0; i < values.size(); ++i) {
        CHECK(std::get<recipe::KeyReference>(have[i].key).name.id() == Bytes(16, values[i]));
        CHECK(have[i].key_data == test::key_data(values[i]));
        CHECK_FALSE(have[i].relaxed);
    }
}

TEST_CASE("to_recipe: a key that existed must be there when it is deleted, an orphan need not",
          "[plan][to_recipe]") {
    const auto deletions =
        actions_of<recipe::DeleteKey>(must(to_recipe(sample_plan(), sample_frame())));
    REQUIRE(deletions.size() == 2);
    CHECK(deletions[0].key.name.id() == Bytes(16, 2));
    CHECK(deletions[0].must_exist);
    CHECK(deletions[0].key_data == test::key_data(2));
    CHECK(deletions[0].owner == test::name_of("nl."));
    CHECK(deletions[1].key.name.id() == Bytes(16, 3));
    CHECK_FALSE(deletions[1].must_exist);
    CHECK_FALSE(deletions[1].key_data);
}

TEST_CASE("to_recipe: a shared key is made once, an exportable one leaves to each site",
          "[plan][to_recipe]") {
    RecipeFrame frame = sample_frame();
    frame.sites.push_back(frame.sites.front());
    frame.sites.back().label = "site two";
    const recipe::Recipe recipe = must(to_recipe(sample_plan(), frame));
    const auto made = actions_of<recipe::GenerateKey>(recipe);
    REQUIRE(made.size() == 2);
    CHECK(made[0].key.kind.role == recipe::KeyRole::zsk);
    CHECK(made[0].exportable);
    CHECK(made[0].owner == test::name_of("nl."));
    CHECK(made[1].key.kind.role == recipe::KeyRole::ksk);
    CHECK_FALSE(made[1].exportable);

    const auto imports = actions_of<recipe::ImportPublicKey>(recipe);
    REQUIRE(imports.size() == 2);
    CHECK(imports[1].name.label() == "site two");
    const auto exports = actions_of<recipe::ExportKeypair>(recipe);
    REQUIRE(exports.size() == 2);
    CHECK(exports[1].key.name.id() == made[0].key.name.id());
    CHECK(exports[1].wrapping_key.name == imports[1].name);
}

TEST_CASE("to_recipe: without an exported key no transport key is asked for", "[plan][to_recipe]") {
    ChainPlan plan = sample_plan();
    plan.zones[0].keys[4].exportable = false;
    RecipeFrame frame = sample_frame();
    frame.sites.clear();
    const recipe::Recipe recipe = must(to_recipe(plan, frame));
    CHECK(actions_of<recipe::ImportPublicKey>(recipe).empty());
    CHECK(actions_of<recipe::ExportKeypair>(recipe).empty());
}

TEST_CASE("to_recipe: the wrapping key is on the token of what it wraps", "[plan][to_recipe]") {
    ChainPlan plan = sample_plan();
    plan.zones[0].keys[4].store = "second";
    const recipe::Recipe recipe = must(to_recipe(plan, sample_frame()));
    REQUIRE(actions_of<recipe::ImportPublicKey>(recipe).size() == 1);
    CHECK(actions_of<recipe::ImportPublicKey>(recipe)[0].name.store() == "second");
    CHECK(actions_of<recipe::ExportKeypair>(recipe)[0].wrapping_key.name.store() == "second");
}

TEST_CASE("to_recipe: each slot is a set with its times", "[plan][to_recipe]") {
    const ChainPlan plan = sample_plan();
    const auto sets =
        actions_of<recipe::ProduceSignedKeyset>(must(to_recipe(plan, sample_frame())));
    REQUIRE(sets.size() == 3);
    const timeline::Slot& slot = plan.zones[0].slots[1];
    CHECK(sets[1].owner == plan.zones[0].zone);
    CHECK(sets[1].inception == slot.inception);
    CHECK(sets[1].expiration == slot.expiration);
    CHECK(sets[1].ttl == 3600);
    REQUIRE(sets[1].publish);
    CHECK(sets[1].publish->from == slot.from);
    CHECK(sets[1].publish->until == slot.until);
    REQUIRE(sets[1].keyset.size() == 4);
    CHECK(std::get<recipe::KeyReference>(sets[1].keyset[0]).kind.role ==
          recipe::KeyRole::revoked_ksk);
    CHECK(std::get<recipe::DirectKey>(sets[1].keyset[3]).data == test::key_data(6));
    CHECK(sets[1].signed_by.size() == 2);
    REQUIRE(sets[1].cds);
    CHECK(std::holds_alternative<recipe::CdsDelete>(sets[1].cds->content));
    CHECK(sets[2].owner == test::name_of("example."));
}

TEST_CASE("to_recipe: what cannot be said is refused", "[plan][to_recipe]") {
    ChainPlan plan = sample_plan();
    timeline::Slot& slot = plan.zones[0].slots[0];
    SECTION("a set without keys") {
        slot.keys.clear();
        check_refused(plan, sample_frame(), Errc::semantics, "zone nl. from 2027-01-08");
    }
    SECTION("a set that nobody signs") {
        slot.signers.clear();
        check_refused(plan, sample_frame(), Errc::semantics, "without signers");
    }
    SECTION("a signer outside of the bunker") {
        slot.signers = {{5}};
        check_refused(plan, sample_frame(), Errc::semantics, "not a key of the bunker");
    }
    SECTION("an unknown key in the set") {
        plan.zones[0].keys[5].data.reset();
        check_refused(plan, sample_frame(), Errc::semantics, "is not known");
    }
    SECTION("an unknown key that signs the zone") {
        plan.zones[0].keys[6].data.reset();
        check_refused(plan, sample_frame(), Errc::semantics, "is not known");
    }
    SECTION("an unknown key in the CDS set") {
        slot.cds->keys = {5};
        plan.zones[0].keys[5].data.reset();
        slot.keys = {{0}, {7}};
        check_refused(plan, sample_frame(), Errc::semantics, "is not known");
    }
    SECTION("a TTL that does not fit") {
        slot.ttl = -1;
        check_refused(plan, sample_frame(), Errc::limit, "out of range");
    }
    SECTION("an export without a site") {
        RecipeFrame frame = sample_frame();
        frame.sites.clear();
        check_refused(plan, frame, Errc::configuration, "no transport key");
    }
}

}  // namespace
}  // namespace ceremony::plan
