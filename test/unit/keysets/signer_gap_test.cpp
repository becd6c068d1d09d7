// SPDX-License-Identifier: BSD-3-Clause

#include "keysets/signer_gap.hpp"

#include "unit/keysets/life.hpp"

namespace signer_gap_test {

using namespace ceremony;
using keysets::Keyset;
using keysets::signer_gap;
using keysets::SignerGap;
using keysets::ZoneSets;
using test::instant;
using test::keyset;
using test::ksk;
using test::Life;
using test::must;
using test::of_ceremony;
using test::plan_with_numbers;
using test::rollover;
using test::zsk;

namespace {

Keyset slot(const char* from,
            const char* until,
            std::vector<dns::Dnskey> zsks,
            const std::vector<dns::Dnskey>& signers) {
    zsks.insert(zsks.begin(), ksk(9));
    return test::with_zone_signers(keyset(from, until, zsks, {ksk(9)}), signers);
}

SignerGap unknown(Byte key) {
    return {SignerGap::Kind::unknown, zsk(key)};
}
SignerGap dropped(Byte key) {
    return {SignerGap::Kind::dropped, zsk(key)};
}

std::string tag(Byte key) {
    return std::to_string(dns::key_tag(zsk(key)));
}

}  // namespace

TEST_CASE("signer_gap: whoever signs the zone is in the sets before and after",
          "[keysets][signer_gap]") {
    const ZoneSets zone = rollover();
    for (std::size_t i = 1; i < zone.sets.size(); ++i) {
        CAPTURE(i);
        CHECK_FALSE(signer_gap(zone, zone.sets[i - 1], zone.sets[i]));
    }
    // It signs, and was never published.
    CHECK(signer_gap(zone, zone.sets[0], zone.sets[2]) == unknown(2));
    // It signs, and is gone.
    CHECK(signer_gap(zone, zone.sets[1], zone.sets[5]) == dropped(1));
    // The other way round.
    CHECK(signer_gap(zone, zone.sets[2], zone.sets[0]) == dropped(2));
    CHECK(signer_gap(zone, zone.sets[5], zone.sets[1]) == unknown(1));
}

TEST_CASE("signer_gap: what a plan has one after the other is right", "[keysets][signer_gap]") {
    ZoneSets zone;
    SECTION("double signatures of ZSKs") {
        zone.sets = {slot("2027-01-01", "2027-01-08", {zsk(1)}, {zsk(1)}),
                     slot("2027-01-08", "2027-01-15", {zsk(1), zsk(2)}, {zsk(1), zsk(2)}),
                     slot("2027-01-15", "2027-01-22", {zsk(2)}, {zsk(2)})};
    }
    SECTION("another algorithm, which signs before it is published, and after") {
        zone.sets = {slot("2027-01-01", "2027-01-08", {zsk(1)}, {zsk(1), zsk(2)}),
                     slot("2027-01-08", "2027-01-15", {zsk(1), zsk(2)}, {zsk(1), zsk(2)}),
                     slot("2027-01-15", "2027-01-22", {zsk(2)}, {zsk(1), zsk(2)})};
    }
    CHECK_FALSE(signer_gap(zone, zone.sets[0], zone.sets[1]));
    CHECK_FALSE(signer_gap(zone, zone.sets[1], zone.sets[2]));
    CHECK(signer_gap(zone, zone.sets[0], zone.sets[2]));
    CHECK(signer_gap(zone, zone.sets[1], zone.sets[0]));
    // The same keys, of another ceremony, in slots of its own; and another KSK.
    Keyset next = of_ceremony(zone.sets[1], 2);
    next.from = instant("2027-01-05");
    next.keys.push_back(ksk(5));
    CHECK_FALSE(signer_gap(zone, zone.sets[0], next));
    CHECK_FALSE(signer_gap(zone, zone.sets[0], of_ceremony(zone.sets[0], 2)));
    // Another plan does not have them so.
    next = of_ceremony(zone.sets[2], 2);
    zone.sets.push_back(next);
    CHECK(signer_gap(zone, zone.sets[0], next));
}

TEST_CASE("signer_gap: a stage or a track may take the place of another at any time",
          "[keysets][signer_gap]") {
    ZoneSets zone = rollover();
    Keyset other = slot("2027-01-09", "2027-01-12", {zsk(3)}, {zsk(3)});
    const bool is_stage = GENERATE(true, false);
    if (is_stage) {
        other.stage = 1;
    } else {
        other.track = must(recipe::Word::from_text("emergency"));
    }
    zone.sets.push_back(other);
    CHECK_FALSE(signer_gap(zone, zone.sets[1], other));
    CHECK_FALSE(signer_gap(zone, other, zone.sets[1]));
    // But not at the times of others.
    CHECK(signer_gap(zone, zone.sets[0], other) == unknown(3));
    CHECK(signer_gap(zone, zone.sets[2], other) == unknown(3));
    // And not of other files.
    CHECK(signer_gap(zone, zone.sets[1],
                     of_ceremony(slot("2027-01-09", "2027-01-12", {zsk(4)}, {zsk(4)}), 2)) ==
          unknown(4));
}

TEST_CASE("signer_gap: a ceremony may take over from the one before as it is planned",
          "[keysets][signer_gap]") {
    ZoneSets zone;
    zone.sets = {
        slot("2027-01-01", "2027-01-08", {zsk(1)}, {zsk(1)}),
        of_ceremony(slot("2027-01-08", "2027-01-15", {zsk(1), zsk(2)}, {zsk(1), zsk(2)}), 2)};
    timeline::ZonePlan& plan =
        zone.plans.emplace(crypto::Sha256{2}, plan_with_numbers()).first->second;
    const auto gap = [&zone] {
        return signer_gap(zone, zone.sets[0], zone.sets[1]);
    };
    plan.last_ceremony = 1;
    plan.handover_until = instant("2027-01-08");
    CHECK_FALSE(gap());
    plan.handover_until = instant("2027-01-07");
    CHECK(gap() == unknown(2));
    plan.handover_until = instant("2027-01-09");
    CHECK_FALSE(gap());
    // Not from another one, nor from one that ends before.
    zone.sets[0].until = instant("2027-01-07");
    CHECK(gap() == unknown(2));
    zone.sets[0].until = instant("2027-01-08");
    plan.last_ceremony = 0;
    CHECK(gap() == unknown(2));
}

TEST_CASE("signer_gap: without a slot nobody knows who signs", "[keysets][signer_gap]") {
    ZoneSets zone;
    zone.sets = {slot("2027-01-01", "2027-01-08", {zsk(1)}, {}),
                 slot("2027-01-08", "2027-01-15", {zsk(2)}, {})};
    CHECK_FALSE(signer_gap(zone, zone.sets[0], zone.sets[1]));
    // But it has to be known to caches who will.
    zone.sets[1] = of_ceremony(slot("2027-01-08", "2027-01-15", {zsk(2)}, {zsk(2)}), 2);
    CHECK(signer_gap(zone, zone.sets[0], zone.sets[1]) == unknown(2));
}

// --- what choose() makes of it

TEST_CASE("signer_gap: a ceremony that was repeated does not drop the ZSK that signs",
          "[keysets][signer_gap][select]") {
    // The first attempt's own ZSK, 2, signs when the second attempt is imported, which has another
    // in its place.
    Life life(rollover());
    REQUIRE(life.run("2027-01-01") == "01-01");
    REQUIRE(life.run("2027-01-08") == "01-08");
    REQUIRE(life.run("2027-01-15") == "01-15");
    for (Keyset set : rollover().sets) {
        for (dns::Dnskey& key : set.keys) {
            key = key == zsk(2) ? zsk(22) : key;
        }
        for (keysets::ZoneSigner& signer : set.zone_signers) {
            signer.dnskey = signer.dnskey == zsk(2) ? zsk(22) : signer.dnskey;
        }
        set = of_ceremony(set, 2);
        set.sequence = 1;
        set.expiration = instant("2027-02-20");
        life.zone().sets.push_back(set);
    }
    timeline::ZonePlan plan = plan_with_numbers();
    plan.handover_until = instant("2028-01-01");
    life.zone().plans.emplace(crypto::Sha256{2}, plan);
    // Once that of the new one need not wait for what was published before.
    CHECK(life.run("2027-01-19") == "-");
    CHECK(life.alarm ==
          "the set from 2027-01-01 00:00:00 has to wait, because no plan has it "
          "follow what is published: ZSK " +
              tag(2) +
              ", which signs the zone now, is not in it; what is published can be "
              "used until 2027-02-04 23:00:00: import a result with sets that have "
              "the keys of both before that time");
    // What is published is signed anew as long as there are sets with the same keys.
    CHECK(life.run("2027-01-23") == "01-22");
    CHECK(life.state.published->set.file == crypto::Sha256{1});
    CHECK_FALSE(life.alarm.empty());
    // At the end it stays.
    CHECK(life.run("2027-02-04") == "-");
    CHECK(life.choose("2027-02-04").set == &life.zone().sets.at(3));
}

TEST_CASE("signer_gap: no ZSK begins to sign that was never published",
          "[keysets][signer_gap][select]") {
    // The second ceremony begins with a ZSK that is in no set before; or without a plan nobody
    // knows what was missed.
    ZoneSets zone = rollover();
    std::string date = "2027-01-10";
    const bool has_plan = GENERATE(true, false);
    if (has_plan) {
        Keyset next = slot("2027-01-05", "2027-01-22", {zsk(1), zsk(3)}, {zsk(3)});
        zone.sets.push_back(of_ceremony(next, 2));
        zone.plans.emplace(crypto::Sha256{2}, plan_with_numbers());
        zone.plans.rbegin()->second.handover_until = instant("2028-01-01");
    } else {
        zone.plans.clear();
        zone.sets.front().expiration = instant("2027-01-20");
        date = "2027-01-16";
    }
    Life life(zone);
    REQUIRE(life.run("2027-01-01") == "01-01");
    CHECK(life.run(date) == "-");
    CHECK_THAT(life.alarm, Catch::Contains("ZSK " + tag(has_plan ? 3 : 2) +
                                           ", which would sign the zone, is not published yet"));
    REQUIRE(life.choose(date).set != nullptr);
    CHECK(life.choose(date).set == &life.zone().sets.front());
    // Once no cache has what was published any more, nothing is lost.
    const UtcTime end = life.zone().sets.front().expiration;
    CHECK(life.choose(date).again <= timeline::later(end, 1));
    CHECK(life.run(end) == "-");
    CHECK(life.run(timeline::later(end, 1)) == (has_plan ? "01-05" : "01-15"));
    CHECK(life.alarm.empty());
}

TEST_CASE("signer_gap: a track of another plan is not put in the place of what it would break",
          "[keysets][signer_gap][select]") {
    ZoneSets zone = rollover();
    Keyset emergency = slot("2027-01-01", "2027-02-12", {zsk(7)}, {zsk(7)});
    emergency.track = must(recipe::Word::from_text("emergency"));
    const bool is_same_plan = GENERATE(true, false);
    zone.sets.push_back(is_same_plan ? emergency : of_ceremony(emergency, 2));
    zone.plans.emplace(crypto::Sha256{2}, plan_with_numbers());
    Life life(zone);
    REQUIRE(life.run("2027-01-09") == "01-08");
    life.state.track = emergency.track;
    CHECK(life.run("2027-01-09 01:00:00") == (is_same_plan ? "01-01" : "-"));
    CHECK(life.alarm.empty() == is_same_plan);
}

}  // namespace signer_gap_test
