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

TEST_CASE("review times: a recipe that the clock has not reached is told", "[cooker][guard]") {
    struct Row {
        std::string now;
        bool is_told;
    };
    // The recipe was made at 2026-11-27 09:58:07.
    const auto row = GENERATE(values<Row>({{"2024-11-26 09:58:07", true},
                                           {"2026-11-27 08:58:06", true},
                                           {"2026-11-27 08:58:07", false},
                                           {"2026-11-27 09:58:07", false}}));
    CAPTURE(row.now);
    const UtcTime now = must(UtcTime::from_text(row.now));
    const ReviewContext context{cooked::id_from_label, now, {}};
    const std::string warning =
        "Warning: the recipe was made after that, 2026-11-27 09:58:07 UTC: is this clock right?";
    const auto check_lines = [&](const std::vector<std::string>& lines) {
        REQUIRE(lines.size() == (row.is_told ? 3U : 2U));
        CHECK(lines[0] == "The clock of this machine shows " + row.now + " UTC");
        CHECK((lines[1] == warning) == row.is_told);
    };
    const auto lines = without("max-ahead", "max-ahead: P3650D");
    check_lines(must(cooker::review(guard_of(lines), plain(), context)).notes);
    // Who has to vouch for the clock is told before the question.
    Guard asking = guard_of(lines);
    asking.confirm = Confirmation::words;
    const Review review = must(cooker::review(asking, plain(), context));
    REQUIRE_FALSE(review.questions.empty());
    CHECK(review.questions.back().subject == Subject::ahead);
    check_lines(review.questions.back().lines);
}
