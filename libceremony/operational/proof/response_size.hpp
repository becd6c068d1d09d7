// SPDX-License-Identifier: BSD-3-Clause
//
// response_size.hpp -- how large the answer to a query for a DNSKEY set is.

#pragma once

#include <cstddef>

#include "timeline/model.hpp"

namespace ceremony::proof {

/// What passes everywhere without fragments: of 1280 octets that IPv6 guarantees, 48 are headers.
inline constexpr std::size_t safe_response_size = 1232;

/// The octets of the DNS message over UDP or TCP that answers with the set of `slot` and its
/// signatures: header, question, answer section with compressed owner names, and an OPT record
/// without options (RFC 6891). RSA keys have the public exponent 65537, and 2048 bits where the
/// plan does not say.
[[nodiscard]] std::size_t response_size(const timeline::ZonePlan& plan, const timeline::Slot& slot);

}  // namespace ceremony::proof
