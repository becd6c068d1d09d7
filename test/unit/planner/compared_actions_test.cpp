// SPDX-License-Identifier: BSD-3-Clause

#include "planner/compared_actions.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <utility>

#include "plan/from_recipe.hpp"
#include "plan/to_recipe.hpp"
#include "support/printing.hpp"
#include "unit/plan/samples.hpp"

using namespace ceremony;
using namespace ceremony::planner;
using ceremony::test::must;

namespace {

using Set = recipe::ProduceSignedKeyset;
using Edit = std::function<void(Set&)>;

struct Sample {
    explicit Sample(std::uint32_t sequence = 12) {
        plan::RecipeFrame frame = test::sample_frame();
        frame.ceremony.sequence = sequence;
        recipe = must(plan::to_recipe(plan, frame));
        plan = must(plan::from_recipe(recipe));
    }
    [[nodiscard]] Compared compared() const { return {recipe, plan}; }
    [[nodiscard]] std::size_t first_set() const {
        const auto first = std::find_if(recipe.actions.begin(), recipe.actions.end(),
                                        [](const recipe::Action& action) {
                                            return std::holds_alternative<Set>(action.params);
                                        });
        return static_cast<std::size_t>(first - recipe.actions.begin());
    }
    // Changes the first set, and the plan with it.
    void edit(const Edit& change) {
        change(std::get<Set>(recipe.actions.at(first_set()).params));
        plan = must(plan::from_recipe(recipe));
    }

    plan::ChainPlan plan = test::sample_plan();
    recipe::Recipe recipe;
};

}  // namespace

TEST_CASE("compared_actions: what is done is told by the names of the keys",
          "[planner][compared_actions]") {
    const Sample sample;
    const std::vector<std::string> deeds = deeds_of(sample.recipe, sample.plan);
    REQUIRE(deeds.size() == sample.recipe.actions.size());
    for (const std::string deed :
         {"needs nl. K1", "destroys nl. Z1", "destroys nl. K2", "generates nl. Z3",
          "exports nl. Z3 for \"site one\"", "makes set 1 of nl.", "makes set 2 of nl.",
          "makes set 1 of example.", "takes in the transport key \"site one\" on \"default\""}) {
        CAPTURE(deed);
        CHECK(std::count(deeds.begin(), deeds.end(), deed) == 1);
    }
}

TEST_CASE("compared_actions: what one does and the other does not", "[planner][compared_actions]") {
    const Sample one;
    Sample other;
    CHECK(differences_of_deeds(one.compared(), other.compared()).empty());
    std::swap(other.recipe.actions.front(), other.recipe.actions.back());
    CHECK(differences_of_deeds(one.compared(), other.compared()) ==
          std::vector<std::string>{
              "what both do is in another order, or done another number of times"});
    std::swap(other.recipe.actions.front(), other.recipe.actions.back());
    other.recipe.actions.pop_back();
    CHECK(differences_of_deeds(one.compared(), other.compared()) ==
          std::vector<std::string>{"no more: exports nl. Z3 for \"site one\""});
    CHECK(differences_of_deeds(other.compared(), one.compared()) ==
          std::vector<std::string>{"new: exports nl. Z3 for \"site one\""});
}

TEST_CASE("compared_actions: names that a ceremony gives its keys are no more to tell",
          "[planner][compared_actions]") {
    const Sample one;
    const Sample next(13);
    REQUIRE(one.recipe.actions != next.recipe.actions);
    CHECK(with_told_of(one.compared(), next.compared()) == next.recipe);
    // A label that is not the key's own is.
    Sample odd;
    for (recipe::Action& action : odd.recipe.actions) {
        if (auto* generation = std::get_if<recipe::GenerateKey>(&action.params)) {
            generation->key.name = must(recipe::KeyName::make(generation->key.name.store(),
                                                              generation->key.name.id(), "mine"));
        }
    }
    CHECK(with_told_of(odd.compared(), next.compared()) != next.recipe);
}

TEST_CASE("compared_actions: a set is told where it differs in the plans",
          "[planner][compared_actions]") {
    const Sample one;
    Sample other;
    for (recipe::Action& action : other.recipe.actions) {
        if (auto* set = std::get_if<Set>(&action.params)) {
            set->ttl = 7;
            break;
        }
    }
    CHECK(with_told_of(one.compared(), other.compared()) != other.recipe);
    other.plan.zones[0].slots[0].ttl = 7;
    CHECK(with_told_of(one.compared(), other.compared()) == other.recipe);
}

