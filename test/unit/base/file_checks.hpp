// SPDX-License-Identifier: BSD-3-Clause
//
// file_checks.hpp -- what became of a file, and why one could not be written.

#pragma once

#include <string>
#include <sys/stat.h>
#include <vector>

#include "base/descriptor.hpp"
#include "base/result.hpp"
#include "support/printing.hpp"

namespace ceremony::test {

/// What is in a folder.
using Names = std::vector<std::string>;

/// Of the name itself: a symbolic link is not followed.
inline struct stat status_of(const std::string& path) {
    struct stat status = {};
    REQUIRE(::lstat(path.c_str(), &status) == 0);
    return status;
}

/// The file at `path` was refused for this reason, and the message says so.
inline void check_unwritable(const Outcome& outcome,
                             const std::string& path,
                             const std::string& why) {
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().code() == Errc::unwritable);
    CHECK(outcome.error().message() == quote_path(path) + ": " + why);
}

}  // namespace ceremony::test
