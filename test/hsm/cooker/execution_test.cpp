// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/execution.hpp"

#include "dns/print.hpp"
#include "hsm/cooker/bunker.hpp"

namespace ceremony::test::execution_test {
namespace {

const auto ksk = key("ksk");
const auto zsk = key("zsk", recipe::KeyRole::zsk);

cooker::Gate recording(std::vector<std::string>& steps) {
    return [&steps](const std::string& next) -> Outcome {
        steps.push_back(next);
        return Nothing{};
    };
}

TEST_CASE("execution: actions are carried out by type, whatever the order of the file",
          "[hsm][execution]") {
    Bunker bunker;
    bunker.make_key(new_key(KeyKind::p256, "old"));
    Rig rig(bunker, recipe_of({produce({ksk, zsk}, {ksk}), generate(zsk), destroy(key("old")),
                               generate(ksk), have(key("old"))}));
    std::vector<std::string> steps;
    must(cooker::execute(rig.execution(), {recording(steps), {}, false}));
    // The second step, deleteKey, does nothing yet.
    CHECK(steps == std::vector<std::string>{
                       "step 1/5 haveKey KSK of algorithm 13, \"old\"",
                       "step 3/5 generateKey ZSK of algorithm 13, \"zsk\"",
                       "step 4/5 generateKey KSK of algorithm 13, \"ksk\"",
                       "step 5/5 produceSignedKeyset \"example.\" 2027-01-01 00:00:00 .. "
                       "2027-02-01 00:00:00"});
    CHECK(bunker.said("will be destroyed when all else is done key field sha256:"));
    CHECK(bunker.said("algorithm 13: tag "));
    CHECK(bunker.said("Step 5/5 produceSignedKeyset"));
    // Nothing was destroyed yet.
    CHECK(must(rig.token().objects()).size() == 6);
    CHECK_FALSE(std::get<recipe::DeleteKey>(rig.cooked.actions[2].params).cooked.has_value());
}

TEST_CASE("execution: the DS of a new KSK follows its step, details only when asked for",
          "[hsm][execution]") {
    Bunker bunker;
    std::vector<std::string> steps;
    const auto detail = GENERATE(cooker::Detail::plain, cooker::Detail::full);
    Rig rig(bunker, recipe_of({generate(ksk), generate(zsk), produce({ksk, zsk}, {ksk})}));
    must(cooker::execute(rig.execution(), {recording(steps), {}, false, detail}));
    const auto& result = *std::get<recipe::GenerateKey>(rig.cooked.actions[0].params).cooked;
    const std::size_t step = bunker.screen.find("Step  1/3");
    const std::size_t ds = bunker.screen.find("  DS of example. " + dns::print(*result.ds) + "\n");
    const std::size_t next = bunker.screen.find("Step  2/3");
    CHECK(step < ds);
    CHECK(ds < next);
    CHECK(bunker.screen.find("DS of", ds + 3) == std::string::npos);
    const bool is_full = detail == cooker::Detail::full;
    CHECK(bunker.said("key field sha256:") == is_full);
    CHECK(bunker.said("example. 3600 IN DNSKEY 257 3 13 ") == is_full);
}

TEST_CASE("execution: a gate that is closed ends the run before the step", "[hsm][execution]") {
    Bunker bunker;
    Rig rig(bunker, recipe_of({generate(ksk), generate(zsk)}));
    int asked = 0;
    const cooker::Gate gate = [&asked](const std::string& /*next*/) -> Outcome {
        ++asked;
        return asked < 2 ? Outcome(Nothing{}) : Error{Errc::refused, "no"};
    };
    const auto outcome = cooker::execute(rig.execution(), {gate, {}, false});
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().code() == Errc::refused);
    CHECK(must(rig.token().objects()).size() == 2);
}

TEST_CASE("execution: of many sets each stands in the transcript, and the screen has their number",
          "[hsm][execution]") {
    Bunker bunker;
    bunker.make_key(new_key(KeyKind::p256, "ksk"));
    std::vector<recipe::Action> actions;
    for (int day = 0; day < 25; ++day) {
        auto set = keyset({ksk}, {ksk});
        set.inception = must(UtcTime::from_seconds(at("2027-01-01").seconds() + day * 86400));
        set.expiration = must(UtcTime::from_seconds(set.inception.seconds() + 3600));
        actions.push_back({"", set});
    }
    Rig rig(bunker, recipe_of(actions));
    must(rig.transcript->open(bunker.folder / "transcript"));
    std::vector<std::string> steps;
    std::string progress;
    const cooker::Sink show = [&progress](std::string_view text) -> Outcome {
        progress += text;
        progress += "|";
        return Nothing{};
    };
    must(cooker::execute(rig.execution(), {recording(steps), show, false}));
    CHECK(steps.size() == 1);
    CHECK(progress.starts_with("  25 of 25 keysets"));
    CHECK(progress.ends_with("||"));  // erased, so that the next line is one of its own
    CHECK_FALSE(bunker.said("Step 7/25"));
    CHECK(bunker.said("Signed and verified 25 key sets"));
    must(rig.transcript->finish());
    CHECK(slurp(bunker.folder / "transcript").find("Step  7/25") != std::string::npos);

    // Step by step, the gate is asked before each.
    std::filesystem::remove(rig.files.journal());
    Rig again(bunker, recipe_of({actions[0], actions[1], actions[2]}));
    steps.clear();
    must(cooker::execute(again.execution(), {recording(steps), {}, true}));
    CHECK(steps.size() == 3);
}

}  // namespace
}  // namespace ceremony::test::execution_test
