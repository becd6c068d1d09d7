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
    shop.at("2027-02-23");
    const dns::Name zone = must(dns::Name::from_text("example."));
    shop.options.arguments = {"emergency", "example"};
    must(consumer::activate(shop.options, shop.told.program));
    CHECK_THAT(shop.told.out, Catch::EndsWith("example.: the track emergency is in service, from "
                                              "2027-02-22 00:00 until 2027-03-25 00:00; publish it "
                                              "with: consumer publish\n"));
    CHECK(shop.store().state().zones.at(zone).track == must(recipe::Word::from_text("emergency")));
    shop.at("2027-02-21");
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

TEST_CASE("consumer activate: a track that has nothing to publish now is refused",
          "[consumer][activate]") {
    Shop shop;
    const dns::Name zone = must(dns::Name::from_text("example."));
    shop.import(
        shop.cooked("ecdsa", "add recipe.actions[6].actionParams.publish.track \"emergency\" ;; " +
                                 test::nothing_travels_in_ecdsa));
    const auto in_service = [&shop, &zone] {
        const auto state = shop.store().state();
        return state.zones.contains(zone) && state.zones.at(zone).track;
    };
    shop.options.arguments = {"emergency", "example."};
    for (const std::string time : {"2027-02-21", "2027-03-26"}) {
        shop.at(time);
        CHECK(refusal(consumer::activate(shop.options, shop.told.program), Errc::refused) ==
              "example.: the track emergency has nothing to publish now: no set is for this time: "
              "there are sets from 2027-02-22 00:00:00 until 2027-03-25 00:00:00");
        CHECK_FALSE(in_service());
    }
    shop.at("2027-02-23");
    must(consumer::activate(shop.options, shop.told.program));
    CHECK(in_service());
    // Nothing is lost by going back to main when both are over.
    shop.options.arguments = {"main", "example."};
    CHECK_THAT(refusal(consumer::activate(shop.options, shop.told.program), Errc::refused),
               Catch::StartsWith("example.: the track main has nothing to publish now: "));
    CHECK(in_service());
    shop.at("2027-03-26");
    must(consumer::activate(shop.options, shop.told.program));
    CHECK_FALSE(in_service());
}

TEST_CASE("consumer activate: a track of an older ceremony than the published one is refused",
          "[consumer][activate]") {
    Shop shop;
    const dns::Name zone = must(dns::Name::from_text("example."));
    shop.import(
        shop.cooked("ecdsa", "add recipe.actions[6].actionParams.publish.track \"emergency\" ;; " +
                                 test::nothing_travels_in_ecdsa));
    shop.at("2027-02-23");
    {
        consumer::Store store = must(consumer::Store::open(shop.folder / "store"));
        keysets::State state = store.state();
        keysets::Keyset newer = must(store.contents_of(state.files.front())).keysets.front();
        newer.track = must(recipe::Word::from_text("main"));
        ++newer.sequence;
        keysets::note_published(state.zones[zone], newer, nullptr, must(shop.told.program.clock()));
        must(store.save(state));
    }
    shop.options.arguments = {"emergency", "example."};
    CHECK_THAT(refusal(consumer::activate(shop.options, shop.told.program), Errc::refused),
               Catch::Contains(" is published: an older one never is again"));
}

TEST_CASE("consumer activate: a store that is missing is not made", "[consumer][activate]") {
    Shop shop("");
    shop.options.arguments = {"main", "example."};
    CHECK_THAT(refusal(consumer::activate(shop.options, shop.told.program), Errc::refused),
               Catch::EndsWith("store\": there is no store; consumer import makes it"));
    CHECK(shop.folder.names() == std::vector<std::string>{"ceremony.yaml"});
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
