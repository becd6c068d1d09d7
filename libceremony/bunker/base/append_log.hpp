// SPDX-License-Identifier: BSD-3-Clause
//
// append_log.hpp -- a file that only grows, and whose records survive a loss of power.
//
// When append() succeeds, the record is on the medium, and so are all before it. When it
// fails, the log holds whole records as before. A loss of power inside append() can leave
// a part of one record at the end: whoever reads the log tells by its form what is whole.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/descriptor.hpp"
#include "base/result.hpp"

namespace ceremony {

class AppendLog {
public:
    /// A new, empty log for its owner alone (0600 less the umask); it and its name are on
    /// the medium. Errc::unwritable, also when `path` exists, be it as a symbolic link
    /// that leads nowhere.
    [[nodiscard]] static Result<AppendLog> create(const std::string& path);

    /// An existing log, to be continued after its first `size` octets: what its reader
    /// found to be whole records. What stands after them is cut off; what is left, and its
    /// name, are on the medium. Errc::not_found; Errc::unwritable, also when it is shorter,
    /// not a regular file, or a symbolic link.
    [[nodiscard]] static Result<AppendLog> resume(const std::string& path, std::uint64_t size);

    /// Appends `record`, its end of line included if it is to have one, and syncs it.
    /// Errc::unwritable; then nothing of it is kept. After a failure to sync, or to cut
    /// off a part of a record, what the medium holds is uncertain and every further
    /// record is refused.
    [[nodiscard]] Outcome append(std::string_view record);

    /// Did an earlier append() leave it uncertain what the medium holds?
    [[nodiscard]] bool is_broken() const noexcept { return is_broken_; }
    /// Octets in it so far.
    [[nodiscard]] std::uint64_t size() const noexcept { return size_; }
    [[nodiscard]] const std::string& path() const noexcept { return path_; }

private:
    AppendLog(std::string path, Descriptor file, std::uint64_t size) noexcept;
    // Cuts off what stands after `size_`; whether that worked and is on the medium.
    [[nodiscard]] bool cut_off_rest() const;

    std::string path_;
    Descriptor file_;
    std::uint64_t size_;
    bool is_broken_ = false;
};

}  // namespace ceremony
