// SPDX-License-Identifier: BSD-3-Clause

#include "dns/scan.hpp"

#include "dns/print.hpp"
#include "dns/rrsig.hpp"
#include "support/printing.hpp"
#include "support/sample_keys.hpp"
#include "support/vectors.hpp"

using namespace ceremony;
using namespace ceremony::dns;
using ceremony::test::must;
using ceremony::test::read_vectors;

namespace {

// A SHA-256 digest of 32 equal octets, and the same in three pieces and two letter cases.
const std::string digest = "ABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABAB";
const std::string digest_in_pieces =
    "ABABABABABABABABABABABAB abababababababababababababababab\tABABabab";

Record scanned(std::string_view line) {
    return must(scan_record(line, "x"));
}

struct Refusal {
    std::string text;
    Errc code;
    std::size_t column;
    std::string message;  // behind "x:1:column: "
};

void check_refusal(const Error& error, const Refusal& row) {
    const std::string column = std::to_string(row.column);
    CHECK(error.code() == row.code);
    CHECK(error.place() == Place{1, row.column});
    CHECK(error.message() == "x:1:" + column + ": " + row.message);
}

}  // namespace

TEST_CASE("scan: what ldns BIND Knot and the RFCs write is read", "[dns][scan]") {
    for (const auto& vector : read_vectors("dns/record.vec", {"line", "printed", "rdata"})) {
        CAPTURE(vector.title());
        const Record record = scanned(vector.text("line"));
        CHECK(record.rdata() == vector.hex("rdata"));
        const std::string printed = vector.text(vector.has("printed") ? "printed" : "line");
        CHECK(print(record) == printed);
        CHECK(scanned(printed) == record);
    }
}

TEST_CASE("scan: the sample keys and their DS records are printed as they are read",
          "[dns][scan]") {
    for (const auto& sample : test::sample_keys) {
        CAPTURE(sample.algorithm_name);
        const Record key = scanned(sample.dnskey);
        CHECK(key.rdata() == must(encoding::decode_hex(sample.rdata)));
        CHECK(print(key) == sample.dnskey);
        for (const auto& text : {sample.ds_sha256, sample.ds_sha384}) {
            const Ds ds = must(scan_ds(text, "x"));
            CHECK(ds.key_tag == sample.tag);
            CHECK(print(ds) == text);
        }
    }
}

TEST_CASE("scan: one record has many spellings", "[dns][scan]") {
    const auto* const line =
        GENERATE("nl. 3600 IN DNSKEY 257 3 15 qqqq",         //
                 "nl. IN 3600 DNSKEY 257 3 15 qqqq",         //
                 "nl. 3600 DNSKEY 257 3 15 qqqq",            //
                 "NL. 3600 in dnskey 257 3 ed25519 qqqq",    //
                 "nl.\t3600\tIN\tDNSKEY\t257 3 15 qqqq",     //
                 "nl.  \t 3600   IN DNSKEY 257 3 15 qqqq ",  //
                 "nl. 3600 IN DNSKEY 257 3 15 q q qq",       //
                 "nl. 3600 IN DNSKEY 257 3 15 qqqq;",        //
                 "nl. 3600 IN DNSKEY 257 3 15 qqqq ;{id = 4660 (ksk), size = 256b}",
                 "nl. 3600 IN DNSKEY 257 3 15 qqqq ; caf\xc3\xa9 \" ( ) \\",  //
                 "nl. 3600 CLASS1 TYPE48 257 3 15 qqqq",                      //
                 "nl. class1 3600 type48 \\# 7 0101030faaaaaa",               //
                 "\\110l. 3600 IN DNSKEY \\# 7 0101 030F aa aaaa");
    CAPTURE(line);
    const Record record = scanned(line);
    CHECK(record.owner().text() == "nl.");
    CHECK(record.type() == RrType::dnskey);
    CHECK(record.ttl() == 3600);
    CHECK(record.rdata() == Bytes{1, 1, 3, 15, 0xaa, 0xaa, 0xaa});
}

