// SPDX-License-Identifier: BSD-3-Clause

#include "base/key_kind.hpp"

#include "support/printing.hpp"

using namespace ceremony;

TEST_CASE("key_kind: kinds have names and points have sizes", "[base][key_kind]") {
    CHECK(to_string(KeyKind::rsa) == "RSA");
    CHECK(to_string(KeyKind::p256) == "P-256");
    CHECK(to_string(KeyKind::p384) == "P-384");
    CHECK(to_string(KeyKind::ed25519) == "Ed25519");
    CHECK(to_string(KeyKind::ed448) == "Ed448");
    CHECK(point_size(KeyKind::rsa) == 0);
    CHECK(point_size(KeyKind::p256) == 64);     // RFC 6605, section 4
    CHECK(point_size(KeyKind::p384) == 96);     // the same
    CHECK(point_size(KeyKind::ed25519) == 32);  // RFC 8080, section 3
    CHECK(point_size(KeyKind::ed448) == 57);    // the same
}
