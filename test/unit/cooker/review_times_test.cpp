// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/review_times.hpp"

#include "unit/cooker/reviewed.hpp"

using namespace ceremony;
using namespace ceremony::cooker;
using ceremony::test::fitting_lines;
using ceremony::test::guard_of;
using ceremony::test::must;
using ceremony::test::plain;
using ceremony::test::refusals;
using ceremony::test::reviewed;
using ceremony::test::without;

TEST_CASE("review times: without a clock nothing is ahead of it", "[cooker][guard]") {
    const Guard guard = guard_of(without("max-ahead"));
    REQUIRE_FALSE(refusals(reviewed(guard, plain())).empty());
    const Review review =
        must(cooker::review(guard, plain(), {cooked::id_from_label, std::nullopt, {}}));
    CHECK(refusals(review).empty());
    CHECK(review.notes.empty());
}

TEST_CASE("review times: signatures that are over are told", "[cooker][guard]") {
    const UtcTime now = must(UtcTime::from_text("2027-03-02"));
    const Review review =
        must(cooker::review(guard_of(fitting_lines), plain(), {cooked::id_from_label, now, {}}));
    CHECK(refusals(review).empty());
    REQUIRE(review.notes.size() == 2);
    CHECK(review.notes[1] == "The last signature expired before that, 2027-03-01 00:00:00 UTC");
}

TEST_CASE("review times: a recipe without key sets has no times", "[cooker][guard]") {
    const recipe::Recipe recipe =
        must(test::read_recipe_text(test::read_vector_file("recipe/accept/no_actions.json")));
    const Guard guard = guard_of("previous: optional\n");
    const Review review = reviewed(guard, recipe);
    CHECK(refusals(review).empty());
    CHECK(review.notes.empty());
    CHECK(review.questions.empty());
}
