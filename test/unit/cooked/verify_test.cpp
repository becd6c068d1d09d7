// SPDX-License-Identifier: BSD-3-Clause

#include "cooked/verify.hpp"

#include <algorithm>

#include "recipe/write.hpp"
#include "support/printing.hpp"
#include "support/recipes.hpp"
#include "unit/cooked/findings.hpp"
#include "unit/cooked/samples.hpp"

using namespace ceremony;
using ceremony::cooked::Expectation;
using ceremony::cooked::VerifiedSignatures;
using ceremony::test::cooked_sample;

TEST_CASE("verify: what BIND and ldns signed is good and a stand-in is so in a rehearsal only",
          "[cooked][verify]") {
    test::check_findings("verify.vec");
}

TEST_CASE("verify: findings are told by action in the order of execution", "[cooked][verify]") {
    // The export comes last although it stands first.
    const auto sample =
        cooked_sample("ecdsa",
                      "remove recipe.preamble.cooked_timestamp ;; swap recipe.actions[7] ;; "
                      "set recipe.actions[7].cooked.exportSuccess false ;; "
                      "set recipe.actions[8].cooked.importSuccess false ;; "
                      "set recipe.actions[0].cooked.keyTag 0");
    VerifiedSignatures verified;
    const auto found = cooked::verify(sample.recipe, {}, verified);
    REQUIRE(found.size() == 4);
    CHECK_FALSE(found[0].action.has_value());
    CHECK(found[1].action == 0);
    CHECK(found[2].action == 8);
    CHECK(found[3].action == 7);
}

TEST_CASE("verify: a signature that is known to be good is not verified again",
          "[cooked][verify]") {
    const auto sample = cooked_sample("ecdsa");
    VerifiedSignatures verified;
    CHECK(cooked::verify(sample.recipe, {}, verified).empty());
    // Five over DNSKEY sets, four and one over CDS and CDNSKEY sets.
    CHECK(verified.size() == 10);
    CHECK(cooked::verify(sample.recipe, {}, verified).empty());
    CHECK(verified.size() == 10);
}

TEST_CASE("verify: what was good at the commit point does not hide what is wrong at the end",
          "[cooked][verify]") {
    const auto good = cooked_sample("rsa");
    const auto bad = cooked_sample("rsa", "spoil recipe.actions[2].cooked.signedKeysetRRs[2]");
    VerifiedSignatures verified;
    CHECK(cooked::verify(good.recipe, {}, verified).empty());
    CHECK(bad.told(cooked::verify(bad.recipe, {}, verified)) ==
          std::vector<std::string>{"recipe.actions[2].cooked.signedKeysetRRs[2]: the signature "
                                   "does not verify"});
}

TEST_CASE("verify: each octet of a signature and each field of its RRSIG counts",
          "[cooked][verify]") {
    auto sample = cooked_sample("ed25519");
    auto& set = std::get<recipe::ProduceSignedKeyset>(sample.recipe.actions[2].params);
    const dns::Record good = set.cooked->keyset[2];
    VerifiedSignatures verified;
    std::size_t found = 0;
    for (std::size_t i = 0; i < good.rdata().size(); ++i) {
        Bytes rdata = good.rdata();
        rdata[i] ^= 1U;
        auto record = dns::Record::make(good.owner(), good.type(), good.ttl(), rdata);
        if (record.ok()) {  // else no reader would accept it
            set.cooked->keyset[2] = std::move(record).value();
            CAPTURE(i);
            CHECK_FALSE(cooked::verify(sample.recipe, {}, verified).empty());
            ++found;
        }
    }
    // All but some in the algorithm and in the signer's name.
    CHECK(found > good.rdata().size() - 10);
}
