// SPDX-License-Identifier: BSD-3-Clause

#include "base/file_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>

#include "base/file_facts.hpp"

namespace ceremony {

Result<FileLock> FileLock::take(const std::string& path) {
    const int flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY;
    Descriptor file = TRY(open_path(path, flags, Errc::unreadable));
    if (retry([&] { return ::flock(file.number(), LOCK_EX | LOCK_NB); }) != 0) {
        if (errno == EWOULDBLOCK) {
            return Error{Errc::busy, quote_path(path) + ": is in use by another process"};
        }
        return system_error(Errc::unreadable, path, "cannot be locked", errno);
    }
    // The holder before us may have renamed the file after we opened it.
    const FileFacts locked = TRY(look_at(file, path));
    const auto named = look_at(path, Links::refuse);
    if (!named.ok() || !is_same_file(locked, named.value())) {
        return Error{Errc::busy, quote_path(path) + ": was renamed or replaced just now"};
    }
    return FileLock(std::move(file));
}

}  // namespace ceremony
