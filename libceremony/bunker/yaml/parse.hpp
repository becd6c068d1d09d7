// SPDX-License-Identifier: BSD-3-Clause
//
// parse.hpp -- YAML text to a Document; the subset is specified in SUBSET.md.
//
// The promise: a text is either refused, or its structure and the texts of its
// scalars are those of the event stream of a complete YAML 1.2 parser (tags and
// styles ignored, aliases expanded, an empty value is the empty text). Never a
// third thing. The one addition is the merge key, a plain `<<`.

#pragma once

#include <cstddef>
#include <string>

#include "base/result.hpp"
#include "json/document.hpp"
#include "json/parse.hpp"

namespace ceremony::yaml {

/// The largest text, 64 MiB: a configuration that names a million zones stays below
/// it. What aliases and merge keys repeat counts as if it were written out.
inline constexpr std::size_t text_limit = std::size_t{1} << 26U;

/// How deep sequences and mappings may be nested, what aliases repeat included: as in
/// JSON, so that what is read here can be written there.
inline constexpr std::size_t depth_limit = json::depth_limit;

/// There are at most so many octets from the beginning of a key to its colon: quotes,
/// escapes and white space count. YAML 1.2.2, section 7.4.2, allows an implicit key 1024
/// characters altogether.
inline constexpr std::size_t key_limit = 1024;

/// The Document that `text` spells; `name` is what messages call it. Every scalar in it
/// is a text. Errc::syntax when it is not in the subset, Errc::limit when it is too
/// large or nested too deep, with the place; with the path too when it is about anchors,
/// aliases, keys that stand twice or what is too deep, as json/FORMAT.md has it. Time grows with
/// the size of the text, n log n for the keys of one mapping.
[[nodiscard]] Result<json::Document> parse(std::string text, std::string name);

}  // namespace ceremony::yaml
