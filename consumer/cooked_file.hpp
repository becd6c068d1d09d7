// SPDX-License-Identifier: BSD-3-Clause
//
// cooked_file.hpp -- a cooked recipe in a file, examined, and what is told of it.

#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "base/result.hpp"
#include "keysets/examine.hpp"
#include "program/program.hpp"
#include "program/recipe_file.hpp"

namespace ceremony::consumer {

/// So many of a file fit a screen, and what comes behind them mostly follows from the first.
inline constexpr std::size_t most_findings = 20;

/// Everything that can be checked of it. `approved` may be null.
[[nodiscard]] keysets::Examination examine(const program::RecipeFile& file,
                                           const program::RecipeFile* approved);

/// Tells the first `most_findings` errors, and where all of them are; what it returns says how many
/// there are. Errc::refused. REQUIRES: it is not good.
[[nodiscard]] Error refuse(const program::RecipeFile& file,
                           const keysets::Examination& examination,
                           const program::Program& program);

/// "12345", the tag of a key.
[[nodiscard]] std::string tag_text(const dns::Dnskey& key);

/// What is in it: zone by zone its sets, and the keys that travel.
[[nodiscard]] std::string contents_text(const keysets::Contents& contents);

/// "ceremony 12 of the chain nl-registry", or that it does not say.
[[nodiscard]] std::string ceremony_text(const keysets::Contents& contents);

}  // namespace ceremony::consumer
