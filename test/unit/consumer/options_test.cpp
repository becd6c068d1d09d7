// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/options.hpp"

#include "support/printing.hpp"

using namespace ceremony;
using consumer::Verb;
using consumer::verb_from_text;
using test::must;

TEST_CASE("consumer options: every command is found by its name", "[consumer][options]") {
    CHECK(must(verb_from_text("verify")) == Verb::verify);
    CHECK(must(verb_from_text("import")) == Verb::import);
    CHECK(must(verb_from_text("status")) == Verb::status);
    CHECK(must(verb_from_text("event")) == Verb::event);
    CHECK(must(verb_from_text("activate")) == Verb::activate);
    CHECK(must(verb_from_text("trust")) == Verb::trust);
    CHECK(must(verb_from_text("forget")) == Verb::forget);
}

TEST_CASE("consumer options: another command is refused with the nearest one",
          "[consumer][options]") {
    const auto verb = verb_from_text("imprt");
    REQUIRE_FALSE(verb.ok());
    CHECK(verb.error().code() == Errc::usage);
    CHECK(verb.error().message() == "unknown command \"imprt\"; did you mean import?");
    CHECK(verb_from_text("xyzzyx").error().message() == "unknown command \"xyzzyx\"");
}

TEST_CASE("consumer options: the usage names every command", "[consumer][options]") {
    for (const std::string name :
         {"verify", "import", "status", "event", "activate", "trust", "forget"}) {
        CHECK(consumer::usage_text().find("consumer " + name) != std::string_view::npos);
    }
}
