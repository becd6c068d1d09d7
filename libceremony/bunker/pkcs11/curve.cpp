// SPDX-License-Identifier: BSD-3-Clause

#include "pkcs11/curve.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace ceremony::pkcs11 {
namespace {

// DER tags (X.690).
constexpr Byte bit_string = 0x03;
constexpr Byte octet_string = 0x04;
constexpr Byte printable_string = 0x13;

// In front of an uncompressed point (SEC 1, section 2.3.3).
constexpr Byte uncompressed = 0x04;

constexpr std::array kinds_with_curve = {KeyKind::p256, KeyKind::p384, KeyKind::ed25519,
                                         KeyKind::ed448};

Bytes object_identifier(KeyKind kind) {
    switch (kind) {
        case KeyKind::rsa:
            return {};
        case KeyKind::p256:
            return {0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07};
        case KeyKind::p384:
            return {0x06, 0x05, 0x2b, 0x81, 0x04, 0x00, 0x22};
        case KeyKind::ed25519:
            return {0x06, 0x03, 0x2b, 0x65, 0x70};
        case KeyKind::ed448:
            return {0x06, 0x03, 0x2b, 0x65, 0x71};
    }
    return {};
}

bool is_edwards(KeyKind kind) {
    return kind == KeyKind::ed25519 || kind == KeyKind::ed448;
}

/// `content` behind a tag and its length. REQUIRES: less than 128 octets.
Bytes der(Byte tag, ByteView content) {
    Bytes encoded = {tag, static_cast<Byte>(content.size())};
    append(encoded, content);
    return encoded;
}

}  // namespace

std::vector<Bytes> curve_parameters(KeyKind kind) {
    if (kind == KeyKind::rsa) {
        return {};
    }
    std::vector<Bytes> spellings = {object_identifier(kind)};
    if (is_edwards(kind)) {
        const std::string_view name = kind == KeyKind::ed25519 ? "edwards25519" : "edwards448";
        spellings.push_back(der(printable_string, as_bytes(name)));
    }
    return spellings;
}

std::optional<KeyKind> curve_of(ByteView parameters) {
    for (const KeyKind kind : kinds_with_curve) {
        for (const Bytes& spelling : curve_parameters(kind)) {
            if (std::ranges::equal(spelling, parameters)) {
                return kind;
            }
        }
    }
    return std::nullopt;
}

Result<Bytes> read_point(KeyKind kind, ByteView value) {
    // What DER puts before the point: the tag, one octet of length, and in a BIT
    // STRING the number of unused bits, which is none.
    const std::size_t prefix = is_edwards(kind) ? 0 : 1;
    const std::size_t bare = point_size(kind) + prefix;
    ByteView point = value;
    if (value.size() == bare + 2 && value[0] == octet_string && value[1] == bare) {
        point = value.subspan(2);
    } else if (value.size() == bare + 3 && value[0] == bit_string && value[1] == bare + 1 &&
               value[2] == 0) {
        point = value.subspan(3);
    }
    if (kind == KeyKind::rsa || point.size() != bare ||
        (prefix == 1 && point.front() != uncompressed)) {
        return Error{Errc::token, "CKA_EC_POINT of " + std::to_string(value.size()) +
                                      " octets is no point of " + std::string(to_string(kind))};
    }
    point = point.subspan(prefix);
    return Bytes(point.begin(), point.end());
}

Bytes write_point(const PublicKey& key) {
    Bytes point;
    if (!is_edwards(key.kind)) {
        point.push_back(uncompressed);
    }
    append(point, key.point);
    return der(octet_string, point);
}

}  // namespace ceremony::pkcs11
