// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/review_findings.hpp"

#include "support/printing.hpp"

using namespace ceremony;
using namespace ceremony::cooker;

TEST_CASE("review findings: a reason is told at its first place with the number of the others",
          "[cooker][guard]") {
    ReviewFindings findings;
    findings.refuse(3, "a", "one");
    findings.refuse(4, "b", "two");
    findings.refuse(5, "c", "one");
    findings.refuse(std::nullopt, "d", "one");
    recipe::KeyUse use;
    use.action = 6;
    use.position = recipe::Position::signer;
    use.element = 1;
    findings.refuse(use, "three");
    const std::vector<recipe::Violation> expected = {{3, "a", "one (and 2 more)"},
                                                     {4, "b", "two"},
                                                     {6, "actionParams.signedBy[1].key", "three"}};
    CHECK(std::move(findings).take().refusals == expected);
}

TEST_CASE("review findings: what is of each place is told at each place", "[cooker][guard]") {
    ReviewFindings findings;
    findings.refuse_each(1, "a", "one");
    findings.refuse_each(2, "b", "one");
    const std::vector<recipe::Violation> expected = {{1, "a", "one"}, {2, "b", "one"}};
    CHECK(std::move(findings).take().refusals == expected);
}

TEST_CASE("review findings: a question is asked once, and another one is another",
          "[cooker][guard]") {
    ReviewFindings findings;
    const auto ask = [&findings](std::string line, std::string prompt) {
        findings.ask({Subject::cds, {std::move(line)}, std::move(prompt), "", {}});
    };
    ask("a", "really?");
    ask("a", "really?");
    ask("b", "really?");
    ask("a", "sure?");
    findings.note("first");
    findings.note("second");
    const Review review = std::move(findings).take();
    REQUIRE(review.questions.size() == 3);
    CHECK(review.questions[1].lines == std::vector<std::string>{"b"});
    CHECK(review.questions[2].prompt == "sure?");
    CHECK(review.notes == std::vector<std::string>{"first", "second"});
}
