// SPDX-License-Identifier: BSD-3-Clause
//
// activate.hpp -- consumer activate: puts another track into service.

#pragma once

#include "base/result.hpp"
#include "consumer/options.hpp"
#include "program/program.hpp"

namespace ceremony::consumer {

/// From now on the sets of the track are published for the zone; main is the track of all that was
/// planned. Errc::not_found: the zone has no set of this track. Errc::refused: it
/// has none that can be published now; main is taken all the same when the track that is in service
/// has none either. Errors of the store.
[[nodiscard]] Outcome activate(const Options& options, const program::Program& program);

}  // namespace ceremony::consumer
