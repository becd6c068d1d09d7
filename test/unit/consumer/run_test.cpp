// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/run.hpp"

#include "unit/consumer/shop.hpp"

using namespace ceremony;
using consumer::Verb;
using test::Shop;

TEST_CASE("consumer run: help and version succeed", "[consumer][run]") {
    Shop shop;
    shop.options.verb = Verb::help;
    CHECK(consumer::run(shop.options, shop.told.program) == 0);
    CHECK(shop.told.out == consumer::usage_text());
    shop.options.verb = Verb::version;
    CHECK(consumer::run(shop.options, shop.told.program) == 0);
    CHECK_THAT(shop.told.out, Catch::Contains("consumer 0."));
}

TEST_CASE("consumer run: a command line that makes no sense is told", "[consumer][run]") {
    Shop shop;
    const Result<consumer::Options> options = consumer::misused("what?");
    CHECK(consumer::run(options, shop.told.program) == exit_status(Errc::usage));
    CHECK(shop.told.err == "consumer: what?\nhint: consumer --help shows how it is used\n");
}

TEST_CASE("consumer run: each command is carried out", "[consumer][run]") {
    Shop shop;
    const Verb verb =
        GENERATE(Verb::verify, Verb::import, Verb::event, Verb::activate, Verb::trust);
    shop.options.verb = verb;
    shop.options.files = {shop.folder / "none"};
    const int wanted = verb == Verb::verify || verb == Verb::import ? exit_status(Errc::not_found)
                                                                    : exit_status(Errc::usage);
    CHECK(consumer::run(shop.options, shop.told.program) == wanted);
}

TEST_CASE("consumer run: status has the exit status of a plugin when it is asked for",
          "[consumer][run]") {
    Shop shop;
    shop.options.verb = Verb::status;
    CHECK(consumer::run(shop.options, shop.told.program) == 0);
    test::must(test::must(consumer::Store::open_or_make(shop.folder / "store")).save({}));
    shop.options.nagios = true;
    CHECK(consumer::run(shop.options, shop.told.program) == 1);
    shop.options.config = shop.folder / "none";
    CHECK(consumer::run(shop.options, shop.told.program) == 3);
}
