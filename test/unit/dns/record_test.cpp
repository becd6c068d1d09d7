// SPDX-License-Identifier: BSD-3-Clause

#include "dns/record.hpp"

#include "dns/dnskey.hpp"
#include "dns/ds.hpp"
#include "dns/rrsig.hpp"
#include "support/printing.hpp"

namespace record_test {

using namespace ceremony;
using namespace ceremony::dns;
using ceremony::test::must;

namespace {

Name nl() {
    return must(Name::from_text("nl."));
}

Bytes key_rdata() {
    return {1, 1, 3, 15, 0xaa, 0xbb};
}

Bytes delete_cds() {
    return {cds_delete.begin(), cds_delete.end()};
}

Bytes delete_cdnskey() {
    return {cdnskey_delete.begin(), cdnskey_delete.end()};
}

}  // namespace

TEST_CASE("record: the wire form is owner then type class TTL length and RDATA", "[dns][record]") {
    const Record record = must(Record::make(nl(), RrType::dnskey, 3600, key_rdata()));
    CHECK(record.owner() == nl());
    CHECK(record.type() == RrType::dnskey);
    CHECK(record.ttl() == 3600);
    CHECK(record.rdata() == key_rdata());
    // RFC 1035, section 3.2.1
    CHECK(record.wire() ==
          Bytes{2, 'n', 'l', 0, 0, 48, 0, 1, 0, 0, 14, 16, 0, 6, 1, 1, 3, 15, 0xaa, 0xbb});
    CHECK(record.wire(1) ==
          Bytes{2, 'n', 'l', 0, 0, 48, 0, 1, 0, 0, 0, 1, 0, 6, 1, 1, 3, 15, 0xaa, 0xbb});
    const Record root = must(Record::make(Name(), RrType::txt, 0, {}));
    CHECK(root.wire() == Bytes{0, 0, 16, 0, 1, 0, 0, 0, 0, 0, 0});
}

TEST_CASE("record: a TTL has 31 bits", "[dns][record]") {
    CHECK(must(Record::make(nl(), RrType::dnskey, max_ttl, key_rdata())).ttl() == 2147483647U);
    const auto beyond = Record::make(nl(), RrType::dnskey, max_ttl + 1, key_rdata());
    REQUIRE_FALSE(beyond.ok());
    CHECK(beyond.error().code() == Errc::limit);
    CHECK(beyond.error().message() == "the TTL 2147483648 is beyond 2147483647");
}

TEST_CASE("record: RDATA has at most 65535 octets", "[dns][record]") {
    const Record longest = must(Record::make(nl(), RrType::txt, 1, Bytes(max_rdata_size, 7)));
    CHECK(longest.wire().size() == 4 + 10 + 65535);
    CHECK(longest.wire()[12] == 0xff);
    CHECK(longest.wire()[13] == 0xff);
    const auto longer = Record::make(nl(), RrType::txt, 1, Bytes(max_rdata_size + 1, 7));
    REQUIRE_FALSE(longer.ok());
    CHECK(longer.error().code() == Errc::limit);
    CHECK(longer.error().message() == "RDATA of 65536 octets is longer than 65535");
}

TEST_CASE("record: RDATA is checked by the reader of its type", "[dns][record]") {
    struct Row {
        RrType type;
        Bytes rdata;
        Errc code;
        std::string message;
    };
    const auto row = GENERATE(values<Row>({
        {RrType::dnskey, {1}, Errc::syntax, "DNSKEY: cut short: 2 more octets expected, 1 left"},
        {RrType::cdnskey, {1, 1, 2, 15, 1}, Errc::syntax, "CDNSKEY: the protocol is 2, not 3"},
        {RrType::ds, {0, 0, 0, 0, 0}, Errc::semantics, "DS: algorithm 0 is not supported"},
        {RrType::cds, {0, 1, 15, 9, 0}, Errc::semantics, "CDS: digest type 9 is not supported"},
        {RrType::rrsig, {}, Errc::syntax, "RRSIG: cut short: 2 more octets expected, 0 left"},
    }));
    CAPTURE(row.message);
    const auto record = Record::make(nl(), row.type, 1, row.rdata);
    REQUIRE_FALSE(record.ok());
    CHECK(record.error().code() == row.code);
    CHECK(record.error().message() == row.message);
}

TEST_CASE("record: a request for deletion is its own kind of CDS and CDNSKEY", "[dns][record]") {
    CHECK(must(Record::make(nl(), RrType::cds, 1, delete_cds())).is_delete_request());
    CHECK(must(Record::make(nl(), RrType::cdnskey, 1, delete_cdnskey())).is_delete_request());
    CHECK_FALSE(must(Record::make(nl(), RrType::cdnskey, 1, key_rdata())).is_delete_request());
    CHECK_FALSE(must(Record::make(nl(), RrType::txt, 1, delete_cds())).is_delete_request());
    CHECK_FALSE(must(Record::make(nl(), RrType::txt, 1, delete_cdnskey())).is_delete_request());

    CHECK_FALSE(Record::make(nl(), RrType::ds, 1, delete_cds()).ok());
    CHECK_FALSE(Record::make(nl(), RrType::dnskey, 1, delete_cdnskey()).ok());
    CHECK_FALSE(Record::make(nl(), RrType::cds, 1, delete_cdnskey()).ok());
    CHECK_FALSE(Record::make(nl(), RrType::cdnskey, 1, delete_cds()).ok());
    CHECK_FALSE(Record::make(nl(), RrType::cds, 1, {0, 0, 0, 0}).ok());
    CHECK_FALSE(Record::make(nl(), RrType::cds, 1, {0, 0, 0, 0, 0, 0}).ok());
}

TEST_CASE("record: an RRSIG is kept in canonical form", "[dns][record]") {
    const Bytes upper = {0, 48, 13, 1, 0, 0, 14, 16,  0,   0, 0,   2,
                         0, 0,  0,  1, 0, 5, 2,  'N', 'L', 0, 0xaa};
    const Record record = must(Record::make(nl(), RrType::rrsig, 1, upper));
    CHECK(record.rdata() == to_rdata(must(read_rrsig(upper))));
    CHECK(record.rdata() != upper);
}

TEST_CASE("record: records differ when any field does", "[dns][record]") {
    const Record record = must(Record::make(nl(), RrType::dnskey, 1, key_rdata()));
    CHECK(record == must(Record::make(nl(), RrType::dnskey, 1, key_rdata())));
    CHECK(record != must(Record::make(Name(), RrType::dnskey, 1, key_rdata())));
    CHECK(record != must(Record::make(nl(), RrType::cdnskey, 1, key_rdata())));
    CHECK(record != must(Record::make(nl(), RrType::dnskey, 2, key_rdata())));
    CHECK(record != must(Record::make(nl(), RrType::dnskey, 1, {1, 1, 3, 15, 0xaa})));
}

}  // namespace record_test
