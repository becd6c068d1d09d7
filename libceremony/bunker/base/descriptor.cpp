// SPDX-License-Identifier: BSD-3-Clause

#include "base/descriptor.hpp"

#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/quote.hpp"

namespace ceremony {

namespace {

std::string in_words(int error_number) {
    // Neither translated nor kept in a static buffer, unlike strerror().
    const char* const words = ::strerrordesc_np(error_number);
    return words != nullptr ? words : "error " + std::to_string(error_number);
}

// "a/" as "a", but "/" as it is.
std::string without_slashes_behind(const std::string& path) {
    const std::size_t last = path.find_last_not_of('/');
    return path.substr(0, last == std::string::npos ? 1 : last + 1);
}

bool is_folder(const Descriptor& file) {
    struct stat status = {};
    return ::fstat(file.number(), &status) == 0 && S_ISDIR(status.st_mode);
}

}  // namespace

Descriptor::~Descriptor() {
    if (number_ >= 0) {
        static_cast<void>(::close(number_));
    }
}

Error system_error(Errc code, std::string_view path, std::string_view what, int error_number) {
    return Error{code, std::string(what).append(": ").append(in_words(error_number))}.in(
        quote_path(path));
}

Error open_error(const std::string& path, int flags, Errc code, int error_number) {
    if (error_number == ELOOP && (flags & O_NOFOLLOW) != 0) {
        return Error{code, quote_path(path) + ": is a symbolic link, and links are not followed"};
    }
    const bool is_missing = error_number == ENOENT || error_number == ENOTDIR;
    return system_error(is_missing ? Errc::not_found : code, path, "cannot be opened",
                        error_number);
}

std::string quote_path(std::string_view path) {
    constexpr std::size_t longest_shown = 512;
    return quote(path, longest_shown);
}

Result<Descriptor> open_path(const std::string& path, int flags, Errc code, unsigned mode) {
    if (path.find('\0') != std::string::npos) {
        return system_error(Errc::not_found, path, "cannot be opened", ENOENT);
    }
    // A slash behind a symbolic link is enough for open() to follow it, whatever the flags
    // say (POSIX.1-2017, section 4.13).
    const std::string name = without_slashes_behind(path);
    const int number = retry([&] { return ::open(name.c_str(), flags | O_CLOEXEC, mode); });
    if (number < 0) {
        return open_error(path, flags, code, errno);
    }
    Descriptor file(number);
    if (name != path && !is_folder(file)) {
        return open_error(path, flags, code, ENOTDIR);
    }
    return file;
}

Result<std::size_t> read_some(const Descriptor& file, std::span<char> buffer) {
    std::size_t done = 0;
    while (done < buffer.size()) {
        const auto rest = buffer.subspan(done);
        const auto count = retry([&] { return ::read(file.number(), rest.data(), rest.size()); });
        if (count < 0) {
            return Error{Errc::unreadable, "cannot be read: " + in_words(errno)};
        }
        if (count == 0) {
            break;
        }
        done += static_cast<std::size_t>(count);
    }
    return done;
}

int write_all(int descriptor, std::string_view text) noexcept {
    while (!text.empty()) {
        const auto count = retry([&] { return ::write(descriptor, text.data(), text.size()); });
        if (count < 0) {
            return errno;
        }
        text.remove_prefix(static_cast<std::size_t>(count));
    }
    return 0;
}

}  // namespace ceremony