TEST_CASE("scan: the fields of an RRSIG are where RFC 4034 puts them", "[dns][scan]") {
    const auto* const line =
        GENERATE("nl. 1 IN RRSIG DNSKEY 13 2 3 19700101000005 19700101000004 6 a.nl. qqqq",
                 "nl. 1 IN RRSIG TYPE48 ECDSAP256SHA256 2 3 5 4 6 A.NL. qq qq ; comment",
                 "nl. 1 IN RRSIG dnskey 13 2 3 19700101000005 4 6 a.nl. q q q q");
    CAPTURE(line);
    const Record record = scanned(line);
    Rrsig expected;
    expected.type_covered = RrType::dnskey;
    expected.algorithm = Algorithm::ecdsap256sha256;
    expected.labels = 2;
    expected.original_ttl = 3;
    expected.expiration = 5;
    expected.inception = 4;
    expected.key_tag = 6;
    expected.signer = must(Name::from_text("a.nl."));
    expected.signature = {0xaa, 0xaa, 0xaa};
    CHECK(record.type() == RrType::rrsig);
    CHECK(must(read_rrsig(record.rdata())) == expected);
}

TEST_CASE("scan: DS and CDS records differ in nothing but the type", "[dns][scan]") {
    const Record ds = scanned("nl. 1 IN DS 23456 13 2 " + digest);
    const Record cds = scanned("nl. 1 IN CDS 23456 13 SHA-256 " + digest_in_pieces);
    CHECK(ds.type() == RrType::ds);
    CHECK(cds.type() == RrType::cds);
    CHECK(ds.rdata() == cds.rdata());
    const Ds expected{23456, Algorithm::ecdsap256sha256, DigestType::sha256, Bytes(32, 0xab)};
    CHECK(must(read_ds(ds.rdata())) == expected);
}

TEST_CASE("scan: a request for deletion has one spelling", "[dns][scan]") {
    CHECK(scanned("nl. 1 IN CDS 0 0 0 00 ; none").is_delete_request());
    CHECK(scanned("nl. 1 IN CDNSKEY 0\t3 0 AA==").is_delete_request());
    CHECK(scanned("nl. 1 IN CDS \\# 5 0000000000").is_delete_request());
    CHECK_FALSE(scan_record("nl. 1 IN CDS 0 0 0 0", "x").ok());
    CHECK_FALSE(scan_record("nl. 1 IN CDS 0 0 0 00 00", "x").ok());
    CHECK_FALSE(scan_record("nl. 1 IN CDNSKEY 0 3 0 0", "x").ok());
    CHECK_FALSE(scan_record("nl. 1 IN CDNSKEY 256 3 0 AA==", "x").ok());
    CHECK_FALSE(scan_record("nl. 1 IN DS 0 0 0 00", "x").ok());
    CHECK_FALSE(scan_record("nl. 1 IN DNSKEY 0 3 0 AA==", "x").ok());
    CHECK_FALSE(scan_record("nl. 1 IN CDNSKEY 0 0 0 00", "x").ok());
    CHECK_FALSE(scan_record("nl. 1 IN CDS 0 3 0 AA==", "x").ok());
}

TEST_CASE("scan: an escaped blank does not end a name", "[dns][scan]") {
    CHECK(scanned("a\\ b\\;c.nl. 1 IN A \\# 1 00").owner().text() == "a\\032b\\;c.nl.");
    CHECK(scanned("a\\\\. 1 IN A \\# 1 00").owner().text() == "a\\\\.");
}

