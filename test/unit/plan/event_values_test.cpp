// SPDX-License-Identifier: BSD-3-Clause

#include "plan/event_values.hpp"

#include "json/parse.hpp"
#include "support/printing.hpp"
#include "unit/plan/refused_plans.hpp"

namespace ceremony::plan {
namespace {

using test::must;

Result<policy::Event> event_from(const std::string& text) {
    const json::Document document = must(json::parse(text, "state.json"));
    return read_event({document.root(), recipe::SpecVersion::v1_1});
}

TEST_CASE("event_values: what was written is read back", "[plan][event_values]") {
    // An event of every kind.
    const auto events = test::sample_plan().events;
    REQUIRE(events.size() >= 4);
    for (const policy::Event& event : events) {
        recipe::Writer out(recipe::SpecVersion::v1_1);
        write_event(out, event);
        CHECK(must(event_from(out.take())) == event);
    }
}

TEST_CASE("event_values: what is none is refused with its place", "[plan][event_values]") {
    for (const std::string text :
         {"{}", "1", R"({"dsSeen": {}})", R"({"dsGone": 1})", R"({"imported": {"sequence": 0}})",
          R"({"imported": {"sequence": 1, "at": "2027-01-01"}, "dsSeen": {}})",
          R"({"backupDone": {"key": "hex ", "at": "2027-01-01"}})"}) {
        CAPTURE(text);
        const auto event = event_from(text);
        REQUIRE_FALSE(event.ok());
        CHECK_THAT(event.error().message(), Catch::StartsWith("state.json:1:"));
    }
}

TEST_CASE("event_values: an event of a plan that is none is refused with its path",
          "[plan][event_values]") {
    test::check_refused(GENERATE(values<test::RefusedPlan>({
        {"set events[0] {\"dsLost\":1}", Errc::syntax, "events[0]"},
        {"set events[2].imported.sequence 0", Errc::semantics, "events[2].imported.sequence"},
        {"add events[3].backupDone.who 1", Errc::syntax, "events[3].backupDone.who"},
    })));
}

}  // namespace
}  // namespace ceremony::plan
