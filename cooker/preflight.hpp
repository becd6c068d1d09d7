// SPDX-License-Identifier: BSD-3-Clause
//
// preflight.hpp -- everything that could go wrong on a token, looked for before anything
// changes there.
//
// It logs in nowhere and asks nobody: that was done before, and is done after. What it makes
// on a token are session objects for a moment, to see whether a kind of key can be exported.

#pragma once

#include <vector>

#include "base/result.hpp"
#include "cooker/bench.hpp"
#include "cooker/findings.hpp"
#include "cooker/key_tags.hpp"
#include "cooker/keystore.hpp"
#include "cooker/settings.hpp"
#include "pkcs11/key.hpp"
#include "recipe/recipe.hpp"

namespace ceremony::cooker {

/// The objects of each token, by the number of the token in the Keystore.
using Objects = std::vector<std::vector<pkcs11::Object>>;

struct Preflight {
    Bench bench;
    KeyTags tags;  ///< that no new key may have
    Findings findings;
    Objects objects;
};

/// Looks at all that `recipe` wants of the tokens:
/// - its references resolve (resolve.hpp), and the rules between keys (recipe/check.hpp) hold
///   for the keys that they turn out to be;
/// - key pairs that are used sign, and the signature verifies; signers, and keys that CDS records
///   are of, cannot be extracted, or the guard asks a person;
/// - wrapping keys are RSA of 2048 bits or more, and the guard names them, or asks a person;
/// - what is deleted is one key, and is not protected, and the guard asks a person about it;
/// - the key that attests results works, and the recipe does nothing with it;
/// - the tokens offer what is needed to generate, to sign and to export;
/// - objects that neither the recipe nor its plan nor the configuration accounts for are told.
///
/// `recipe` and `settings` must outlive the result. Errors are those of the machine only; what
/// is wrong with the recipe stands in `findings`. REQUIRES: everybody is logged in.
[[nodiscard]] Result<Preflight> preflight(const recipe::Recipe& recipe,
                                          const Settings& settings,
                                          Keystore& keystore);

}  // namespace ceremony::cooker
