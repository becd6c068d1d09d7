// SPDX-License-Identifier: BSD-3-Clause
//
// pinned_key.hpp -- the algorithms of JWS that are used here, and a key with one of them.
//
// Which key and which algorithm must have signed is decided before a JWS is looked
// at: by the configuration. What a JWS says about its key is never asked.

#pragma once

#include <cstdint>
#include <string_view>

#include "base/result.hpp"
#include "crypto/public_key.hpp"
#include "crypto/verify.hpp"

namespace ceremony::jws {

enum class Algorithm : std::uint8_t {
    es256,  ///< ECDSA with P-256 and SHA-256 (RFC 7518, section 3.4)
    rs256,  ///< RSASSA-PKCS1-v1_5 with SHA-256 (RFC 7518, section 3.3)
    eddsa   ///< Ed25519 or Ed448 (RFC 8037, section 3.1)
};

/// "ES256", "RS256", "EdDSA": the value of `alg`.
[[nodiscard]] std::string_view to_string(Algorithm algorithm) noexcept;
/// Reads what to_string() writes. Errc::semantics for everything else, "none" included.
[[nodiscard]] Result<Algorithm> algorithm_from_text(std::string_view text);

/// RFC 7518, section 3.3: "A key of size 2048 bits or larger MUST be used".
inline constexpr std::size_t rs256_min_bits = 2048;

/// A public key that signs with one algorithm only.
class PinnedKey {
public:
    /// Errc::semantics: `key` is not of a kind that `algorithm` uses, or too short for it.
    [[nodiscard]] static Result<PinnedKey> make(Algorithm algorithm, crypto::PublicKey key);

    [[nodiscard]] Algorithm algorithm() const noexcept { return algorithm_; }
    [[nodiscard]] const crypto::PublicKey& key() const noexcept { return key_; }
    /// How the key signs: `algorithm` and the kind of the key together say it.
    [[nodiscard]] crypto::Scheme scheme() const noexcept { return scheme_; }

private:
    PinnedKey(Algorithm algorithm, crypto::Scheme scheme, crypto::PublicKey key);

    Algorithm algorithm_;
    crypto::Scheme scheme_;
    crypto::PublicKey key_;
};

}  // namespace ceremony::jws
