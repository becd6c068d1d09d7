// SPDX-License-Identifier: BSD-3-Clause

#include "proof/response_size.hpp"

#include "support/printing.hpp"
#include "unit/proof/plans.hpp"

namespace ceremony::proof {
namespace {

using test::key_of;

timeline::ZonePlan root_with(std::size_t keys, std::size_t signers) {
    timeline::ZonePlan plan;
    plan.slots.resize(1);
    for (std::size_t i = 0; i < keys; ++i) {
        plan.keys.push_back(key_of(recipe::KeyRole::ksk, dns::Algorithm::rsasha256));
        plan.slots[0].keys.push_back({i});
        if (i < signers) {
            plan.slots[0].signers.push_back({i});
        }
    }
    return plan;
}

TEST_CASE("response_size: the root's answers are as large as they were seen", "[proof][size]") {
    // As reported during the root's first KSK rollover, keys of 2048 bits: a KSK and a ZSK, then a
    // KSK more, then a signature more.
    const auto one = root_with(2, 1);
    CHECK(response_size(one, one.slots[0]) == 864);
    const auto two = root_with(3, 1);
    CHECK(response_size(two, two.slots[0]) == 1139);
    const auto both = root_with(3, 2);
    CHECK(response_size(both, both.slots[0]) == 1425);
    CHECK(response_size(both, both.slots[0]) > safe_response_size);
}

TEST_CASE("response_size: each algorithm and size counts, and so does the name", "[proof][size]") {
    struct Row {
        dns::Algorithm algorithm;
        std::size_t key;
        std::size_t signature;
    };
    // RFC 3110, section 2; RFC 6605, section 4; RFC 8080, sections 3 and 4.
    const auto row = GENERATE(values<Row>({
        {dns::Algorithm::rsasha512, 4 + 512, 512},
        {dns::Algorithm::ecdsap256sha256, 64, 64},
        {dns::Algorithm::ecdsap384sha384, 96, 96},
        {dns::Algorithm::ed25519, 32, 64},
        {dns::Algorithm::ed448, 57, 114},
    }));
    timeline::ZonePlan plan = root_with(1, 1);
    plan.zone = test::must(dns::Name::from_text("nl."));
    plan.keys[0].algorithm = row.algorithm;
    plan.keys[0].size = 4096;
    // Header, question "nl.", OPT; a compressed owner and ten octets in front of each RDATA.
    CHECK(response_size(plan, plan.slots[0]) ==
          12 + (4 + 4) + 11 + (12 + 4 + row.key) + (12 + 18 + 4 + row.signature));
}

}  // namespace
}  // namespace ceremony::proof
