// SPDX-License-Identifier: BSD-3-Clause
//
// transport_key.hpp -- the RSA keys that ZSKs travel under to this site: made or found on its
// token, and their public parts written down.

#pragma once

#include "base/result.hpp"
#include "planner/options.hpp"
#include "program/program.hpp"

namespace ceremony::planner {

/// For each key under `transport:` finds it on the token `default` by its label (and `ckaid`), or
/// makes it, not extractable; writes its PEM to `public-key` unless that holds it already, and the
/// SHA-256 of its RFC 3110 field, which the guard of the bunker names, to program.out. Errc::
/// configuration when there is no key or no token; Errc::refused when the file holds another key,
/// or the key on the token is none to unwrap with. Errors of the token and of writing.
[[nodiscard]] Outcome transport_key(const Options& options, const program::Program& program);

}  // namespace ceremony::planner
