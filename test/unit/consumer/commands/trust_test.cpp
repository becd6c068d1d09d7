// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/commands/trust.hpp"

#include "unit/consumer/shop.hpp"

using namespace ceremony;
using test::must;
using test::refusal;
using test::Shop;

namespace {

const std::string one = "1 13 2 0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF";
const std::string two = "2 13 2 0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF";

std::string trusted(Shop& shop, const std::vector<std::string>& arguments) {
    shop.told.out.clear();
    shop.options.arguments = arguments;
    must(consumer::trust(shop.options, shop.told.program));
    return shop.told.out;
}

}  // namespace

TEST_CASE("consumer trust: what was added is listed with what is configured", "[consumer][trust]") {
    Shop shop("zones: [ { name: example. } ]\ntrust: { nl.: [ \"" + two + "\" ] }\n");
    CHECK(trusted(shop, {"add", "example", one}) ==
          "example.: trusted from now on: DS " + one + "\n");
    CHECK(trusted(shop, {"add", "example.", one}) == "example.: trusted already: DS " + one + "\n");
    CHECK(trusted(shop, {"list"}) == "example. " + one + "\nnl. " + two + "\n");
    CHECK(trusted(shop, {"list", "nl"}) == "nl. " + two + "\n");
    CHECK(shop.store().state().zones.size() == 1);
}

TEST_CASE("consumer trust: a DS can be taken out again", "[consumer][trust]") {
    Shop shop;
    static_cast<void>(trusted(shop, {"add", "example.", one}));
    static_cast<void>(trusted(shop, {"add", "example.", two}));
    CHECK(trusted(shop, {"remove", "example", one}) ==
          "example.: no longer trusted: DS " + one + "\n");
    CHECK(trusted(shop, {"list", "example."}) ==
          "example. " + two + "\n; removed: example. " + one + "\n");
    CHECK(trusted(shop, {"remove", "example.", two}) ==
          "example.: no longer trusted: DS " + two +
              "\nNothing is trusted in example. now: who vouches for the next result vouches for "
              "its other KSKs\n");
    const keysets::ZoneState left = shop.store().state().zones.begin()->second;
    CHECK(left.trust.empty());
    CHECK(left.distrusted.size() == 2);
    for (const std::string zone : {"example.", "org."}) {
        shop.options.arguments = {"remove", zone, two};
        CHECK(test::refusal(consumer::trust(shop.options, shop.told.program), Errc::not_found) ==
              zone + ": this DS is not trusted");
    }
}

TEST_CASE("consumer trust: what the configuration names stays trusted", "[consumer][trust]") {
    Shop shop("trust: { nl.: [ \"" + two + "\" ] }\n");
    static_cast<void>(trusted(shop, {"add", "nl.", two}));
    shop.options.arguments = {"remove", "nl.", two};
    const Outcome outcome = consumer::trust(shop.options, shop.told.program);
    CHECK_THAT(test::refusal(outcome, Errc::refused),
               Catch::StartsWith("nl.: this DS stays trusted, because ") &&
                   Catch::EndsWith("ceremony.yaml has it under trust:"));
    CHECK(outcome.error().hint() == "take it out of there, and then remove it");
    CHECK(trusted(shop, {"list"}) == "nl. " + two + "\n");
    shop.configure("zones: [ { name: nl. } ]\n");
    static_cast<void>(trusted(shop, {"remove", "nl.", two}));
    CHECK(trusted(shop, {"list"}) == "; removed: nl. " + two + "\n");
    // Whoever writes it there means it.
    shop.configure("trust: { nl.: [ \"" + two + "\" ] }\n");
    CHECK(trusted(shop, {"list"}) == "nl. " + two + "\n");
}

TEST_CASE("consumer trust: what was removed comes back by a person's word alone",
          "[consumer][trust]") {
    Shop shop;
    const std::string path = shop.cooked("ecdsa", test::nothing_travels_in_ecdsa);
    shop.import(path);
    // dnssec-dsfromkey -2 -f - example.; it signs the first set alone.
    const std::string ksk =
        "28594 13 2 63D0CC765A5D2533A05D3BACA5C652220E41DD99102C8EC4827C51A1FB068A35";
    shop.at("2027-01-03");
    shop.publish();
    const std::string doubt =
        " is signed by no key that is trusted; KSK 28594 was taken out of "
        "the trust; what was imported is published all the same\n";
    CHECK(trusted(shop, {"remove", "example.", ksk}) ==
          "example.: no longer trusted: DS " + ksk +
              "\nexample.: the set from 2027-01-02 00:00:00" + doubt);
    CHECK(shop.store().state().zones.begin()->second.distrusted.size() == 1);
    // The same KSK by another digest: it stays out of the trust, and that is said.
    static_cast<void>(trusted(shop, {"add", "example.", "28594 13 4 " + std::string(96, 'A')}));
    CHECK_THAT(shop.told.err, Catch::Contains("if it is of the same KSK, that is trusted only when "
                                              "this is added, too: DS " +
                                              ksk));
    CHECK(trusted(shop, {"add", "example.", ksk}) ==
          "example.: trusted from now on: DS " + ksk + "\n");
    CHECK(shop.store().state().zones.begin()->second.distrusted.empty());
}

TEST_CASE("consumer trust: a zone that is not here gets none", "[consumer][trust]") {
    Shop shop;
    shop.options.arguments = {"add", "exampel.", one};
    CHECK_THAT(refusal(consumer::trust(shop.options, shop.told.program), Errc::usage),
               Catch::EndsWith("the zone exampel.; did you mean example.?"));
    CHECK(shop.store().state().zones.empty());
    // Where the configuration names none, trust is what a zone begins with.
    shop.configure("");
    static_cast<void>(trusted(shop, {"add", "nl.", one}));
    static_cast<void>(trusted(shop, {"add", "org.", one}));
    CHECK(shop.store().state().zones.size() == 2);
}

TEST_CASE("consumer trust: everything else is misused", "[consumer][trust]") {
    Shop shop;
    const auto arguments = GENERATE(values<std::vector<std::string>>({
        {},
        {"remove"},
        {"remove", "example."},
        {"withdraw", "example.", one},
        {"add"},
        {"add", "example."},
        {"add", "example.", "1 13 2 00"},
        {"add", "a..b", one},
        {"add", "example.", one, two},
        {"list", "example.", one},
    }));
    shop.options.arguments = arguments;
    static_cast<void>(refusal(consumer::trust(shop.options, shop.told.program), Errc::usage));
}
