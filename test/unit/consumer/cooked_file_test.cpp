// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/cooked_file.hpp"

#include "unit/consumer/shop.hpp"

using namespace ceremony;
using test::must;
using test::Shop;

TEST_CASE("cooked_file: what is in a file is told zone by zone", "[consumer][cooked_file]") {
    Shop shop;
    const auto file = must(program::read_recipe_file(shop.cooked("ecdsa")));
    const auto examination = consumer::examine(file, nullptr);
    REQUIRE(examination.contents);
    CHECK(consumer::contents_text(*examination.contents) ==
          "example.: 3 key sets from 2027-01-02 00:00 until 2027-03-25 00:00, signed until "
          "2027-04-01 00:00; KSK 18381, 28594, 28722; ZSK 7444, 61618\n"
          "A private key for \"signer north\": 61618, ID 00b3\n");
    CHECK(consumer::ceremony_text(*examination.contents) ==
          "ceremony 13 of the chain example-registry");
}

TEST_CASE("cooked_file: other tracks and stages stand by themselves", "[consumer][cooked_file]") {
    Shop shop;
    const std::string publish = "recipe.actions[6].actionParams.publish";
    const auto file = must(program::read_recipe_file(shop.cooked(
        "ecdsa", "add " + publish + ".stage 2 ;; add " + publish + ".track \"emergency\"")));
    const auto examination = consumer::examine(file, nullptr);
    REQUIRE(examination.contents);
    const std::string text = consumer::contents_text(*examination.contents);
    CHECK_THAT(text, Catch::Contains("example.: 2 key sets from "));
    CHECK_THAT(text, Catch::Contains("example.: 1 key set of the track emergency, stage 2 from "));
}

TEST_CASE("cooked_file: a recipe without a ceremony is told", "[consumer][cooked_file]") {
    Shop shop;
    const auto file = must(program::read_recipe_file(shop.cooked("v1_0")));
    const auto examination = consumer::examine(file, nullptr);
    REQUIRE(examination.contents);
    CHECK(consumer::ceremony_text(*examination.contents) == "a ceremony that is not named");
}

TEST_CASE("cooked_file: all errors are told, and counted", "[consumer][cooked_file]") {
    Shop shop;
    const auto file = must(
        program::read_recipe_file(shop.cooked("rsa",
                                              "set recipe.preamble.cooked.complete false ;; set "
                                              "recipe.actions[2].actionParams.ttl 3601")));
    const auto examination = consumer::examine(file, nullptr);
    REQUIRE_FALSE(examination.is_good());
    const Error error = consumer::refuse(file, examination, shop.told.program);
    CHECK(error.code() == Errc::refused);
    CHECK_THAT(error.message(), Catch::Contains(": not a good cooked recipe: "));
    CHECK_THAT(shop.told.err, Catch::Contains("cooked.complete"));
    CHECK_THAT(shop.told.err, Catch::Contains("recipe.actions[2]"));
}

TEST_CASE("cooked_file: of many errors the first are told, and how many more there are",
          "[consumer][cooked_file]") {
    Shop shop;
    const auto file = must(program::read_recipe_file(shop.cooked("rsa")));
    keysets::Examination examination;
    for (std::size_t i = 1; i <= consumer::most_findings; ++i) {
        examination.errors.emplace_back(Errc::refused, "finding " + std::to_string(i));
    }
    static_cast<void>(consumer::refuse(file, examination, shop.told.program));
    CHECK_THAT(shop.told.err, Catch::EndsWith("consumer: finding 20\n"));

    shop.told.err.clear();
    examination.errors.emplace_back(Errc::refused, "finding 21");
    const Error error = consumer::refuse(file, examination, shop.told.program);
    CHECK_THAT(shop.told.err,
               Catch::EndsWith("consumer: finding 20\nconsumer: and 1 more; consumer "
                               "verify --json has all\n"));
    CHECK(error.code() == Errc::refused);
    CHECK_THAT(error.message(), Catch::EndsWith("\": not a good cooked recipe: 21 findings"));
}

TEST_CASE("cooked_file: it is compared with the approved recipe", "[consumer][cooked_file]") {
    Shop shop;
    const auto file = must(program::read_recipe_file(shop.cooked("rsa")));
    const auto other = must(program::read_recipe_file(shop.cooked("ecdsa")));
    CHECK_FALSE(consumer::examine(file, &other).is_good());
}