namespace {

recipe::KeyReference& reference(recipe::KeysetKey& key) {
    return std::get<recipe::KeyReference>(key);
}
recipe::DirectKey& direct(recipe::KeysetKey& key) {
    return std::get<recipe::DirectKey>(key);
}
std::vector<recipe::KeysetKey>& cds_keys(Set& set) {
    return std::get<recipe::CdsKeys>(set.cds->content).keys;
}
void give_label(recipe::KeyReference& key) {
    key.name = must(recipe::KeyName::make(key.name.store(), key.name.id(), "Evil"));
}
// A key that is in none of the sets.
recipe::KeyReference other_zsk(const std::string& label = std::string()) {
    return {{dns::Algorithm::ecdsap256sha256, recipe::KeyRole::zsk},
            must(recipe::KeyName::make("default", Bytes(16, 2), label))};
}
void add_time(UtcTime& time) {
    time = must(UtcTime::from_seconds(time.seconds() + 1));
}

std::vector<Edit> told_edits() {
    return {
        [](Set& set) { add_time(set.inception); },
        [](Set& set) { add_time(set.expiration); },
        [](Set& set) { set.ttl = 7; },
        [](Set& set) { add_time(set.publish->from); },
        [](Set& set) { std::reverse(set.keyset.begin(), set.keyset.end()); },
        [](Set& set) { set.keyset.pop_back(); },
        [](Set& set) { set.keyset.emplace_back(other_zsk()); },
        [](Set& set) { reference(set.keyset[0]).kind.role = recipe::KeyRole::revoked_ksk; },
        [](Set& set) { std::reverse(set.signed_by.begin(), set.signed_by.end()); },
        [](Set& set) { set.signed_by.pop_back(); },
        [](Set& set) { set.signed_by[0].kind.role = recipe::KeyRole::revoked_ksk; },
        [](Set& set) { set.publish->zone_signers.pop_back(); },
        [](Set& set) { set.publish->zone_signers.emplace_back(other_zsk()); },
        [](Set& set) { set.cds.reset(); },
        [](Set& set) { set.cds->content = recipe::CdsDelete(); },
        [](Set& set) { set.cds->ttl = 7; },
        [](Set& set) { cds_keys(set).pop_back(); },
        [](Set& set) { std::get<recipe::CdsKeys>(set.cds->content).cdnskey = false; },
        [](Set& set) {
            std::get<recipe::CdsKeys>(set.cds->content).digest_types = {dns::DigestType::sha384};
        },
    };
}

// They leave the plan as it is.
std::vector<Edit> untold_edits() {
    return {
        [](Set& set) { give_label(reference(set.keyset[0])); },
        [](Set& set) { give_label(set.signed_by[1]); },
        [](Set& set) { give_label(reference(set.publish->zone_signers[0])); },
        [](Set& set) { give_label(reference(cds_keys(set)[1])); },
        [](Set& set) {
            direct(set.keyset[2]).source = recipe::Source{{}, "a file"};
        },
        [](Set& set) {
            direct(set.publish->zone_signers[1]).source = recipe::Source{{}, "a file"};
        },
        [](Set& set) { reference(set.keyset[0]).kind.algorithm = dns::Algorithm::rsasha256; },
        [](Set& set) { set.signed_by[0].kind.role = recipe::KeyRole::zsk; },
        [](Set& set) {
            reference(set.publish->zone_signers[0]).kind.role = recipe::KeyRole::revoked_ksk;
        },
        [](Set& set) { reference(cds_keys(set)[0]).kind.role = recipe::KeyRole::revoked_ksk; },
        // In the other form.
        [](Set& set) {
            set.keyset[0] =
                recipe::DirectKey{reference(set.keyset[0]).kind, test::key_data(1), {}, {}};
        },
    };
}

}  // namespace

TEST_CASE("compared_actions: what the words say of a set is told", "[planner][compared_actions]") {
    const Sample one;
    const std::vector<Edit> edits = told_edits();
    for (std::size_t number = 0; number < edits.size(); ++number) {
        CAPTURE(number);
        Sample other;
        other.edit(edits[number]);
        CHECK(other.plan != one.plan);
        CHECK(with_told_of(one.compared(), other.compared()) == other.recipe);
        CHECK(with_told_of(other.compared(), one.compared()) == one.recipe);
    }
}

