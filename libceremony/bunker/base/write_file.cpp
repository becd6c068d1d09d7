// SPDX-License-Identifier: BSD-3-Clause

#include "base/write_file.hpp"

#include <array>
#include <climits>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <optional>
#include <sys/stat.h>
#include <unistd.h>

#include "base/folder.hpp"

namespace ceremony {

namespace {

// The temporary file, removed at the end unless its name was given away. A failure to
// remove it is ignored: it harms nothing, and the failure before it is being reported.
class Temporary {
public:
    Temporary(const Entry& target, std::string name, Descriptor file) noexcept
        : target_(&target), name_(std::move(name)), file_(std::move(file)) {}
    Temporary(Temporary&& other) noexcept
        : target_(other.target_),
          name_(std::exchange(other.name_, {})),
          file_(std::move(other.file_)) {}
    Temporary(const Temporary&) = delete;
    Temporary& operator=(const Temporary&) = delete;
    Temporary& operator=(Temporary&&) = delete;
    ~Temporary() {
        if (!name_.empty()) {
            static_cast<void>(::unlinkat(target_->folder.number(), name_.c_str(), 0));
        }
    }

    [[nodiscard]] const Entry& target() const noexcept { return *target_; }
    [[nodiscard]] const char* name() const noexcept { return name_.c_str(); }
    [[nodiscard]] const Descriptor& file() const noexcept { return file_; }
    // The name is no longer ours to remove.
    void give_name_away() noexcept { name_.clear(); }

private:
    const Entry* target_;
    std::string name_;  // empty when there is nothing to remove
    Descriptor file_;
};

Error unwritable(const std::string& path, std::string_view what, int reason) {
    return system_error(Errc::unwritable, path, what, reason);
}

Result<Temporary> create_temporary(const Entry& target, const std::string& path, unsigned mode) {
    // More files than this left over by one process number mean that something is wrong.
    constexpr int tries = 100;
    const std::string base = target.name + "." + std::to_string(::getpid()) + "-";
    for (int i = 0; i < tries; ++i) {
        std::string name = base + std::to_string(i) + ".tmp";
        // O_EXCL creates a file or fails; it follows no symbolic link.
        const int number = retry([&] {
            return ::openat(target.folder.number(), name.c_str(),
                            O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
        });
        if (number >= 0) {
            return Temporary(target, std::move(name), Descriptor(number));
        }
        if (errno != EEXIST) {
            return unwritable(path, "a temporary file beside it cannot be made", errno);
        }
    }
    return unwritable(path, "a temporary file beside it cannot be made", EEXIST);
}

// The status of the file that stands in the target's place; none when there is none.
Result<std::optional<struct stat>> status_of(const Entry& target, const std::string& path) {
    struct stat status = {};
    if (::fstatat(target.folder.number(), target.name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0) {
        return std::optional(status);
    }
    if (errno != ENOENT) {
        return unwritable(path, "cannot be looked at", errno);
    }
    return std::optional<struct stat>();
}

// Whether both names stand for one file, be they one name or two hard links.
Result<bool> are_one_file(const Entry& from, const Entry& to, const std::string& path) {
    const auto first = TRY(status_of(from, path));
    const auto second = TRY(status_of(to, path));
    return first && second && first->st_dev == second->st_dev && first->st_ino == second->st_ino;
}

Outcome may_take_place_of(const struct stat& present, const std::string& path, Existing existing) {
    if (S_ISLNK(present.st_mode)) {
        return Error{Errc::unwritable,
                     quote_path(path) + ": is a symbolic link, and links are not followed"};
    }
    if (!S_ISREG(present.st_mode)) {
        return Error{Errc::unwritable, quote_path(path) + ": exists and is not a regular file"};
    }
    if (existing == Existing::refuse) {
        return Error{Errc::unwritable, quote_path(path) + ": exists already"};
    }
    return Nothing{};
}

// Gives `file` owner, group and mode of the file it will replace.
Outcome adopt(const Descriptor& file, const struct stat& present, const std::string& path) {
    struct stat own = {};
    if (::fstat(file.number(), &own) != 0) {
        return unwritable(path, "its temporary file cannot be looked at", errno);
    }
    // Only what differs: vfat refuses to set even what is set already. The owner comes
    // first, since changing it may clear bits of the mode.
    if ((own.st_uid != present.st_uid || own.st_gid != present.st_gid) &&
        ::fchown(file.number(), present.st_uid, present.st_gid) != 0) {
        const bool is_of_group = own.st_uid == present.st_uid;
        return unwritable(path,
                          is_of_group ? "its group cannot be kept" : "its owner cannot be kept",
                          errno)
            .with_hint(is_of_group ? "run as a member of its group, or give it another (chgrp)"
                                   : "run as the user whose it is, or give it to this one (chown)");
    }
    if (own.st_mode != present.st_mode &&
        ::fchmod(file.number(), present.st_mode & ~static_cast<mode_t>(S_IFMT)) != 0) {
        return unwritable(path, "its mode cannot be kept", errno);
    }
    return Nothing{};
}

// Makes the modification time of `file` at least one whole second later than before.
Outcome move_time_on(const Descriptor& file, const struct stat& present, const std::string& path) {
    struct stat own = {};
    if (::fstat(file.number(), &own) != 0) {
        return unwritable(path, "its temporary file cannot be looked at", errno);
    }
    if (own.st_mtim.tv_sec > present.st_mtim.tv_sec) {
        return Nothing{};
    }
    const std::array<timespec, 2> times = {timespec{0, UTIME_OMIT},
                                           timespec{present.st_mtim.tv_sec + 1, 0}};
    if (::futimens(file.number(), times.data()) != 0) {
        return unwritable(path, "its time cannot be set", errno);
    }
    return Nothing{};
}

// Moves a name without replacing anything; 0, or the errno. rename() alone cannot: a
// file that appears after a check would be lost.
int rename_new(const Entry& from, const char* from_name, const Entry& to) {
    if (::renameat2(from.folder.number(), from_name, to.folder.number(), to.name.c_str(),
                    RENAME_NOREPLACE) == 0) {
        return 0;
    }
    if (errno != EINVAL && errno != ENOSYS) {
        return errno;
    }
    // A file system without RENAME_NOREPLACE (ext4 and vfat have it). A second link is as
    // good: it is made in one step, and never over a file. Where there are no links either
    // the call fails, rather than risk a file or leave half of one.
    if (::linkat(from.folder.number(), from_name, to.folder.number(), to.name.c_str(), 0) != 0) {
        return errno;
    }
    if (::unlinkat(from.folder.number(), from_name, 0) != 0) {
        const int reason = errno;
        static_cast<void>(::unlinkat(to.folder.number(), to.name.c_str(), 0));
        return reason;
    }
    return 0;
}

int rename_over(const Entry& from, const char* from_name, const Entry& to) {
    return ::renameat(from.folder.number(), from_name, to.folder.number(), to.name.c_str()) == 0
               ? 0
               : errno;
}

int rename_entry(const Entry& from, const char* from_name, const Entry& to, Existing existing) {
    return existing == Existing::replace ? rename_over(from, from_name, to)
                                         : rename_new(from, from_name, to);
}

// `path`, or with Links::follow the file that it leads to when it is a symbolic link.
Result<std::string> resolve(const std::string& path, Links links) {
    if (links == Links::refuse) {
        return path;
    }
    const auto is_link = look_at(path, Links::refuse);
    if (!is_link.ok() || is_link.value().kind != FileKind::symbolic_link) {
        return path;
    }
    std::array<char, PATH_MAX> resolved = {};
    if (::realpath(path.c_str(), resolved.data()) == nullptr) {
        return unwritable(path, "the symbolic link leads nowhere", errno);
    }
    return std::string(resolved.data());
}

}  // namespace

Outcome write_file(const std::string& path, std::string_view text, WriteRules rules) {
    const Entry target = TRY(open_new_entry(TRY(resolve(path, rules.links))));
    const auto present = TRY(status_of(target, path));
    if (present) {
        TRY(may_take_place_of(*present, path, rules.existing));
    }
    Temporary temporary = TRY(create_temporary(target, path, rules.mode));
    const Descriptor& file = temporary.file();
    if (present) {
        TRY(adopt(file, *present, path));
    }
    if (const int reason = write_all(file, text); reason != 0) {
        return unwritable(path, "cannot be written", reason);
    }
    if (present) {
        TRY(move_time_on(file, *present, path));
    }
    if (retry([&] { return ::fsync(file.number()); }) != 0) {
        return unwritable(path, "cannot be synced", errno);
    }
    if (const int reason = rename_entry(target, temporary.name(), target, rules.existing);
        reason != 0) {
        return unwritable(path, "cannot be given its name", reason);
    }
    temporary.give_name_away();
    return sync_folder(target, path);
}

Outcome rename_file(const std::string& from, const std::string& to, Existing existing) {
    const Entry source = TRY(open_entry(from));
    const Entry target = TRY(open_new_entry(to));
    // rename() would do nothing and succeed (POSIX.1-2017, rename()): both names would stay.
    if (existing == Existing::replace && TRY(are_one_file(source, target, from))) {
        return Error{Errc::unwritable, quote_path(from) + ": cannot be renamed to " +
                                           quote_path(to) + ": both are names of one file"};
    }
    if (const int reason = rename_entry(source, source.name.c_str(), target, existing);
        reason != 0) {
        return system_error(reason == ENOENT ? Errc::not_found : Errc::unwritable, from,
                            "cannot be renamed to " + quote_path(to), reason);
    }
    // The new name first: between the two there is one name too many, not one too few.
    TRY(sync_folder(target, to));
    return sync_folder(source, from);
}

Outcome remove_file(const std::string& path) {
    const Entry entry = TRY(open_entry(path));
    if (::unlinkat(entry.folder.number(), entry.name.c_str(), 0) != 0) {
        return system_error(errno == ENOENT ? Errc::not_found : Errc::unwritable, path,
                            "cannot be removed", errno);
    }
    return sync_folder(entry, path);
}

}  // namespace ceremony
