// SPDX-License-Identifier: BSD-3-Clause
//
// attestation.hpp -- the bunker's signature on a cooked recipe: a JWS around its manifest.
//
// RRSIGs prove themselves. Everything else in a cooked recipe is believed only under this
// signature, or when a person vouches for the hash of the file.

#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "cooked/manifest.hpp"
#include "jws/jws.hpp"
#include "jws/pinned_key.hpp"

namespace ceremony::cooked {

/// The `typ` of an attestation.
inline constexpr std::string_view attestation_type = "ceremony-cooked";

/// The text of the JWS over `manifest` with the signature that `sign` makes. It was read back
/// as anyone will read it: Errc::crypto when the signature is not one by `key`. Else the error
/// of `sign`.
[[nodiscard]] Result<std::string> attest(const Manifest& manifest,
                                         const jws::PinnedKey& key,
                                         const jws::Sign& sign);

/// The manifest in the JWS `text`, called `name`, when `key` has signed it. Errors as
/// jws::Jws::parse(), payload_signed_by() and read_manifest() have them. Whether it is the
/// manifest of a file, make_manifest() says.
[[nodiscard]] Result<Manifest> read_attestation(std::string text,
                                                const std::string& name,
                                                const jws::PinnedKey& key);

}  // namespace ceremony::cooked
