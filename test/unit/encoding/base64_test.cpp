// SPDX-License-Identifier: BSD-3-Clause

#include "encoding/base64.hpp"

#include "support/printing.hpp"
#include "support/vectors.hpp"

using namespace ceremony;
using namespace ceremony::encoding;
using ceremony::test::must;
using ceremony::test::read_vectors;

TEST_CASE("base64: what others encode is decoded, and encoded alike", "[encoding][base64]") {
    for (const auto& vector : read_vectors("encoding/base64.vec", {"text", "octets"})) {
        CAPTURE(vector.title());
        const auto octets = decode_base64(vector.text("text"));
        if (vector.expects_ok()) {
            CHECK(must(octets) == vector.hex("octets"));
            CHECK(encode_base64(vector.hex("octets")) == vector.text("text"));
        } else {
            REQUIRE_FALSE(octets.ok());
            CHECK(to_string(octets.error().code()) == vector.expect());
        }
    }
}

TEST_CASE("base64url: what others encode is decoded, and encoded alike", "[encoding][base64]") {
    for (const auto& vector : read_vectors("encoding/base64url.vec", {"text", "octets"})) {
        CAPTURE(vector.title());
        const auto octets = decode_base64url(vector.text("text"));
        if (vector.expects_ok()) {
            CHECK(must(octets) == vector.hex("octets"));
            CHECK(encode_base64url(vector.hex("octets")) == vector.text("text"));
        } else {
            REQUIRE_FALSE(octets.ok());
            CHECK(to_string(octets.error().code()) == vector.expect());
        }
    }
}

TEST_CASE("base64: the empty text is the empty octet string", "[encoding][base64]") {
    CHECK(must(decode_base64("")).empty());
    CHECK(must(decode_base64url("")).empty());
    CHECK(encode_base64({}).empty());
    CHECK(encode_base64url({}).empty());
}

// Of the 2^16 texts of two characters and padding, exactly 256 spell an octet.
TEST_CASE("base64: every octet has exactly one spelling", "[encoding][base64]") {
    std::size_t accepted = 0;
    for (int first = 0; first < 256; ++first) {
        for (int second = 0; second < 256; ++second) {
            const std::string digits = {static_cast<char>(first), static_cast<char>(second)};
            const auto octets = decode_base64(digits + "==");
            const auto url_octets = decode_base64url(digits);
            if (octets.ok()) {
                ++accepted;
                CHECK(encode_base64(octets.value()) == digits + "==");
            }
            if (url_octets.ok()) {
                ++accepted;
                CHECK(encode_base64url(url_octets.value()) == digits);
            }
        }
    }
    CHECK(accepted == 256 + 256);
}

TEST_CASE("base64: a wrong character is named with its position", "[encoding][base64]") {
    CHECK(decode_base64("Zm9v\nm9v").error().message() ==
          R"(character 5 is "\n", not a base64 digit)");
    CHECK(decode_base64("Z===").error().message() == R"(character 2 is "=", not a base64 digit)");
    CHECK(decode_base64("Zg=").error().message() ==
          "the length of the base64 text is not a multiple of 4");
    CHECK(decode_base64("Zh==").error().message() ==
          "the unused bits of the last base64 digit are not zero");
    CHECK(decode_base64url("Zm9vY").error().message() == "the base64 text ends inside an octet");
}

TEST_CASE("base64: append_base64 adds to what is there", "[encoding][base64]") {
    std::string text = "key ";
    append_base64(text, as_bytes("fo"));
    CHECK(text == "key Zm8=");
}
