// SPDX-License-Identifier: BSD-3-Clause
//
// resume.hpp -- an interrupted run brought to "done" or to "as before".
//
// Where the journal ends decides: before READY everything is undone, after it everything is
// finished. Nothing in the journal is believed further than it can be shown. The recipe must
// have the hash in it, and the tokens must be the same ones. To finish, the recipe must also
// break no rule and pass the guard, its clock and its questions aside; the files must have the
// hashes in the journal, and the result must be good. Files that it names outside of its folder
// are not touched before a person has confirmed them. To undo, undo.hpp decides about each key,
// and neither the clock nor a rule of the guard other than `protect` keeps one alive. A journal and
// a result can be forged all the same, by whoever can write to the stick: so a person is asked
// before a key is destroyed and before a result is attested, whatever -y says.
//
// The files are in resume_files.hpp, the two ways to an end in resumed_run.hpp.

#pragma once

#include "base/result.hpp"
#include "cooker/options.hpp"
#include "cooker/program.hpp"

namespace ceremony::cooker {

/// Resumes the run of the journal options.files[0]. Success: the run is done, or undone, and
/// the journal has its end. Errc::busy: the run is still active. Errc::undo_failed,
/// Errc::left_over as cook() has them. Any other error: something is not as the journal says, a
/// person said no, or what is needed is not there; nothing more was changed.
[[nodiscard]] Outcome resume(const Options& options, const Program& program);

}  // namespace ceremony::cooker
