// SPDX-License-Identifier: BSD-3-Clause

#include "keysets/forecast.hpp"

#include <string>

#include "support/printing.hpp"
#include "unit/keysets/samples.hpp"

namespace forecast_test {

using namespace ceremony;
using keysets::Entry;
using keysets::Forecast;
using keysets::Keyset;
using keysets::ZoneSets;
using keysets::ZoneState;
using test::instant;

namespace {

// With the set of that place published since its slot began, and nothing before it.
ZoneState with_published(const ZoneSets& zone, std::size_t place) {
    ZoneState state;
    const Keyset& set = zone.sets.at(place);
    keysets::note_published(state, set, nullptr, set.from);
    return state;
}

Forecast forecast_from(std::string_view now, const ZoneSets& zone, const ZoneState& state) {
    return keysets::forecast({zone, state, {}, {}, instant(now)});
}

std::string text_of(const Forecast& forecast) {
    std::string text;
    for (const Entry& entry : forecast.entries) {
        text += entry.at.text().substr(5, 5) + ": stage " + std::to_string(entry.set->stage) +
                " from " + entry.set->from.text().substr(5, 5) + "\n";
    }
    return text;
}

}  // namespace

TEST_CASE("forecast: in time each set follows the one before, until there is none",
          "[keysets][forecast]") {
    const ZoneSets zone = test::rollover();
    const Forecast forecast = forecast_from("2027-01-16", zone, with_published(zone, 2));
    CHECK(text_of(forecast) ==
          "01-22: stage 0 from 01-22\n"
          "01-29: stage 0 from 01-29\n"
          "02-05: stage 0 from 02-05\n");
    CHECK(forecast.end == instant("2027-02-19"));
}

TEST_CASE("forecast: what is due comes first", "[keysets][forecast]") {
    const ZoneSets zone = test::rollover();
    CHECK(text_of(forecast_from("2027-02-06", zone, with_published(zone, 4))) ==
          "02-06: stage 0 from 02-05\n");
    CHECK(text_of(forecast_from("2027-01-30", zone, {})) ==
          "01-30: stage 0 from 01-29\n"
          "02-05: stage 0 from 02-05\n");
    CHECK_FALSE(forecast_from("2027-03-01", zone, {}).end);
}

TEST_CASE("forecast: a zone at a higher stage stays at it", "[keysets][forecast]") {
    ZoneSets zone = test::rollover();
    timeline::ZonePlan& plan = zone.plans.begin()->second;
    timeline::Key key;
    key.observed.ds_seen = instant("2027-01-01");
    plan.keys = {key};
    plan.gates = {{1, timeline::DsSeen{0}, 0}};
    for (std::size_t i = 0; i < 5; ++i) {
        Keyset set = zone.sets.at(i);
        set.stage = 1;
        set.keys.push_back(test::ksk(5));
        zone.sets.push_back(set);
    }
    const Forecast forecast = forecast_from("2027-01-23", zone, with_published(zone, 9));
    CHECK(text_of(forecast) == "01-29: stage 1 from 01-29\n");
    // Of its own last set, although stage 0 has one more.
    CHECK(forecast.end == instant("2027-02-12"));
}

TEST_CASE("forecast: a change that has to wait comes later", "[keysets][forecast]") {
    const ZoneSets zone = test::rollover();
    ZoneState state = with_published(zone, 0);
    keysets::note_published(state, zone.sets.at(1), &zone.sets.front(),
                            instant("2027-01-14 16:00:00"));
    const Forecast forecast = forecast_from("2027-01-15", zone, state);
    REQUIRE_FALSE(forecast.entries.empty());
    // 12 h, 3 d and 5 min, the TTL and the safety of an hour each, less 3 d.
    CHECK(forecast.entries.front().at == instant("2027-01-15 06:05:00"));
    CHECK(forecast.end == instant("2027-02-19"));
}

TEST_CASE("forecast: where what was missed is too old, the end is near", "[keysets][forecast]") {
    ZoneSets zone = test::rollover();
    zone.sets.at(0).expiration = instant("2027-02-01");
    const Forecast forecast = forecast_from("2027-01-23", zone, with_published(zone, 0));
    CHECK(forecast.end == instant("2027-02-01"));
    // Then no cache has anything, and the next set comes at once.
    CHECK(text_of(forecast) ==
          "02-01: stage 0 from 01-29\n"
          "02-05: stage 0 from 02-05\n");
}

}  // namespace forecast_test