TEST_CASE("scan: everything else is refused at its column", "[dns][scan]") {
    const auto row = GENERATE_COPY(values<Refusal>({
        {"", Errc::syntax, 1, "no owner"},
        {"; comment", Errc::syntax, 1, "no owner"},
        {" nl. 1 IN A \\# 1 00", Errc::syntax, 1,
         "a record begins with its owner, not with a blank"},
        {"  ", Errc::syntax, 1, "a record begins with its owner, not with a blank"},
        {"nl 1 IN A \\# 1 00", Errc::syntax, 1,
         R"(owner: name "nl": the name does not end in a dot)"},
        {"@ 1 IN A \\# 1 00", Errc::syntax, 1,
         R"(owner: name "@": the name does not end in a dot)"},
        {"$ORIGIN nl.", Errc::syntax, 1,
         R"(owner: name "$ORIGIN": the name does not end in a dot)"},
        {"nl.\r 1 IN A \\# 1 00", Errc::syntax, 1,
         R"(owner: name "nl.\x0d": a character that needs an escape at character 4)"},
        {"nl.", Errc::syntax, 4, "no TTL"},
        {"nl. ; comment", Errc::syntax, 5, "no TTL"},
        {"nl. IN", Errc::syntax, 7, "no TTL"},
        {"nl. IN DNSKEY 257 3 15 qqqq", Errc::syntax, 8, R"(TTL: "DNSKEY" is not an integer)"},
        {"nl. DNSKEY 257 3 15 qqqq", Errc::syntax, 5, R"(TTL: "DNSKEY" is not an integer)"},
        {"nl. 1h IN A \\# 1 00", Errc::syntax, 5, R"(TTL: "1h" is not an integer)"},
        {"nl. -1 IN A \\# 1 00", Errc::syntax, 5, R"(TTL: "-1" is not an integer)"},
        {"nl. 2147483648 IN A \\# 1 00", Errc::limit, 5,
         "TTL: the number 2147483648 has more than 31 bits"},
        {"nl. 4294967296 IN A \\# 1 00", Errc::limit, 5,
         R"(TTL: the number "4294967296" is out of range)"},
        {"nl. 1", Errc::syntax, 6, "no type"},
        {"nl. 1 IN", Errc::syntax, 9, "no type"},
        {"nl. IN 1 IN A \\# 1 00", Errc::syntax, 10, R"(type: "IN" is not a known record type)"},
        {"nl. 1 CH A \\# 1 00", Errc::syntax, 7, R"(type: "CH" is not a known record type)"},
        {"nl. 1 IN 48 257 3 15 qqqq", Errc::syntax, 10, R"(type: "48" is not a known record type)"},
        {"nl. 1 IN A 192.0.2.1", Errc::semantics, 12,
         "RDATA of type A is read in the form of RFC 3597 only"},
        {"nl. 1 IN A", Errc::semantics, 11, "RDATA of type A is read in the form of RFC 3597 only"},
    }));
    CAPTURE(row.text);
    const auto record = scan_record(row.text, "x");
    REQUIRE_FALSE(record.ok());
    check_refusal(record.error(), row);
}

TEST_CASE("scan: a field that is missing or wrong is named", "[dns][scan]") {
    const std::string key = "nl. 1 IN DNSKEY ";
    const std::string cds = "nl. 1 IN CDS ";
    const auto row = GENERATE_COPY(values<Refusal>({
        {key, Errc::syntax, 17, "no flags"},
        {key + "65536 3 15 qqqq", Errc::limit, 17, R"(flags: the number "65536" is out of range)"},
        {key + "KSK 3 15 qqqq", Errc::syntax, 17, R"(flags: "KSK" is not an integer)"},
        {key + "257", Errc::syntax, 20, "no protocol"},
        {key + "257 03 15 qqqq", Errc::syntax, 21, "protocol: it is not 3"},
        {key + "257 3", Errc::syntax, 22, "no algorithm"},
        {key + "257 3 5 qqqq", Errc::semantics, 23,
         "algorithm: algorithm 5 (RSASHA1) is refused: RFC 9905 forbids SHA-1 signatures"},
        {key + "257 3 RSA qqqq", Errc::syntax, 23, R"(algorithm: "RSA" is not a known algorithm)"},
        {key + "257 3 15", Errc::syntax, 25, "no public key"},
        {key + "257 3 15 ;", Errc::syntax, 26, "no public key"},
        {key + "257 3 15 qqq", Errc::syntax, 26,
         "public key: the length of the base64 text is not a multiple of 4"},
        {key + "257 3 15 qqqq qq!q", Errc::syntax, 26,
         R"(public key: character 7 is "!", not a base64 digit)"},
        {key + "257 3 15 (", Errc::syntax, 26, "a record here is one line without parentheses"},
        {key + "(257 3 15 qqqq)", Errc::syntax, 17,
         "a record here is one line without parentheses"},
        {cds, Errc::syntax, 14, "no key tag"},
        {cds + "x", Errc::syntax, 14, R"(key tag: "x" is not an integer)"},
        {cds + "1", Errc::syntax, 15, "no algorithm"},
        {cds + "1 15", Errc::syntax, 18, "no digest type"},
        {cds + "1 15 1 00", Errc::semantics, 19,
         "digest type: digest type 1 (SHA-1) is refused: RFC 9905 forbids SHA-1 in DS records"},
        {cds + "1 15 2", Errc::syntax, 20, "no digest"},
        {cds + "1 15 2 abc", Errc::syntax, 21, "digest: an odd number of hexadecimal digits"},
        {cds + "1 15 2 abcd", Errc::syntax, 14, "CDS: the digest has 2 octets; SHA-256 has 32"},
        {cds + "\\#", Errc::syntax, 16, "no length"},
        {cds + "\\# x", Errc::syntax, 17, R"(length: "x" is not an integer)"},
        {cds + "\\# 65536 00", Errc::limit, 17, R"(length: the number "65536" is out of range)"},
        {cds + "\\# 1", Errc::syntax, 18, "no RDATA"},
        {cds + "\\# 1 0", Errc::syntax, 19, "RDATA: an odd number of hexadecimal digits"},
        {cds + "\\# 1 00 00", Errc::syntax, 17, "length: RDATA has 2 octets, not 1"},
        {cds + "\\# 2 00", Errc::syntax, 17, "length: RDATA has 1 octets, not 2"},
        {cds + "\\# 0 00", Errc::syntax, 19, "more than belongs to the record"},
        {cds + "\\# 0", Errc::syntax, 14, "CDS: cut short: 2 more octets expected, 0 left"},
    }));
    CAPTURE(row.text);
    const auto record = scan_record(row.text, "x");
    REQUIRE_FALSE(record.ok());
    check_refusal(record.error(), row);
}

