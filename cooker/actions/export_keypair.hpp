// SPDX-License-Identifier: BSD-3-Clause
//
// export_keypair.hpp -- exportKeypair: a private key out of the token, wrapped.
//
// What comes out can be opened only by whoever holds the private half of the wrapping key.
// That it is the right wrapping key was seen to in the preflight; that it is still the same
// one, the token is asked with both public keys.

#pragma once

#include <cstddef>
#include <string>

#include "base/result.hpp"
#include "cooker/execution.hpp"

namespace ceremony::cooker {

/// Wraps the key and returns a line for people. Errc::crypto: what the token returned has not
/// the length of a wrapped key. Else as Token::wrap().
[[nodiscard]] Result<std::string> export_keypair(const Execution& execution, std::size_t action);

}  // namespace ceremony::cooker
