// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/findings.hpp"

#include "support/printing.hpp"

namespace ceremony::cooker {
namespace {

TEST_CASE("findings: what is wrong with the recipe is a problem of its place",
          "[cooker][findings]") {
    const auto code =
        GENERATE(Errc::refused, Errc::not_found, Errc::semantics, Errc::crypto, Errc::syntax);
    CAPTURE(code);
    Findings findings;
    recipe::KeyUse use;
    use.action = 3;
    use.position = recipe::Position::signer;
    use.element = 1;
    REQUIRE(findings.refuse_unless(Error{code, "not so"}, use).ok());
    const std::vector<recipe::Violation> expected = {{3, "actionParams.signedBy[1].key", "not so"}};
    CHECK(findings.problems == expected);
}

TEST_CASE("findings: what is wrong with the machine ends the checks", "[cooker][findings]") {
    const auto code = GENERATE(Errc::usage, Errc::limit, Errc::unreadable, Errc::unwritable,
                               Errc::token, Errc::unavailable, Errc::configuration, Errc::busy,
                               Errc::left_over, Errc::undo_failed, Errc::internal);
    CAPTURE(code);
    Findings findings;
    const auto outcome = findings.refuse_unless(Error{code, "broken"}, {});
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().code() == code);
    CHECK(findings.problems.empty());
}

TEST_CASE("findings: success is no problem", "[cooker][findings]") {
    Findings findings;
    CHECK(findings.refuse_unless(Nothing{}, {}).ok());
    CHECK(findings.problems.empty());
    findings.refuse("the run");
    findings.refuse(2, "path", "the action");
    const std::vector<recipe::Violation> expected = {{std::nullopt, "", "the run"},
                                                     {2, "path", "the action"}};
    CHECK(findings.problems == expected);
}

}  // namespace
}  // namespace ceremony::cooker
