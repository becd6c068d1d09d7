// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/readiness.hpp"

#include "dnssec/key_form.hpp"
#include "keys/key_forms.hpp"
#include "unit/signers/samples.hpp"

using namespace ceremony;
using ceremony::test::must;
using ceremony::test::sample_keyset;
using keysets::Keyset;

namespace {

UtcTime instant_of(const std::string& text) {
    return must(UtcTime::from_text(text));
}

std::string why(const Outcome& outcome, Errc code) {
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().code() == code);
    return outcome.error().message();
}

// Both halves of `key`, as a token has them.
std::vector<pkcs11::Object> halves_of(const dns::Dnskey& key, const Bytes& id) {
    pkcs11::Object object;
    object.object_class = pkcs11::ObjectClass::public_key;
    object.public_key =
        keys::as_on_token(must(dnssec::read_key_field(key.algorithm, key.public_key)));
    object.id = id;
    object.kind = object.public_key->kind;
    pkcs11::Object other = object;
    other.object_class = pkcs11::ObjectClass::private_key;
    other.public_key.reset();
    return {object, other};
}

const Bytes id_of_zsk = {0,    0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77,
                         0x88, 0x99, 0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff};

}  // namespace

TEST_CASE("readiness: a set is good from its inception and the skew until its TTL before its end",
          "[consumer][readiness]") {
    const Keyset set = sample_keyset();  // 2027-01-01 to 2027-01-15, TTL 3600
    const auto is_good = [&set](const std::string& time) {
        return consumer::check_valid_now(set, instant_of(time), 300).ok();
    };
    CHECK_FALSE(is_good("2027-01-01 00:04:59"));
    CHECK(is_good("2027-01-01 00:05:00"));
    CHECK(is_good("2027-01-14 23:00:00"));
    CHECK_FALSE(is_good("2027-01-14 23:00:01"));
    CHECK_THAT(why(consumer::check_valid_now(set, instant_of("2026-12-31"), 0), Errc::refused),
               Catch::EndsWith("which is too early"));
    CHECK_THAT(why(consumer::check_valid_now(set, instant_of("2027-01-15"), 0), Errc::refused),
               Catch::EndsWith("caches may keep it longer than that"));
}

TEST_CASE("readiness: a set whose signature does not prove it is never good",
          "[consumer][readiness]") {
    Keyset set = sample_keyset();
    set.signatures.front().signature.back() ^= 1U;
    static_cast<void>(
        why(consumer::check_valid_now(set, instant_of("2027-01-02"), 300), Errc::crypto));
    set = sample_keyset();
    set.keys.pop_back();
    static_cast<void>(
        why(consumer::check_valid_now(set, instant_of("2027-01-02"), 300), Errc::crypto));
    set = sample_keyset();
    set.signatures.clear();
    static_cast<void>(
        why(consumer::check_valid_now(set, instant_of("2027-01-02"), 300), Errc::crypto));
}

TEST_CASE("readiness: who signs the zone has to be on the token, or elsewhere by plan",
          "[consumer][readiness]") {
    Keyset set = sample_keyset();
    const dns::Dnskey zsk = set.zone_signers.front().dnskey;
    const site::Inventory token(halves_of(zsk, id_of_zsk));
    const auto online = must(consumer::online_keys(set, token));
    REQUIRE_FALSE(online.empty());
    for (const signers::OnlineKey& key : online) {
        CHECK(key.dnskey == zsk);
        CHECK(key.id == id_of_zsk);
    }
    const site::Inventory nothing{{}};
    CHECK_THAT(why(consumer::online_keys(set, nothing).ok()
                       ? Outcome(Nothing{})
                       : Outcome(consumer::online_keys(set, nothing).error()),
                   Errc::refused),
               Catch::EndsWith("it signs the zone, but it is not on the token"));
    set.zone_signers.front().external = true;
    CHECK(must(consumer::online_keys(set, nothing)).empty());
}

