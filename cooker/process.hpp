// SPDX-License-Identifier: BSD-3-Clause
//
// process.hpp -- what the process is, before and while it does anything: its environment,
// its limits, its signals, its own octets.
//
// A PKCS #11 module is foreign code that reads the environment. It gets what the
// configuration says, a few names that do no harm, and nothing else. Signals never stop an
// action in its middle: they are noted, and whoever is between two actions asks.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "crypto/digest.hpp"

namespace ceremony::cooker {

/// What of the environment stays: HOME, TERM, SOFTHSM2_CONF. Returns the names of those
/// that were there and told the loader what to load (LD_...): when the program looks, the
/// loader has done so. Errc::internal.
[[nodiscard]] Result<std::vector<std::string>> clear_environment();

/// Adds what a module is to see, a name and a value each. Errc::internal.
[[nodiscard]] Outcome add_to_environment(
    const std::vector<std::pair<std::string, std::string>>& variables);

/// Files for their owner alone (umask 077), no core dumps, no debugger of the same user,
/// and something behind the descriptors 0, 1 and 2, so that no file of ours becomes one of
/// them. Errc::internal.
[[nodiscard]] Outcome confine_process();

/// From now on SIGINT, SIGTERM, SIGHUP and SIGPIPE are noted and end nothing. Errc::internal.
[[nodiscard]] Outcome note_signals();

/// The last such signal, "SIGINT", until now; empty when there was none.
[[nodiscard]] std::string_view noted_signal() noexcept;

/// Errc::refused when there was one: to be asked between two actions.
[[nodiscard]] Outcome check_signals();

/// The SHA-256 of the file that is being executed. Errors as of read_file().
[[nodiscard]] Result<crypto::Sha256> hash_of_program();

}  // namespace ceremony::cooker
