// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/commands/self_test.hpp"

#include <filesystem>
#include <unistd.h>

#include "support/child.hpp"
#include "support/printing.hpp"
#include "support/temp_folder.hpp"

using namespace ceremony;
using namespace ceremony::cooker;
using ceremony::test::in_child;
using ceremony::test::must;
using ceremony::test::TempFolder;

namespace {

// Runs the self-test in `folder`; what it says is the message.
Outcome test_in(const std::string& folder) {
    return in_child([&]() -> Outcome {
        std::filesystem::current_path(folder);
        std::string out;
        Program program;
        program.out = [&out](std::string_view text) -> Outcome {
            out += text;
            return Nothing{};
        };
        test::become_unprivileged();
        const Outcome outcome = self_test({}, program);
        if (!outcome.ok()) {
            return Error{outcome.error().code(), out + outcome.error().message()};
        }
        return Error{Errc::busy, out};  // the way in which a child tells more
    });
}

}  // namespace

TEST_CASE("self_test: everything passes and nothing is left behind", "[cooker][self_test]") {
    const TempFolder folder;
    std::filesystem::permissions(folder.path(), std::filesystem::perms::all);
    const Outcome outcome = test_in(folder.path());
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().code() == Errc::busy);
    const std::string out = outcome.error().message();
    CHECK(out.find("FAILED") == std::string::npos);
    CHECK_THAT(out, Catch::EndsWith("all passed\n"));
    for (const std::string algorithm : {"8", "10", "13", "14", "15", "16"}) {
        CHECK(out.find("ok      signatures of algorithm " + algorithm + " (") != std::string::npos);
    }
    CHECK(out.find("ok      journal on ") != std::string::npos);
    CHECK(folder.names().empty());
}

TEST_CASE("self_test: a folder that takes no files fails the tests of files",
          "[cooker][self_test]") {
    const TempFolder folder;
    std::filesystem::permissions(
        folder.path(), std::filesystem::perms::owner_all | std::filesystem::perms::others_exec);
    const Outcome outcome = test_in(folder.path());
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().code() == Errc::crypto);
    CHECK_THAT(outcome.error().message(), Catch::Contains("ok      signatures of algorithm 13 ") &&
                                              Catch::Contains("FAILED  files written whole") &&
                                              Catch::Contains("FAILED  transcript") &&
                                              Catch::EndsWith("self-test: 3 failed"));
}
