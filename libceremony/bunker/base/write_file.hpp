// SPDX-License-Identifier: BSD-3-Clause
//
// write_file.hpp -- files that appear whole or not at all, and durable changes of names.
//
// A file is written under a temporary name beside its target, synced, renamed, and the
// folder is synced. At every instant the target is what it was before or the whole new
// file; after a loss of power too where the file system renames in one step, as ext4
// does. On failure the temporary file is removed; only a killed process or a loss of
// power can leave one: it is called NAME.PID-N.tmp, and nothing here ever takes one over.
//
// When all succeeded but syncing the folder, the new state is in place but may not
// survive a loss of power; that too is reported as an error, and it says so.

#pragma once

#include <string>
#include <string_view>

#include "base/file_facts.hpp"
#include "base/result.hpp"

namespace ceremony {

/// What becomes of a file that has the name already.
enum class Existing : std::uint8_t {
    refuse,   ///< it stays, and the call fails; there is no moment in which it could be lost
    replace,  ///< the new file takes its place
};

struct WriteRules {
    Existing existing = Existing::refuse;
    /// refuse: a symbolic link as target is an error; follow: the file it leads to, which
    /// must exist, is the target.
    Links links = Links::refuse;
    /// Of a new file, less the umask. A file that replaces another keeps its mode instead.
    unsigned mode = 0600;
};

/// Makes `path` a regular file that holds `text`. A file that replaces another has its
/// owner, group and mode (set before anything is written to it), and a modification time
/// at least one second later, since there are programs that look for changes in whole
/// seconds. Access control lists and extended attributes are not kept.
/// Errc::unwritable, also when the target is not a regular file.
[[nodiscard]] Outcome write_file(const std::string& path,
                                 std::string_view text,
                                 WriteRules rules = {});

/// Gives the file `from` the name `to`, in one step that survives a loss of power. What
/// `to` named, also a symbolic link, is gone with Existing::replace; its content is not
/// touched. Errc::not_found when there is no `from`, or no folder in which it could be;
/// else Errc::unwritable, also when both are names of one file already.
[[nodiscard]] Outcome rename_file(const std::string& from,
                                  const std::string& to,
                                  Existing existing);

/// Removes the file or symbolic link `path` for good. Errc::not_found, also when its folder
/// is missing; Errc::unwritable.
[[nodiscard]] Outcome remove_file(const std::string& path);

}  // namespace ceremony
