// SPDX-License-Identifier: BSD-3-Clause

#include "keysets/admission.hpp"

#include "dns/print.hpp"
#include "dnssec/ds_digest.hpp"
#include "support/printing.hpp"
#include "unit/keysets/samples.hpp"

namespace admission_test {

using namespace ceremony;
using keysets::Admission;
using keysets::admit;
using keysets::Contents;
using keysets::Keyset;
using keysets::State;
using keysets::Voucher;
using test::instant;
using test::keyset;
using test::ksk;
using test::must;

namespace {

dns::Name name(std::string_view text) {
    return must(dns::Name::from_text(text));
}

recipe::Word word(std::string_view text) {
    return must(recipe::Word::from_text(text));
}

dns::Ds ds_of(const dns::Dnskey& key) {
    return must(dnssec::make_ds(name("example."), key, dns::DigestType::sha256));
}

// Ceremony `sequence` with a set of example. by `signer`; its hash is the number.
Contents result_of(std::uint32_t sequence, const dns::Dnskey& signer) {
    Contents contents;
    contents.file = {static_cast<Byte>(sequence)};
    contents.ceremony = recipe::Ceremony{word("nl-registry"), sequence, 1,
                                         crypto::Sha256{static_cast<Byte>(sequence - 1)}};
    contents.keysets = {keyset("2027-01-01", "2027-02-01", {signer}, {signer})};
    return contents;
}

Admission by(Voucher voucher) {
    Admission admission;
    admission.voucher = voucher;
    admission.now = instant("2027-01-02");
    return admission;
}

// After ceremony 7.
State begun() {
    return must(admit({}, result_of(7, ksk(1)), by(Voucher::person)));
}

std::string refusal(const Result<State>& state) {
    REQUIRE_FALSE(state.ok());
    CHECK(state.error().code() == Errc::refused);
    return state.error().message();
}

}  // namespace

TEST_CASE("admission: the first file binds its zones and begins their trust",
          "[keysets][admission]") {
    const State state = begun();
    REQUIRE(state.files.size() == 1);
    const keysets::StoredFile& file = state.files.front();
    CHECK(file.name == "0700000000000000000000000000000000000000000000000000000000000000.json");
    CHECK(file.chain == word("nl-registry"));
    CHECK(file.sequence == 7);
    CHECK(file.zones == std::vector<dns::Name>{name("example.")});
    CHECK(file.expiration == instant("2027-02-08"));
    CHECK(file.forced.empty());
    const keysets::ZoneState& zone = state.zones.at(name("example."));
    CHECK(zone.chain == word("nl-registry"));
    CHECK(zone.trust == keysets::Trust{ds_of(ksk(1))});
    CHECK(state.events == std::vector<policy::Event>{policy::Imported{7, instant("2027-01-02")}});
}

TEST_CASE("admission: an attestation begins no trust", "[keysets][admission]") {
    const auto state = admit({}, result_of(7, ksk(1)), by(Voucher::bunker));
    CHECK(refusal(state) == "example.: no key of it is trusted yet");
    CHECK(state.error().hint() ==
          "compare with those who were at the ceremony, then: consumer trust add example. \"" +
              dns::print(ds_of(ksk(1))) + "\"; or give the hash of the file with --expect");
    Admission admission = by(Voucher::bunker);
    admission.trust[name("example.")] = {ds_of(ksk(1))};
    CHECK(must(admit({}, result_of(7, ksk(1)), admission)).files.size() == 1);
}

TEST_CASE("admission: the DS to be trusted first are those of who signed the first set",
          "[keysets][admission]") {
    Contents contents = result_of(7, ksk(1));
    contents.keysets = {keyset("2027-02-01", "2027-03-01", {ksk(3)}, {ksk(3)}),
                        keyset("2027-01-01", "2027-02-01", {ksk(1), ksk(2)}, {ksk(1), ksk(2)})};
    Keyset emergency = keyset("2026-12-01", "2027-03-01", {ksk(4)}, {ksk(4)});
    emergency.track = word("emergency");
    contents.keysets.push_back(emergency);
    const std::string add = "consumer trust add example. \"";
    const auto state = admit({}, contents, by(Voucher::bunker));
    static_cast<void>(refusal(state));
    CHECK(state.error().hint() == "compare with those who were at the ceremony, then: " + add +
                                      dns::print(ds_of(ksk(1))) + "\"; or: " + add +
                                      dns::print(ds_of(ksk(2))) +
                                      "\"; or give the hash of the file with --expect");
    // A key that a person took out of the trust is no advice, and no other one may be left.
    State before;
    keysets::ZoneState& zone = before.zones[name("example.")];
    zone.distrusted = {ds_of(ksk(1))};
    const auto one = admit(before, contents, by(Voucher::bunker));
    static_cast<void>(refusal(one));
    CHECK_THAT(one.error().hint(), Catch::Contains(add + dns::print(ds_of(ksk(2))) + "\";") &&
                                       !Catch::Contains(dns::print(ds_of(ksk(1)))));
    zone.distrusted.push_back(ds_of(ksk(2)));
    const auto none = admit(before, contents, by(Voucher::bunker));
    static_cast<void>(refusal(none));
    CHECK_THAT(none.error().hint(), Catch::Contains("consumer trust add example. DS; or"));
}

TEST_CASE("admission: the trust of the configuration binds a person's word, too",
          "[keysets][admission]") {
    Admission admission = by(Voucher::person);
    admission.trust[name("example.")] = {ds_of(ksk(2))};
    CHECK_THAT(refusal(admit({}, result_of(7, ksk(1)), admission)),
               Catch::Contains("signed by no key that is trusted"));
}

TEST_CASE("admission: the next ceremony follows", "[keysets][admission]") {
    const State state = must(admit(begun(), result_of(8, ksk(1)), by(Voucher::bunker)));
    CHECK(state.files.size() == 2);
    CHECK(state.events.size() == 2);
}

TEST_CASE("admission: a zone that has a new result rests no longer", "[keysets][admission]") {
    State state = begun();
    state.zones.at(name("example.")).look_again = instant("2027-01-20");
    const State next = must(admit(state, result_of(8, ksk(1)), by(Voucher::bunker)));
    CHECK_FALSE(next.zones.at(name("example.")).look_again);
}

TEST_CASE("admission: a file that is there already changes nothing", "[keysets][admission]") {
    const State state = begun();
    CHECK(must(admit(state, result_of(7, ksk(1)), by(Voucher::bunker))) == state);
}

TEST_CASE("admission: a zone that was not admitted has nothing of a file", "[keysets][admission]") {
    Contents contents = result_of(7, ksk(1));
    Contents other = result_of(7, ksk(1));
    other.keysets.front().zone = name("nl.");
    contents.keysets.push_back(other.keysets.front());
    contents.generated = {{name("example."), ds_of(ksk(1))}, {name("nl."), ds_of(ksk(1))}};
    contents.plan.emplace();
    contents.plan->zones.resize(2);
    contents.plan->zones.front().zone = name("example.");
    contents.plan->zones.back().zone = name("nl.");
    Admission admission = by(Voucher::person);
    admission.zones = {name("example.")};
    const State state = must(admit({}, contents, admission));
    REQUIRE(state.files.front().zones == std::vector<dns::Name>{name("example.")});
    const Contents ours = keysets::only_of(contents, {name("example.")});
    REQUIRE(ours.keysets.size() == 1);
    CHECK(ours.keysets.front().zone == name("example."));
    REQUIRE(ours.generated.size() == 1);
    CHECK(ours.generated.front().zone == name("example."));
    REQUIRE(ours.plan->zones.size() == 1);
    CHECK(ours.plan->zones.front().zone == name("example."));
    CHECK(ours.exported.empty());

    // When it becomes a zone of this host, it is admitted as any other; and once.
    admission.zones = {name("example."), name("nl.")};
    admission.voucher = Voucher::bunker;
    CHECK(refusal(admit(state, contents, admission)) == "nl.: no key of it is trusted yet");
    admission.voucher = Voucher::person;
    const State both = must(admit(state, contents, admission));
    CHECK(both.files.size() == 1);
    CHECK(both.files.front().zones == std::vector<dns::Name>{name("example."), name("nl.")});
    CHECK(both.events == state.events);
    CHECK(both.zones.at(name("nl.")).chain == word("nl-registry"));
    CHECK(must(admit(both, contents, admission)) == both);
}

TEST_CASE("admission: another than the next ceremony is refused", "[keysets][admission]") {
    Contents contents = result_of(9, ksk(1));
    CHECK(refusal(admit(begun(), contents, by(Voucher::person))) ==
          "ceremony 9 of the chain nl-registry is not the next: the last one imported was 7");
    contents = result_of(7, ksk(1));
    contents.file = {99};
    CHECK_THAT(refusal(admit(begun(), contents, by(Voucher::person))),
               Catch::Contains("is not the next"));
    contents = result_of(8, ksk(1));
    contents.ceremony->previous = crypto::Sha256{6};
    CHECK(refusal(admit(begun(), contents, by(Voucher::person))) ==
          "ceremony 8 of the chain nl-registry does not follow the file that was imported as "
          "ceremony 7");
    contents.ceremony->previous.reset();
    static_cast<void>(refusal(admit(begun(), contents, by(Voucher::person))));
}

TEST_CASE("admission: a host begins with a ceremony whose sets are for now, or with the first",
          "[keysets][admission]") {
    Admission early = by(Voucher::person);
    early.now = instant("2026-12-31 23:59:59");
    CHECK(refusal(admit({}, result_of(2, ksk(1)), early)) ==
          "ceremony 2 of the chain nl-registry begins only at 2027-01-01 00:00:00, and none of "
          "those before it was imported");
    CHECK(must(admit({}, result_of(1, ksk(1)), early)).files.size() == 1);
    early.forced = "the first one was for another host";
    CHECK(must(admit({}, result_of(2, ksk(1)), early)).files.back().forced == early.forced);
    early.forced.clear();
    early.now = instant("2027-01-01");
    CHECK(must(admit({}, result_of(2, ksk(1)), early)).files.back().forced.empty());
}

TEST_CASE("admission: who forces it says why, and that is kept", "[keysets][admission]") {
    Admission admission = by(Voucher::person);
    admission.forced = "ceremony 8 was lost";
    const State state = must(admit(begun(), result_of(9, ksk(1)), admission));
    CHECK(state.files.back().forced == "ceremony 8 was lost");
    // What is in turn was not forced.
    CHECK(must(admit(begun(), result_of(8, ksk(1)), admission)).files.back().forced.empty());
}

TEST_CASE("admission: a zone stays with its chain", "[keysets][admission]") {
    Contents contents = result_of(8, ksk(1));
    contents.ceremony->chain = word("other");
    Admission admission = by(Voucher::person);
    admission.forced = "no matter what";
    CHECK(refusal(admit(begun(), contents, admission)) ==
          "example. is bound to the chain nl-registry, and the recipe is of other");
}

TEST_CASE("admission: a recipe without a ceremony is for zones that were never bound",
          "[keysets][admission]") {
    Contents contents = result_of(1, ksk(1));
    contents.ceremony.reset();
    const State state = must(admit({}, contents, by(Voucher::person)));
    CHECK_FALSE(state.zones.at(name("example.")).chain);
    CHECK(state.files.front().sequence == 0);
    CHECK(state.events.empty());
    CHECK(refusal(admit(begun(), contents, by(Voucher::person))) ==
          "example. is bound to the chain nl-registry, and the recipe does not say which ceremony "
          "it is of");
}

TEST_CASE("admission: a set that is not acceptable stops all of it", "[keysets][admission]") {
    CHECK_THAT(refusal(admit(begun(), result_of(8, ksk(2)), by(Voucher::person))),
               Catch::Contains("signed by no key that is trusted"));
    Contents contents = result_of(8, ksk(2));
    contents.generated = {{name("nl."), ds_of(ksk(2))}};
    static_cast<void>(refusal(admit(begun(), contents, by(Voucher::bunker))));
    contents.generated = {{name("example."), ds_of(ksk(2))}};
    CHECK(must(admit(begun(), contents, by(Voucher::bunker)))
              .zones.at(name("example."))
              .trust.size() == 2);
}

TEST_CASE("admission: what a person took out of the trust stays out of it",
          "[keysets][admission]") {
    State state = begun();
    keysets::ZoneState& zone = state.zones.at(name("example."));
    std::swap(zone.trust, zone.distrusted);
    Contents contents = result_of(8, ksk(1));
    contents.generated = {{name("example."), ds_of(ksk(1))}};
    // A person vouches for the file, not for what was taken out.
    const auto vouched = admit(state, contents, by(Voucher::person));
    CHECK_THAT(refusal(vouched), Catch::EndsWith("was taken out of the trust"));
    CHECK_THAT(vouched.error().hint(), Catch::Contains("consumer trust add example. "));
    CHECK(refusal(admit(state, contents, by(Voucher::bunker))) ==
          "example.: no key of it is trusted any more");
    // The configuration is written by a person.
    Admission admission = by(Voucher::bunker);
    admission.trust[name("example.")] = {ds_of(ksk(1))};
    const State again = must(admit(state, contents, admission));
    CHECK(again.zones.at(name("example.")).trust == keysets::Trust{ds_of(ksk(1))});
    CHECK(again.zones.at(name("example.")).distrusted.empty());
}

TEST_CASE("admission: zones of other hosts are passed over, but the ceremony counts",
          "[keysets][admission]") {
    Contents contents = result_of(8, ksk(2));
    contents.keysets.front().zone = name("nl.");
    Admission admission = by(Voucher::bunker);
    admission.zones = {name("example.")};
    const State state = must(admit(begun(), contents, admission));
    CHECK(state.zones.size() == 1);
    CHECK(state.files.back().zones.empty());
    CHECK(must(admit(state, result_of(9, ksk(1)), admission)).files.size() == 3);
}

}  // namespace admission_test
