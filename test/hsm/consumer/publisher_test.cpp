// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/publisher.hpp"

#include "consumer/site.hpp"
#include "hsm/fixture.hpp"
#include "unit/consumer/shop.hpp"

using namespace ceremony;
using namespace ceremony::test;

TEST_CASE("publisher: a token that is not found may come, and that it stays away is noted",
          "[hsm][publisher]") {
    SoftHsm hsm;
    hsm.add_token("oper");
    Shop shop;
    shop.configure("repositories: { default: { module: " + softhsm_module() +
                   ", label: other, pin: file, pin-file: FOLDER/pin } }\n"
                   "publish: [ { zone: example., format: signconf, file: FOLDER/target } ]\n");
    static_cast<void>(shop.folder.file("pin", std::string(test_pin) + "\n"));
    shop.import(shop.cooked("v1_0", nothing_travels_in_v1_0));
    const auto run = [&shop] {
        return consumer::publish_what_is_due(must(consumer::configuration_of(shop.options)), {},
                                             shop.told.program);
    };
    shop.at("2027-01-02");
    const Outcome missing = run();
    CHECK_THAT(refusal(missing, Errc::busy),
               Catch::StartsWith("no token has label \"other\"; there is: slot "));
    CHECK(exit_status(Errc::busy) == 75);
    CHECK_THAT(missing.error().hint(), Catch::StartsWith("the next run tries again; "));
    REQUIRE(shop.store().state().absence);
    CHECK(shop.store().state().absence->since.text() == "2027-01-02 00:00:00");
    CHECK(shop.store().state().absence->why == missing.error().message());
    shop.at("2027-01-02 02:00:00");
    static_cast<void>(refusal(run(), Errc::busy));
    CHECK(shop.store().state().absence->since.text() == "2027-01-02 00:00:00");
    hsm.add_token("other");
    CHECK(run().error().code() != Errc::busy);
    CHECK_FALSE(shop.store().state().absence);
}
