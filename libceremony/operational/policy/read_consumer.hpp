// SPDX-License-Identifier: BSD-3-Clause
//
// read_consumer.hpp -- the part of ceremony.yaml that says what the consumer does with results.

#pragma once

#include <optional>
#include <string_view>

#include "base/result.hpp"
#include "config/mapping.hpp"
#include "policy/policy.hpp"

namespace ceremony::policy {

/// The keys `store`, `trust`, `attest`, `clock` and `publish`. Errc::configuration, also for
/// two targets that are one file. A target of a zone that is none of configuration.zones is warned
/// of, unless there are none.
[[nodiscard]] Outcome read_consumer(config::Mapping& mapping, Configuration& configuration);

/// "signconf", "zone", "ds", "trust-anchor" or "json".
[[nodiscard]] std::string_view to_string(Format format) noexcept;
/// The format called `word`; nothing when there is none.
[[nodiscard]] std::optional<Format> format_from_text(std::string_view word) noexcept;

}  // namespace ceremony::policy
