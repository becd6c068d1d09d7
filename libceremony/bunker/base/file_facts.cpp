// SPDX-License-Identifier: BSD-3-Clause

#include "base/file_facts.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <fcntl.h>
#include <limits>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

namespace ceremony {

namespace {

struct FileSystem {
    std::uint64_t type;
    std::string_view name;
};

// statfs(2) and linux/magic.h.
constexpr std::array file_systems = {
    FileSystem{0xef53, "ext2/ext3/ext4"},
    FileSystem{0x4d44, "vfat"},
    FileSystem{0x2011bab0, "exfat"},
    FileSystem{0x01021994, "tmpfs"},
    FileSystem{0x58465342, "xfs"},
    FileSystem{0x9123683e, "btrfs"},
    FileSystem{0xf2f52010, "f2fs"},
    FileSystem{0x7366746e, "ntfs3"},
    FileSystem{0x65735546, "fuse"},
    FileSystem{0x794c7630, "overlay"},
    FileSystem{0x9660, "iso9660"},
    FileSystem{0x15013346, "udf"},
    FileSystem{0x73717368, "squashfs"},
    FileSystem{0x858458f6, "ramfs"},
    FileSystem{0x6969, "nfs"},
};

FileKind kind_of(mode_t mode) {
    if (S_ISREG(mode)) {
        return FileKind::regular;
    }
    if (S_ISDIR(mode)) {
        return FileKind::folder;
    }
    return S_ISLNK(mode) ? FileKind::symbolic_link : FileKind::other;
}

// For a time out of range, which a file system can hold, the nearest that is in it.
std::int64_t nanoseconds_of(const timespec& time) {
    constexpr std::int64_t in_a_second = 1'000'000'000;
    std::int64_t result = 0;
    if (__builtin_mul_overflow(time.tv_sec, in_a_second, &result) ||
        __builtin_add_overflow(result, time.tv_nsec, &result)) {
        return time.tv_sec < 0 ? std::numeric_limits<std::int64_t>::min()
                               : std::numeric_limits<std::int64_t>::max();
    }
    return result;
}

FileFacts facts_of(const struct stat& status) {
    FileFacts facts;
    facts.kind = kind_of(status.st_mode);
    facts.size = static_cast<std::uint64_t>(status.st_size);
    facts.modified_ns = nanoseconds_of(status.st_mtim);
    facts.changed_ns = nanoseconds_of(status.st_ctim);
    facts.device = status.st_dev;
    facts.inode = status.st_ino;
    facts.is_callers = status.st_uid == ::geteuid();
    facts.only_caller_writes = facts.is_callers && (status.st_mode & (S_IWGRP | S_IWOTH)) == 0;
    return facts;
}

}  // namespace

Result<FileFacts> look_at(const std::string& path, Links links) {
    // O_PATH opens nothing: no device wakes up, and no permission on the file is needed.
    const int flags = O_PATH | (links == Links::refuse ? O_NOFOLLOW : 0);
    return look_at(TRY(open_path(path, flags, Errc::unreadable)), path);
}

Result<FileFacts> look_at(const Descriptor& file, const std::string& path) {
    struct stat status = {};
    if (::fstat(file.number(), &status) != 0) {
        return system_error(Errc::unreadable, path, "cannot be looked at", errno);
    }
    return facts_of(status);
}

Result<std::string> file_system_of(const std::string& path) {
    const Descriptor file = TRY(open_path(path, O_PATH, Errc::unreadable));
    struct statfs status = {};
    if (::fstatfs(file.number(), &status) != 0) {
        return system_error(Errc::unreadable, path, "its file system is not known", errno);
    }
    // The kernel's numbers have 32 bits; the field is signed on some machines.
    const auto type = static_cast<std::uint32_t>(status.f_type);
    const auto* const known =
        std::find_if(file_systems.begin(), file_systems.end(),
                     [type](const FileSystem& candidate) { return candidate.type == type; });
    if (known != file_systems.end()) {
        return std::string(known->name);
    }
    std::array<char, 8> digits = {};
    char* const end = std::to_chars(digits.begin(), digits.end(), type, 16).ptr;
    return "type 0x" + std::string(digits.begin(), end);
}

}  // namespace ceremony
