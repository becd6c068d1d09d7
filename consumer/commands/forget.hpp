// SPDX-License-Identifier: BSD-3-Clause
//
// forget.hpp -- consumer forget: a zone that is not of this host any more.

#pragma once

#include "base/result.hpp"
#include "consumer/options.hpp"
#include "program/program.hpp"

namespace ceremony::consumer {

/// Forgets everything that is known of a zone: the chain that it is bound to, its trust, its sets,
/// what was published and what was observed. Its targets stay as they are, and so do the files in
/// the store. Errc::refused: the configuration names the zone. Errc::not_found: nothing is known of
/// it. Errc::usage; errors of the store.
[[nodiscard]] Outcome forget(const Options& options, const program::Program& program);

}  // namespace ceremony::consumer
