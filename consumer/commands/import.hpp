// SPDX-License-Identifier: BSD-3-Clause
//
// import.hpp -- consumer import: takes cooked recipes into the store.

#pragma once

#include "base/result.hpp"
#include "consumer/options.hpp"
#include "program/program.hpp"

namespace ceremony::consumer {

/// Each file has to be vouched for, good, next in its chain and trusted; then its private keys go
/// into the token, and it goes into the store. Files are imported in their order, recipe.json when
/// there are none; the first that is refused ends it. What was imported already changes nothing.
/// Errc::refused; errors of reading, of the store and of the token.
[[nodiscard]] Outcome import_results(const Options& options, const program::Program& program);

}  // namespace ceremony::consumer
