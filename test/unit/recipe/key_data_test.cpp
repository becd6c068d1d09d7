// SPDX-License-Identifier: BSD-3-Clause

#include "recipe/key_data.hpp"

#include "support/printing.hpp"

using namespace ceremony;
using namespace ceremony::recipe;
using ceremony::dns::Algorithm;
using ceremony::test::must;

namespace {

// A public key field with exponent 3 and a modulus of `size` octets that begins with `first`.
Bytes rsa_key(std::size_t size, Byte first) {
    Bytes data = {1, 3, first};
    data.resize(2 + size, 0xff);
    return data;
}

}  // namespace

TEST_CASE("key_data: the bits of an RSA modulus are counted", "[recipe][key_data]") {
    CHECK(must(rsa_bits(rsa_key(128, 0x80))) == 1024);
    CHECK(must(rsa_bits(rsa_key(129, 0x01))) == 1025);
    CHECK(must(rsa_bits(rsa_key(512, 0xff))) == 4096);
}

TEST_CASE("key_data: a long exponent has a long size", "[recipe][key_data]") {
    Bytes data = {0, 1, 0};
    data.resize(3 + 256 + 128, 0xff);
    CHECK(must(rsa_bits(data)) == 1024);
}

TEST_CASE("key_data: what is no RSA key of a size we read is refused", "[recipe][key_data]") {
    struct Row {
        std::string what;
        Bytes data;
        Errc code;
    };
    const auto row = GENERATE(values<Row>({
        {"nothing", {}, Errc::syntax},
        {"an exponent cut short", {3, 1, 0}, Errc::syntax},
        {"no modulus", {1, 3}, Errc::syntax},
        {"an exponent of zero", {1, 0, 0x80}, Errc::syntax},
        {"a modulus with a leading zero", {1, 3, 0, 0x80}, Errc::syntax},
        {"a long size cut short", {0, 1}, Errc::syntax},
        {"a long size that fits one octet", {0, 0, 1, 3, 0x80}, Errc::syntax},
        {"1023 bits", rsa_key(128, 0x7f), Errc::semantics},
        {"4097 bits", rsa_key(513, 0x01), Errc::semantics},
    }));
    CAPTURE(row.what);
    const auto bits = rsa_bits(row.data);
    REQUIRE_FALSE(bits.ok());
    CHECK(bits.error().code() == row.code);
    const auto checked = check_key_data(Algorithm::rsasha512, row.data);
    REQUIRE_FALSE(checked.ok());
    CHECK(checked.error().code() == row.code);
}

TEST_CASE("key_data: each algorithm has its size", "[recipe][key_data]") {
    struct Row {
        Algorithm algorithm;
        std::size_t size;
    };
    const auto row = GENERATE(values<Row>({
        {Algorithm::ecdsap256sha256, 64},
        {Algorithm::ecdsap384sha384, 96},
        {Algorithm::ed25519, 32},
        {Algorithm::ed448, 57},
    }));
    CAPTURE(row.size);
    CHECK_FALSE(is_rsa(row.algorithm));
    CHECK(check_key_data(row.algorithm, Bytes(row.size, 1)).ok());
    for (const std::size_t size : {std::size_t{0}, row.size - 1, row.size + 1}) {
        const auto checked = check_key_data(row.algorithm, Bytes(size, 1));
        REQUIRE_FALSE(checked.ok());
        CHECK(checked.error().code() == Errc::semantics);
    }
    CHECK(check_key_data(Algorithm::rsasha256, rsa_key(256, 0x80)).ok());
}
