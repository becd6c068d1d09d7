// SPDX-License-Identifier: BSD-3-Clause
//
// pending_hooks.hpp -- the hooks that the targets of a state still wait for.
//
// They run when everything is written and recorded: a run that ends while they run owes them, and
// the next one runs them.

#pragma once

#include <set>
#include <string>

#include "consumer/delivery.hpp"
#include "keysets/state.hpp"

namespace ceremony::consumer {

/// The files of the targets whose hooks have still to be run.
[[nodiscard]] std::set<std::string> pending_hooks(const keysets::State& state);

/// Runs them for the targets that the rules of `round` name, each command once (hook_round.hpp),
/// and notes in `state` which have succeeded, and that a zone whose signer could not be told does
/// not have its set yet. `owed` are those that an earlier run has left: the others come first.
void run_pending_hooks(Round& round, keysets::State& state, const std::set<std::string>& owed);

}  // namespace ceremony::consumer
