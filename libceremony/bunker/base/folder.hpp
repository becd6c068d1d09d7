// SPDX-License-Identifier: BSD-3-Clause
//
// folder.hpp -- folders: made durably, listed in order, and held open while an entry
// in them is changed.

#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/descriptor.hpp"
#include "base/result.hpp"

namespace ceremony {

/// Makes the folder `path` for its owner alone (0700 less the umask), in a folder that
/// exists; when the call returns it survives a loss of power. A folder that is there
/// already is left as it is. Errc::unwritable.
[[nodiscard]] Outcome create_folder(const std::string& path);

/// The names in the folder `path`, sorted by their octets, without "." and "..".
/// Errc::not_found, Errc::unreadable, Errc::limit when there are more than `limit`.
[[nodiscard]] Result<std::vector<std::string>> list_folder(const std::string& path,
                                                           std::size_t limit);

/// A name in an open folder. What is done through it happens in that folder, whatever
/// becomes of the path meanwhile.
struct Entry {
    Descriptor folder;
    std::string name;
};

/// The last part of `path` in the folder that the rest names. Errc::not_found when there is
/// no such folder; Errc::unwritable when the path ends in no name that a file can have, or
/// its folder cannot be opened.
[[nodiscard]] Result<Entry> open_entry(const std::string& path);
/// The same for a file that is to be made: a folder that is missing is Errc::unwritable too.
[[nodiscard]] Result<Entry> open_new_entry(const std::string& path);

/// Makes what was created, renamed or removed in the entry's folder survive a loss of
/// power. Errc::unwritable; `path` is for its message.
[[nodiscard]] Outcome sync_folder(const Entry& entry, const std::string& path);

}  // namespace ceremony
