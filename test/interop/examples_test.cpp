// SPDX-License-Identifier: BSD-3-Clause
//
// The two examples of the recipe API, from the recipe to a zone that validates.

#include "interop/judged_zone.hpp"
#include "interop/receiver.hpp"
#include "interop/shipped.hpp"
#include "interop/tools.hpp"

namespace ceremony::test {
namespace {

const KeyFiles ksk_files = {CEREMONY_INTEROP_DATA "/Kexample.+008+18731"};
const KeyFiles zsk_files = {CEREMONY_INTEROP_DATA "/Kexample.+008+62316"};
constexpr std::int64_t day = 86400;

UtcTime seconds_after(UtcTime time, std::int64_t seconds) {
    return must(UtcTime::from_seconds(time.seconds() + seconds));
}

// The KSK of the bunker, put on its token with the tools of SoftHSM.
void bring_ksk(const Bunker& bunker) {
    const std::string pem = bunker.folder / "ksk.pem";
    const Ran converted =
        run_program({"softhsm2-keyconv", "--in", ksk_files.path + ".private", "--out", pem});
    CAPTURE(converted.output);
    REQUIRE(converted.status == 0);
    const Ran imported =
        run_program({"softhsm2-util", "--import", pem, "--token", "bunker", "--label",
                     "example KSK", "--id", "0a", "--pin", std::string(test_pin)});
    CAPTURE(imported.output);
    REQUIRE(imported.status == 0);
    std::filesystem::remove(pem);
}

// What holds of every set: it is good in its validity and at no other time, and no octet of
// any record can be another one.
void check_set(JudgedZone& zone,
               const std::vector<std::string>& keyset,
               UtcTime inception,
               UtcTime expiration) {
    zone.publish(keyset);
    CHECK(zone.accepted_by(seconds_after(inception, -1)) == "nobody");
    CHECK(zone.accepted_by(seconds_after(inception, 1)) == "ldns and BIND");
    const UtcTime middle =
        seconds_after(inception, (expiration.seconds() - inception.seconds()) / 2);
    CHECK(zone.accepted_by(middle) == "ldns and BIND");
    CHECK(zone.accepted_by(seconds_after(expiration, -60)) == "ldns and BIND");
    CHECK(zone.accepted_by(seconds_after(expiration, 1)) == "nobody");
    for (std::size_t i = 0; i < keyset.size(); ++i) {
        CAPTURE(keyset[i]);
        auto changed = keyset;
        changed[i] = with_an_octet_changed(changed[i]);
        zone.publish(changed);
        CHECK(zone.accepted_by(middle) == "nobody");
    }
}

TEST_CASE("examples: a ZSK of the signer is signed by the KSK that is there",
          "[interop][examples]") {
    needs({"softhsm2-keyconv", "ldns-signzone", "ldns-verify-zone", "dnssec-verify"});
    Bunker bunker;
    bring_ksk(bunker);
    static_cast<void>(
        bunker.folder.file("recipe.json", slurp(CEREMONY_INTEROP_DATA "/external_zsk.json")));
    const auto before = bunker.inventory();
    const Ran ran = run_cooker(bunker, "cook");
    CAPTURE(ran.output);
    REQUIRE(ran.status == 0);
    CHECK(bunker.inventory() == before);
    const auto keyset = keyset_of(bunker, 1);
    CHECK(keyset.size() == 3);
    JudgedZone zone("example.", ksk_files.path + ".key", {zsk_files});
    check_set(zone, keyset, at("2027-01-01"), at("2028-01-01"));
}

TEST_CASE("examples: an RSA signature is the one that ldns makes with the same key",
          "[interop][examples]") {
    needs({"softhsm2-keyconv", "ldns-signzone"});
    Bunker bunker;
    bring_ksk(bunker);
    static_cast<void>(
        bunker.folder.file("recipe.json", slurp(CEREMONY_INTEROP_DATA "/external_zsk.json")));
    const Ran ran = run_cooker(bunker, "cook");
    CAPTURE(ran.output);
    REQUIRE(ran.status == 0);
    const auto keyset = keyset_of(bunker, 1);
    const std::string zone =
        bunker.folder.file("zone", "example. 86400 IN SOA ns. host. 1 3600 900 604800 300\n" +
                                       keyset[0] + "\n" + keyset[1] + "\n");
    const Ran other =
        run_program({"ldns-signzone", "-d", "-i", "20270101000000", "-e", "20280101000000", "-f",
                     bunker.folder / "by_ldns", zone, ksk_files.path, zsk_files.path});
    CAPTURE(other.output);
    REQUIRE(other.status == 0);
    // ldns has tabs between the fields before the data.
    std::string ours = keyset[2];
    for (int i = 0; i < 4; ++i) {
        ours.replace(ours.find(' '), 1, "\t");
    }
    CAPTURE(ours);
    const std::string theirs = slurp(bunker.folder / "by_ldns");
    CHECK(theirs.find(ours) != std::string::npos);
}

TEST_CASE("examples: a ZSK is made, published in three sets and exported", "[interop][examples]") {
    needs({"softhsm2-keyconv", "ldns-signzone", "ldns-verify-zone", "dnssec-verify"});
    Bunker bunker;
    bring_ksk(bunker);
    const TransportKey signer(2048);
    bring_transport_key(bunker, signer.public_key(), "ZSK exporting key");
    static_cast<void>(
        bunker.folder.file("recipe.json", slurp(CEREMONY_INTEROP_DATA "/exported_zsk.json")));
    const Ran ran = run_cooker(bunker, "cook");
    CAPTURE(ran.output);
    REQUIRE(ran.status == 0);
    // At the signer, the wrapped ZSK is opened, and signs the zone.
    const KeyFiles zsk = open_export(bunker, 5, signer, Algorithm::rsasha256);
    JudgedZone zone("example.", ksk_files.path + ".key", {zsk});
    const UtcTime first = at("2027-06-26");
    check_set(zone, keyset_of(bunker, 2), first, at("2027-08-06"));
    check_set(zone, keyset_of(bunker, 3), at("2027-07-27"), at("2027-09-06"));
    check_set(zone, keyset_of(bunker, 4), at("2027-08-27"), at("2027-10-07"));
    // From the first day to the last, some set is valid.
    for (std::int64_t days = 0; days < 103; days += 10) {
        const UtcTime now = seconds_after(first, days * day + 1);
        CAPTURE(days);
        bool is_valid = false;
        for (const std::size_t action : {2U, 3U, 4U}) {
            zone.publish(keyset_of(bunker, action));
            is_valid = is_valid || zone.accepted_by(now) == "ldns and BIND";
        }
        CHECK(is_valid);
    }
}

}  // namespace
}  // namespace ceremony::test
