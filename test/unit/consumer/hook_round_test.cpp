// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/hook_round.hpp"

#include <filesystem>

#include "support/printing.hpp"
#include "support/temp_folder.hpp"
#include "support/vectors.hpp"

using namespace ceremony;
using consumer::HookRound;

namespace {

std::vector<std::string> shell(const std::string& script) {
    return {"sh", "-c", script};
}

}  // namespace

TEST_CASE("hook_round: what several want runs once, and is told of once",
          "[consumer][hook_round]") {
    const test::TempFolder folder;
    const std::string note = "echo told >> " + (folder / "note");
    HookRound round;
    for (int i = 0; i < 2; ++i) {
        const auto answer = round.run(shell(note));
        CHECK(answer.has_succeeded);
        CHECK_FALSE(answer.news);
    }
    CHECK(test::slurp(folder / "note") == "told\n");
    const auto failed = round.run(shell(note + "; exit 3"));
    CHECK_FALSE(failed.has_succeeded);
    REQUIRE(failed.news);
    CHECK(failed.news->message() == "hook \"sh\": ended with status 3");
    const auto again = round.run(shell(note + "; exit 3"));
    CHECK_FALSE(again.has_succeeded);
    CHECK_FALSE(again.news);
    CHECK(test::slurp(folder / "note") == "told\ntold\n");
}

TEST_CASE("hook_round: when the time is over the others are left to the next run",
          "[consumer][hook_round]") {
    const test::TempFolder folder;
    HookRound round(std::chrono::milliseconds(50));
    CHECK(round.run(shell("sleep 0.1")).has_succeeded);
    const auto late = round.run({"touch", folder / "one"});
    CHECK_FALSE(late.has_succeeded);
    REQUIRE(late.news);
    CHECK(late.news->code() == Errc::left_over);
    CHECK(late.news->message() ==
          "hook \"touch\": not run, nor those after it, because those before took 50 ms: the next "
          "run goes on");
    // That is told once, whoever else waits.
    const auto other = round.run({"touch", folder / "two"});
    CHECK_FALSE(other.has_succeeded);
    CHECK_FALSE(other.news);
    CHECK_FALSE(std::filesystem::exists(folder / "one"));
    CHECK_FALSE(std::filesystem::exists(folder / "two"));
    // What ran already is known.
    CHECK(round.run(shell("sleep 0.1")).has_succeeded);
}
