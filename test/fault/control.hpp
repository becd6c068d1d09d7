// SPDX-License-Identifier: BSD-3-Clause
//
// control.hpp -- writes the control file of the fault module.

#pragma once

#include <cstdlib>
#include <string>

#include "support/printing.hpp"
#include "support/softhsm.hpp"

namespace ceremony::test {

/// Writes a control file: calls go on to SoftHSM and are logged in `folder`/log, and the lines
/// in `plan` hold. Its path, for the environment of a repository.
[[nodiscard]] inline std::string write_plan(const TempFolder& folder, const std::string& plan) {
    return folder.file(
        "control", "module " + softhsm_module() + "\nlog " + (folder / "log") + "\n" + plan + "\n");
}

/// The same for modules that this process, or one that it starts, initialises from now on.
inline void set_plan(const TempFolder& folder, const std::string& plan) {
    const std::string control = write_plan(folder, plan);
    // NOLINTNEXTLINE(concurrency-mt-unsafe): tests have one thread between batches
    REQUIRE(::setenv("CEREMONY_FAULT_P11", control.c_str(), 1) == 0);
}

}  // namespace ceremony::test
