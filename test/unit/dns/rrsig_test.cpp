// SPDX-License-Identifier: BSD-3-Clause

#include "dns/rrsig.hpp"

#include "support/printing.hpp"
#include "support/vectors.hpp"

using namespace ceremony;
using namespace ceremony::dns;
using ceremony::test::must;
using ceremony::test::read_vectors;

TEST_CASE("rrsig: the wire form is that of other implementations", "[dns][rrsig]") {
    for (const auto& vector :
         read_vectors("dns/rrsig.vec", {"rdata", "type", "algorithm", "labels", "ttl", "expiration",
                                        "inception", "tag", "signer", "signature", "message"})) {
        CAPTURE(vector.title());
        const auto read = read_rrsig(vector.hex("rdata"));
        if (vector.expects_ok()) {
            const Rrsig rrsig = must(read);
            CHECK(to_string(rrsig.type_covered) == vector.text("type"));
            CHECK(to_string(rrsig.algorithm) == vector.text("algorithm"));
            CHECK(std::to_string(rrsig.labels) == vector.text("labels"));
            CHECK(std::to_string(rrsig.original_ttl) == vector.text("ttl"));
            CHECK(std::to_string(rrsig.expiration) == vector.text("expiration"));
            CHECK(std::to_string(rrsig.inception) == vector.text("inception"));
            CHECK(std::to_string(rrsig.key_tag) == vector.text("tag"));
            CHECK(rrsig.signer.text() == vector.text("signer"));
            CHECK(rrsig.signature == vector.base64("signature"));
            CHECK(to_rdata(rrsig) == vector.hex("rdata"));
        } else {
            REQUIRE_FALSE(read.ok());
            CHECK(to_string(read.error().code()) == vector.expect());
            CHECK(read.error().message() == vector.text("message"));
        }
    }
}

TEST_CASE("rrsig: what is signed first is the RDATA up to the signature", "[dns][rrsig]") {
    Rrsig rrsig;
    rrsig.type_covered = RrType::dnskey;
    rrsig.algorithm = Algorithm::ecdsap256sha256;
    rrsig.labels = 1;
    rrsig.original_ttl = 0x01020304;
    rrsig.expiration = 0x05060708;
    rrsig.inception = 0x090a0b0c;
    rrsig.key_tag = 0x0d0e;
    rrsig.signer = must(Name::from_text("nl."));
    rrsig.signature = {0xff, 0xfe};
    const Bytes before_signature = {0, 48, 13, 1,  1,  2,  3,  4, 5,   6,   7,
                                    8, 9,  10, 11, 12, 13, 14, 2, 'n', 'l', 0};
    CHECK(to_rdata_without_signature(rrsig) == before_signature);
    Bytes whole = before_signature;
    whole.push_back(0xff);
    whole.push_back(0xfe);
    CHECK(to_rdata(rrsig) == whole);
    CHECK(must(read_rrsig(whole)) == rrsig);
}

TEST_CASE("rrsig: the signer is written in lower case", "[dns][rrsig]") {
    const Bytes upper = {0, 48, 13, 1, 0, 0, 14, 16,  0,   0, 0,   2,
                         0, 0,  0,  1, 0, 5, 2,  'N', 'l', 0, 0xaa};
    const Rrsig rrsig = must(read_rrsig(upper));
    CHECK(rrsig.signer.text() == "nl.");
    Bytes lower = upper;
    lower[19] = 'n';
    CHECK(to_rdata(rrsig) == lower);
}

TEST_CASE("rrsig: RDATA that is cut short anywhere is refused", "[dns][rrsig]") {
    const Bytes whole = {0, 48, 13, 1, 0, 0, 14, 16,  0,   0, 0,   2,
                         0, 0,  0,  1, 0, 5, 2,  'n', 'l', 0, 0xaa};
    REQUIRE(read_rrsig(whole).ok());
    for (std::size_t size = 0; size < whole.size(); ++size) {
        CAPTURE(size);
        const auto read = read_rrsig(ByteView(whole).first(size));
        REQUIRE_FALSE(read.ok());
        CHECK(read.error().code() == Errc::syntax);
    }
}
