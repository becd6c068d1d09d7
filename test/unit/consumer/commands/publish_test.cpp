// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/commands/publish.hpp"

#include <filesystem>

#include "unit/consumer/shop.hpp"

using namespace ceremony;
using test::must;
using test::refusal;
using test::Shop;

namespace {

class Command : public Shop {
public:
    Command() {
        configure("publish: [ { zone: example., format: zone, file: FOLDER/target } ]\n");
        import(cooked("v1_0", test::nothing_travels_in_v1_0));
        at("2027-01-02");
    }
    Outcome run() { return consumer::publish(options, told.program); }
};

}  // namespace

TEST_CASE("consumer publish: now is when it is not said otherwise", "[consumer][publish]") {
    Command shop;
    shop.options.dry_run = true;
    must(shop.run());
    const std::string now = shop.told.out;
    shop.told.out.clear();
    shop.options.time = "now";
    must(shop.run());
    CHECK(shop.told.out == now);
    shop.options.dry_run = false;
    must(shop.run());
    CHECK(std::filesystem::exists(shop.folder / "target"));
}

TEST_CASE("consumer publish: what goes together and what does not", "[consumer][publish]") {
    Command shop;
    SECTION("another time is for looking only") {
        shop.options.time = "202702010000";
        CHECK_THAT(refusal(shop.run(), Errc::usage),
                   Catch::Contains("another TIME goes with --dry-run or --output"));
        shop.options.dry_run = true;
        must(shop.run());
    }
    SECTION("not a time") {
        shop.options.time = "tomorrow";
        static_cast<void>(refusal(shop.run(), Errc::usage));
    }
    SECTION("not a format") {
        shop.options.format = "xml";
        CHECK_THAT(refusal(shop.run(), Errc::usage), Catch::Contains("not \"xml\""));
    }
    SECTION("not a zone") {
        shop.options.zone = "..";
        static_cast<void>(refusal(shop.run(), Errc::usage));
    }
    SECTION("not an ID") {
        shop.options.zone = "example";
        shop.options.zsk = "hex 0";
        static_cast<void>(refusal(shop.run(), Errc::usage));
    }
    SECTION("a signer of all zones") {
        shop.options.zsk = "hex 00";
        static_cast<void>(refusal(shop.run(), Errc::usage));
    }
    SECTION("two places") {
        shop.options.dry_run = true;
        shop.options.output = "-";
        static_cast<void>(refusal(shop.run(), Errc::usage));
    }
    SECTION("to go back with all zones") {
        shop.options.go_back = true;
        CHECK_THAT(refusal(shop.run(), Errc::usage), Catch::Contains("--go-back wants a --zone"));
    }
    SECTION("to go back and to refresh") {
        shop.options.go_back = true;
        shop.options.refresh = true;
        CHECK_THAT(refusal(shop.run(), Errc::usage),
                   Catch::Contains("--refresh and --go-back do not go together"));
    }
    SECTION("to refresh what is not written") {
        shop.options.dry_run = true;
        shop.options.refresh = true;
        static_cast<void>(refusal(shop.run(), Errc::usage));
    }
    SECTION("a zone that is not here") {
        shop.options.zone = "exampel";
        const std::string why = "nor the store has the zone exampel.; did you mean example.?";
        CHECK_THAT(refusal(shop.run(), Errc::usage), Catch::EndsWith(why));
        shop.options.dry_run = true;
        CHECK_THAT(refusal(shop.run(), Errc::usage), Catch::EndsWith(why));
        shop.options.dry_run = false;
        shop.options.output = "-";
        CHECK_THAT(refusal(shop.run(), Errc::usage), Catch::EndsWith(why));
    }
    SECTION("no such target") {
        shop.options.format = "ds";
        CHECK_THAT(refusal(shop.run(), Errc::usage),
                   Catch::EndsWith("publish: names no target with format: ds"));
        shop.options.zone = "example";
        CHECK_THAT(
            refusal(shop.run(), Errc::usage),
            Catch::EndsWith("publish: names no target with format: ds of the zone example."));
        shop.options.format.reset();
        shop.options.zone = "nl";
        shop.configure("zones: [ { name: nl. } ]\n");
        CHECK_THAT(refusal(shop.run(), Errc::usage),
                   Catch::EndsWith("publish: names no target of the zone nl."));
        shop.options.zone.reset();
        CHECK_THAT(refusal(shop.run(), Errc::configuration),
                   Catch::EndsWith("publish: names no target"));
    }
    CHECK_FALSE(std::filesystem::exists(shop.folder / "target"));
}
