// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/standing.hpp"

#include "support/printing.hpp"
#include "unit/keysets/samples.hpp"

namespace standing_test {

using namespace ceremony;
using consumer::has_nothing;
using consumer::what_stays;
using test::instant;
using test::keyset;
using test::ksk;

TEST_CASE("standing: what is told to stay is what there is", "[consumer][standing]") {
    keysets::ZoneState zone;
    CHECK(has_nothing(zone));
    CHECK(what_stays(zone) == "; nothing was ever published");
    // What is for others than signers may have been written where no signer was reached.
    zone.targets.push_back(
        {"/ds",
         keysets::name_of(keyset("2027-01-01", "2027-01-08", {ksk(1)}, {ksk(1)})),
         policy::Format::ds,
         {}});
    CHECK(has_nothing(zone));

    const keysets::Keyset set = keyset("2027-01-01", "2027-01-08", {ksk(1)}, {ksk(1)});
    zone.targets.push_back({"/target", keysets::name_of(set), policy::Format::zone, {}});
    keysets::note_published(zone, set, nullptr, instant("2027-01-02"));
    CHECK_FALSE(has_nothing(zone));
    CHECK(what_stays(zone) ==
          "; what is published since 2027-01-02 00:00:00 stays, it is signed until " +
              set.expiration.text());

    // A clock that was wrong was put right.
    keysets::forget_published(zone, instant("2026-12-01"));
    REQUIRE_FALSE(zone.published);
    CHECK_FALSE(has_nothing(zone));
    CHECK(what_stays(zone) == "; what the targets hold stays");
}

}  // namespace standing_test
