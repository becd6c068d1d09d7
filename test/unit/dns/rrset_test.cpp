// SPDX-License-Identifier: BSD-3-Clause

#include "dns/rrset.hpp"

#include "support/printing.hpp"

namespace rrset_test {

using namespace ceremony;
using namespace ceremony::dns;
using ceremony::test::must;

namespace {

Name nl() {
    return must(Name::from_text("nl."));
}

Record text(std::uint32_t ttl, Bytes rdata) {
    return must(Record::make(nl(), RrType::txt, ttl, std::move(rdata)));
}

std::vector<Bytes> rdata_of(const Rrset& set) {
    std::vector<Bytes> rdata;
    for (const Record& record : set.records()) {
        rdata.push_back(record.rdata());
    }
    return rdata;
}

}  // namespace

TEST_CASE("rrset: RDATA is ordered as unsigned octets and counts once", "[dns][rrset]") {
    // RFC 4034, section 6.3: the absence of an octet sorts before a zero octet.
    const std::vector<Bytes> in_order = {{}, {0}, {0, 0}, {0, 1}, {1}, {0x7f}, {0x80}, {0xff}};
    const std::vector<Bytes> shuffled = {{0x80}, {0, 0}, {1},    {},  {0xff}, {0},
                                         {0, 1}, {1},    {0x7f}, {0}, {0xff}, {}};
    const Rrset set = must(Rrset::make(nl(), RrType::txt, 5, shuffled));
    CHECK(rdata_of(set) == in_order);
    CHECK(set == must(Rrset::make(nl(), RrType::txt, 5, in_order)));
    CHECK(set.owner() == nl());
    CHECK(set.type() == RrType::txt);
    CHECK(set.ttl() == 5);
}

TEST_CASE("rrset: the wire form is that of its records with the original TTL", "[dns][rrset]") {
    const Rrset set = must(Rrset::from_records({text(5, {2}), text(5, {1})}));
    CHECK(set.wire(7) == Bytes{2, 'n', 'l', 0, 0, 16, 0, 1, 0, 0, 0, 7, 0, 1, 1,  //
                               2, 'n', 'l', 0, 0, 16, 0, 1, 0, 0, 0, 7, 0, 1, 2});
}

TEST_CASE("rrset: its records have one owner one type and one TTL", "[dns][rrset]") {
    const Record other_owner = must(Record::make(Name(), RrType::txt, 5, {3}));
    const Record other_type = must(Record::make(nl(), RrType::a, 5, {3}));
    struct Row {
        std::vector<Record> records;
        std::string message;
    };
    const auto row = GENERATE_COPY(values<Row>({
        {{text(5, {1}), other_owner}, "a set with records of nl. and of ."},
        {{text(5, {1}), other_type}, "a set with records of type TXT and of type A"},
        {{text(5, {1}), text(6, {1})}, "a set with the TTLs 5 and 6"},
        {{}, "a set without records"},
    }));
    CAPTURE(row.message);
    const auto set = Rrset::from_records(row.records);
    REQUIRE_FALSE(set.ok());
    CHECK(set.error().code() == Errc::semantics);
    CHECK(set.error().message() == row.message);
}

TEST_CASE("rrset: RRSIG records form no set", "[dns][rrset]") {
    const Bytes rrsig = {0, 48, 13, 1, 0, 0, 14, 16,  0,   0, 0,   2,
                         0, 0,  0,  1, 0, 5, 2,  'n', 'l', 0, 0xaa};
    const auto set = Rrset::make(nl(), RrType::rrsig, 1, {rrsig});
    REQUIRE_FALSE(set.ok());
    CHECK(set.error().code() == Errc::semantics);
    CHECK(set.error().message() == "RRSIG records do not form a set");
}

TEST_CASE("rrset: a request for deletion stands alone", "[dns][rrset]") {
    const Bytes deletion = {0, 0, 3, 0, 0};
    const Bytes key = {1, 1, 3, 15, 0xaa, 0xbb};
    CHECK(must(Rrset::make(nl(), RrType::cdnskey, 1, {deletion, deletion})).records().size() == 1);
    CHECK(must(Rrset::make(nl(), RrType::cdnskey, 1, {key})).records().size() == 1);
    const auto both = Rrset::make(nl(), RrType::cdnskey, 1, {key, deletion});
    REQUIRE_FALSE(both.ok());
    CHECK(both.error().code() == Errc::semantics);
    CHECK(both.error().message() == "CDNSKEY records beside a request to delete the DS set");
}

TEST_CASE("rrset: a record that cannot be made is refused with its reason", "[dns][rrset]") {
    const auto set = Rrset::make(nl(), RrType::dnskey, 1, {{1, 1, 3, 15, 1}, {1, 1, 3, 5, 1}});
    REQUIRE_FALSE(set.ok());
    CHECK(set.error().code() == Errc::semantics);
    CHECK_THAT(set.error().message(), Catch::Matchers::StartsWith("DNSKEY: algorithm 5 (RSASHA1)"));
    CHECK(Rrset::make(nl(), RrType::dnskey, max_ttl + 1, {{1, 1, 3, 15, 1}}).error().code() ==
          Errc::limit);
}

}  // namespace rrset_test
