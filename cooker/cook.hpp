// SPDX-License-Identifier: BSD-3-Clause
//
// cook.hpp -- a run from its start to its end, phase by phase: all of it or nothing.
//
//     0 start       configuration and recipe read once; the transcript; no other run here
//     1 read        every rule, the guard, the ceremony before: no token needed
//     2 preflight   the tokens, read only; `check` ends here
//       questions   everything that a person has to agree to
//     3 journal     what was there before
//     4 execute     execution.hpp; a failure undoes all of it: undo.hpp
//     5 commit      commit.hpp, to the end
//
// All problems of a phase are told before the run ends because of them.

#pragma once

#include "base/result.hpp"
#include "cooker/options.hpp"
#include "cooker/program.hpp"

namespace ceremony::cooker {

/// Carries out a recipe. Errc::refused: it is not allowed, or a person said no. Errc::crypto,
/// Errc::token and others: why it failed; everything is as before. Errc::undo_failed, whatever the
/// cause: it failed, and not everything is as before, or it is behind its commit point, or may
/// be, and not finished. Errc::left_over: done, but something is left to people. Errc::busy:
/// another run is active in the folder of the journal; Errc::refused also when one was interrupted
/// there.
[[nodiscard]] Outcome cook(const Options& options, const Program& program);

/// The phases 0 to 2, and a list of what would be asked. Nothing is changed but that there is
/// a transcript. A person is asked for PINs, and whether a configuration that came with the
/// recipe is to be believed: it names the module that would be loaded.
[[nodiscard]] Outcome check(const Options& options, const Program& program);

}  // namespace ceremony::cooker
