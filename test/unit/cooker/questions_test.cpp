// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/questions.hpp"

#include "support/printing.hpp"

using namespace ceremony;
using namespace ceremony::cooker;

namespace {

Guard guard_with(Confirmation confirmation) {
    Guard guard;
    guard.is_written = true;
    guard.confirm = confirmation;
    return guard;
}

}  // namespace

TEST_CASE("questions: no flag vouches for a configuration that nobody named",
          "[cooker][questions]") {
    Settings settings;
    settings.path = "cooker.yaml";
    settings.guard = guard_with(Confirmation::none);
    const Question question = ask_about_settings(settings);
    CHECK(question.subject == Subject::settings);
    CHECK(question.answered_by == AnsweredBy::person);
    CHECK(question.words.empty());
    REQUIRE(question.lines.size() == 6);
    CHECK(question.lines[0] ==
          "The configuration \"cooker.yaml\" lies in the current folder, and -c does not name it: "
          "SHA-256");
}

TEST_CASE("questions: the others are answered as the guard says", "[cooker][questions]") {
    for (const Guard& guard : {guard_with(Confirmation::yes), guard_with(Confirmation::words)}) {
        const AnsweredBy expected =
            guard.yields_to_yes_flag() ? AnsweredBy::yes_flag : AnsweredBy::person;
        const Question wrapping = ask_about_wrapping_key(guard, "a key", {});
        CHECK(wrapping.subject == Subject::wrapping_key);
        CHECK(wrapping.answered_by == expected);
        CHECK(wrapping.lines.size() == 6);
        CHECK(wrapping.lines[0].find("a key") != std::string::npos);
        const Question deletion = ask_about_deletion(guard, "a key", {"tag", "DS"});
        CHECK(deletion.lines ==
              std::vector<std::string>{"To be destroyed for good, as the recipe calls it: a key",
                                       "tag", "DS"});
        CHECK(deletion.subject == Subject::deletion);
        CHECK(deletion.answered_by == expected);
        const Question signer = ask_about_extractable_key(guard, "signs key sets", "a key");
        CHECK(signer.lines ==
              std::vector<std::string>{"This key signs key sets, and could leave the token "
                                       "(CKA_EXTRACTABLE): a key"});
        CHECK(signer.subject == Subject::extractable_signer);
        CHECK(signer.answered_by == expected);
    }
}