TEST_CASE("scan: each field of an RRSIG is checked", "[dns][scan]") {
    const std::vector<std::string> good = {"DNSKEY",         "13", "1",   "3600", "20270101000000",
                                           "20261201000000", "1",  "nl.", "qqqq"};
    struct Row {
        std::size_t field;
        std::string text;
        Errc code;
        std::string message;
    };
    const auto row = GENERATE(values<Row>({
        {0, "KEY", Errc::syntax, R"(type covered: "KEY" is not a known record type)"},
        {1, "7", Errc::semantics,
         "algorithm: algorithm 7 (RSASHA1-NSEC3-SHA1) is refused: RFC 9905 forbids SHA-1 "
         "signatures"},
        {2, "256", Errc::limit, R"(labels: the number "256" is out of range)"},
        {3, "1d", Errc::syntax, R"(original TTL: "1d" is not an integer)"},
        {4, "20270230000000", Errc::syntax, ""},
        {5, "4294967296", Errc::limit, ""},
        {6, "-1", Errc::syntax, R"(key tag: "-1" is not an integer)"},
        {7, "nl", Errc::syntax, R"(signer: name "nl": the name does not end in a dot)"},
        {8, "qqqqq", Errc::syntax,
         "signature: the length of the base64 text is not a multiple of 4"},
    }));
    CAPTURE(row.field, row.text);
    std::string line = "nl. 1 IN RRSIG";
    std::size_t column = 0;
    for (std::size_t i = 0; i < good.size(); ++i) {
        column = i == row.field ? line.size() + 2 : column;
        line.append(" ").append(i == row.field ? row.text : good[i]);
    }
    const auto record = scan_record(line, "x");
    REQUIRE_FALSE(record.ok());
    CHECK(record.error().code() == row.code);
    CHECK(record.error().place() == Place{1, column});
    if (!row.message.empty()) {
        check_refusal(record.error(), {line, row.code, column, row.message});
    }

    std::string cut_short = "nl. 1 IN RRSIG";
    for (std::size_t i = 0; i < row.field; ++i) {
        cut_short.append(" ").append(good[i]);
    }
    const auto missing = scan_record(cut_short, "x");
    REQUIRE_FALSE(missing.ok());
    CHECK(missing.error().code() == Errc::syntax);
    CHECK(missing.error().place() == Place{1, cut_short.size() + 1});
    CHECK_THAT(missing.error().message(), Catch::Matchers::Contains(": no "));
}

