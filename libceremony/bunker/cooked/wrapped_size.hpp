// SPDX-License-Identifier: BSD-3-Clause
//
// wrapped_size.hpp -- can a wrapped private key have this many octets?
//
// Nobody but its receiver can look inside. But what was cut short, filled up, or is another
// thing altogether shows by its length.

#pragma once

#include <cstddef>
#include <optional>

#include "base/result.hpp"
#include "dns/numbers.hpp"

namespace ceremony::cooked {

/// What a `keyBlob` should hold, as far as is known.
struct WrappedKey {
    dns::Algorithm algorithm{};
    std::optional<std::size_t> bits;            ///< of an RSA modulus
    std::optional<std::size_t> transport_bits;  ///< of the RSA key it is wrapped under
};

/// Success when `size` octets can be the format of CKM_RSA_AES_KEY_WRAP: as many as the
/// transport key has, then the PKCS#8 form of the private key under RFC 5649, which makes a
/// multiple of 8 and 8 more. How long PKCS#8 may be leaves room for the public key, for
/// parameters spelled twice, and for 7 zero octets behind it. Errc::crypto.
[[nodiscard]] Outcome check_wrapped_size(const WrappedKey& key, std::size_t size);

}  // namespace ceremony::cooked
