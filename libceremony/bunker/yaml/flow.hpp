// SPDX-License-Identifier: BSD-3-Clause
//
// flow.hpp -- sequences in brackets and mappings in braces, on one line (YAML
// 1.2.2, section 7.4).

#pragma once

#include "base/result.hpp"
#include "yaml/composer.hpp"
#include "yaml/source.hpp"

namespace ceremony::yaml {

/// The flow collection that begins at the cursor, at its `[` or `{`. Ends behind its
/// bracket or brace. Every key needs a colon, and no pair stands without braces.
/// Errc::syntax, Errc::limit.
[[nodiscard]] Outcome read_flow_collection(Source& source, Composer& composer);

}  // namespace ceremony::yaml
