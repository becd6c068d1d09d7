// SPDX-License-Identifier: BSD-3-Clause
//
// read_policy.hpp -- the mapping `kasp:` and the named policies of ceremony.yaml.

#pragma once

#include "base/result.hpp"
#include "json/document.hpp"
#include "policy/policy.hpp"

namespace ceremony::policy {

/// `base` with what `value` says in its place, key by key, however deep; the rest stays.
/// Errc::configuration.
[[nodiscard]] Result<Policy> read_policy(json::Value value, Policy base);

}  // namespace ceremony::policy
