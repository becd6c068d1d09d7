// SPDX-License-Identifier: BSD-3-Clause
//
// hash.hpp -- the SHA-256 of files, as digits and as words: to be compared with paper.

#pragma once

#include "base/result.hpp"
#include "planner/options.hpp"
#include "program/program.hpp"

namespace ceremony::planner {

/// Writes five lines a file to program.out; the first is that of sha256sum(1). Errors as of
/// read_file(), at the first file that cannot be read.
[[nodiscard]] Outcome hash(const Options& options, const program::Program& program);

}  // namespace ceremony::planner
