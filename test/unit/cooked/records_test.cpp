// SPDX-License-Identifier: BSD-3-Clause

#include "cooked/records.hpp"

#include "encoding/writer.hpp"
#include "support/printing.hpp"
#include "unit/cooked/samples.hpp"

using namespace ceremony;
using ceremony::cooked::VerifiedSignatures;
using ceremony::test::must;

namespace {

// As many RSA keys as it takes.
std::vector<dns::Record> many_keys(const dns::Name& owner, std::size_t count) {
    std::vector<dns::Record> records;
    for (std::size_t i = 0; i < count; ++i) {
        encoding::Writer rdata;
        rdata.u16(dns::zsk_flags);
        rdata.u8(dns::dnskey_protocol);
        rdata.u8(static_cast<std::uint8_t>(dns::Algorithm::rsasha256));
        rdata.u32(0x0301'0001);  // 3 octets of exponent, 65537
        rdata.u16(0xffff);
        rdata.u16(static_cast<std::uint16_t>(i));
        rdata.octets(Bytes(508, 0xff));
        records.push_back(must(dns::Record::make(owner, dns::RrType::dnskey, 3600, rdata.take())));
    }
    return records;
}

}  // namespace

TEST_CASE("records: a set that no DNS message can hold is found and not verified",
          "[cooked][records]") {
    auto sample = test::cooked_sample("rsa");
    auto& set = std::get<recipe::ProduceSignedKeyset>(sample.recipe.actions[2].params);
    const dns::Record rrsig = set.cooked->keyset[2];
    // An octet for the length of the owner's label, 7 for the label, 1 for the root; 10 up to
    // the RDATA; 4 and 516 in it: 539 octets a record, 121 of which are 65219.
    for (const std::size_t count : {std::size_t{121}, std::size_t{122}}) {
        set.cooked->keyset = many_keys(set.owner, count);
        set.cooked->keyset.push_back(rrsig);
        VerifiedSignatures verified;
        const auto told = sample.told(cooked::verify(sample.recipe, {}, verified));
        REQUIRE_FALSE(told.empty());
        const bool is_too_long = count == 122;
        CHECK((told.front() == "recipe.actions[2].cooked.signedKeysetRRs: a set of 65758 octets, "
                               "longer than a DNS message") == is_too_long);
        CHECK((told.size() == 1) == is_too_long);
    }
}
