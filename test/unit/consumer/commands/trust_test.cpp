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
    Shop shop("trust: { nl.: [ \"" + two + "\" ] }\n");
    CHECK(trusted(shop, {"add", "example", one}).empty());
    CHECK(trusted(shop, {"add", "example.", one}).empty());
    CHECK(trusted(shop, {"list"}) == "example. " + one + "\nnl. " + two + "\n");
    CHECK(trusted(shop, {"list", "nl"}) == "nl. " + two + "\n");
    CHECK(shop.store().state().zones.size() == 1);
}

TEST_CASE("consumer trust: a DS can be taken out again", "[consumer][trust]") {
    Shop shop("trust: { nl.: [ \"" + two + "\" ] }\n");
    CHECK(trusted(shop, {"add", "example.", one}).empty());
    CHECK(trusted(shop, {"add", "example.", two}).empty());
    CHECK(trusted(shop, {"remove", "example", one}) == "example.: no longer trusted\n");
    CHECK(trusted(shop, {"list", "example."}) == "example. " + two + "\n");
    CHECK(
        trusted(shop, {"remove", "example.", two}) ==
        "example.: no longer trusted\nNothing is trusted in example. now: who vouches for the next "
        "result vouches for its KSKs\n");
    CHECK(trusted(shop, {"list", "example."}).empty());
    for (const std::string zone : {"example.", "org."}) {
        shop.options.arguments = {"remove", zone, two};
        CHECK(test::refusal(consumer::trust(shop.options, shop.told.program), Errc::not_found) ==
              zone + ": this DS is not trusted");
    }
}

TEST_CASE("consumer trust: what the configuration names stays trusted", "[consumer][trust]") {
    Shop shop("trust: { nl.: [ \"" + two + "\" ] }\n");
    CHECK(trusted(shop, {"add", "nl.", two}).empty());
    shop.options.arguments = {"remove", "nl.", two};
    CHECK_THAT(test::refusal(consumer::trust(shop.options, shop.told.program), Errc::refused),
               Catch::StartsWith("nl.: this DS stays trusted, because ") &&
                   Catch::EndsWith("ceremony.yaml has it under trust:"));
    CHECK(shop.store().state().zones.at(must(dns::Name::from_text("nl."))).trust.empty());
    CHECK(trusted(shop, {"list"}) == "nl. " + two + "\n");
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
