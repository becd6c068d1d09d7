// SPDX-License-Identifier: BSD-3-Clause
//
// event.hpp -- consumer event: records what was observed.

#pragma once

#include "base/result.hpp"
#include "consumer/options.hpp"
#include "program/program.hpp"

namespace ceremony::consumer {

/// Records an event: ds-seen or ds-gone with zone and DS, backup-done with a key ID, each with a
/// time or else now; and prints it as `events:` of ceremony.yaml has it. What is recorded already
/// is not recorded again; of a key that nothing knows there is a warning. With `withdraw` before
/// it, all events of this kind and matter are taken back. Errc::refused: its time is still to come.
/// Errc::not_found: there is nothing to take back. Errc::usage; errors of the store.
[[nodiscard]] Outcome event(const Options& options, const program::Program& program);

}  // namespace ceremony::consumer
