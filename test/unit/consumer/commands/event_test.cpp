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
        {{"ds-seen", "example.", ds, "2027-02-01"},
         "ds-seen: { zone: example., ds: \"" + ds + "\", at: \"2027-02-01 00:00:00\" }"},
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
    must(consumer::event(shop.options, shop.told.program));
    CHECK(shop.store().state().events == before);
    // What is printed is read by the planner.
    const Shop planner(shop.told.out.substr(
        shop.told.out.find("events:"), shop.told.out.rfind("For") - shop.told.out.find("events:")));
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
    CHECK(said("example.", known).empty());
    CHECK(said("example.", ds) ==
          "consumer: warning: example.: no trusted KSK has the DS " + ds + "\n");
    CHECK(said("exmaple.", known) ==
          "consumer: warning: exmaple.: no trusted KSK has the DS " + known + "\n");
    CHECK(shop.store().state().events.size() == state.events.size() + 3);
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
        {"backup-done", "hex 00", "soon"},
    }));
    shop.options.arguments = arguments;
    static_cast<void>(refusal(consumer::event(shop.options, shop.told.program), Errc::usage));
    CHECK(shop.store().state().events.empty());
}
