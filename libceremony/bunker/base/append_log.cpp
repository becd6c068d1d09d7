// SPDX-License-Identifier: BSD-3-Clause

#include "base/append_log.hpp"

#include <fcntl.h>
#include <unistd.h>

#include "base/checked.hpp"
#include "base/file_facts.hpp"
#include "base/folder.hpp"

namespace ceremony {

namespace {

// fsync() and not fdatasync(): every record changes the size, which both must write, so
// the lesser call would save nothing.
bool sync(const Descriptor& file) {
    return retry([&] { return ::fsync(file.number()); }) == 0;
}

}  // namespace

AppendLog::AppendLog(std::string path, Descriptor file, std::uint64_t size) noexcept
    : path_(std::move(path)), file_(std::move(file)), size_(size) {}

Result<AppendLog> AppendLog::create(const std::string& path) {
    constexpr mode_t owner_only = 0600;
    const Entry entry = TRY(open_new_entry(path));
    const int number = retry([&] {
        return ::openat(entry.folder.number(), entry.name.c_str(),
                        O_WRONLY | O_APPEND | O_CREAT | O_EXCL | O_CLOEXEC, owner_only);
    });
    if (number < 0) {
        return system_error(Errc::unwritable, path, "cannot be created", errno);
    }
    Descriptor file(number);
    const bool is_synced = sync(file);
    const int reason = errno;
    auto durable = is_synced ? sync_folder(entry, path)
                             : system_error(Errc::unwritable, path, "cannot be synced", reason);
    if (!durable.ok()) {
        // It was created here, it is empty, and nobody will use it.
        static_cast<void>(::unlinkat(entry.folder.number(), entry.name.c_str(), 0));
        return std::move(durable).error();
    }
    return AppendLog(path, std::move(file), 0);
}

Result<AppendLog> AppendLog::resume(const std::string& path, std::uint64_t size) {
    constexpr int flags = O_WRONLY | O_APPEND | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC;
    const Entry entry = TRY(open_entry(path));
    const int number =
        retry([&] { return ::openat(entry.folder.number(), entry.name.c_str(), flags); });
    if (number < 0) {
        return open_error(path, flags, Errc::unwritable, errno);
    }
    Descriptor file(number);
    const FileFacts facts = TRY(look_at(file, path));
    if (facts.kind != FileKind::regular) {
        return Error{Errc::unwritable, quote_path(path) + ": is not a regular file"};
    }
    if (facts.size < size) {
        return Error{Errc::unwritable, quote_path(path) + ": is shorter than what was read of it"};
    }
    // Whoever created it may have been interrupted before its name was on the medium.
    TRY(sync_folder(entry, path));
    AppendLog log(path, std::move(file), size);
    if (!log.cut_off_rest()) {
        return system_error(Errc::unwritable, path, "cannot be continued", errno);
    }
    return log;
}

Outcome AppendLog::append(std::string_view record) {
    if (is_broken_) {
        return Error{Errc::unwritable,
                     quote_path(path_) + ": an earlier record could not be written safely"};
    }
    if (const int reason = write_all(file_, record); reason != 0) {
        is_broken_ = !cut_off_rest();
        return system_error(Errc::unwritable, path_, "cannot be written", reason);
    }
    if (!sync(file_)) {
        const int reason = errno;
        // The kernel may have thrown the pages away that it could not write, and a later
        // fsync() may succeed without them: nothing can be promised any more.
        is_broken_ = true;
        static_cast<void>(cut_off_rest());
        return system_error(Errc::unwritable, path_, "cannot be synced", reason);
    }
    size_ += record.size();
    return Nothing{};
}

bool AppendLog::cut_off_rest() const {
    const auto size = narrow<off_t>(size_);
    return size.ok() && retry([&] { return ::ftruncate(file_.number(), size.value()); }) == 0 &&
           sync(file_);
}

}  // namespace ceremony
