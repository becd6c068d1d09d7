// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/review_direct_keys.hpp"

#include "unit/cooker/reviewed.hpp"

using namespace ceremony;
using namespace ceremony::cooker;
using ceremony::test::everything;
using ceremony::test::fitting_lines;
using ceremony::test::guard_of;
using ceremony::test::refusals;
using ceremony::test::reviewed;
using ceremony::test::subjects;
using ceremony::test::without;

TEST_CASE("review direct keys: possession that does not hold is refused even where it is optional",
          "[cooker][guard]") {
    const std::string edits =
        "add recipe.actions[5].actionParams.keyset[2].key.possession [\"example. 3600 IN RRSIG "
        "DNSKEY 13 1 3600 20270201000000 20270101000000 25640 example. AAAA\"]";
    CHECK_THAT(refusals(fitting_lines, edits),
               Catch::StartsWith("5 actionParams.keyset[2].key.possession: ZSK 25640 of algorithm "
                                 "13 from \"request-2027.xml\": possession: "));
}

TEST_CASE("review direct keys: two keys that look alike are two questions", "[cooker][guard]") {
    // The same tag: two 16-bit words of the sum changed places.
    const std::string edits =
        "duplicate recipe.actions[5] ;; "
        "set recipe.actions[6].actionParams.keyset[2].key.keyData "
        "\"x1Zx8S4+PMHdK0DHfwUIYOesgOff7RBNU5eFUqI6kvjhJTXzvAoHiQBLCduLSs9uh7lMqf0WVh58w8qNRyu57Q=="
        "\"";
    const Review review =
        reviewed(guard_of(without("direct-keys", "direct-keys: confirm")), everything(edits));
    REQUIRE(subjects(review) == std::vector{Subject::direct_key, Subject::direct_key});
    CHECK(review.questions[0].lines.front() == review.questions[1].lines.front());
    CHECK(review.questions[0].lines != review.questions[1].lines);
}

TEST_CASE("review direct keys: what the parent is to trust is looked at as what stands in a set",
          "[cooker][guard]") {
    const std::string edits =
        "set recipe.actions[5].actionParams.cds.keys[0].key {\"keyType\": \"direct\", "
        "\"keyAlgo\": 13, \"keyFlags\": \"KSK\", \"keyData\": "
        "\"x1Zx8S4+PMHdK0DHfwUIYOesgOff7RBNU5eFUqI6kvjhJTXzvAoHiQBLCduLSs9uh7lMqf0WVh58w8qNRyu57Q=="
        "\"}";
    CHECK_THAT(refusals(fitting_lines, edits),
               Catch::StartsWith("5 actionParams.cds.keys[0].key: guard.direct-keys does not list "
                                 "sha256:"));
    const std::string allowed = without("direct-keys", "direct-keys: confirm");
    CHECK(refusals(allowed, edits).empty());
    const Review review = reviewed(guard_of(allowed), everything(edits));
    REQUIRE(subjects(review) == std::vector{Subject::direct_key, Subject::direct_key});
    CHECK_THAT(review.questions[1].lines.front(),
               Catch::StartsWith("Key of others in the CDS records of \"example.\": KSK "));
    const std::string strict = std::string(allowed).replace(allowed.find("possession: optional"),
                                                            20, "possession: required");
    CHECK_THAT(refusals(strict, edits),
               Catch::Contains("5 actionParams.cds.keys[0].key: guard.possession is required"));
}