TEST_CASE("readiness: of several that sign the zone each has to be on the token",
          "[consumer][readiness]") {
    Keyset set = sample_keyset();
    const dns::Dnskey& other = set.keys.front();
    REQUIRE_FALSE(other.secure_entry_point());
    REQUIRE(other != set.zone_signers.front().dnskey);
    auto objects = halves_of(set.zone_signers.front().dnskey, id_of_zsk);
    set.zone_signers.push_back({other, {7}, false});
    const auto refused = consumer::online_keys(set, site::Inventory(objects));
    REQUIRE_FALSE(refused.ok());
    CHECK_THAT(refused.error().message(),
               Catch::EndsWith("it signs the zone, but it is not on the token"));
    for (const pkcs11::Object& half : halves_of(other, {7})) {
        objects.push_back(half);
    }
    CHECK(consumer::online_keys(set, site::Inventory(objects)).ok());
}

TEST_CASE("readiness: no key on the token may have the ID that stands for another",
          "[consumer][readiness]") {
    const Keyset set = sample_keyset();
    const dns::Dnskey zsk = set.zone_signers.front().dnskey;
    auto objects = halves_of(zsk, id_of_zsk);
    // A ZSK that is not here, and the KSK.
    const std::vector<dns::Dnskey> absent = signers::absent_keys(set, {});
    REQUIRE(absent.size() == 2);
    REQUIRE(absent.back().secure_entry_point());
    const std::size_t number = GENERATE(0U, 1U);
    pkcs11::Object in_the_way = objects.front();
    in_the_way.id = must(signers::locator_of_absent(absent.at(number)));
    objects.push_back(in_the_way);
    const auto online = consumer::online_keys(set, site::Inventory(objects));
    REQUIRE_FALSE(online.ok());
    CHECK(online.error().code() == Errc::refused);
    CHECK_THAT(online.error().message(), Catch::Contains("has the ID that stands for it"));
}

TEST_CASE("readiness: without a token the recipe says which keys are on it",
          "[consumer][readiness]") {
    Keyset set = sample_keyset();
    const dns::Dnskey zsk = set.zone_signers.front().dnskey;
    CHECK(consumer::planned_keys(set, nullptr) ==
          std::vector<signers::OnlineKey>{{zsk, set.zone_signers.front().id}});
    set.zone_signers.front().external = true;
    CHECK(consumer::planned_keys(set, nullptr).empty());
    timeline::ZonePlan plan;
    for (const dns::Dnskey& key : set.keys) {
        timeline::Key planned;
        planned.role = key.secure_entry_point() ? recipe::KeyRole::ksk : recipe::KeyRole::zsk;
        planned.algorithm = key.algorithm;
        planned.data = key.public_key;
        planned.id = {7};
        planned.custody = timeline::Custody::bunker;
        planned.exportable = key == zsk;
        plan.keys.push_back(planned);
    }
    CHECK(consumer::planned_keys(set, &plan) == std::vector<signers::OnlineKey>{{zsk, Bytes{7}}});
}

TEST_CASE("readiness: a person names who signs the zone, where the recipe does not",
          "[consumer][readiness]") {
    Keyset set = sample_keyset();
    const dns::Dnskey zsk = set.zone_signers.front().dnskey;
    const site::Inventory token(halves_of(zsk, id_of_zsk));
    CHECK_THAT(consumer::signed_by(set, id_of_zsk, &token).error().message(),
               Catch::EndsWith("the recipe says who signs the zone, not --zsk"));
    set.has_slot = false;
    set.zone_signers.clear();
    const Keyset named = must(consumer::signed_by(set, id_of_zsk, &token));
    REQUIRE(named.zone_signers.size() == 1);
    CHECK(named.zone_signers.front().dnskey == zsk);
    CHECK(named.zone_signers.front().id == id_of_zsk);
    CHECK_THAT(consumer::signed_by(set, {1, 2}, &token).error().message(),
               Catch::EndsWith("no ZSK of the set has on the token the ID 0102"));
    // There are two, and nobody says which.
    CHECK_THAT(consumer::signed_by(set, id_of_zsk, nullptr).error().message(),
               Catch::EndsWith("the set has not one ZSK that --zsk could be"));
}
