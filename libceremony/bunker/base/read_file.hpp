// SPDX-License-Identifier: BSD-3-Clause
//
// read_file.hpp -- a regular file read whole, up to a limit.
//
// What was opened is what is checked and read: there is no moment between in which a
// path could come to mean another file. Devices, FIFOs and folders are refused without
// waiting for them. Every message begins with the path.
//
// A file that changes while it is read is refused as far as its facts tell, which are looked
// at again afterwards: its size and times. Octets that are replaced by as many others within
// one tick of the file system's clock go unseen (FileFacts says how long that is), so what
// must not change meanwhile has to be out of the reach of others.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/file_facts.hpp"
#include "base/result.hpp"
#include "base/secret.hpp"

namespace ceremony {

/// Who may have written a file.
enum class Writer : std::uint8_t {
    anyone,
    only_caller,  ///< see FileFacts::only_caller_writes
};

struct ReadRules {
    Links links = Links::refuse;
    Writer writer = Writer::anyone;
};

/// The octets of the regular file `path`, at most `limit` of them, in a single allocation.
/// Errc::not_found; Errc::unreadable, also for what is not a regular file, for a symbolic
/// link with Links::refuse, and for a file that is seen to change meanwhile; Errc::limit,
/// before anything is allocated; Errc::refused when others than `rules.writer` may have
/// written it.
[[nodiscard]] Result<std::string> read_file(const std::string& path,
                                            std::size_t limit,
                                            ReadRules rules = {});

/// The one line of the regular file `path` without its end (LF or CR LF, which may be
/// missing), at most `secret_limit` octets. Links are followed. No copy stays in memory
/// besides the Secret. Errors as above; Errc::syntax for more than one line.
[[nodiscard]] Result<Secret> read_secret_file(const std::string& path);

/// Reads the regular file `path` back, from the medium as far as the kernel lets go of
/// its cached pages, and compares: Errc::unwritable when it does not hold exactly `text`.
/// Errors of reading as above; links are not followed.
[[nodiscard]] Outcome compare_with_medium(const std::string& path, std::string_view text);

}  // namespace ceremony
