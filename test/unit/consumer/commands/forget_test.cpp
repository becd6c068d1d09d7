// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/commands/forget.hpp"

#include "consumer/commands/event.hpp"
#include "unit/consumer/shop.hpp"

using namespace ceremony;
using test::must;
using test::refusal;
using test::Shop;

TEST_CASE("consumer forget: nothing of the zone is left, and all of the others",
          "[consumer][forget]") {
    Shop shop("zones: [ { name: example. }, { name: nl. } ]\n");
    shop.import(shop.cooked("ecdsa", test::nothing_travels_in_ecdsa));
    shop.at("2027-02-23");
    shop.publish();
    for (const std::string zone : {"example.", "nl."}) {
        shop.options.arguments = {"ds-seen", zone,
                                  "1 13 2 0123456789ABCDEF0123456789ABCDEF"
                                  "0123456789ABCDEF0123456789ABCDEF"};
        must(consumer::event(shop.options, shop.told.program));
    }
    shop.options.arguments = {"example"};
    CHECK_THAT(refusal(consumer::forget(shop.options, shop.told.program), Errc::refused),
               Catch::StartsWith("example.: ") && Catch::EndsWith("ceremony.yaml names it"));
    shop.configure("zones: [ { name: nl. } ]\n");
    shop.told.out.clear();
    must(consumer::forget(shop.options, shop.told.program));
    CHECK(shop.told.out == "example.: forgotten; what its targets hold stays there\n");
    const keysets::State state = shop.store().state();
    CHECK(state.zones.empty());
    REQUIRE(state.files.size() == 1);
    CHECK(state.files.front().zones.empty());
    std::vector<dns::Name> seen;
    for (const policy::Event& event : state.events) {
        if (const auto* one = std::get_if<policy::DsSeen>(&event)) {
            seen.push_back(one->zone);
        }
    }
    CHECK(seen == std::vector{must(dns::Name::from_text("nl."))});
    CHECK(refusal(consumer::forget(shop.options, shop.told.program), Errc::not_found) ==
          "example.: nothing is known of it");
}

TEST_CASE("consumer forget: a store that is missing is not made", "[consumer][forget]") {
    Shop shop("");
    shop.options.arguments = {"example."};
    CHECK_THAT(refusal(consumer::forget(shop.options, shop.told.program), Errc::refused),
               Catch::EndsWith("store\": there is no store; consumer import makes it"));
    CHECK(shop.folder.names() == std::vector<std::string>{"ceremony.yaml"});
}

TEST_CASE("consumer forget: everything else is misused", "[consumer][forget]") {
    Shop shop;
    const auto arguments =
        GENERATE(values<std::vector<std::string>>({{}, {"a..b"}, {"example.", "nl."}}));
    shop.options.arguments = arguments;
    static_cast<void>(refusal(consumer::forget(shop.options, shop.told.program), Errc::usage));
}
