// SPDX-License-Identifier: BSD-3-Clause

#include "program/command_line.hpp"

#include <string>
#include <vector>

#include "support/printing.hpp"

namespace command_line_test {

using namespace ceremony;
using test::must;

enum class Verb : std::uint8_t {
    publish,
    help,
    version
};

namespace {

Result<Verb> verb_from_text(std::string_view name) {
    if (name == "publish") {
        return Verb::publish;
    }
    return Error{Errc::usage, "there is no such command"};
}

Result<Verb> verb_of(std::vector<std::string> words) {
    words.insert(words.begin(), "program");
    std::vector<char*> values;
    for (std::string& word : words) {
        values.push_back(word.data());
    }
    program::CommandLine line("program");
    std::string zone;
    line.app().add_subcommand("publish")->add_option("--zone", zone);
    return line.read_verb<Verb>({static_cast<int>(values.size()), values.data()}, verb_from_text);
}

std::string refusal(std::vector<std::string> words) {
    const auto verb = verb_of(std::move(words));
    REQUIRE_FALSE(verb.ok());
    CHECK(verb.error().code() == Errc::usage);
    return verb.error().message();
}

}  // namespace

TEST_CASE("command_line: a command is found, with options before and behind it",
          "[program][command_line]") {
    CHECK(must(verb_of({"publish"})) == Verb::publish);
    CHECK(must(verb_of({"publish", "--zone", "nl."})) == Verb::publish);
}

TEST_CASE("command_line: whoever asks for help or the version gets it whatever else is wrong",
          "[program][command_line]") {
    CHECK(must(verb_of({"-h"})) == Verb::help);
    CHECK(must(verb_of({"publish", "--help"})) == Verb::help);
    CHECK(must(verb_of({"publish", "--help", "-V"})) == Verb::help);
    CHECK(must(verb_of({"-V"})) == Verb::version);
    CHECK(must(verb_of({"--version", "publish", "--zone"})) == Verb::version);
    CHECK(must(verb_of({"publsh", "--zonne", "--help"})) == Verb::help);
}

TEST_CASE("command_line: what is wrong is told", "[program][command_line]") {
    CHECK(refusal({}) == "no command is named");
    CHECK(refusal({"publsh", "--zonne"}) == "there is no such command");
    CHECK_THAT(refusal({"publish", "--zonne"}), Catch::Contains("--zonne"));
    CHECK_THAT(refusal({"--zonne", "publish"}), Catch::Contains("--zonne"));
    CHECK_THAT(refusal({"publish", "--zone"}), Catch::Contains("--zone"));
}

}  // namespace command_line_test
