// SPDX-License-Identifier: BSD-3-Clause
//
// target.hpp -- the file that a signer reads: looked at, and replaced as a whole.
//
// Owner, group and mode stay as they are, or nothing is written. At every instant the file is what
// it was or what it shall be; base/write_file.hpp says how.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "base/result.hpp"
#include "policy/policy.hpp"

namespace ceremony::consumer {

/// The largest file that is read as a target or a template.
inline constexpr std::size_t target_limit = std::size_t{64} << 20U;

/// What the target holds; nothing when it is not there. Errc::unreadable, also for what is no
/// regular file; Errc::unwritable: a symbolic link that the configuration does not allow, with how
/// to allow it; Errc::limit.
[[nodiscard]] Result<std::optional<std::string>> read_target(const policy::Target& target);

enum class Refresh : std::uint8_t {
    when_changed,
    always  ///< its time moves on also when its content stays: signers look at that
};

enum class Written : std::uint8_t {
    no,  ///< it held the text already
    yes
};

/// Has the target hold `text`. Its time moves on by a full second at least, since there are signers
/// that look at seconds. Errc::unwritable; Errc::unreadable as above.
[[nodiscard]] Result<Written> write_target(const policy::Target& target,
                                           const std::string& text,
                                           Refresh refresh);

}  // namespace ceremony::consumer
