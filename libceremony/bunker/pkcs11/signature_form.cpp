// SPDX-License-Identifier: BSD-3-Clause

#include "pkcs11/signature_form.hpp"

#include <optional>
#include <string>

#include "encoding/reader.hpp"

namespace ceremony::pkcs11 {
namespace {

// DER tags (X.690).
constexpr Byte integer = 0x02;
constexpr Byte sequence = 0x30;

/// `number` with zeros in front to make it `size` octets. REQUIRES: not longer than that.
Bytes padded(ByteView number, std::size_t size) {
    Bytes octets(size - number.size(), 0);
    append(octets, number);
    return octets;
}

/// A DER INTEGER that is not negative, as `size` octets. The lengths of P-256 and P-384
/// fit into one octet.
Result<Bytes> read_integer(encoding::Reader& reader, std::size_t size) {
    if (TRY(reader.u8()) != integer) {
        return Error{Errc::syntax, "not an INTEGER"};
    }
    const std::size_t length = TRY(reader.u8());
    ByteView number = TRY(reader.take(length));
    while (!number.empty() && number.front() == 0) {
        number = number.subspan(1);
    }
    if (number.size() > size) {
        return Error{Errc::syntax, "an INTEGER longer than the field"};
    }
    return padded(number, size);
}

/// r | s from an X9.62 signature (RFC 3279, section 2.2.3).
Result<Bytes> read_sequence(ByteView signature, std::size_t half) {
    encoding::Reader reader(signature);
    if (TRY(reader.u8()) != sequence) {
        return Error{Errc::syntax, "not a SEQUENCE"};
    }
    if (TRY(reader.u8()) != signature.size() - 2) {
        return Error{Errc::syntax, "the SEQUENCE has another length"};
    }
    Bytes both = TRY(read_integer(reader, half));
    append(both, TRY(read_integer(reader, half)));
    TRY(reader.expect_end());
    return both;
}

/// Absent when `signature` has none of the forms.
std::optional<Bytes> normalise_ecdsa(ByteView signature, std::size_t size) {
    const std::size_t half = size / 2;
    Result<Bytes> from_sequence = read_sequence(signature, half);
    if (from_sequence.ok()) {
        return std::move(from_sequence).value();
    }
    if (signature.empty() || signature.size() > size || signature.size() % 2 != 0) {
        return std::nullopt;
    }
    Bytes both = padded(signature.first(signature.size() / 2), half);
    append(both, padded(signature.subspan(signature.size() / 2), half));
    return both;
}

}  // namespace

std::size_t signature_size(const PublicKey& key) noexcept {
    switch (key.kind) {
        case KeyKind::rsa:
            return key.modulus.size();
        case KeyKind::p256:
        case KeyKind::p384:
            return point_size(key.kind);  // r and s are as long as x and y
        case KeyKind::ed25519:
        case KeyKind::ed448:
            return 2 * point_size(key.kind);
    }
    return 0;
}

Result<Bytes> normalise_signature(const PublicKey& key, ByteView signature) {
    const std::size_t size = signature_size(key);
    if (signature.size() == size) {
        return Bytes(signature.begin(), signature.end());
    }
    if (key.kind == KeyKind::rsa && !signature.empty() && signature.size() < size) {
        return padded(signature, size);
    }
    if (key.kind == KeyKind::p256 || key.kind == KeyKind::p384) {
        std::optional<Bytes> both = normalise_ecdsa(signature, size);
        if (both) {
            return std::move(*both);
        }
    }
    return Error{Errc::token, "the token returned " + std::to_string(signature.size()) +
                                  " octets, which is no signature of a key of " +
                                  std::string(to_string(key.kind))};
}

}  // namespace ceremony::pkcs11
