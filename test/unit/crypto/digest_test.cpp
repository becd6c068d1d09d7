// SPDX-License-Identifier: BSD-3-Clause

#include "crypto/digest.hpp"

#include <string>

#include "support/printing.hpp"
#include "support/vectors.hpp"

using namespace ceremony;
using namespace ceremony::crypto;
using ceremony::encoding::encode_hex;
using ceremony::test::must;
using ceremony::test::read_vectors;
using ceremony::test::Vector;

namespace {

std::vector<Vector> vectors() {
    return read_vectors("crypto/digest.vec", {"ascii", "repeat", "sha256", "sha384", "sha512"});
}

std::string piece(const Vector& vector) {
    return vector.has("ascii") ? vector.text("ascii") : "";
}

std::string message(const Vector& vector) {
    std::string text;
    for (int i = std::stoi(vector.text("repeat")); i > 0; --i) {
        text += piece(vector);
    }
    return text;
}

template <typename Digest>
std::string in_pieces(const Vector& vector) {
    auto hasher = must(Hasher<Digest>::start());
    for (int i = std::stoi(vector.text("repeat")); i > 0; --i) {
        must(hasher.add(as_bytes(piece(vector))));
    }
    return encode_hex(must(std::move(hasher).finish()));
}

}  // namespace

TEST_CASE("digest: what others compute comes out at once", "[crypto][digest]") {
    for (const auto& vector : vectors()) {
        CAPTURE(vector.title());
        const std::string text = message(vector);
        CHECK(encode_hex(must(sha256(as_bytes(text)))) == vector.text("sha256"));
        CHECK(encode_hex(must(sha384(as_bytes(text)))) == vector.text("sha384"));
        CHECK(encode_hex(must(sha512(as_bytes(text)))) == vector.text("sha512"));
    }
}

TEST_CASE("digest: what others compute comes out piece by piece", "[crypto][digest]") {
    for (const auto& vector : vectors()) {
        CAPTURE(vector.title());
        CHECK(in_pieces<Sha256>(vector) == vector.text("sha256"));
        CHECK(in_pieces<Sha384>(vector) == vector.text("sha384"));
        CHECK(in_pieces<Sha512>(vector) == vector.text("sha512"));
    }
}

TEST_CASE("digest: it does not matter where octets are split", "[crypto][digest]") {
    const std::string text(300, 'x');
    const Sha256 whole = must(sha256(as_bytes(text)));
    for (std::size_t split = 0; split <= text.size(); ++split) {
        auto hasher = must(Hasher<Sha256>::start());
        must(hasher.add(as_bytes(text.substr(0, split))));
        must(hasher.add(as_bytes(text.substr(split))));
        const Sha256 pieces = must(std::move(hasher).finish());
        CHECK(pieces == whole);
    }
}

// coreutils 9.1: head -c 1073741824 /dev/zero | sha256sum. 2^33 bits do not fit 32.
TEST_CASE("digest: a GiB is hashed in pieces of a MiB", "[crypto][digest]") {
    const Bytes piece(std::size_t{1} << 20U);
    auto hasher = must(Hasher<Sha256>::start());
    for (int i = 0; i < 1024; ++i) {
        must(hasher.add(piece));
    }
    const Sha256 digest = must(std::move(hasher).finish());
    CHECK(encode_hex(digest) == "49bc20df15e412a64472421e13fe86ff1c5165e18b2afccf160d4dc19fe68a14");
}

TEST_CASE("digest: a Hasher goes on after it was moved", "[crypto][digest]") {
    auto first = must(Hasher<Sha512>::start());
    must(first.add(as_bytes("ab")));
    auto second = std::move(first);
    must(second.add(as_bytes("c")));
    const Sha512 digest = must(std::move(second).finish());
    CHECK(digest == must(sha512(as_bytes("abc"))));
}

TEST_CASE("digest: the length of a digest is part of its type", "[crypto][digest]") {
    STATIC_REQUIRE(sizeof(Sha256) == 32);
    STATIC_REQUIRE(sizeof(Sha384) == 48);
    STATIC_REQUIRE(sizeof(Sha512) == 64);
}
