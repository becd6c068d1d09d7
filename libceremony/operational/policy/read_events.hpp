// SPDX-License-Identifier: BSD-3-Clause
//
// read_events.hpp -- the list `events:` of ceremony.yaml: what people observed.

#pragma once

#include "base/result.hpp"
#include "json/document.hpp"
#include "policy/policy.hpp"

namespace ceremony::policy {

/// One element of the list: a mapping with one key, which says what was observed.
/// Errc::configuration.
[[nodiscard]] Result<Event> read_event(json::Value value);

}  // namespace ceremony::policy
