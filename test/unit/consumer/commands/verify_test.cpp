// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/commands/verify.hpp"

#include "consumer/cooked_file.hpp"
#include "json/parse.hpp"
#include "unit/consumer/shop.hpp"

using namespace ceremony;
using test::must;
using test::refusal;
using test::Shop;

TEST_CASE("consumer verify: a good file is told with what was checked", "[consumer][verify]") {
    Shop shop;
    shop.options.files = {shop.cooked("rsa"), shop.cooked("v1_0")};
    must(consumer::verify(shop.options, shop.told.program));
    CHECK_THAT(shop.told.out, Catch::Contains(Shop::hash_of(shop.options.files.front())));
    CHECK_THAT(shop.told.out, Catch::Contains("Good: ceremony 12 of the chain example-registry"));
    CHECK_THAT(shop.told.out, Catch::Contains("Good: a ceremony that is not named"));
    CHECK_THAT(shop.told.out, Catch::Contains("Checked:\n"));
    CHECK_THAT(shop.told.out, Catch::Contains("Not checked:\n"));
    CHECK(shop.told.err.empty());
}

TEST_CASE("consumer verify: every bad file is told", "[consumer][verify]") {
    Shop shop;
    const std::string bad = shop.cooked("ldns", "set recipe.preamble.cooked.complete false");
    shop.options.files = {bad, shop.cooked("rsa"),
                          shop.cooked("ecdsa", "set recipe.preamble.cooked.rehearsal true")};
    CHECK_THAT(refusal(consumer::verify(shop.options, shop.told.program), Errc::refused),
               Catch::Contains("ecdsa.json"));
    CHECK_THAT(shop.told.err, Catch::Contains("ldns.json\": not a good cooked recipe"));
    CHECK_THAT(shop.told.err, Catch::Contains("cooked.complete"));
    CHECK_THAT(shop.told.err, Catch::Contains("the result of a rehearsal"));
    CHECK_THAT(shop.told.out, Catch::Contains("Good: ceremony 12"));
}

TEST_CASE("consumer verify: machines read the same", "[consumer][verify]") {
    Shop shop;
    shop.options.json = true;
    shop.options.files = {shop.cooked("ecdsa")};
    must(consumer::verify(shop.options, shop.told.program));
    shop.options.files = {shop.cooked("rsa", "set recipe.preamble.cooked.complete false")};
    const json::Document good = must(json::parse(shop.told.out, "out"));
    const json::Value file = *good.root().elements().begin();
    CHECK(file.find("good")->boolean());
    CHECK(file.find("keysets")->elements().size() == 3);
    CHECK(file.find("privateKeys")->integer() == 1);
    shop.told.out.clear();
    static_cast<void>(refusal(consumer::verify(shop.options, shop.told.program), Errc::refused));
    const json::Document bad = must(json::parse(shop.told.out, "out"));
    CHECK_FALSE((*bad.root().elements().begin()).find("good")->boolean());
    CHECK_FALSE((*bad.root().elements().begin()).find("keysets"));
}

TEST_CASE("consumer verify: people read the first findings, machines all", "[consumer][verify]") {
    Shop shop;
    shop.options.json = true;
    shop.options.files = {shop.cooked("ecdsa",
                                      "set recipe.actions[4].actionParams.ttl 3601 ;; "
                                      "set recipe.actions[5].actionParams.ttl 3601 ;; "
                                      "set recipe.actions[6].actionParams.ttl 3601 ;; "
                                      "set recipe.preamble.cooked.rehearsal true ;; "
                                      "set recipe.preamble.cooked.complete false")};
    const std::string message =
        refusal(consumer::verify(shop.options, shop.told.program), Errc::refused);
    const json::Document answer = must(json::parse(shop.told.out, "out"));
    const std::size_t count = (*answer.root().elements().begin()).find("errors")->elements().size();
    REQUIRE(count > consumer::most_findings);
    CHECK_THAT(message, Catch::EndsWith(": " + std::to_string(count) + " findings"));
    CHECK_THAT(shop.told.err,
               Catch::EndsWith("and " + std::to_string(count - consumer::most_findings) +
                               " more; consumer verify --json has all\n"));
}

TEST_CASE("consumer verify: a file that cannot be read takes no answer from the others",
          "[consumer][verify]") {
    Shop shop;
    const std::string none = shop.folder / "none";
    shop.options.files = {shop.cooked("rsa"), none, shop.cooked("v1_0"),
                          shop.folder.file("no.json", "{")};
    SECTION("for machines") {
        shop.options.json = true;
        static_cast<void>(refusal(consumer::verify(shop.options, shop.told.program), Errc::syntax));
        const json::Document answers = must(json::parse(shop.told.out, "out"));
        std::vector<bool> good;
        for (const json::Value answer : answers.root().elements()) {
            good.push_back(answer.find("good")->boolean());
        }
        CHECK(good == std::vector<bool>{true, false, true, false});
    }
    SECTION("for people") {
        static_cast<void>(refusal(consumer::verify(shop.options, shop.told.program), Errc::syntax));
        CHECK_THAT(shop.told.out, Catch::Contains("Good: a ceremony that is not named"));
    }
    CHECK_THAT(shop.told.err, Catch::Contains(none));
}

TEST_CASE("consumer verify: it is compared with the recipe that was approved",
          "[consumer][verify]") {
    Shop shop;
    shop.options.files = {shop.cooked("rsa")};
    shop.options.recipe = shop.cooked("ecdsa");
    static_cast<void>(refusal(consumer::verify(shop.options, shop.told.program), Errc::refused));
    shop.options.recipe = shop.folder / "none";
    CHECK_THAT(refusal(consumer::verify(shop.options, shop.told.program), Errc::not_found),
               Catch::StartsWith("--recipe: "));
}
