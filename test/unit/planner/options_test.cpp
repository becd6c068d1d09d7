// SPDX-License-Identifier: BSD-3-Clause

#include "planner/options.hpp"

#include "support/printing.hpp"

using namespace ceremony;
using namespace ceremony::planner;
using ceremony::test::must;

TEST_CASE("planner options: a command goes by its name", "[planner][options]") {
    CHECK(must(verb_from_text("init")) == Verb::init);
    CHECK(must(verb_from_text("produce")) == Verb::produce);
    CHECK(must(verb_from_text("check")) == Verb::check);
    CHECK(must(verb_from_text("show")) == Verb::show);
    CHECK(must(verb_from_text("diff")) == Verb::diff);
    CHECK(must(verb_from_text("hash")) == Verb::hash);
    CHECK(must(verb_from_text("kasp")) == Verb::kasp);
}

TEST_CASE("planner options: an unknown command is refused with the nearest", "[planner][options]") {
    const auto near = verb_from_text("haash");
    REQUIRE_FALSE(near.ok());
    CHECK(near.error().code() == Errc::usage);
    CHECK(near.error().message() == "unknown command \"haash\"; did you mean hash?");
    CHECK(near.error().hint() == "planner --help shows how it is used");
    CHECK(verb_from_text("frobnicate").error().message() == "unknown command \"frobnicate\"");
}

TEST_CASE("planner options: what is said of an argument is safe to show", "[planner][options]") {
    CHECK(misused("bad: \x1b[31m\n\xff").message() == "bad: ?[31m??");
}

TEST_CASE("planner options: the usage names every command", "[planner][options]") {
    for (const std::string name : {"init", "produce", "check", "show", "diff", "hash", "kasp"}) {
        CHECK_THAT(std::string(usage_text()), Catch::Contains("\n  " + name + " "));
    }
}
