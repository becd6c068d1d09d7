// SPDX-License-Identifier: BSD-3-Clause
//
// verify_changed_bits_test.cpp -- one changed bit in a set, its RRSIG or its key is noticed.

#include <string>
#include <utility>
#include <vector>

#include "dnssec/verify.hpp"
#include "support/printing.hpp"
#include "unit/dnssec/signed_sets.hpp"

using namespace ceremony;
using namespace ceremony::dnssec;
using ceremony::test::signature_verifies;
using ceremony::test::Signed;
using ceremony::test::signed_called;

namespace {

Bytes with_bit_changed(Bytes octets, std::size_t bit) {
    octets[bit / 8] ^= static_cast<Byte>(1U << bit % 8);
    return octets;
}

std::size_t letters_in(const std::string& text) {
    std::size_t count = 0;
    for (const char character : text) {
        count += character >= 'a' && character <= 'z' ? 1U : 0U;
    }
    return count;
}

// One DNSKEY set of each algorithm, with 2 to 4 keys.
const std::vector<std::string> one_of_each = {
    "DNSKEY of . by algorithm 8, 4 records",
    "DNSKEY of bank.example. by algorithm 10, 2 records",
    "DNSKEY of nl. by algorithm 13, 2 records",
    "DNSKEY of sub.example. by algorithm 14, 2 records",
    "DNSKEY of a.b.c.example. by algorithm 15, 4 records",
    "DNSKEY of nl. by algorithm 16, 2 records",
};

}  // namespace

TEST_CASE("verify: no change of a bit in a record of the set passes", "[dnssec][verify]") {
    const auto item = signed_called(GENERATE(from_range(one_of_each)));
    CAPTURE(item.name);
    const ZoneKey key = item.key();
    std::size_t reached_signature = 0;
    for (std::size_t changed = 0; changed < item.set.records().size(); ++changed) {
        for (std::size_t bit = 0; bit < item.set.records()[changed].rdata().size() * 8; ++bit) {
            std::vector<Bytes> rdata;
            for (const auto& record : item.set.records()) {
                rdata.push_back(record.rdata());
            }
            rdata[changed] = with_bit_changed(rdata[changed], bit);
            auto set = dns::Rrset::make(item.set.owner(), item.set.type(), item.set.ttl(), rdata);
            if (!set.ok()) {
                continue;  // no DNSKEY any more: the protocol or the algorithm
            }
            Signed other = item;
            other.set = std::move(set).value();
            REQUIRE_FALSE(verify(other.set, other.rrsig, key).ok());
            REQUIRE_FALSE(signature_verifies(other, key));
            ++reached_signature;
        }
    }
    CHECK(reached_signature > item.set.records().size() * 32 * 8);
}

TEST_CASE("verify: no change of a bit in the RRSIG passes", "[dnssec][verify]") {
    const auto item = signed_called(GENERATE(from_range(one_of_each)));
    CAPTURE(item.name);
    const ZoneKey key = item.key();
    const Bytes rdata = dns::to_rdata(item.rrsig);
    std::size_t same = 0;
    for (std::size_t bit = 0; bit < rdata.size() * 8; ++bit) {
        const auto rrsig = dns::read_rrsig(with_bit_changed(rdata, bit));
        if (!rrsig.ok()) {
            continue;  // no RRSIG any more: the algorithm or the name of the signer
        }
        if (rrsig.value() == item.rrsig) {
            ++same;  // the letter case of the signer, which is the same name
            continue;
        }
        Signed other = item;
        other.rrsig = rrsig.value();
        REQUIRE_FALSE(verify(other.set, other.rrsig, key).ok());
        REQUIRE_FALSE(signature_verifies(other, key));
    }
    CHECK(same == letters_in(item.rrsig.signer.text()));
}

TEST_CASE("verify: no change of a bit in the key passes", "[dnssec][verify]") {
    const auto item = signed_called(GENERATE(from_range(one_of_each)));
    CAPTURE(item.name);
    const Bytes rdata = dns::to_rdata(item.dnskey);
    for (std::size_t bit = 0; bit < rdata.size() * 8; ++bit) {
        const auto dnskey = dns::read_dnskey(with_bit_changed(rdata, bit));
        if (!dnskey.ok()) {
            continue;
        }
        const auto key = ZoneKey::make(item.zone, dnskey.value());
        if (!key.ok()) {
            continue;
        }
        REQUIRE_FALSE(verify(item.set, item.rrsig, key.value()).ok());
        if (key.value().public_key() != item.key().public_key()) {
            REQUIRE_FALSE(signature_verifies(item, key.value()));
        }
    }
}
