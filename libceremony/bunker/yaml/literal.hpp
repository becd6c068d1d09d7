// SPDX-License-Identifier: BSD-3-Clause
//
// literal.hpp -- literal block scalars (YAML 1.2.2, section 8.1.2).

#pragma once

#include "yaml/scalars.hpp"

namespace ceremony::yaml {

/// The literal block at its `|`, inside the collection that begins at `parent`; ends at
/// the beginning of the line behind the block. Errc::syntax for an indentation
/// indicator, for indentation that parsers take in two ways or that is missing, and for
/// a last line without line break.
[[nodiscard]] Result<Scalar> read_literal(Source& source, Column parent);

}  // namespace ceremony::yaml
