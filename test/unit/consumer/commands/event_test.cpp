// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/commands/event.hpp"

#include "consumer/site.hpp"
#include "dns/print.hpp"
#include "unit/consumer/shop.hpp"

using namespace ceremony;
using test::must;
using test::refusal;
using test::Shop;

namespace {

const std::string ds = "1 13 2 0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF";

}  // namespace

TEST_CASE("consumer event: what was observed is recorded and printed for the planner",
          "[consumer][event]") {
    Shop shop;
    const auto [arguments, line] = GENERATE(table<std::vector<std::string>, std::string>({
        {{"ds-seen", "example.", ds, "2027-01-25"},
         "ds-seen: { zone: example., ds: \"" + ds + "\", at: \"2027-01-25 00:00:00\" }"},
        {{"ds-gone", "example", ds, "now"},
         "ds-gone: { zone: example., ds: \"" + ds + "\", at: \"2027-01-26 00:00:00\" }"},
        {{"backup-done", "hex 0123"},
         "backup-done: { key: \"hex 0123\", at: \"2027-01-26 00:00:00\" }"},
    }));
    shop.options.arguments = arguments;
    must(consumer::event(shop.options, shop.told.program));
    CHECK(shop.told.out == "For the host that plans:\nevents:\n  - { " + line + " }\n");
    const auto before = shop.store().state().events;
    CHECK(before.size() == 1);
    // Once is enough.
    const std::string said = shop.told.out;
    shop.told.out.clear();
    must(consumer::event(shop.options, shop.told.program));
    CHECK(shop.told.out == "Recorded already: nothing changes\n" + said);
    CHECK(shop.store().state().events == before);
    // What is printed is read by the planner.
    const Shop planner(said.substr(said.find("events:")));
    CHECK(must(consumer::configuration_of(planner.options)).events == before);
}

TEST_CASE("consumer event: what fits no key is recorded with a warning", "[consumer][event]") {
    Shop shop;
    shop.import(shop.cooked("rsa"));
    const keysets::State state = shop.store().state();
    const std::string known = dns::print(state.zones.begin()->second.trust.front());
    const auto said = [&shop](const std::string& name, const std::string& seen) {
        shop.told.err.clear();
        shop.options.arguments = {"ds-seen", name, seen};
        must(consumer::event(shop.options, shop.told.program));
        return shop.told.err;
    };
    CHECK_THAT(said("example.", known), !Catch::Contains("warning"));
    std::string mistyped = known;
    mistyped.back() = mistyped.back() == '0' ? '1' : '0';
    CHECK_THAT(said("example.", mistyped),
               Catch::EndsWith("no trusted KSK has the DS " + mistyped + "\n"));
    CHECK_THAT(
        said("example.", ds),
        Catch::EndsWith("consumer: warning: example.: no trusted KSK has the DS " + ds + "\n"));
    CHECK(shop.store().state().events.size() == state.events.size() + 3);
}

TEST_CASE("consumer event: a zone that is not here is misused", "[consumer][event]") {
    Shop shop;
    for (const std::string what : {"ds-seen", "ds-gone"}) {
        shop.options.arguments = {what, "exmaple.", ds};
        CHECK_THAT(refusal(consumer::event(shop.options, shop.told.program), Errc::usage),
                   Catch::EndsWith("the zone exmaple.; did you mean example.?"));
    }
    CHECK(shop.store().state().events.empty());
}

TEST_CASE("consumer event: what is still to come was not observed", "[consumer][event]") {
    Shop shop;
    const auto arguments = GENERATE(values<std::vector<std::string>>({
        {"ds-seen", "example.", ds, "2027-01-26 00:00:01"},
        {"ds-gone", "example.", ds, "2028-01-26"},
        {"backup-done", "hex 00", "2027-02-01"},
    }));
    shop.options.arguments = arguments;
    CHECK_THAT(refusal(consumer::event(shop.options, shop.told.program), Errc::refused),
               Catch::EndsWith(": nobody has observed that yet; it is 2027-01-26 00:00:00"));
    CHECK(shop.store().state().events.empty());
}

