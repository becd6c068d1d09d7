// SPDX-License-Identifier: BSD-3-Clause
//
// hook.hpp -- the program that tells a signer of a new file: an argument list, never a shell.

#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace ceremony::consumer {

/// What a hook may take. A signer answers in milliseconds.
inline constexpr std::chrono::milliseconds hook_limit = std::chrono::minutes(1);

/// Runs `command`, its program looked for on PATH when it has no slash, and waits for its end. Its
/// input is empty; what it writes, also to its standard output, goes to our standard error. It has
/// no other descriptor of ours, the default action for every signal, and our environment without
/// CREDENTIALS_DIRECTORY. A signal that ends this process meanwhile, SIGHUP, SIGINT or SIGTERM,
/// ends the hook's process group, too.
/// Errc::left_over: it cannot be started, its status is not 0, or it ran longer than `limit` and
/// was killed with all that it started and that stayed in its process group. REQUIRES: `command` is
/// not empty.
[[nodiscard]] Outcome run_hook(const std::vector<std::string>& command,
                               std::chrono::milliseconds limit = hook_limit);

}  // namespace ceremony::consumer
