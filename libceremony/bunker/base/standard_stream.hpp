// SPDX-License-Identifier: BSD-3-Clause
//
// standard_stream.hpp -- the process's standard output and standard error.
//
// Not through <cstdio> or <iostream>: their streams are objects of the C and C++ libraries, of
// which a program would export copies, and they keep a failed write to themselves.

#pragma once

#include <cstdint>
#include <string_view>

#include "base/result.hpp"

namespace ceremony {

enum class StandardStream : std::uint8_t {
    output,
    error
};

/// Writes all of `text`, without a buffer in between. Errc::unwritable; how much arrived is not
/// known then.
[[nodiscard]] Outcome write_standard(StandardStream stream, std::string_view text);

/// Is it a terminal?
[[nodiscard]] bool is_terminal(StandardStream stream) noexcept;

}  // namespace ceremony
