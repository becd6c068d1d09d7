// SPDX-License-Identifier: BSD-3-Clause
//
// file_lock.hpp -- one process at a time.
//
// The lock is the kernel's (flock): it ends with the process that holds it, however that
// ends. So a lock that can be taken tells that nobody is at work, and what an earlier run
// left behind was interrupted.

#pragma once

#include <string>

#include "base/descriptor.hpp"
#include "base/result.hpp"

namespace ceremony {

/// Held until it is destroyed.
class FileLock {
public:
    /// Takes the exclusive lock on `path`, a file or a folder that exists, without
    /// waiting. Errc::busy when another holds it, or the file was renamed or replaced just
    /// now; Errc::not_found; Errc::unreadable, also for a symbolic link.
    [[nodiscard]] static Result<FileLock> take(const std::string& path);

private:
    explicit FileLock(Descriptor file) noexcept : file_(std::move(file)) {}

    Descriptor file_;  // closing it gives the lock back
};

}  // namespace ceremony
