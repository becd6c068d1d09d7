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

TEST_CASE("consumer trust: everything else is misused", "[consumer][trust]") {
    Shop shop;
    const auto arguments = GENERATE(values<std::vector<std::string>>({
        {},
        {"remove"},
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
