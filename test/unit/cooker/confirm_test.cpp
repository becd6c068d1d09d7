// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/confirm.hpp"

#include <csignal>
#include <set>

#include "base/wordlist.hpp"
#include "support/conversation.hpp"
#include "support/printing.hpp"
#include "support/temp_folder.hpp"

namespace confirm_test {

using namespace ceremony;
using namespace ceremony::cooker;
using ceremony::test::Conversation;
using ceremony::test::must;
using ceremony::test::slurp;
using ceremony::test::TempFolder;

namespace {

Result<UtcTime> noon() {
    return UtcTime::from_seconds(1'798'804'800);
}

Guard guard_with(Confirmation confirm) {
    Guard guard;
    guard.is_written = true;
    guard.confirm = confirm;
    return guard;
}

Result<Terminal> no_terminal() {
    return Error{Errc::unavailable, "no terminal"};
}

Result<Terminal> real_terminal() {
    return Terminal::open();
}

const Question deletion = {
    Subject::deletion, {"deleteKey nl. KSK 12345"}, "destroy this key?", "", AnsweredBy::person};
const Question words = {Subject::recipe,
                        {"look at your paper"},
                        "words 1 and 2:",
                        "aardvark adviser",
                        AnsweredBy::person};

// Asks, and tells what came of it: the result, the screen and the file.
std::string told(const std::vector<Question>& questions, YesFlag flag, const OpenTerminal& open) {
    const TempFolder folder;
    std::string screen;
    Transcript transcript(
        [&screen](std::string_view text) -> Outcome {
            screen += text;
            return Nothing{};
        },
        noon);
    must(transcript.open(folder / "t"));
    const Outcome outcome = confirm(questions, flag, transcript, open);
    must(transcript.flush());
    const std::string result = outcome.ok() ? "confirmed"
                                            : std::string(to_string(outcome.error().code())) +
                                                  ": " + outcome.error().message();
    return result + "|" + screen + "|" + slurp(folder / "t");
}

const std::string stamp = "2027-01-01 12:00:00  ";

}  // namespace

TEST_CASE("confirm: -y answers what the guard lets it and nothing else", "[cooker][confirm]") {
    const auto question = [](const Guard& guard) {
        return ask_yes(guard, Subject::deletion, {"a key"}, "destroy it?");
    };
    const Question by_words = question(guard_with(Confirmation::words));
    CHECK(needs_person(by_words, YesFlag::given));
    CHECK(needs_person(by_words, YesFlag::absent));
    for (const Confirmation confirmation : {Confirmation::none, Confirmation::yes}) {
        const Question by_flag = question(guard_with(confirmation));
        CHECK_FALSE(needs_person(by_flag, YesFlag::given));
        CHECK(needs_person(by_flag, YesFlag::absent));
    }
    CHECK(needs_person(question(Guard::absent()), YesFlag::given));
}

TEST_CASE("confirm: the guard says how the whole recipe is confirmed", "[cooker][confirm]") {
    crypto::Sha256 digest = {};
    for (std::size_t i = 0; i < digest.size(); ++i) {
        digest.at(i) = static_cast<Byte>(i * 7);
    }
    const UtcTime time = must(noon());
    CHECK_FALSE(ask_about_recipe(guard_with(Confirmation::none), digest, time).has_value());
    const auto yes = ask_about_recipe(guard_with(Confirmation::yes), digest, time);
    REQUIRE(yes.has_value());
    CHECK(yes->words.empty());
    CHECK(yes->answered_by == AnsweredBy::yes_flag);
    for (const Guard& guard : {guard_with(Confirmation::words), Guard::absent()}) {
        const auto asked = ask_about_recipe(guard, digest, time);
        REQUIRE(asked.has_value());
        CHECK(asked->answered_by == AnsweredBy::person);
    }
    // Every pair of words is asked for at some time.
    const auto all = words_of(digest);
    std::set<std::string> prompts;
    for (std::int64_t second = -40; second < 40; ++second) {
        const auto asked = ask_about_recipe(guard_with(Confirmation::words), digest,
                                            must(UtcTime::from_seconds(second)));
        REQUIRE(asked.has_value());
        prompts.insert(asked->prompt);
        for (std::size_t place = 0; place + 1 < all.size(); ++place) {
            if (asked->prompt.find("words " + std::to_string(place + 1) + " and ") !=
                std::string::npos) {
                CHECK(asked->words == all[place] + " " + all[place + 1]);
            }
        }
    }
    CHECK(prompts.size() == 31);
}

TEST_CASE("confirm: nothing to ask needs no terminal", "[cooker][confirm]") {
    CHECK(told({}, YesFlag::absent, no_terminal) == "confirmed||");
}

TEST_CASE("confirm: what -y answers is said", "[cooker][confirm]") {
    Question question = deletion;
    question.answered_by = AnsweredBy::yes_flag;
    CHECK(told({question}, YesFlag::given, no_terminal) ==
          "confirmed|deleteKey nl. KSK 12345\ndestroy this key? [yes/no] yes, by -y\n|" + stamp +
              "deleteKey nl. KSK 12345\n" + stamp + "destroy this key? [yes/no] yes, by -y\n");
}

TEST_CASE("confirm: without a terminal nobody has agreed", "[cooker][confirm]") {
    CHECK_THAT(told({deletion}, YesFlag::given, no_terminal),
               Catch::StartsWith("unavailable: destroy this key?: no terminal|"));
    CHECK_THAT(told({words}, YesFlag::given, no_terminal),
               Catch::StartsWith("unavailable: words 1 and 2: no terminal|"));
}

TEST_CASE("confirm: a person says yes at the terminal", "[cooker][confirm]") {
    Conversation person([] { return told({deletion, deletion}, YesFlag::given, real_terminal); });
    person.wait_for("deleteKey nl. KSK 12345\r\ndestroy this key? [yes/no] ");
    person.type("yes\n");
    person.wait_for("destroy this key? [yes/no] ");
    person.type("YES\n");
    const std::string once = stamp + "deleteKey nl. KSK 12345\n" + stamp +
                             "destroy this key? [yes/no] \n" + stamp +
                             "  confirmed at the terminal\n";
    CHECK(person.ending() == "confirmed||" + once + once);
}

TEST_CASE("confirm: everything but a yes ends it", "[cooker][confirm]") {
    const auto keys = GENERATE(as<std::string>(), "no\n", "y\n", "\n", "yes please\n", "\x04");
    Conversation person([] { return told({deletion, words}, YesFlag::given, real_terminal); });
    person.wait_for("[yes/no] ");
    person.type(keys);
    CHECK_THAT(person.ending(), Catch::StartsWith("refused: "));
    CHECK(person.screen().find("words") == std::string::npos);
}

TEST_CASE("confirm: the right words are agreement", "[cooker][confirm]") {
    Conversation person([] { return told({words}, YesFlag::given, real_terminal); });
    person.wait_for("look at your paper\r\nwords 1 and 2: ");
    person.type("yes\n");
    person.wait_for("These are other words.");
    person.wait_for("words 1 and 2: ");
    person.type("Aardvark  ADVISER\n");
    CHECK_THAT(person.ending(), Catch::StartsWith("confirmed|"));
}

TEST_CASE("confirm: three times other words end it", "[cooker][confirm]") {
    Conversation person([] { return told({words}, YesFlag::given, real_terminal); });
    for (int i = 0; i < 3; ++i) {
        person.wait_for("words 1 and 2: ");
        person.type("adviser aardvark\n");
    }
    CHECK_THAT(person.ending(), Catch::StartsWith("refused: not confirmed: words 1 and 2|"));
}

TEST_CASE("confirm: a terminal that is pulled out has not agreed", "[cooker][confirm]") {
    Conversation person([] {
        static_cast<void>(std::signal(SIGHUP, SIG_IGN));
        return told({deletion}, YesFlag::given, real_terminal);
    });
    person.wait_for("[yes/no] ");
    person.hang_up();
    CHECK_THAT(person.ending(), Catch::StartsWith("refused: "));
}

}  // namespace confirm_test
