// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/holdings.hpp"

#include <filesystem>

#include "consumer/outlook.hpp"
#include "consumer/publisher.hpp"
#include "consumer/site.hpp"
#include "consumer/wrong_pin.hpp"
#include "unit/consumer/shop.hpp"

using namespace ceremony;
using consumer::Holdings;
using consumer::Outlook;
using test::must;
using test::Shop;

namespace {

// v1_0.json is imported and, on 2027-01-02, published: signed until 2027-02-01. The set after it is
// signed until 2027-03-01.
class TwoTargets : public Shop {
public:
    TwoTargets() {
        configure(
            "publish:\n"
            "  - zone: example.\n"
            "    format: zone\n"
            "    file: FOLDER/target\n"
            "    after: [sh, -c, \"test ! -e FOLDER/deaf\"]\n"
            "  - { zone: example., format: ds, file: FOLDER/ds }\n");
        import(cooked("v1_0", test::nothing_travels_in_v1_0));
        at("2027-01-02");
        must(run());
    }

    [[nodiscard]] policy::Configuration configuration() const {
        return must(consumer::configuration_of(options));
    }
    Outcome run() { return consumer::publish_what_is_due(configuration(), {}, told.program); }
    [[nodiscard]] Outlook outlook() const {
        return must(consumer::outlooks(configuration(), store(), must(told.program.clock())))
            .front();
    }
    [[nodiscard]] keysets::ZoneState zone() const { return store().state().zones.at(name); }
    [[nodiscard]] Holdings holdings() const {
        return consumer::look_at_targets(configuration(), name, zone(), {});
    }

    dns::Name name = must(dns::Name::from_text("example."));
};

UtcTime instant(std::string_view text) {
    return must(UtcTime::from_text(text));
}

}  // namespace

TEST_CASE("holdings: all have what is published", "[consumer][holdings]") {
    const TwoTargets host;
    CHECK(host.holdings().alarm.empty());
    CHECK_FALSE(host.holdings().end);
    CHECK(host.outlook().alarm.empty());
    CHECK(consumer::look_at_targets(host.configuration(), host.name, {}, {}).alarm.empty());
}

TEST_CASE("holdings: a signer that was not told has the set before", "[consumer][holdings]") {
    TwoTargets host;
    const std::string deaf = host.folder.file("deaf", "");
    host.at("2027-01-31 23:00:00");
    const auto before = host.outlook();
    CHECK(before.alarm.empty());
    host.at("2027-02-02");
    CHECK(host.run().error().code() == Errc::left_over);
    const auto pending = host.outlook();
    CHECK_THAT(pending.alarm,
               Catch::Contains("target\" is written, but its after: did not succeed"));
    CHECK(pending.published->expiration == instant("2027-03-01"));
    CHECK(pending.end == instant("2027-02-01"));
    // It is still that one after another run without success.
    host.at("2027-02-03");
    CHECK(host.run().error().code() == Errc::left_over);
    CHECK(host.outlook().end == instant("2027-02-01"));
    std::filesystem::remove(deaf);
    must(host.run());
    CHECK(host.outlook().alarm.empty());
    CHECK(host.outlook().end == instant("2027-03-01"));
    CHECK_FALSE(host.zone().targets.front().heard_until);
}

TEST_CASE("holdings: a target may hold something else", "[consumer][holdings]") {
    const TwoTargets host;
    SECTION("of somebody else") {
        static_cast<void>(host.folder.file("target", "x"));
        CHECK_THAT(host.holdings().alarm, Catch::Contains("target\" is not as it was written"));
        CHECK(host.holdings().end == instant("2027-02-01"));
    }
    SECTION("that is not for a signer") {
        std::filesystem::remove(host.folder / "ds");
        CHECK_THAT(host.holdings().alarm, Catch::Contains("ds\" is not as it was written"));
        CHECK_FALSE(host.holdings().end);
    }
    SECTION("an earlier set") {
        const auto zones = host.store().contents_at(instant("2027-01-02")).zones;
        const keysets::ZoneSets& sets = zones.at(host.name);
        keysets::ZoneState zone = host.zone();
        keysets::note_published(zone, sets.sets.at(1), nullptr, instant("2027-02-02"));
        const auto holdings =
            consumer::look_at_targets(host.configuration(), host.name, zone, sets);
        CHECK_THAT(holdings.alarm,
                   Catch::Contains("target\" has still the set from 2027-01-01 00:00"));
        CHECK(zone.published->expiration == instant("2027-03-01"));
        CHECK(holdings.end == instant("2027-02-01"));
    }
}

TEST_CASE("holdings: a target that was never written makes the end what is published",
          "[consumer][holdings]") {
    Shop shop("publish: [ { zone: example., format: zone, file: FOLDER/target } ]\n");
    shop.import(shop.cooked("ecdsa", test::nothing_travels_in_ecdsa));
    shop.publish();
    const auto outlook = must(consumer::outlooks(must(consumer::configuration_of(shop.options)),
                                                 shop.store(), must(shop.told.program.clock())))
                             .front();
    CHECK_THAT(outlook.alarm, Catch::Contains("target\" was never written"));
    CHECK(outlook.end == instant("2027-03-01"));
}

TEST_CASE("holdings: runs that do not come, or do not go well, are told", "[consumer][holdings]") {
    const TwoTargets host;
    keysets::State state;
    const auto runs = [&] {
        return consumer::look_at_runs(host.configuration(), state, instant("2027-01-03 00:00:01"));
    };
    CHECK(runs().alarm.empty());
    state.last_clock = instant("2027-01-02 00:00:01");
    state.last_success = state.last_clock;
    CHECK(runs().alarm.empty());
    CHECK(runs().go_on);
    state.last_success = instant("2027-01-02");
    CHECK(runs().alarm ==
          "no run of consumer publish over all targets has gone well since 2027-01-02 00:00");
    CHECK(runs().go_on);
    // A token that is away for an hour is no race.
    state.absence = keysets::Absence{instant("2027-01-02 23:00:01"), "no token has label \"x\""};
    CHECK(runs().go_on);
    state.absence->since = instant("2027-01-02 23:00:00");
    CHECK(runs().alarm ==
          "consumer publish cannot reach the token since 2027-01-02 23:00: no token has label "
          "\"x\"");
    CHECK_FALSE(runs().go_on);
    state.last_clock = instant("2027-01-02");
    CHECK(runs().alarm == "consumer publish has not run since 2027-01-02 00:00");
    CHECK_FALSE(runs().go_on);
    state.last_clock = instant("2027-01-04");
    CHECK_THAT(runs().alarm, Catch::EndsWith("is still to come: is the clock right?"));
    config::Repository repository;
    repository.names = {"default"};
    repository.pin = config::PinFromCredential{"pin"};
    policy::Configuration configuration = host.configuration();
    configuration.repositories.list.push_back(std::move(repository));
    must(consumer::note_wrong_pin(configuration, instant("2027-01-02")));
    const auto locked_out = consumer::look_at_runs(configuration, state, instant("2027-01-04"));
    CHECK_THAT(locked_out.alarm,
               Catch::StartsWith("token \"\": it refused the PIN of the credential \"pin\""));
    CHECK_FALSE(locked_out.go_on);
    // Nothing is expected of a host without targets.
    const Shop none;
    CHECK(consumer::look_at_runs(must(consumer::configuration_of(none.options)), state,
                                 instant("2027-06-01"))
              .alarm.empty());
}
