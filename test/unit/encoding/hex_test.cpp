// SPDX-License-Identifier: BSD-3-Clause

#include "encoding/hex.hpp"

#include <cctype>

#include "support/printing.hpp"
#include "support/vectors.hpp"

using namespace ceremony;
using namespace ceremony::encoding;
using ceremony::test::must;
using ceremony::test::read_vectors;

TEST_CASE("hex: what others encode is decoded, and encoded in lower case", "[encoding][hex]") {
    for (const auto& vector : read_vectors("encoding/hex.vec", {"text", "ascii"})) {
        CAPTURE(vector.title());
        const auto octets = decode_hex(vector.text("text"));
        if (vector.expects_ok()) {
            CHECK(as_text(must(octets)) == vector.text("ascii"));
            std::string lower = vector.text("text");
            for (char& digit : lower) {
                digit = static_cast<char>(std::tolower(static_cast<unsigned char>(digit)));
            }
            CHECK(encode_hex(as_bytes(vector.text("ascii"))) == lower);
        } else {
            REQUIRE_FALSE(octets.ok());
            CHECK(to_string(octets.error().code()) == vector.expect());
        }
    }
}

TEST_CASE("hex: of all pairs of characters 22 times 22 are digits", "[encoding][hex]") {
    std::size_t accepted = 0;
    for (int first = 0; first < 256; ++first) {
        for (int second = 0; second < 256; ++second) {
            const std::string pair = {static_cast<char>(first), static_cast<char>(second)};
            accepted += decode_hex(pair).ok() ? 1U : 0U;
        }
    }
    CHECK(accepted == std::size_t{22} * 22);
}

TEST_CASE("hex: a wrong character is named with its position", "[encoding][hex]") {
    CHECK(decode_hex("0g").error().message() == R"(character 2 is "g", not a hexadecimal digit)");
    CHECK(decode_hex("00 0").error().message() == R"(character 3 is " ", not a hexadecimal digit)");
    CHECK(decode_hex("0").error().message() == "an odd number of hexadecimal digits");
    CHECK(must(decode_hex("")).empty());
}
