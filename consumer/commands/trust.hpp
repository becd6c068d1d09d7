// SPDX-License-Identifier: BSD-3-Clause
//
// trust.hpp -- consumer trust: the keys that sets of a zone must chain to.

#pragma once

#include "base/result.hpp"
#include "consumer/options.hpp"
#include "program/program.hpp"

namespace ceremony::consumer {

/// `add` has the DS trusted from now on; `remove` no longer, and not again but by `add` or the
/// configuration; `list` prints the DS records that are trusted, and those that were removed. What
/// was admitted by a DS stays admitted. Errc::not_found: it was not trusted. Errc::refused: the
/// configuration names it, so that it stays trusted; or it is of a zone of another host.
/// Errc::usage; errors of the store.
[[nodiscard]] Outcome trust(const Options& options, const program::Program& program);

}  // namespace ceremony::consumer
