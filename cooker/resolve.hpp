// SPDX-License-Identifier: BSD-3-Clause
//
// resolve.hpp -- each reference of a recipe to the one key on a token that it means.
//
// Nothing is changed. Whatever is not there, there twice, of another kind or another key
// than the recipe says is a problem of the place that refers to it.

#pragma once

#include "base/result.hpp"
#include "cooker/bench.hpp"
#include "cooker/findings.hpp"
#include "cooker/keystore.hpp"

namespace ceremony::cooker {

/// Lays out the keys of the Bench. A problem is: a reference that matches no key pair, several,
/// or halves that do not belong together (a transport key: not exactly one public key); a key
/// of another kind than its algorithm needs; another public key than `keyData` says; something
/// with the ID or label of a key that is to be made, an identical imported key apart.
///
/// A haveKey that is relaxed and a deleteKey that need not exist may match nothing, if nothing
/// else in the recipe uses the key. Of a key to be deleted one half may be gone already, as
/// long as the other shows which key it is.
///
/// On a rehearsal token another key than `keyData` says is a note, and the key itself a
/// problem: a token that holds it is not one to be thrown away.
///
/// Errors are those of the machine only.
[[nodiscard]] Outcome resolve(Bench& bench, const Keystore& keystore, Findings& findings);

/// The recipe of the Bench with every key named in one way, by what its token calls it, and
/// with a haveKey for each that says which public key it is: in this form the rules of
/// recipe/check.hpp see what two names for one key would hide. Keys that are added stand
/// behind the actions of the recipe. REQUIRES: resolve() found no problem.
[[nodiscard]] Result<recipe::Recipe> resolved_recipe(const Bench& bench, const Keystore& keystore);

}  // namespace ceremony::cooker
