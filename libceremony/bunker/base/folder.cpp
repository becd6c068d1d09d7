// SPDX-License-Identifier: BSD-3-Clause

#include "base/folder.hpp"

#include <algorithm>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file_facts.hpp"

namespace ceremony {

namespace {

struct CloseFolder {
    void operator()(DIR* folder) const { static_cast<void>(::closedir(folder)); }
};

}  // namespace

Outcome create_folder(const std::string& path) {
    constexpr mode_t owner_only = 0700;
    // Unlike the name of a file, that of a folder may have slashes after it.
    const std::size_t last = path.find_last_not_of('/');
    const Entry entry =
        TRY(open_new_entry(path.substr(0, last == std::string::npos ? 0 : last + 1)));
    if (::mkdirat(entry.folder.number(), entry.name.c_str(), owner_only) != 0) {
        if (errno != EEXIST) {
            return system_error(Errc::unwritable, path, "the folder cannot be made", errno);
        }
        const auto present = look_at(path, Links::follow);
        if (!present.ok() || present.value().kind != FileKind::folder) {
            return Error{Errc::unwritable, quote_path(path) + ": exists and is not a folder"};
        }
    }
    return sync_folder(entry, path);
}

Result<std::vector<std::string>> list_folder(const std::string& path, std::size_t limit) {
    Descriptor opened = TRY(open_path(path, O_RDONLY | O_DIRECTORY, Errc::unreadable));
    const std::unique_ptr<DIR, CloseFolder> folder(::fdopendir(opened.number()));
    if (folder == nullptr) {
        return system_error(Errc::unreadable, path, "cannot be listed", errno);
    }
    opened.give_away();  // closedir() closes it
    std::vector<std::string> names;
    errno = 0;
    // NOLINTNEXTLINE(concurrency-mt-unsafe): safe on streams that are not shared (glibc)
    while (const dirent* const entry = ::readdir(folder.get())) {
        const std::string_view name = &entry->d_name[0];
        if (name != "." && name != "..") {
            if (names.size() == limit) {
                return Error{Errc::limit, quote_path(path) + ": has more than the " +
                                              std::to_string(limit) + " entries that are accepted"};
            }
            names.emplace_back(name);
        }
        errno = 0;
    }
    if (errno != 0) {
        return system_error(Errc::unreadable, path, "cannot be listed", errno);
    }
    std::sort(names.begin(), names.end());
    return names;
}

Result<Entry> open_entry(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    std::string name = path.substr(slash == std::string::npos ? 0 : slash + 1);
    if (name.empty() || name == "." || name == ".." || name.find('\0') != std::string::npos) {
        return Error{Errc::unwritable, quote_path(path) + ": does not end in the name of a file"};
    }
    std::string folder = ".";
    if (slash != std::string::npos) {
        folder = slash == 0 ? "/" : path.substr(0, slash);
    }
    Descriptor opened = TRY(open_path(folder, O_RDONLY | O_DIRECTORY, Errc::unwritable));
    return Entry{std::move(opened), std::move(name)};
}

Result<Entry> open_new_entry(const std::string& path) {
    auto entry = open_entry(path);
    if (!entry.ok()) {
        return std::move(entry).error().as(Errc::unwritable);
    }
    return entry;
}

Outcome sync_folder(const Entry& entry, const std::string& path) {
    if (retry([&] { return ::fsync(entry.folder.number()); }) != 0) {
        return system_error(Errc::unwritable, path,
                            "its folder cannot be synced, so it may not survive a loss of power",
                            errno);
    }
    return Nothing{};
}

}  // namespace ceremony
