// SPDX-License-Identifier: BSD-3-Clause

#include "cooked/previous.hpp"

#include <set>

#include "dnssec/verify.hpp"
#include "support/printing.hpp"
#include "unit/cooked/samples.hpp"

using namespace ceremony;
using ceremony::cooked::PreviousReview;
using ceremony::cooked::Rehearsals;
using ceremony::cooked::review_previous;
using ceremony::test::cooked_sample;
using ceremony::test::CookedSample;
using ceremony::test::must;

namespace {

// A recipe that follows `previous`.
recipe::Recipe next_of(const CookedSample& previous) {
    recipe::Recipe recipe;
    recipe::Ceremony ceremony = *previous.recipe.preamble.ceremony;
    ++ceremony.sequence;
    ceremony.previous = previous.sha256;
    recipe.preamble.ceremony = ceremony;
    return recipe;
}

PreviousReview review(const recipe::Recipe& recipe,
                      const CookedSample& previous,
                      Rehearsals rehearsals = Rehearsals::refused) {
    return review_previous(recipe, {previous.recipe, recipe::SpecVersion::v1_1, previous.sha256},
                           rehearsals);
}

using Strings = std::vector<std::string>;

Strings paths(const std::vector<recipe::Violation>& found) {
    Strings result;
    for (const recipe::Violation& violation : found) {
        CHECK_FALSE(violation.action.has_value());
        result.push_back(violation.path);
    }
    return result;
}

}  // namespace

TEST_CASE("previous: a recipe follows the ceremony before", "[cooked][previous]") {
    const CookedSample previous = cooked_sample("ecdsa");
    const PreviousReview found = review(next_of(previous), previous);
    CHECK(found.in_recipe.empty());
    CHECK(found.in_previous.empty());
    REQUIRE(found.last_sets.size() == 1);
    const cooked::LastSet& last = found.last_sets.front();
    CHECK(last.action == 6);
    CHECK(last.stage == 0);
    CHECK(last.set.records().size() == 3);
    // The old key, revoked, and the new one.
    REQUIRE(last.signers.size() == 2);
    for (const cooked::LastSet::Signer& signer : last.signers) {
        const auto key = must(dnssec::ZoneKey::make(last.set.owner(), signer.key));
        must(dnssec::verify(last.set, signer.rrsig, key));
    }
    CHECK(last.signers[0].key != last.signers[1].key);
}

TEST_CASE("previous: each zone has a last set", "[cooked][previous]") {
    const CookedSample previous = cooked_sample("ldns");
    const PreviousReview found = review(next_of(previous), previous);
    REQUIRE(found.last_sets.size() == 3);
    std::set<std::string> zones;
    for (const cooked::LastSet& last : found.last_sets) {
        zones.insert(last.set.owner().text());
        CHECK(last.signers.size() == 1);
    }
    CHECK(zones == std::set<std::string>{"ecdsap384sha384.example.", "ed448.example.",
                                         "rsasha512.example."});
}

TEST_CASE("previous: each stage has a last set and other tracks have none", "[cooked][previous]") {
    const CookedSample previous =
        cooked_sample("ecdsa",
                      "add recipe.actions[5].actionParams.publish.stage 1 ;; "
                      "add recipe.actions[6].actionParams.publish.track \"emergency\"");
    const PreviousReview found = review(next_of(previous), previous);
    REQUIRE(found.last_sets.size() == 2);
    CHECK(found.last_sets[0].action == 4);
    CHECK(found.last_sets[0].stage == 0);
    CHECK(found.last_sets[1].action == 5);
    CHECK(found.last_sets[1].stage == 1);
}

TEST_CASE("previous: without publication the set that expires last is the last",
          "[cooked][previous]") {
    const CookedSample previous =
        cooked_sample("ecdsa",
                      "swap recipe.actions[5] ;; remove recipe.actions[5].actionParams.publish ;; "
                      "remove recipe.actions[6].actionParams.publish");
    const PreviousReview found = review(next_of(previous), previous);
    REQUIRE(found.last_sets.size() == 1);
    CHECK(found.last_sets[0].action == 5);
}

TEST_CASE("previous: what does not follow is found in the recipe", "[cooked][previous]") {
    const CookedSample previous = cooked_sample("rsa");
    recipe::Recipe recipe = next_of(previous);
    SECTION("another hash") {
        (*recipe.preamble.ceremony->previous)[0] ^= 1U;
        CHECK(paths(review(recipe, previous).in_recipe) == Strings{"ceremony.previous"});
    }
    SECTION("no hash") {
        recipe.preamble.ceremony->previous.reset();
        CHECK(paths(review(recipe, previous).in_recipe) == Strings{"ceremony.previous"});
    }
    SECTION("another chain") {
        recipe.preamble.ceremony->chain = must(recipe::Word::from_text("other"));
        CHECK(paths(review(recipe, previous).in_recipe) == Strings{"ceremony.chain"});
    }
    SECTION("the same sequence") {
        --recipe.preamble.ceremony->sequence;
        CHECK(paths(review(recipe, previous).in_recipe) == Strings{"ceremony.sequence"});
    }
    SECTION("a sequence left out") {
        ++recipe.preamble.ceremony->sequence;
        CHECK(paths(review(recipe, previous).in_recipe) == Strings{"ceremony.sequence"});
    }
    SECTION("no ceremony") {
        recipe.preamble.ceremony.reset();
        CHECK(paths(review(recipe, previous).in_recipe) == Strings{"ceremony"});
    }
    CHECK(review(recipe, previous).in_previous.empty());
    CHECK(review(recipe, previous).last_sets.empty());
}

TEST_CASE("previous: a file that is not good is found in the file", "[cooked][previous]") {
    struct Row {
        std::string edits;
        std::string path;
    };
    const auto row = GENERATE(values<Row>({
        {"set recipe.preamble.cooked.complete false", "recipe.preamble.cooked.complete"},
        {"set recipe.preamble.cooked.rehearsal true", "recipe.preamble.cooked.rehearsal"},
        {"remove recipe.preamble.cooked", "recipe.preamble.cooked"},
        {"spoil recipe.actions[2].cooked.signedKeysetRRs[2]",
         "recipe.actions[2].cooked.signedKeysetRRs[2]"},
    }));
    CAPTURE(row.edits);
    const CookedSample previous = cooked_sample("rsa", row.edits);
    const PreviousReview found = review(next_of(previous), previous);
    CHECK(found.in_recipe.empty());
    CHECK(found.last_sets.empty());
    const auto told = previous.told(found.in_previous);
    REQUIRE(told.size() == 1);
    CHECK(told.front().substr(0, told.front().find(": ")) == row.path);
}

TEST_CASE("previous: a rehearsal may follow a rehearsal", "[cooked][previous]") {
    const CookedSample previous = cooked_sample("rsa", "set recipe.preamble.cooked.rehearsal true");
    const PreviousReview found = review(next_of(previous), previous, Rehearsals::accepted);
    CHECK(found.in_previous.empty());
    CHECK(found.last_sets.size() == 1);
}

TEST_CASE("previous: a file of v1.0 stands in no line of ceremonies", "[cooked][previous]") {
    const CookedSample previous = cooked_sample("v1_0");
    recipe::Recipe recipe;
    recipe.preamble.ceremony =
        recipe::Ceremony{must(recipe::Word::from_text("nl")), 2, 1, previous.sha256};
    const PreviousReview found = review_previous(
        recipe, {previous.recipe, recipe::SpecVersion::v1_0, previous.sha256}, Rehearsals::refused);
    CHECK(found.in_recipe.empty());
    CHECK(paths(found.in_previous) == Strings{"ceremony"});
}
