// SPDX-License-Identifier: BSD-3-Clause
//
// hash_lines.hpp -- a hash as people compare it: digits, and words that can be read aloud.

#pragma once

#include <string>

#include "crypto/digest.hpp"

namespace ceremony::program {

/// The 32 words of a hash, eight a line, each line indented and with its end.
[[nodiscard]] std::string word_lines(const crypto::Sha256& digest);

/// The line of sha256sum(1) for the file `path`, and the words below it.
[[nodiscard]] std::string hash_lines(const crypto::Sha256& digest, const std::string& path);

}  // namespace ceremony::program