TEST_CASE("scan: RDATA has at most 65535 octets", "[dns][scan]") {
    const std::string key = "nl. 1 IN DNSKEY 257 3 15 ";
    // Four octets stand before the key; each group of four digits is three more.
    CHECK(scanned(key + std::string(std::size_t{4} * 21843, 'A')).rdata().size() == 65533);
    const auto longer = scan_record(key + std::string(std::size_t{4} * 21844, 'A'), "x");
    REQUIRE_FALSE(longer.ok());
    check_refusal(longer.error(),
                  {"", Errc::limit, 17, "RDATA of 65536 octets is longer than 65535"});
}

TEST_CASE("scan: several lines are read in their order", "[dns][scan]") {
    const std::string text =
        "; keys\n"
        "nl. 1 IN DNSKEY 257 3 15 qqqq ;{id = 1 (ksk), size = 256b}\n"
        "\n"
        "  ; more\n"
        "nl. 1 IN DNSKEY 256 3 15 qqqq\n"
        "nl. 1 IN CDS 0 0 0 00";
    const auto records = must(scan_records(text, "x"));
    REQUIRE(records.size() == 3);
    CHECK(print(records[0]) == "nl. 1 IN DNSKEY 257 3 15 qqqq");
    CHECK(print(records[1]) == "nl. 1 IN DNSKEY 256 3 15 qqqq");
    CHECK(print(records[2]) == "nl. 1 IN CDS 0 0 0 00");
    CHECK(must(scan_records(text + "\n\n", "x")) == records);
    CHECK(must(scan_records("", "x")).empty());
    CHECK(must(scan_records("\n", "x")).empty());
}

TEST_CASE("scan: an error names the text the line and the column", "[dns][scan]") {
    const auto records = scan_records("nl. 1 IN CDS 0 0 0 00\n\nnl. 1 IN DS 1 8 2 0\n", "keys.txt");
    REQUIRE_FALSE(records.ok());
    CHECK(records.error().message() ==
          "keys.txt:3:19: digest: an odd number of hexadecimal digits");
    CHECK(records.error().place() == Place{3, 19});
    CHECK_FALSE(scan_records("nl. 1 IN CDS 0 0 0 00\r\n", "x").ok());
}

TEST_CASE("scan: a second line does not hide behind a comment", "[dns][scan]") {
    const auto record = scan_record("nl. 1 IN CDS 0 0 0 00 ; one\nnl. 1 IN CDS 0 0 0 00", "x");
    REQUIRE_FALSE(record.ok());
    check_refusal(record.error(),
                  {"", Errc::syntax, 28, "a record here is one line without parentheses"});
}

TEST_CASE("scan: the RDATA of a DS record is read alone", "[dns][scan]") {
    const Ds expected{23456, Algorithm::ecdsap256sha256, DigestType::sha256, Bytes(32, 0xab)};
    CHECK(must(scan_ds("23456 13 2 " + digest, "x")) == expected);
    CHECK(must(scan_ds("  23456 ecdsap256sha256 sha-256 " + digest_in_pieces + " ; KSK", "x")) ==
          expected);
    CHECK(must(scan_ds(print(expected), "x")) == expected);
}

TEST_CASE("scan: what is no DS RDATA is refused at its column", "[dns][scan]") {
    const auto row = GENERATE_COPY(values<Refusal>({
        {"", Errc::syntax, 1, "no key tag"},
        {"nl. 1 IN DS 23456 13 2 " + digest, Errc::syntax, 1,
         R"(key tag: "nl." is not an integer)"},
        {" 23456 13 2 ABAB", Errc::syntax, 2, "the digest has 2 octets; SHA-256 has 32"},
        {"23456 5 2 " + digest, Errc::semantics, 7,
         "algorithm: algorithm 5 (RSASHA1) is refused: RFC 9905 forbids SHA-1 signatures"},
        {"0 0 0 00", Errc::semantics, 3, "algorithm: algorithm 0 is not supported"},
        {"23456 13 2 " + digest + "\n", Errc::syntax, 76,
         "a record here is one line without parentheses"},
        {"23456 13 2 (" + digest + ")", Errc::syntax, 12,
         "a record here is one line without parentheses"},
    }));
    CAPTURE(row.text);
    const auto ds = scan_ds(row.text, "x");
    REQUIRE_FALSE(ds.ok());
    check_refusal(ds.error(), row);
}
