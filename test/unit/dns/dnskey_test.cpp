// SPDX-License-Identifier: BSD-3-Clause

#include "dns/dnskey.hpp"

#include "support/printing.hpp"
#include "support/sample_keys.hpp"
#include "support/vectors.hpp"

using namespace ceremony;
using namespace ceremony::dns;
using ceremony::test::must;
using ceremony::test::read_vectors;

TEST_CASE("dnskey: tags and fields are those of other implementations", "[dns][dnskey]") {
    for (const auto& vector : read_vectors("dns/dnskey.vec", {"rdata", "flags", "algorithm", "key",
                                                              "tag", "revoked_tag", "message"})) {
        CAPTURE(vector.title());
        const auto read = read_dnskey(vector.hex("rdata"));
        if (vector.expects_ok()) {
            const Dnskey key = must(read);
            CHECK(std::to_string(key.flags) == vector.text("flags"));
            CHECK(to_string(key.algorithm) == vector.text("algorithm"));
            CHECK(key.public_key == vector.base64("key"));
            CHECK(std::to_string(key_tag(key)) == vector.text("tag"));
            CHECK(std::to_string(key_tag(revoked_form(key))) == vector.text("revoked_tag"));
            CHECK(to_rdata(key) == vector.hex("rdata"));
        } else {
            REQUIRE_FALSE(read.ok());
            CHECK(to_string(read.error().code()) == vector.expect());
            CHECK(read.error().message() == vector.text("message"));
        }
    }
}

TEST_CASE("dnskey: the sample keys have the tags that BIND computes", "[dns][dnskey]") {
    for (const auto& sample : test::sample_keys) {
        CAPTURE(sample.algorithm_name);
        const Bytes rdata = must(encoding::decode_hex(sample.rdata));
        const Dnskey key = must(read_dnskey(rdata));
        CHECK(static_cast<unsigned>(key.algorithm) == sample.algorithm);
        CHECK(to_string(key.algorithm) == sample.algorithm_name);
        CHECK(key.flags == ksk_flags);
        CHECK(key_tag(key) == sample.tag);
        CHECK(key_tag(revoked_form(key)) == sample.revoked_tag);
        CHECK(to_rdata(key) == rdata);
    }
}

TEST_CASE("dnskey: the flags say what a key is for", "[dns][dnskey]") {
    struct Row {
        std::uint16_t flags;
        bool zone_key;
        bool secure_entry_point;
        bool revoked;
    };
    const auto row = GENERATE(values<Row>({
        {ksk_flags, true, true, false},
        {zsk_flags, true, false, false},
        {revoked_ksk_flags, true, true, true},
        {384, true, false, true},
        {1, false, true, false},
        {0, false, false, false},
        {0xfe7e, false, false, false},  // every bit without a meaning here
    }));
    CAPTURE(row.flags);
    const Dnskey key{row.flags, Algorithm::ed25519, Bytes(32, 0x5a)};
    CHECK(key.zone_key() == row.zone_key);
    CHECK(key.secure_entry_point() == row.secure_entry_point);
    CHECK(key.revoked() == row.revoked);
    CHECK(must(read_dnskey(to_rdata(key))) == key);
}

TEST_CASE("dnskey: revocation sets one flag and changes nothing else", "[dns][dnskey]") {
    const Dnskey key{ksk_flags, Algorithm::ed25519, Bytes(32, 0x5a)};
    const Dnskey revoked = revoked_form(key);
    CHECK(revoked == Dnskey{revoked_ksk_flags, Algorithm::ed25519, Bytes(32, 0x5a)});
    CHECK(revoked_form(revoked) == revoked);
    CHECK(key_tag(revoked) == key_tag(key) + 0x80);
}

TEST_CASE("dnskey: keys differ when any field does", "[dns][dnskey]") {
    const Dnskey key{ksk_flags, Algorithm::ed25519, Bytes(32, 0x5a)};
    CHECK(key != Dnskey{zsk_flags, Algorithm::ed25519, Bytes(32, 0x5a)});
    CHECK(key != Dnskey{ksk_flags, Algorithm::ed448, Bytes(32, 0x5a)});
    CHECK(key != Dnskey{ksk_flags, Algorithm::ed25519, Bytes(32, 0x5b)});
}

TEST_CASE("dnskey: RDATA that is cut short anywhere is refused", "[dns][dnskey]") {
    const Bytes whole = {1, 1, 3, 15, 0xaa};
    REQUIRE(read_dnskey(whole).ok());
    for (std::size_t size = 0; size < whole.size(); ++size) {
        CAPTURE(size);
        const auto read = read_dnskey(ByteView(whole).first(size));
        REQUIRE_FALSE(read.ok());
        CHECK(read.error().code() == Errc::syntax);
    }
}
