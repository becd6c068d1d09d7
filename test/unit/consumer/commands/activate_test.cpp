// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/commands/activate.hpp"

#include "unit/consumer/shop.hpp"

using namespace ceremony;
using test::must;
using test::refusal;
using test::Shop;

TEST_CASE("consumer activate: a track that has sets is put into service, and main again",
          "[consumer][activate]") {
    Shop shop;
    const std::string path =
        shop.cooked("ecdsa", "add recipe.actions[6].actionParams.publish.track \"emergency\" ;; " +
                                 test::nothing_travels_in_ecdsa);
    shop.import(path);
    const dns::Name zone = must(dns::Name::from_text("example."));
    shop.options.arguments = {"emergency", "example"};
    must(consumer::activate(shop.options, shop.told.program));
    CHECK_THAT(shop.told.out, Catch::EndsWith("example.: the track emergency is in service, from "
                                              "2027-02-22 00:00 until 2027-03-25 00:00; publish it "
                                              "with: consumer publish\n"));
    CHECK(shop.store().state().zones.at(zone).track == must(recipe::Word::from_text("emergency")));
    shop.options.arguments = {"main", "example."};
    must(consumer::activate(shop.options, shop.told.program));
    CHECK_FALSE(shop.store().state().zones.at(zone).track);
    shop.options.arguments = {"standby", "example."};
    CHECK(refusal(consumer::activate(shop.options, shop.told.program), Errc::not_found) ==
          "example.: there are no sets of the track standby");
    shop.options.arguments = {"emergency", "nl."};
    static_cast<void>(
        refusal(consumer::activate(shop.options, shop.told.program), Errc::not_found));
}

TEST_CASE("consumer activate: everything else is misused", "[consumer][activate]") {
    Shop shop;
    const auto arguments = GENERATE(values<std::vector<std::string>>({
        {},
        {"emergency"},
        {".x", "example."},
        {"emergency", "a..b"},
        {"emergency", "example.", "now"},
    }));
    shop.options.arguments = arguments;
    static_cast<void>(refusal(consumer::activate(shop.options, shop.told.program), Errc::usage));
}
