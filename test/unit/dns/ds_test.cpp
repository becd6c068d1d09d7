// SPDX-License-Identifier: BSD-3-Clause

#include "dns/ds.hpp"

#include "support/printing.hpp"
#include "support/vectors.hpp"

using namespace ceremony;
using namespace ceremony::dns;
using ceremony::test::must;
using ceremony::test::read_vectors;

TEST_CASE("ds: the wire form is that of other implementations", "[dns][ds]") {
    for (const auto& vector : read_vectors(
             "dns/ds.vec", {"rdata", "tag", "algorithm", "digest_type", "digest", "message"})) {
        CAPTURE(vector.title());
        const auto read = read_ds(vector.hex("rdata"));
        if (vector.expects_ok()) {
            const Ds ds = must(read);
            CHECK(std::to_string(ds.key_tag) == vector.text("tag"));
            CHECK(to_string(ds.algorithm) == vector.text("algorithm"));
            CHECK(to_string(ds.digest_type) == vector.text("digest_type"));
            CHECK(ds.digest == vector.hex("digest"));
            CHECK(to_rdata(ds) == vector.hex("rdata"));
        } else {
            REQUIRE_FALSE(read.ok());
            CHECK(to_string(read.error().code()) == vector.expect());
            CHECK(read.error().message() == vector.text("message"));
        }
    }
}

TEST_CASE("ds: a digest has the length of its type", "[dns][ds]") {
    for (const DigestType type : digest_types) {
        for (std::size_t size = 0; size < 66; ++size) {
            CAPTURE(to_string(type), size);
            const Ds ds{1, Algorithm::ed25519, type, Bytes(size, 0x11)};
            CHECK(read_ds(to_rdata(ds)).ok() == (size == digest_size(type)));
        }
    }
}
