// SPDX-License-Identifier: BSD-3-Clause
//
// numbers.hpp -- the numbers of the DNS that IANA assigns, and their mnemonics.
//
// An Algorithm or a DigestType is always one that ceremonies accept: all others are
// refused where they are read, with a message that says why.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace ceremony::dns {

/// The class IN, the only one used here (RFC 1035, section 3.2.4).
inline constexpr std::uint16_t class_in = 1;

/// Resource record types. Any 16-bit number may be one (RFC 3597); these are the types
/// that records here have, and those that key sets meet at the apex of a zone.
enum class RrType : std::uint16_t {
    a = 1,            // RFC 1035
    ns = 2,           // RFC 1035
    soa = 6,          // RFC 1035
    mx = 15,          // RFC 1035
    txt = 16,         // RFC 1035
    aaaa = 28,        // RFC 3596
    ds = 43,          // RFC 4034
    rrsig = 46,       // RFC 4034
    nsec = 47,        // RFC 4034
    dnskey = 48,      // RFC 4034
    nsec3 = 50,       // RFC 5155
    nsec3param = 51,  // RFC 5155
    cds = 59,         // RFC 7344
    cdnskey = 60,     // RFC 7344
    csync = 62,       // RFC 7477
    zonemd = 63,      // RFC 8976
};

/// "DNSKEY"; "TYPE65280" for a type that is not named above (RFC 3597, section 5).
[[nodiscard]] std::string to_string(RrType type);
/// Reads what to_string() writes, in either letter case, and TYPE and a number for every
/// type. Errc::syntax.
[[nodiscard]] Result<RrType> rr_type_from_text(std::string_view text);

/// DNSSEC algorithms for zone signing.
enum class Algorithm : std::uint8_t {
    rsasha256 = 8,         // RFC 5702
    rsasha512 = 10,        // RFC 5702
    ecdsap256sha256 = 13,  // RFC 6605
    ecdsap384sha384 = 14,  // RFC 6605
    ed25519 = 15,          // RFC 8080
    ed448 = 16,            // RFC 8080
};

inline constexpr std::array<Algorithm, 6> algorithms = {
    Algorithm::rsasha256,       Algorithm::rsasha512, Algorithm::ecdsap256sha256,
    Algorithm::ecdsap384sha384, Algorithm::ed25519,   Algorithm::ed448,
};

/// "ECDSAP256SHA256"
[[nodiscard]] std::string_view to_string(Algorithm algorithm) noexcept;
/// Errc::semantics for a number that is not in `algorithms`.
[[nodiscard]] Result<Algorithm> known_algorithm(std::uint8_t number);
/// Reads a number or a mnemonic in either letter case. Errc::semantics for an algorithm
/// that is not in `algorithms`, Errc::syntax or Errc::limit for what is no algorithm.
[[nodiscard]] Result<Algorithm> algorithm_from_text(std::string_view text);

/// Digest algorithms of DS records.
enum class DigestType : std::uint8_t {
    sha256 = 2,  // RFC 4509
    sha384 = 4,  // RFC 6605
};

inline constexpr std::array<DigestType, 2> digest_types = {DigestType::sha256, DigestType::sha384};

/// "SHA-256"
[[nodiscard]] std::string_view to_string(DigestType type) noexcept;
/// The octets of a digest: 32 or 48.
[[nodiscard]] std::size_t digest_size(DigestType type) noexcept;
/// Errc::semantics for a number that is not in `digest_types`.
[[nodiscard]] Result<DigestType> known_digest_type(std::uint8_t number);
/// Reads a number or a mnemonic in either letter case, with the errors of
/// algorithm_from_text().
[[nodiscard]] Result<DigestType> digest_type_from_text(std::string_view text);

}  // namespace ceremony::dns
