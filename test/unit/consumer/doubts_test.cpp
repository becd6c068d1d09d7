// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/doubts.hpp"

#include "dnssec/ds_digest.hpp"
#include "support/printing.hpp"
#include "unit/keysets/samples.hpp"

namespace doubts_test {

using namespace ceremony;
using consumer::doubt_of;
using consumer::opinion_of;
using test::instant;
using test::ksk;
using test::must;

namespace {

dns::Name example() {
    return must(dns::Name::from_text("example."));
}

dns::Ds ds_of(const dns::Dnskey& key) {
    return must(dnssec::make_ds(example(), key, dns::DigestType::sha256));
}

std::string doubtful(const std::string& from) {
    return "the set from " + from + " 00:00:00 is signed by no key that is trusted";
}

}  // namespace

TEST_CASE("doubts: the configuration counts where it and the state differ", "[consumer][doubts]") {
    policy::Configuration configuration;
    keysets::ZoneState zone;
    zone.trust = {ds_of(ksk(1))};
    zone.distrusted = {ds_of(ksk(2)), ds_of(ksk(3))};
    configuration.trust[example()] = {ds_of(ksk(2)), ds_of(ksk(1))};
    const auto opinion = opinion_of(configuration, example(), zone);
    CHECK(opinion.trust == keysets::Trust{ds_of(ksk(1)), ds_of(ksk(2))});
    CHECK(opinion.distrusted == keysets::Trust{ds_of(ksk(3))});
    const auto other = opinion_of({}, example(), zone);
    CHECK(other.trust == zone.trust);
    CHECK(other.distrusted == zone.distrusted);
}

TEST_CASE("doubts: they are about what is published and what comes", "[consumer][doubts]") {
    keysets::ZoneSets sets;
    sets.sets = {test::keyset("2027-01-01", "2027-01-08", {ksk(1)}, {ksk(1)}),
                 test::keyset("2027-01-08", "2027-01-15", {ksk(1)}, {ksk(1)}),
                 test::keyset("2027-01-15", "2027-01-22", {ksk(2)}, {ksk(2)})};
    keysets::ZoneState zone;
    const consumer::Opinion both{{ds_of(ksk(1)), ds_of(ksk(2))}, {}};
    const consumer::Opinion first{{ds_of(ksk(1))}, {}};
    const consumer::Opinion second{{ds_of(ksk(1)), ds_of(ksk(2))}, {ds_of(ksk(1))}};
    CHECK(doubt_of(both, sets.sets.front()).empty());
    CHECK(doubt_of(both, zone, sets, instant("2027-01-02")).empty());
    CHECK(doubt_of(first, zone, sets, instant("2027-01-02")) == doubtful("2027-01-15"));
    CHECK(doubt_of(second, zone, sets, instant("2027-01-02")) ==
          doubtful("2027-01-01") + "; KSK " + std::to_string(dns::key_tag(ksk(1))) +
              " was taken out of the trust");
    // What is over is no matter, if it is not published still.
    CHECK(doubt_of(second, zone, sets, instant("2027-01-15")).empty());
    keysets::note_published(zone, sets.sets.at(1), nullptr, instant("2027-01-08"));
    CHECK_THAT(doubt_of(second, zone, sets, instant("2027-01-15")),
               Catch::StartsWith(doubtful("2027-01-08")));
}

}  // namespace doubts_test
