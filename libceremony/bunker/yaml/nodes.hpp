// SPDX-License-Identifier: BSD-3-Clause
//
// nodes.hpp -- the parts of a node that block and flow collections have in common:
// anchors, aliases, keys, merge keys.
//
// Each function begins at the first character of what it reads and ends behind
// the last.

#pragma once

#include "base/result.hpp"
#include "yaml/composer.hpp"
#include "yaml/scalars.hpp"
#include "yaml/source.hpp"

namespace ceremony::yaml {

/// An anchor, at its `&`.
[[nodiscard]] Outcome read_anchor(Source& source, Composer& composer);
/// An alias, at its `*`, as a value.
[[nodiscard]] Outcome read_alias(Source& source, Composer& composer, Context context);

/// A key, without its colon: a scalar. Errc::syntax for the rest.
[[nodiscard]] Result<Scalar> read_key(Source& source, Context context);
/// At the colon of `key`. Errc::syntax when there are more than key_limit octets from its
/// beginning to here: white space counts.
[[nodiscard]] Outcome check_key_size(const Source& source, const Scalar& key);

/// Whether `key` is a merge key: `<<`, and not in quotes.
[[nodiscard]] bool is_merge_key(const Scalar& key) noexcept;
/// What a merge key brings: an alias, or aliases in brackets.
[[nodiscard]] Outcome read_merge_sources(Source& source, Composer& composer, Context context);

}  // namespace ceremony::yaml
