// SPDX-License-Identifier: BSD-3-Clause

#include "dns/print.hpp"

#include <sstream>

#include "support/printing.hpp"
#include "support/vectors.hpp"

using namespace ceremony;
using namespace ceremony::dns;
using ceremony::test::must;
using ceremony::test::read_vectors;

namespace {

Name nl() {
    return must(Name::from_text("nl."));
}

/// The record whose owner, TTL and type open `line`, with `rdata`.
Record make_record(const std::string& line, Bytes rdata) {
    std::istringstream fields(line);
    std::string owner;
    std::uint32_t ttl = 0;
    std::string in;
    std::string type;
    fields >> owner >> ttl >> in >> type;
    return must(Record::make(must(Name::from_text(owner)), must(rr_type_from_text(type)), ttl,
                             std::move(rdata)));
}

}  // namespace

TEST_CASE("print: records become the lines that other implementations read", "[dns][print]") {
    for (const auto& vector : read_vectors("dns/record.vec", {"line", "printed", "rdata"})) {
        CAPTURE(vector.title());
        const std::string line = vector.text(vector.has("printed") ? "printed" : "line");
        CHECK(print(make_record(line, vector.hex("rdata"))) == line);
    }
}

TEST_CASE("print: one blank between fields and everything in one spelling", "[dns][print]") {
    const Dnskey key{ksk_flags, Algorithm::ecdsap256sha256, {0xfb, 0xff, 0xfe, 0}};
    CHECK(print(key) == "257 3 13 +//+AA==");
    const Ds ds{23456, Algorithm::ed25519, DigestType::sha256, Bytes(32, 0xef)};
    std::string digest;
    for (int i = 0; i < 32; ++i) {
        digest.append("EF");
    }
    CHECK(print(ds) == "23456 15 2 " + digest);
    Rrsig rrsig;
    rrsig.type_covered = RrType::dnskey;
    rrsig.algorithm = Algorithm::ecdsap256sha256;
    rrsig.labels = 1;
    rrsig.original_ttl = 3600;
    rrsig.expiration = 1798761600;
    rrsig.inception = 1796083200;
    rrsig.key_tag = 12345;
    rrsig.signer = nl();
    rrsig.signature = {0, 1, 2};
    CHECK(print(rrsig) == "DNSKEY 13 1 3600 20270101000000 20261201000000 12345 nl. AAEC");
    CHECK(print(must(Record::make(nl(), RrType::rrsig, 3600, to_rdata(rrsig)))) ==
          "nl. 3600 IN RRSIG DNSKEY 13 1 3600 20270101000000 20261201000000 12345 nl. AAEC");
}

TEST_CASE("print: an owner is in lower case and escaped", "[dns][print]") {
    const Name owner = must(Name::from_text("A\\032B.NL."));
    CHECK(print(must(Record::make(owner, RrType::a, 0, {192, 0, 2, 1}))) ==
          "a\\032b.nl. 0 IN A \\# 4 C0000201");
}

TEST_CASE("print: RDATA of other types has the form for unknown types", "[dns][print]") {
    CHECK(print(must(Record::make(nl(), static_cast<RrType>(65280), 1, {}))) ==
          "nl. 1 IN TYPE65280 \\# 0");
    CHECK(print(must(Record::make(nl(), RrType::txt, 1, {0x0a, 0xff}))) ==
          "nl. 1 IN TXT \\# 2 0AFF");
}
