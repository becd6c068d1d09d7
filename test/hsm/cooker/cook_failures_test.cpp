// SPDX-License-Identifier: BSD-3-Clause
//
// cook_failures_test.cpp -- runs whose token fails, and runs that are killed.

#include <csignal>
#include <filesystem>
#include <string>
#include <vector>

#include "cooker/cook.hpp"
#include "hsm/cooker/bunker.hpp"
#include "hsm/cooker/left_behind.hpp"

namespace ceremony::test {
namespace {

// The numbers of the calls of `function` when this recipe is cooked without a fault, on a
// token with one key.
std::vector<unsigned long> calls_when_cooked(const recipe::Recipe& recipe,
                                             const std::string& function) {
    Bunker bunker;
    bunker.make_key(new_key(KeyKind::p256, "there before"));
    bunker.use_faults("");
    bunker.put(recipe);
    REQUIRE(bunker.cooked() == "done");
    return bunker.calls_of(function);
}

TEST_CASE("cook: a late failure leaves everything as before", "[hsm][cook]") {
    const auto ksk = key("ksk");
    const auto recipe = recipe_of({generate(ksk), produce({ksk}, {ksk})});
    const unsigned long last = calls_when_cooked(recipe, "C_Sign").back();
    struct Row {
        std::string fault;
        Errc code;
    };
    const auto row = GENERATE_COPY(values<Row>({
        {"falsify " + std::to_string(last), Errc::crypto},
        {"fail " + std::to_string(last) + " 30", Errc::token},
        {"fail-after " + std::to_string(last) + " 30", Errc::token},
    }));
    CAPTURE(row.fault);
    Bunker bunker;
    bunker.make_key(new_key(KeyKind::p256, "there before"));
    const auto before = bunker.inventory();
    bunker.use_faults(row.fault + "\n");
    bunker.put(recipe);
    const std::string approved = slurp(bunker.folder / "recipe.json");
    const auto outcome = bunker.cook();
    CAPTURE(bunker.screen);
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().code() == row.code);
    CHECK(bunker.said("ABORTED: any DS record printed above is void"));
    CHECK(bunker.said("Everything is as it was before"));
    CHECK(bunker.inventory() == before);
    CHECK(slurp(bunker.folder / "recipe.json") == approved);
    CHECK(litter(bunker).empty());
    CHECK(text_of(bunker, "recipe.json.journal.done").find("END ending=undone") !=
          std::string::npos);

    // Nothing stands in the way of another recipe of that name.
    CHECK_FALSE(std::filesystem::exists(bunker.folder / "recipe.json.approved"));
    bunker.use_no_faults();
    auto next = recipe;
    next.preamble.description = "the next attempt";
    bunker.put(next);
    CHECK(bunker.cooked() == "done");
}

TEST_CASE("cook: what cannot be undone is told, and the journal stays", "[hsm][cook]") {
    const auto ksk = key("ksk");
    const auto recipe = recipe_of({generate(ksk), produce({ksk}, {ksk})});
    const unsigned long last = calls_when_cooked(recipe, "C_Sign").back();
    Bunker bunker;
    bunker.make_key(new_key(KeyKind::p256, "there before"));
    bunker.use_faults("gone " + std::to_string(last) + "\n");
    bunker.put(recipe);
    const auto outcome = bunker.cook();
    CAPTURE(bunker.screen);
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().code() == Errc::undo_failed);
    CHECK(outcome.error().hint() == "cooker resume -c " + (bunker.folder / "cooker.yaml") + " " +
                                        (bunker.folder / "recipe.json.journal"));
    CHECK(bunker.objects().size() == 4);

    // Until somebody resumes it, nothing else runs here.
    bunker.use_no_faults();
    const auto again = bunker.cook();
    CHECK(again.error().code() == Errc::refused);
    CHECK_THAT(again.error().message(), Catch::Contains("a run was interrupted here"));
    CHECK(bunker.check().error().code() == Errc::refused);
    CHECK(bunker.resume_at_terminal("yes", {"destroy this key?"}) == "done");
    CHECK(bunker.objects().size() == 2);
    CHECK(bunker.cooked() == "done");
}

