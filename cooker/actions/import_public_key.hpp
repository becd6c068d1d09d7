// SPDX-License-Identifier: BSD-3-Clause
//
// import_public_key.hpp -- importPublicKey: a transport key onto the token, under which keys
// can then be exported.

#pragma once

#include <cstddef>
#include <string>

#include "base/result.hpp"
#include "cooker/execution.hpp"

namespace ceremony::cooker {

/// Stores the key, reads it back and compares; one that is there already, identical, stays as
/// it is. Only a key that is to stay on the token stands in the journal: the others go with
/// the session. Returns a line for people. Errc::crypto: what was read back is another key.
/// Else as Token::import_public_key(), and Errc::unwritable for the journal.
[[nodiscard]] Result<std::string> import_public_key(const Execution& execution, std::size_t action);

}  // namespace ceremony::cooker
