// SPDX-License-Identifier: BSD-3-Clause
//
// block.hpp -- the structure that lines and indentation make (YAML 1.2.2, chapter 8).

#pragma once

#include "base/result.hpp"
#include "yaml/composer.hpp"
#include "yaml/source.hpp"

namespace ceremony::yaml {

/// The one document of the text, from its first line to its last. Errc::syntax, also for
/// a text without a document; Errc::limit.
[[nodiscard]] Outcome read_document(Source& source, Composer& composer);

}  // namespace ceremony::yaml