TEST_CASE("cook: a deletion that fails does not undo the recipe", "[hsm][cook]") {
    const auto ksk = key("ksk");
    const auto recipe =
        recipe_of({destroy(key("there before")), generate(ksk), produce({ksk}, {ksk})});
    const unsigned long first = calls_when_cooked(recipe, "C_DestroyObject").front();
    Bunker bunker;
    bunker.make_key(new_key(KeyKind::p256, "there before"));
    bunker.use_faults("fail " + std::to_string(first) + " 30\n");
    bunker.put(recipe);
    const auto outcome = bunker.cook();
    CAPTURE(bunker.screen);
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().code() == Errc::left_over);
    const recipe::Recipe cooked = bunker.result();
    CHECK(verdict(cooked).empty());
    CHECK_FALSE(std::get<recipe::DeleteKey>(cooked.actions[0].params).cooked->success);
    CHECK(bunker.objects().size() == 4);
    CHECK(litter(bunker).empty());
}

TEST_CASE("cook: a run that is killed is undone or finished, wherever it was", "[hsm][cook]") {
    const auto ksk = key("ksk");
    const auto recipe =
        recipe_of({destroy(key("there before")), generate(ksk), produce({ksk}, {ksk})});
    struct Row {
        std::string what;
        std::string function;
        bool is_last;
        std::string kill;
        std::vector<std::string> questions;
        bool is_done;
    };
    const auto row = GENERATE(values<Row>({
        {"before the key is made", "C_GenerateKeyPair", true, "kill", {}, false},
        {"after the key was made",
         "C_GenerateKeyPair",
         true,
         "kill-after",
         {"destroy this key?"},
         false},
        {"before the set is signed", "C_Sign", true, "kill", {"destroy this key?"}, false},
        {"before the first half is destroyed",
         "C_DestroyObject",
         false,
         "kill",
         {"finish the interrupted run?"},
         true},
        {"between the halves",
         "C_DestroyObject",
         false,
         "kill-after",
         {"finish the interrupted run?"},
         true},
        {"after the second half was destroyed",
         "C_DestroyObject",
         true,
         "kill-after",
         {"finish the interrupted run?"},
         true},
    }));
    CAPTURE(row.what);
    const std::vector<unsigned long> calls = calls_when_cooked(recipe, row.function);
    const unsigned long number = row.is_last ? calls.back() : calls.front();
    Bunker bunker;
    bunker.make_key(new_key(KeyKind::p256, "there before"));
    const auto before = bunker.inventory();
    bunker.use_faults(row.kill + " " + std::to_string(number) + "\n");
    bunker.put(recipe);
    REQUIRE(bunker.cook_until_killed() == SIGKILL);
    bunker.use_no_faults();

    // Whoever says no keeps everything as it is.
    if (!row.questions.empty()) {
        CHECK(bunker.resume_at_terminal("no", {row.questions.front()}) != "done");
    }
    const std::string ending = bunker.resume_at_terminal("yes", row.questions);
    CAPTURE(bunker.seen);
    REQUIRE(ending == "done");
    CHECK(litter(bunker).empty());
    if (row.is_done) {
        const recipe::Recipe cooked = bunker.result();
        CHECK(verdict(cooked).empty());
        CHECK(std::get<recipe::DeleteKey>(cooked.actions[0].params).cooked->success);
        CHECK(bunker.objects().size() == 2);
        CHECK(bunker.objects().front().label == "ksk");
    } else {
        CHECK(bunker.inventory() == before);
        CHECK(bunker.cooked() == "done");
    }
}

TEST_CASE("cook: what fails behind the commit point is not said to be as before", "[hsm][cook]") {
    const auto ksk = key("ksk");
    const auto recipe =
        recipe_of({destroy(key("there before")), generate(ksk), produce({ksk}, {ksk})});
    const unsigned long first = calls_when_cooked(recipe, "C_DestroyObject").front();
    Bunker bunker;
    bunker.make_key(new_key(KeyKind::p256, "there before"));
    bunker.use_faults("gone " + std::to_string(first) + "\n");
    bunker.put(recipe);
    const auto outcome = bunker.cook();
    CAPTURE(bunker.screen);
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().code() == Errc::undo_failed);
    CHECK_THAT(outcome.error().message(), Catch::Contains("has passed its commit point"));
    CHECK(outcome.error().hint() == "cooker resume -c " + (bunker.folder / "cooker.yaml") + " " +
                                        (bunker.folder / "recipe.json.journal"));
    CHECK(bunker.said("Not done."));
    bunker.use_no_faults();
    const auto resumed = bunker.resume();
    REQUIRE_FALSE(resumed.ok());
    CHECK(resumed.error().code() == Errc::left_over);  // the deletion
    CHECK(litter(bunker).empty());
}

}  // namespace
}  // namespace ceremony::test
