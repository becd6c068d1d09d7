// SPDX-License-Identifier: BSD-3-Clause
//
// shell_word.hpp -- names of files in the commands that people are told to type.

#pragma once

#include <string>
#include <string_view>

namespace ceremony::cooker {

/// `text` as one word of a command that a person copies into a shell: as it is when no shell
/// makes anything else of it, else in single quotes; with octets outside 0x20..0x7e as $'...',
/// which bash understands. Nothing is cut off, and nothing in it acts on a terminal.
[[nodiscard]] std::string shell_word(std::string_view text);

}  // namespace ceremony::cooker
