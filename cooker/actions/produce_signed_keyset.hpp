// SPDX-License-Identifier: BSD-3-Clause
//
// produce_signed_keyset.hpp -- produceSignedKeyset: key sets made, signed and verified.
//
// An audit starts here: this is the one place where a name and a key become a signature.
// Whatever a token returns is accepted only once OpenSSL has verified it, over the set as it
// will be published, with the public key that stands in the set.

#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "cooker/execution.hpp"

namespace ceremony::cooker {

/// Makes the sets of these actions, in one batch for each token: its DNSKEY set, and the CDS
/// and CDNSKEY sets if the action wants them. Records the results and returns a line for
/// people for each action. An error leaves none of their results. Errc::crypto: a signature
/// does not verify. Else as Token::sign().
[[nodiscard]] Result<std::vector<std::string>> produce_signed_keysets(
    const Execution& execution, std::span<const std::size_t> actions);

}  // namespace ceremony::cooker
