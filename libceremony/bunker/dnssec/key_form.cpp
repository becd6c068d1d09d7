// SPDX-License-Identifier: BSD-3-Clause

#include "dnssec/key_form.hpp"

#include <string>

#include "base/checked.hpp"
#include "encoding/reader.hpp"
#include "encoding/writer.hpp"

namespace ceremony::dnssec {

namespace {

// RFC 3110, section 2: the length of the exponent in one octet, or 0 and two octets
// when it is longer than 255; the exponent; the modulus.
Result<crypto::PublicKey> read_rsa(ByteView field) {
    encoding::Reader reader(field);
    std::size_t exponent_size = TRY(reader.u8());
    if (exponent_size == 0) {
        exponent_size = TRY(reader.u16());
        if (exponent_size <= 0xff) {
            return Error{Errc::syntax, "the length of the RSA exponent is not in its short form"};
        }
    }
    const ByteView exponent = TRY(reader.take(exponent_size));
    return crypto::PublicKey::from_rsa(reader.rest(), exponent);
}

}  // namespace

crypto::Scheme signature_scheme(dns::Algorithm algorithm) noexcept {
    switch (algorithm) {
        case dns::Algorithm::rsasha256:
            return crypto::Scheme::rsa_sha256;
        case dns::Algorithm::rsasha512:
            return crypto::Scheme::rsa_sha512;
        case dns::Algorithm::ecdsap256sha256:
            return crypto::Scheme::ecdsa_p256_sha256;
        case dns::Algorithm::ecdsap384sha384:
            return crypto::Scheme::ecdsa_p384_sha384;
        case dns::Algorithm::ed25519:
            return crypto::Scheme::ed25519;
        case dns::Algorithm::ed448:
            break;
    }
    return crypto::Scheme::ed448;
}

Result<crypto::PublicKey> read_key_field(dns::Algorithm algorithm, ByteView field) {
    const crypto::KeyKind kind = crypto::key_kind(signature_scheme(algorithm));
    return kind == crypto::KeyKind::rsa ? read_rsa(field)
                                        : crypto::PublicKey::from_point(kind, field);
}

Result<Bytes> key_field(dns::Algorithm algorithm, const crypto::PublicKey& key) {
    const crypto::KeyKind kind = crypto::key_kind(signature_scheme(algorithm));
    if (key.kind() != kind) {
        return Error{Errc::semantics, std::string("algorithm ")
                                          .append(dns::to_string(algorithm))
                                          .append(" needs a key of ")
                                          .append(to_string(kind))
                                          .append(", not of ")
                                          .append(to_string(key.kind()))};
    }
    encoding::Writer writer;
    if (kind == crypto::KeyKind::rsa) {
        // At most crypto::rsa_max_exponent_bits: one octet holds the length.
        writer.u8(TRY(narrow<std::uint8_t>(key.exponent().size())));
        writer.octets(key.exponent());
        writer.octets(key.modulus());
    } else {
        writer.octets(key.point());
    }
    return writer.take();
}

}  // namespace ceremony::dnssec
