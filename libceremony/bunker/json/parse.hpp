// SPDX-License-Identifier: BSD-3-Clause
//
// parse.hpp -- JSON text to a Document: RFC 8259, less what FORMAT.md refuses.
//
// A text is accepted whole or not at all: the first surprise ends it, and the
// error names its line and column. What two readers could understand in two
// ways is refused: a byte order mark, repeated names, lone surrogates, numbers
// that are not integers or that a double cannot hold exactly.

#pragma once

#include <cstddef>
#include <string>

#include "base/result.hpp"
#include "json/builder.hpp"
#include "json/document.hpp"

namespace ceremony::json {

/// How deep arrays and objects may stand in one another: recipes need about ten
/// levels. It bounds the recursion of every reader of a Document.
inline constexpr std::size_t depth_limit = 32;

struct Limits {
    std::size_t size = text_limit;    ///< octets of the text; more than text_limit is no more
    std::size_t depth = depth_limit;  ///< open arrays and objects
};

/// The Document that `text` spells; `name` is what messages call it. Errc::syntax
/// when it is not in the format; Errc::limit when the text is too large, a number
/// is 2^53 or more either way, or the nesting is too deep. Time grows with the size
/// of the text, n log n for the names of one object.
[[nodiscard]] Result<Document> parse(std::string text, std::string name, const Limits& limits = {});

}  // namespace ceremony::json
