// SPDX-License-Identifier: BSD-3-Clause
//
// verify.hpp -- is a cooked recipe, as far as it can be known from itself, what a bunker
// makes?
//
// The bunker asks it of its own work before it commits, of the file of the ceremony before,
// and for anyone at `cooker verify`; what is published asks it again. It trusts nothing in
// the file, needs no token and looks at no clock. Found is whatever is not as it must be:
//
// - a rule that the recipe breaks (recipe/check.hpp), now that the public keys are known; a
//   key that an ID or a label names twice, or two IDs of one store with the same key;
// - an action without its result, with one that says it failed, or with a part missing;
// - a key tag, a DS record, a size or a public key that does not fit, and a generated key that
//   cannot be used or that stood in the recipe before it was made;
// - DNSKEY sets that are not exactly the keys of the action: owner, TTL, flags, algorithm,
//   public key; not exactly one RRSIG by each key in signedBy, with the times that were asked
//   for, that verifies; records that stand twice or out of canonical order;
// - CDS and CDNSKEY sets likewise, digests computed again (RFC 7344, RFC 8078);
// - signatures whose common nonce gives the private key away;
// - a wrapped key that cannot be one by its length, or is a copy of another;
// - a `cooked` in the preamble that is missing, incomplete or knows not all tokens.
//
// Which public key a reference means follows from the results of haveKey, generateKey and
// exportKeypair and from `keyData`. A key that none of them speaks of must fit one DNSKEY
// record that stands, and signs, in exactly the sets in which the key does.
//
// Not to be known from the file alone: whether it is the recipe that was approved
// (matches.hpp), whether deletions happened, whether keys are in the token that it names.
// A deletion that failed is no finding. After a rehearsal, `keyData` that the recipe states
// may differ from the keys that were there.

#pragma once

#include <cstdint>
#include <vector>

#include "cooked/verified_signatures.hpp"
#include "recipe/recipe.hpp"
#include "recipe/violation.hpp"

namespace ceremony::cooked {

/// How far a ceremony has come. At `ready` nothing has been deleted yet: no deleteKey has a
/// result, and `complete` is false.
enum class Stage : std::uint8_t {
    ready,
    final_text
};

struct Expectation {
    Stage stage = Stage::final_text;
    /// What the file says it is. In v1.0 there is no `cooked` in the preamble and no keyTag,
    /// keyData, ds and wrapMechanism in results, and records may stand in any order.
    recipe::SpecVersion version = recipe::SpecVersion::v1_1;
};

/// Everything found, of the preamble first, then by action in the order of execution; nothing
/// when the cooked recipe is good. Signatures that are known to be good are not verified
/// again, those that prove good become known. Time grows as n log n, apart from one
/// verification a signature.
[[nodiscard]] std::vector<recipe::Violation> verify(const recipe::Recipe& cooked,
                                                    const Expectation& expected,
                                                    VerifiedSignatures& verified);

}  // namespace ceremony::cooked
