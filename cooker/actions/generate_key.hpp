// SPDX-License-Identifier: BSD-3-Clause
//
// generate_key.hpp -- generateKey: a new key pair that nothing is wrong with.
//
// Announced in the journal before it is made; noted there, by its public key, as soon as the
// token has told that. A key whose tag another key of its zones has, or would have if one of
// the two were revoked, and one whose tag does not fit the rule of the recipe, is destroyed
// and made anew. A key that is wrong in itself is not: a token that makes one is not to be
// trusted with a second try.

#pragma once

#include <cstddef>
#include <string>

#include "base/result.hpp"
#include "cooker/execution.hpp"

namespace ceremony::cooker {

/// More keys than this with a tag that is taken are no coincidence.
inline constexpr int most_attempts = 64;

/// Makes the key, looks at it, and returns it in a line for people. Errc::crypto: it is not
/// the key that was asked for, or a signature by it does not verify; no free tag came in
/// `most_attempts`. Errc::token: it could not be made, or one with a tag that is taken could
/// not be destroyed. Errc::unwritable: the journal.
[[nodiscard]] Result<std::string> generate_key(const Execution& execution, std::size_t action);

}  // namespace ceremony::cooker