TEST_CASE("consumer event: a mistake is taken back, and nothing else", "[consumer][event]") {
    Shop shop("zones: [ { name: example. }, { name: nl. } ]\n");
    const auto record = [&shop](const std::vector<std::string>& arguments) {
        shop.options.arguments = arguments;
        return consumer::event(shop.options, shop.told.program);
    };
    must(record({"ds-seen", "example.", ds, "2027-01-20"}));
    must(record({"ds-gone", "example.", ds, "2027-01-25"}));
    must(record({"ds-seen", "nl.", ds, "2027-01-25"}));
    must(record({"backup-done", "hex 00", "2027-01-25"}));
    shop.told.out.clear();
    must(record({"withdraw", "ds-seen", "example", ds}));
    CHECK(shop.told.out == "Withdrawn; what was published because of it stays published\n");
    CHECK(shop.store().state().events.size() == 3);
    CHECK(refusal(record({"withdraw", "ds-seen", "example", ds}), Errc::not_found) ==
          "no such event is recorded");
    CHECK(refusal(record({"withdraw", "backup-done", "hex 01"}), Errc::not_found) ==
          "no such event is recorded");
    must(record({"withdraw", "backup-done", "hex 00"}));
    CHECK(shop.store().state().events.size() == 2);
}

TEST_CASE("consumer event: for another time the one that is recorded is withdrawn first",
          "[consumer][event]") {
    Shop shop;
    const auto row = GENERATE(table<std::vector<std::string>, std::string>({
        {{"ds-seen", "example.", ds}, "ds-seen example. \"" + ds + "\""},
        {{"ds-gone", "example.", ds}, "ds-gone example. \"" + ds + "\""},
        {{"backup-done", "hex 00"}, "backup-done \"hex 00\""},
    }));
    const std::string again = std::get<1>(row);
    const auto record = [&shop, &row](const std::string& at) {
        shop.options.arguments = std::get<0>(row);
        shop.options.arguments.push_back(at);
        return consumer::event(shop.options, shop.told.program);
    };
    must(record("2027-01-20"));
    const auto before = shop.store().state().events;
    for (const std::string at : {"2027-01-19", "2027-01-21", "now"}) {
        const Outcome outcome = record(at);
        CHECK(refusal(outcome, Errc::refused) ==
              again + ": recorded already at 2027-01-20 00:00:00; withdraw it first");
        CHECK(outcome.error().hint() == "consumer event withdraw " + again);
    }
    CHECK(shop.store().state().events == before);
    shop.options.arguments.pop_back();
    shop.options.arguments.insert(shop.options.arguments.begin(), "withdraw");
    must(consumer::event(shop.options, shop.told.program));
    must(record("2027-01-21"));
    CHECK(shop.store().state().events.size() == 1);
}

TEST_CASE("consumer event: what cannot have been is not recorded", "[consumer][event]") {
    Shop shop;
    shop.options.arguments = {"ds-seen", "example.", ds, "2027-01-20"};
    must(consumer::event(shop.options, shop.told.program));
    const auto before = shop.store().state().events;
    shop.options.arguments = {"ds-gone", "example.", ds, "2027-01-19"};
    CHECK_THAT(refusal(consumer::event(shop.options, shop.told.program), Errc::refused),
               Catch::EndsWith(": it was first seen later, at 2027-01-20 00:00:00"));
    CHECK(shop.store().state().events == before);
}

TEST_CASE("consumer event: a backup of a key that nothing knows is warned of",
          "[consumer][event]") {
    Shop shop;
    shop.import(shop.cooked("ecdsa", test::nothing_travels_in_ecdsa));
    shop.options.arguments = {"backup-done", "hex 00b3"};
    must(consumer::event(shop.options, shop.told.program));
    CHECK_THAT(shop.told.err, !Catch::Contains("warning"));
    shop.options.arguments = {"backup-done", "hex 00"};
    must(consumer::event(shop.options, shop.told.program));
    CHECK_THAT(shop.told.err,
               Catch::EndsWith("consumer: warning: no key that was imported has the ID 00\n"));
}

TEST_CASE("consumer event: everything else is misused", "[consumer][event]") {
    Shop shop;
    const auto arguments = GENERATE(values<std::vector<std::string>>({
        {},
        {"rain"},
        {"ds-seen", "example."},
        {"ds-seen", "example.", "1 2 3"},
        {"ds-seen", "example.", ds, "soon"},
        {"ds-gone", "example.", ds, "now", "now"},
        {"backup-done"},
        {"backup-done", "hex 0"},
        {"backup-done", "0123"},
        {"withdraw", "backup-done", "0123"},
        {"backup-done", "hex 00", "soon"},
        {"withdraw"},
        {"withdraw", "rain"},
        {"withdraw", "ds-seen", "example."},
    }));
    shop.options.arguments = arguments;
    static_cast<void>(refusal(consumer::event(shop.options, shop.told.program), Errc::usage));
    CHECK(shop.store().state().events.empty());
}
