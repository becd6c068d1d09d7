// SPDX-License-Identifier: BSD-3-Clause

#include <algorithm>

#include "unit/keysets/life.hpp"

namespace select_takeover_test {

using namespace ceremony;
using keysets::Keyset;
using keysets::ZoneSets;
using test::child_delay;
using test::day;
using test::hour;
using test::instant;
using test::keyset;
using test::ksk;
using test::Life;
using test::must;
using test::of_ceremony;
using test::plan_with_numbers;
using test::rollover;
using test::zsk;

TEST_CASE("select: the newest ceremony counts, and none before it ever again",
          "[keysets][select]") {
    ZoneSets zone = rollover();
    const ZoneSets first = zone;
    for (const Keyset& set : first.sets) {
        zone.sets.push_back(of_ceremony(set, 2));
    }
    zone.plans.emplace(crypto::Sha256{2}, plan_with_numbers());
    Life life(zone);
    REQUIRE(life.run("2027-01-01") == "01-01");
    CHECK(life.state.published->sequence == 2);
    // Without the file of the second ceremony.
    std::erase_if(life.zone().sets, [](const Keyset& set) { return set.sequence == 2; });
    CHECK(life.run("2027-01-09") == "-");
    CHECK_FALSE(life.alarm.empty());
}

TEST_CASE("select: a new ceremony takes over from the old one within a slot", "[keysets][select]") {
    Life life(rollover());
    REQUIRE(life.run("2027-01-01") == "01-01");
    // The same keys in the same slot, signed again.
    life.zone().sets.push_back(of_ceremony(life.zone().sets.at(0), 2));
    life.zone().plans.emplace(crypto::Sha256{2}, plan_with_numbers());
    CHECK(life.run("2027-01-03") == "01-01");
    CHECK(life.state.published->sequence == 2);
    CHECK(life.state.changes.size() == 1);
}

TEST_CASE("select: changes wait for those of the ceremony before, too", "[keysets][select]") {
    ZoneSets zone = rollover();
    for (std::size_t i = 2; i < 6; ++i) {
        zone.sets.at(i) = of_ceremony(zone.sets.at(i), 2);
    }
    zone.plans.emplace(crypto::Sha256{2}, plan_with_numbers());
    Life life(zone);
    REQUIRE(life.run("2027-01-01") == "01-01");
    REQUIRE(life.run("2027-01-14 23:00:00") == "01-08");
    CHECK(life.run("2027-01-15") == "-");
    CHECK_THAT(life.alarm, Catch::Contains("have to wait until"));
    // And what the old ceremony had before the new one is not skipped.
    Life late(zone);
    REQUIRE(late.run("2027-01-01") == "01-01");
    CHECK(late.run("2027-01-15") == "01-08");
}

TEST_CASE("select: a ceremony that is imported late is made up for from its beginning",
          "[keysets][select]") {
    // Its ZSK is published from 02-05 on and signs from 02-12 on, when the reserve of the first
    // ceremony, from 02-05 on without that key, is what is published.
    ZoneSets zone = rollover();
    const auto next = [](std::string_view from, std::string_view until, const dns::Dnskey& signer) {
        Keyset set = keyset(from, until, {ksk(9), zsk(2), zsk(3)}, {ksk(9)});
        return of_ceremony(test::with_zone_signers(std::move(set), {signer}), 2);
    };
    Life life(zone);
    REQUIRE(life.run("2027-02-06") == "02-05");
    const bool knows_published = GENERATE(true, false);
    if (knows_published) {
        // What the first ceremony had is what the second one begins with.
        Keyset begin = of_ceremony(zone.sets.at(4), 2);
        life.zone().sets.push_back(begin);
    }
    life.zone().sets.push_back(next("2027-02-05", "2027-02-12", zsk(2)));
    life.zone().sets.push_back(next("2027-02-12", "2027-02-19", zsk(3)));
    timeline::ZonePlan plan = plan_with_numbers();
    plan.handover_until = instant("2027-02-07");
    life.zone().plans.emplace(crypto::Sha256{2}, plan);
    CHECK(life.run("2027-02-12 12:00:00") == "02-05");
    CHECK(life.state.published->sequence == 2);
    CHECK_THAT(life.alarm,
               Catch::StartsWith("the set from 2027-02-05 00:00:00 was missed and comes "
                                 "first"));
    const UtcTime earliest =
        timeline::later(instant("2027-02-12 12:00:00"), child_delay + hour + hour - 3 * day);
    CHECK(life.run(timeline::later(earliest, -1)) == "-");
    CHECK_THAT(life.alarm, Catch::Contains("have to wait until " + earliest.text()));
    CHECK(life.run(earliest) == "02-12");
    CHECK(life.alarm.empty());
}

TEST_CASE("select: two ceremonies that are imported at once are made up for one after the other",
          "[keysets][select]") {
    // The second one has its ZSK from 02-05 on, and signs with it from 02-12 on; the third goes on
    // from 02-19, without the ZSK that signs in the reserve of the first.
    ZoneSets zone = rollover();
    zone.sets.back().until = instant("2027-03-12");
    zone.sets.back().expiration = instant("2027-03-19");
    Life life(zone);
    REQUIRE(life.run("2027-02-06") == "02-05");
    const auto set = [](std::string_view from, std::string_view until, std::uint32_t ceremony,
                        std::vector<dns::Dnskey> zsks, const dns::Dnskey& signer) {
        zsks.insert(zsks.begin(), ksk(9));
        Keyset made = keyset(from, until, std::move(zsks), {ksk(9)});
        made.expiration = instant("2027-03-31");
        return of_ceremony(test::with_zone_signers(std::move(made), {signer}), ceremony);
    };
    life.zone().sets.push_back(set("2027-02-05", "2027-02-12", 2, {zsk(2), zsk(3)}, zsk(2)));
    life.zone().sets.push_back(set("2027-02-12", "2027-03-05", 2, {zsk(2), zsk(3)}, zsk(3)));
    life.zone().sets.push_back(set("2027-02-19", "2027-03-12", 3, {zsk(3)}, zsk(3)));
    timeline::ZonePlan plan = plan_with_numbers();
    plan.handover_until = instant("2028-01-01");
    life.zone().plans.emplace(crypto::Sha256{2}, plan);
    life.zone().plans.emplace(crypto::Sha256{3}, plan);
    CHECK(life.run("2027-02-20 12:00:00") == "02-05");
    CHECK(life.state.published->sequence == 2);
    CHECK(life.run("2027-02-20 12:15:00") == "-");
    CHECK(life.run("2027-02-22") == "02-12");
    CHECK(life.run("2027-02-22 00:15:00") == "-");
    CHECK_THAT(life.alarm, Catch::Contains("have to wait until"));
    // Iret, of double signatures, is over.
    CHECK(life.run("2027-03-10") == "02-19");
    CHECK(life.state.published->sequence == 3);
}

TEST_CASE("select: while a result is too late, the reserve of the one before goes on",
          "[keysets][select]") {
    ZoneSets zone = rollover();
    zone.sets.push_back(zone.sets.back());
    zone.sets.back().from = instant("2027-02-12");
    zone.sets.back().until = instant("2027-03-12");
    zone.sets.back().expiration = instant("2027-03-19");
    Life life(zone);
    REQUIRE(life.run("2027-02-06") == "02-05");
    const auto next = [](std::string_view from, std::string_view until, const dns::Dnskey& signer) {
        Keyset set = keyset(from, until, {ksk(9), zsk(2), zsk(3)}, {ksk(9)});
        return of_ceremony(test::with_zone_signers(std::move(set), {signer}), 2);
    };
    life.zone().sets.push_back(next("2027-02-05", "2027-02-08", zsk(2)));
    life.zone().sets.push_back(next("2027-02-08", "2027-02-28", zsk(3)));
    life.zone().plans.emplace(crypto::Sha256{2}, plan_with_numbers());
    CHECK(life.run("2027-02-14") == "02-12");
    CHECK(life.state.published->sequence == 1);
    CHECK_THAT(life.alarm, Catch::Contains("was missed and is too old to come before"));
}

TEST_CASE("select: a ceremony that was repeated takes the place of its first attempt",
          "[keysets][select]") {
    // Both have a ZSK of their own in the same slots.
    const auto attempt = [](Byte file, const dns::Dnskey& own) {
        keysets::Contents contents;
        contents.file = {file};
        contents.ceremony = recipe::Ceremony{must(recipe::Word::from_text("nl")), 2, file, {}};
        for (Keyset set : rollover().sets) {
            std::replace(set.keys.begin(), set.keys.end(), zsk(2), own);
            for (keysets::ZoneSigner& signer : set.zone_signers) {
                signer.dnskey = signer.dnskey == zsk(2) ? own : signer.dnskey;
            }
            set.file = contents.file;
            set.sequence = 2;
            contents.keysets.push_back(set);
        }
        contents.plan.emplace();
        contents.plan->zones = {plan_with_numbers()};
        return contents;
    };
    Life life(keysets::by_zone({attempt(1, zsk(21))}).begin()->second);
    life.zone().sets.at(1).expiration = instant("2027-02-10");
    REQUIRE(life.run("2027-01-01") == "01-01");
    REQUIRE(life.run("2027-01-08") == "01-08");
    life.zone() = keysets::by_zone({attempt(1, zsk(21)), attempt(2, zsk(22))}).begin()->second;
    life.zone().plans.begin()->second.handover_until = instant("2028-01-01");
    life.zone().plans.rbegin()->second.handover_until = instant("2028-01-01");
    // It has no set with the ZSK of the other: what comes before its own is made up for.
    CHECK(life.run("2027-01-09") == "01-01");
    CHECK_THAT(life.alarm, Catch::Contains("was missed and comes first"));
    CHECK(life.run("2027-01-09 00:15:00") == "01-08");
    CHECK(life.state.published->set.file == crypto::Sha256{2});
    CHECK(life.alarm.empty());
    CHECK(life.run("2027-01-16") == "01-15");
    CHECK(life.run("2027-01-22") == "01-22");
    CHECK(life.state.published->set.file == crypto::Sha256{2});
    CHECK(life.alarm.empty());
}

TEST_CASE("select: who takes a ceremony over later than was planned hears of it",
          "[keysets][select]") {
    ZoneSets zone = rollover();
    timeline::ZonePlan plan = plan_with_numbers();
    plan.handover_until = instant("2027-01-03");
    Life life(zone);
    REQUIRE(life.run("2027-01-01") == "01-01");
    Keyset changed = of_ceremony(zone.sets.at(1), 2);
    changed.from = instant("2027-01-01");
    changed.inception = instant("2026-12-31");
    life.zone().sets.push_back(changed);
    life.zone().plans.emplace(crypto::Sha256{2}, plan);
    CHECK(life.choose("2027-01-03").alarm.empty());
    CHECK(life.run("2027-01-05") == "01-01");
    CHECK(
        life.alarm ==
        "ceremony 2 takes over after the time that was planned for it, until 2027-01-03 00:00:00");
}

TEST_CASE("select: the wait between two ceremonies is that of the intervals alone",
          "[keysets][select]") {
    // As planned, the second ceremony has its change before that of the first.
    ZoneSets zone = rollover();
    Life life(zone);
    REQUIRE(life.run("2027-01-01") == "01-01");
    REQUIRE(life.run("2027-01-14 23:00:00") == "01-08");
    Keyset signing = of_ceremony(zone.sets.at(2), 2);
    signing.from = instant("2027-01-05");
    signing.until = instant("2027-01-22");
    life.zone().sets.push_back(signing);
    life.zone().plans.emplace(crypto::Sha256{2}, plan_with_numbers());
    CHECK(life.run("2027-01-15") == "-");
    CHECK_THAT(life.alarm, Catch::Contains("have to wait until"));
}

}  // namespace select_takeover_test
