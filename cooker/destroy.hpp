// SPDX-License-Identifier: BSD-3-Clause
//
// destroy.hpp -- what deleteKey names is destroyed, after the commit point and never before.
//
// A failure does not undo the recipe: the deletion is recorded as failed, and a planner asks
// for it again. Whether a key may be destroyed is asked once more at the last moment: its
// objects were there when the run began, its public key is known and is the one that the
// recipe says, and the guard does not protect it. Afterwards the token is asked anew: only
// what is not there any more was destroyed.

#pragma once

#include "base/result.hpp"
#include "cooker/bench.hpp"
#include "cooker/commit.hpp"

namespace ceremony::cooker {

/// Destroys every key that is to be deleted and records what came of it, in the journal and
/// in the result. What the journal says was done already is not done again. An error is one
/// of the journal only; a deletion that failed, in this run or before it was interrupted, is in
/// `left_over`. `bench` is of the approved recipe and need not be laid out.
[[nodiscard]] Outcome destroy_keys(const Commitment& commitment, const Bench& bench);

}  // namespace ceremony::cooker
