// SPDX-License-Identifier: BSD-3-Clause

#include "crypto/edwards.hpp"

#include "support/printing.hpp"
#include "support/vectors.hpp"

using namespace ceremony;
using namespace ceremony::crypto;
using ceremony::test::read_vectors;

namespace {

Outcome check(const std::string& kind, ByteView point) {
    return kind == "Ed25519" ? check_ed25519_point(point) : check_ed448_point(point);
}

// The y-coordinates from 0 to 19 that belong to a point which can be a key.
std::vector<int> usable(const std::string& kind, std::size_t size) {
    std::vector<int> found;
    for (int y = 0; y < 20; ++y) {
        Bytes point(size);
        point[0] = static_cast<Byte>(y);
        if (check(kind, point).ok()) {
            found.push_back(y);
        }
        point.back() = 0x80;  // the other x
        CHECK(check(kind, point).ok() == (!found.empty() && found.back() == y));
    }
    return found;
}

}  // namespace

TEST_CASE("edwards: what is no key is refused", "[crypto][edwards]") {
    for (const auto& vector : read_vectors("crypto/bad_point.vec", {"kind", "point"})) {
        CAPTURE(vector.title());
        const auto outcome = check(vector.text("kind"), vector.hex("point"));
        REQUIRE_FALSE(outcome.ok());
        CHECK(to_string(outcome.error().code()) == vector.expect());
    }
}

TEST_CASE("edwards: the keys of RFC 8032 are points", "[crypto][edwards]") {
    for (const auto& vector :
         read_vectors("crypto/signature.vec",
                      {"scheme", "modulus", "exponent", "point", "message", "signature"})) {
        CAPTURE(vector.title());
        if (vector.text("scheme") == "ed25519") {
            CHECK(check_ed25519_point(vector.hex("point")).ok());
        } else if (vector.text("scheme") == "ed448") {
            CHECK(check_ed448_point(vector.hex("point")).ok());
        }
    }
}

// Made with Python 3: Euler's criterion pow(x2, (p - 1) // 2, p) for the x^2 of each y,
// 0 and 1 left out, which are of small order.
TEST_CASE("edwards: of the smallest numbers those with a square root count", "[crypto][edwards]") {
    CHECK(usable("Ed25519", 32) == std::vector<int>{3, 4, 5, 6, 9, 10, 14, 15, 16, 18, 19});
    CHECK(usable("Ed448", 57) == std::vector<int>{3, 4, 5, 7, 8, 9, 12, 13, 19});
}

TEST_CASE("edwards: the reason of a refusal is told", "[crypto][edwards]") {
    Bytes point(32);
    CHECK(check_ed25519_point(point).error().message() ==
          "the point is of small order: anyone could sign");
    point[0] = 2;
    CHECK(check_ed25519_point(point).error().message() == "the point is not on the curve");
    point.assign(32, 0xff);
    CHECK(check_ed25519_point(point).error().message() == "the point is not in its one encoding");
}
