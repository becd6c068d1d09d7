// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/options.hpp"

#include "support/printing.hpp"

namespace options_test {

using namespace ceremony;
using namespace ceremony::cooker;
using ceremony::test::must;

namespace {

Result<Options> read(const std::vector<std::string>& arguments) {
    return read_options(arguments);
}

std::string refusal(const std::vector<std::string>& arguments) {
    const auto options = read(arguments);
    REQUIRE_FALSE(options.ok());
    CHECK(options.error().code() == Errc::usage);
    CHECK(options.error().hint() == "cooker --help shows how it is used");
    return options.error().message();
}

}  // namespace

TEST_CASE("options: without a command it is cook", "[cooker][options]") {
    const Options options = must(read({}));
    CHECK(options.verb == Verb::cook);
    CHECK_FALSE(options.config.has_value());
    CHECK_FALSE(options.yes);
    CHECK(options.files.empty());
    CHECK(must(read({"-y"})).verb == Verb::cook);
}

TEST_CASE("options: every command is known", "[cooker][options]") {
    CHECK(must(read({"cook"})).verb == Verb::cook);
    CHECK(must(read({"check"})).verb == Verb::check);
    CHECK(must(read({"resume", "j"})).verb == Verb::resume);
    CHECK(must(read({"resume", "-l", "t", "j"})).transcript == "t");
    CHECK(must(read({"verify", "f"})).verb == Verb::verify);
    CHECK(must(read({"inventory"})).verb == Verb::inventory);
    CHECK(must(read({"attest-key"})).verb == Verb::attest_key);
    CHECK(must(read({"hash", "f"})).verb == Verb::hash);
    CHECK(must(read({"init"})).verb == Verb::init);
    CHECK(must(read({"self-test"})).verb == Verb::self_test);
    CHECK(must(read({"--help"})).verb == Verb::help);
    CHECK(must(read({"cook", "-h"})).verb == Verb::help);
    CHECK(must(read({"hash", "--help"})).verb == Verb::help);
    CHECK(must(read({"--version"})).verb == Verb::version);
    CHECK(must(read({"-V"})).verb == Verb::version);
}

TEST_CASE("options: every option of cook is read in both forms", "[cooker][options]") {
    const Options options = must(read({"cook", "-c", "c", "-r", "r", "-o", "o", "-l", "l",
                                       "--previous", "p", "--journal", "j", "-i", "-y", "-v"}));
    CHECK(options.config == "c");
    CHECK(options.recipe == "r");
    CHECK(options.output == "o");
    CHECK(options.transcript == "l");
    CHECK(options.previous == "p");
    CHECK(options.journal == "j");
    CHECK(options.step);
    CHECK(options.yes);
    CHECK(options.verbose);
    const Options spelled =
        must(read({"--config=c", "--recipe", "r", "--output=o", "--transcript=l", "--previous=p",
                   "--journal=j", "--step", "--yes", "--verbose", "check"}));
    CHECK(spelled.verb == Verb::check);
    CHECK(spelled.config == "c");
    CHECK(spelled.recipe == "r");
    CHECK(spelled.output == "o");
    CHECK(spelled.transcript == "l");
    CHECK(spelled.step);
    CHECK(spelled.yes);
    CHECK(spelled.verbose);
    const Options start = must(read({"init", "--for", "f", "--label", "l", "--pin-file", "p"}));
    CHECK(start.for_recipe == "f");
    CHECK(start.label == "l");
    CHECK(start.pin_file == "p");
}

TEST_CASE("options: files may stand before and behind options", "[cooker][options]") {
    CHECK(must(read({"hash", "a", "b"})).files == std::vector<std::string>{"a", "b"});
    const Options options = must(read({"verify", "cooked.json", "--recipe", "r"}));
    CHECK(options.files == std::vector<std::string>{"cooked.json"});
    CHECK(options.recipe == "r");
    CHECK(must(read({"hash", "--", "-y", "--help"})).files ==
          std::vector<std::string>{"-y", "--help"});
    CHECK(must(read({"--", "hash", "f"})).verb == Verb::hash);
}

TEST_CASE("options: what makes no sense is refused", "[cooker][options]") {
    struct Row {
        std::vector<std::string> arguments;
        std::string message;
    };
    const auto row = GENERATE(values<Row>({
        {{"frobnicate"}, "unknown command \"frobnicate\""},
        {{"chek"}, "unknown command \"chek\"; did you mean check?"},
        {{"recipe.json"}, "unknown command \"recipe.json\""},
        {{"-x"}, "unknown or misused option \"-x\""},
        {{"-yx"}, "unknown or misused option \"-x\""},
        {{"-Py"}, "unknown or misused option \"-P\""},
        {{"--force"}, "unknown or misused option \"--force\""},
        {{"--yes=no"}, "unknown or misused option \"--yes=no\""},
        {{"-c"}, "--config needs a value"},
        {{"--output"}, "--output needs a value"},
        {{"-y", "-y"}, "--yes is given twice"},
        {{"-c", "a", "--config", "b"}, "--config is given twice"},
        {{"hash", "-y", "f"}, "hash does not take --yes"},
        {{"cook", "--label", "x"}, "cook does not take --label"},
        {{"--pin-file", "x"}, "cook does not take --pin-file"},
        {{"hash"}, "hash: no file is named"},
        {{"verify"}, "verify: no file is named"},
        {{"verify", "a", "b"}, "verify: one argument too many, \"b\""},
        {{"resume"}, "resume: no file is named"},
        {{"cook", "recipe.json"}, "cook: one argument too many, \"recipe.json\""},
    }));
    CAPTURE(row.message);
    CHECK(refusal(row.arguments) == row.message);
}

TEST_CASE("options: the usage tells of every command and fits a terminal", "[cooker][options]") {
    const std::string usage(usage_text());
    for (const std::string command : {"cook", "check", "resume", "verify", "inventory",
                                      "attest-key", "hash", "init", "self-test"}) {
        CHECK(usage.find("\n  " + command + " ") != std::string::npos);
    }
    std::size_t start = 0;
    while (start < usage.size()) {
        const std::size_t end = usage.find('\n', start);
        CHECK(end - start <= 100);
        start = end + 1;
    }
}

}  // namespace options_test
