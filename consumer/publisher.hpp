// SPDX-License-Identifier: BSD-3-Clause
//
// publisher.hpp -- one run that gives every target the key set that is right now.
//
// What is published is never taken away: a zone for which nothing is right now, or something stands
// in the way, keeps what it has, and that is told. The state is written after the targets and
// before the hooks, and again at the end. A run that is interrupted in between has published sets
// that the state does not know of: the run after it finds them in the targets, notes them, and runs
// their hooks.

#pragma once

#include "base/result.hpp"
#include "consumer/delivery.hpp"
#include "policy/policy.hpp"
#include "program/program.hpp"

namespace ceremony::consumer {

/// Errc::refused: nothing is right now for some zone, or not what the plan has, or it cannot be
/// published safely. Errc::left_over: published, but a signer was not told. Errc::busy: another
/// run is at work, or the token cannot be reached; the next run may. Errc::configuration; errors of
/// the store and the targets. All that can be done is done all the same.
[[nodiscard]] Outcome publish_what_is_due(const policy::Configuration& configuration,
                                          const PublishRules& rules,
                                          const program::Program& program);

}  // namespace ceremony::consumer