TEST_CASE("compared_actions: what they do not say of a set that differs is left",
          "[planner][compared_actions]") {
    const Sample one;
    const std::vector<Edit> edits = untold_edits();
    for (std::size_t number = 0; number < edits.size(); ++number) {
        CAPTURE(number);
        Sample odd;
        odd.edit(edits[number]);
        REQUIRE(odd.plan == one.plan);
        Sample both = odd;
        both.edit([](Set& set) { set.ttl = 7; });
        CHECK(with_told_of(one.compared(), both.compared()) != both.recipe);
        CHECK(with_told_of(both.compared(), one.compared()) != one.recipe);
        // What both have is no difference.
        CHECK(with_told_of(odd.compared(), both.compared()) == both.recipe);
        // Nor is it when a key is revoked, and that is told.
        Sample revoked = odd;
        revoked.edit([](Set& set) {
            std::visit([](auto& key) { key.kind.role = recipe::KeyRole::revoked_ksk; },
                       set.keyset[0]);
        });
        CHECK(with_told_of(odd.compared(), revoked.compared()) == revoked.recipe);
        CHECK(with_told_of(revoked.compared(), odd.compared()) == odd.recipe);
        CHECK(with_told_of(one.compared(), revoked.compared()) != revoked.recipe);
    }
}

TEST_CASE("compared_actions: keys keep what is not told of them in another order",
          "[planner][compared_actions]") {
    const Sample one;
    Sample labelled;
    labelled.edit([](Set& set) { give_label(reference(set.keyset[0])); });
    Sample other = labelled;
    other.edit([](Set& set) { std::reverse(set.keyset.begin(), set.keyset.end()); });
    CHECK(with_told_of(labelled.compared(), other.compared()) == other.recipe);
    CHECK(with_told_of(one.compared(), other.compared()) != other.recipe);
    // One key twice, in two ways.
    const auto add = [](const std::string& label) {
        return [label](Set& set) {
            set.keyset.emplace_back(other_zsk(label));
        };
    };
    for (Sample* sample : {&labelled, &other}) {
        sample->edit(add("one"));
        sample->edit(add("two"));
    }
    CHECK(with_told_of(labelled.compared(), other.compared()) == other.recipe);
    other.edit([](Set& set) { std::reverse(set.keyset.begin(), set.keyset.end()); });
    CHECK(with_told_of(labelled.compared(), other.compared()) != other.recipe);
}

TEST_CASE("compared_actions: of a key that is new in a set only its name is told",
          "[planner][compared_actions]") {
    using Add = void (*)(Set&, const recipe::KeyReference&);
    const std::array<Add, 4> lists = {
        [](Set& set, const recipe::KeyReference& key) { set.keyset.emplace_back(key); },
        [](Set& set, const recipe::KeyReference& key) { set.signed_by.push_back(key); },
        [](Set& set, const recipe::KeyReference& key) {
            set.publish->zone_signers.emplace_back(key);
        },
        [](Set& set, const recipe::KeyReference& key) { cds_keys(set).emplace_back(key); },
    };
    const Sample one;
    for (const Add add : lists) {
        Sample plain;
        plain.edit([&](Set& set) { add(set, other_zsk()); });
        CHECK(with_told_of(one.compared(), plain.compared()) == plain.recipe);
        Sample odd;
        odd.edit([&](Set& set) { add(set, other_zsk("Evil")); });
        CHECK(with_told_of(one.compared(), odd.compared()) != odd.recipe);
    }
}

TEST_CASE("compared_actions: sets are those of the plan, in whatever order the file has them",
          "[planner][compared_actions]") {
    const Sample one;
    Sample other;
    other.edit([](Set& set) { set.ttl = 7; });
    std::vector<recipe::Action>& actions = other.recipe.actions;
    const std::size_t first = other.first_set();
    std::swap(actions.at(first), actions.at(first + 1));
    CHECK(differences_of_deeds(one.compared(), other.compared()) ==
          std::vector<std::string>{
              "what both do is in another order, or done another number of times"});
    CHECK(with_told_of(one.compared(), other.compared()) == other.recipe);
    give_label(std::get<Set>(actions.at(first).params).signed_by[0]);
    CHECK(with_told_of(one.compared(), other.compared()) != other.recipe);
}
