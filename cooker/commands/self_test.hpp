// SPDX-License-Identifier: BSD-3-Clause
//
// self_test.hpp -- does this program compute on this machine what others have computed, and
// do files keep what is written to them?
//
// Known answers for every digest and every signature algorithm, each also with one bit
// changed; and the ways in which the program writes: whole files, journals, transcripts.

#pragma once

#include "base/result.hpp"
#include "cooker/options.hpp"
#include "cooker/program.hpp"

namespace ceremony::cooker {

/// One line for each test to program.out. Files are made in the current folder, under names
/// that begin with "cooker-self-test-", and removed. Errc::crypto when a test failed; all
/// others are made all the same.
[[nodiscard]] Outcome self_test(const Options& options, const Program& program);

}  // namespace ceremony::cooker
