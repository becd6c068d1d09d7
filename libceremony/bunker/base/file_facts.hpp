// SPDX-License-Identifier: BSD-3-Clause
//
// file_facts.hpp -- what a file is, to whom it belongs, and on which file system it lies.

#pragma once

#include <cstdint>
#include <string>

#include "base/descriptor.hpp"
#include "base/result.hpp"

namespace ceremony {

/// What becomes of a symbolic link as the last part of a path. Links in the folders
/// before it are always followed.
enum class Links : std::uint8_t {
    refuse,
    follow,
};

enum class FileKind : std::uint8_t {
    regular,
    folder,
    symbolic_link,
    other,  ///< a device, a FIFO, a socket
};

struct FileFacts {
    FileKind kind = FileKind::other;
    std::uint64_t size = 0;  ///< octets
    /// When its content was last modified, and when anything of it last changed, the content,
    /// the mode, the number of its links: nanoseconds after 1970-01-01 00:00:00 UTC, or the
    /// first or last time that fits (1677, 2262). Everybody can set the former back.
    std::int64_t modified_ns = 0;
    std::int64_t changed_ns = 0;
    std::uint64_t device = 0;
    std::uint64_t inode = 0;
    bool is_callers = false;  ///< it belongs to the effective user
    /// It belongs to the caller (the effective user), and neither its group nor others
    /// may write to it.
    bool only_caller_writes = false;

    /// Equal facts mean: the same file, and the same content unless it changed, in equal
    /// size, between two ticks of the file system's clock. A tick takes milliseconds on
    /// ext4 (that of the kernel), two seconds on vfat.
    friend bool operator==(const FileFacts&, const FileFacts&) = default;
};

/// What `path` names; with Links::refuse a symbolic link is looked at itself, and with a
/// slash behind it is not found, since it is no folder. Errc::not_found, Errc::unreadable.
[[nodiscard]] Result<FileFacts> look_at(const std::string& path, Links links);
/// What is open as `file`. `path` is for messages.
[[nodiscard]] Result<FileFacts> look_at(const Descriptor& file, const std::string& path);

/// Two paths, one file or one folder?
[[nodiscard]] constexpr bool is_same_file(const FileFacts& a, const FileFacts& b) noexcept {
    return a.device == b.device && a.inode == b.inode;
}

/// The type of the file system that `path` lies on, as mount(8) calls it: "ext4",
/// "vfat". Where the kernel has one number for several the name says so ("ext2/ext3/ext4");
/// an unknown one is "type 0x1234". Errc::not_found, Errc::unreadable.
[[nodiscard]] Result<std::string> file_system_of(const std::string& path);

}  // namespace ceremony
