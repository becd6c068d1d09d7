// SPDX-License-Identifier: BSD-3-Clause
//
// descriptor.hpp -- file descriptors that close themselves, and what the operating
// system says when a call fails.
//
// For the files of this folder; the layers above use what those offer.

#pragma once

#include <cerrno>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.hpp"

namespace ceremony {

/// An open file. Closing it is the destructor's work, which ignores a failure: what
/// must be on the medium was synced before.
class Descriptor {
public:
    explicit Descriptor(int number) noexcept : number_(number) {}
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    Descriptor& operator=(Descriptor&&) = delete;
    ~Descriptor();

    [[nodiscard]] int number() const noexcept { return number_; }
    /// Something else closes it from now on.
    void give_away() noexcept { number_ = -1; }

private:
    int number_;  // -1 when there is nothing to close: moved from, given away
};

/// The error of a call that failed on `path` with `error_number` (an errno):
/// "path: what: the reason in words".
[[nodiscard]] Error system_error(Errc code,
                                 std::string_view path,
                                 std::string_view what,
                                 int error_number);

/// The error of an open() of `path` with the O_... `flags` that failed with `error_number`:
/// Errc::not_found when there is no such file or folder, else `code`.
[[nodiscard]] Error open_error(const std::string& path, int flags, Errc code, int error_number);

/// `path` as it is shown in messages: quoted, and longer than other texts may be.
[[nodiscard]] std::string quote_path(std::string_view path);

/// Calls `call` again as long as a signal interrupts it, which fails it with EINTR.
template <typename Call>
auto retry(Call call) {
    auto result = call();
    while (result == -1 && errno == EINTR) {
        result = call();
    }
    return result;
}

/// Opens `path` with the O_... `flags`, and with O_CLOEXEC. A file that is created gets
/// `mode` less the umask. Errc::not_found when there is no such file or folder, else
/// `code`; a path with a NUL in it is not found, since no file can have it. With a slash
/// behind it a path is that of a folder, or not found. O_NOFOLLOW counts for it all the same:
/// "link/" does not lead where the symbolic link does.
[[nodiscard]] Result<Descriptor> open_path(const std::string& path,
                                           int flags,
                                           Errc code,
                                           unsigned mode = 0);

/// Reads until `buffer` is full or the file ends; the number of octets read.
/// Errc::unreadable, without a path in its message.
[[nodiscard]] Result<std::size_t> read_some(const Descriptor& file, std::span<char> buffer);

/// Writes all of `text` to an open file; how much arrived is not known after an error. 0, or
/// the errno.
[[nodiscard]] int write_all(int descriptor, std::string_view text) noexcept;
[[nodiscard]] inline int write_all(const Descriptor& file, std::string_view text) noexcept {
    return write_all(file.number(), text);
}

}  // namespace ceremony
