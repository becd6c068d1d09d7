// SPDX-License-Identifier: BSD-3-Clause
//
// summary.hpp -- what witnesses read: hashes as words, the recipe in short, every step.
//
// Lines for people, without their ends, at most line_width characters as far as the texts
// in them allow; untrusted texts are quoted.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "base/time.hpp"
#include "crypto/digest.hpp"
#include "dns/dnskey.hpp"
#include "dns/name.hpp"

namespace ceremony::cooker {

/// How much people want to read.
enum class Detail : std::uint8_t {
    plain,
    full
};

/// What is called `title`, as hexadecimal digits in groups of eight, then as words:
///
///     SHA-256 of recipe.json
///       ca991cbe d34c67de ...
///       spellbind nebula befriended racketeer ...
[[nodiscard]] std::vector<std::string> hash_lines(std::string_view title,
                                                  const crypto::Sha256& digest);

/// The words alone, eight a line, indented.
[[nodiscard]] std::vector<std::string> word_lines(const crypto::Sha256& digest);

/// "12345", at five places: "09148".
[[nodiscard]] std::string tag_text(std::uint16_t tag);

/// "KSK", "ZSK", "revoked KSK"; else "key".
[[nodiscard]] std::string_view role_text(std::uint16_t flags) noexcept;

/// One action of a run, for step_line().
struct Step {
    std::size_t number = 1;  ///< counted from 1 in the order of execution
    std::size_t total = 1;
    std::string_view action;                   ///< "haveKey"
    std::string text;                          ///< what came of it
    std::optional<std::int64_t> milliseconds;  ///< how long it took, when that is of interest
};

/// "Step  2/17 generateKey         nl. ZSK 09148  P-256, exportable            0.1 s"
[[nodiscard]] std::string step_line(const Step& step);

/// How far a long run is: "  120 of 5000 keysets, 310 a second, 16 s left".
[[nodiscard]] std::string progress_line(std::size_t done,
                                        std::size_t total,
                                        std::int64_t milliseconds);

}  // namespace ceremony::cooker
