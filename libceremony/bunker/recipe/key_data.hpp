// SPDX-License-Identifier: BSD-3-Clause
//
// key_data.hpp -- does a public key field have the size that its algorithm asks for?
//
// That is all the format demands of keyData: whether the octets are a point on a curve or
// a product of two primes, programs with cryptography find out. Here it catches what is
// cut short, of another algorithm, or a whole RDATA instead of the key field.

#pragma once

#include <cstdint>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "dns/numbers.hpp"

namespace ceremony::recipe {

/// The sizes of RSA keys that are read, in bits. The public recipe API knows shorter ones
/// than ought to be used: below 2048, the bunker's guard has its say.
inline constexpr std::uint16_t rsa_min_bits = 1024;
inline constexpr std::uint16_t rsa_max_bits = 4096;
/// What wraps private keys must be as strong as they are: shorter transport keys are refused,
/// whatever a guard says.
inline constexpr std::uint16_t transport_min_bits = 2048;

[[nodiscard]] constexpr bool is_rsa(dns::Algorithm algorithm) noexcept {
    return algorithm == dns::Algorithm::rsasha256 || algorithm == dns::Algorithm::rsasha512;
}

/// The bits of the modulus of an RSA key (RFC 3110, section 2), rsa_min_bits to
/// rsa_max_bits. Errc::syntax when the field is cut short, an integer has leading zeros
/// or an exponent is spelled longer than needed; Errc::semantics for another size.
[[nodiscard]] Result<std::uint16_t> rsa_bits(ByteView key_data);

/// Errc::semantics when `key_data` is not as long as RFC 6605 and RFC 8080 say; for RSA
/// the errors of rsa_bits().
[[nodiscard]] Outcome check_key_data(dns::Algorithm algorithm, ByteView key_data);

}  // namespace ceremony::recipe
