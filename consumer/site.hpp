// SPDX-License-Identifier: BSD-3-Clause
//
// site.hpp -- what the configuration says that all commands need.

#pragma once

#include <set>

#include "base/result.hpp"
#include "consumer/options.hpp"
#include "dns/name.hpp"
#include "keysets/select.hpp"
#include "policy/policy.hpp"

namespace ceremony::consumer {

/// The configuration that -c names, or else that which is found.
[[nodiscard]] Result<policy::Configuration> configuration_of(const Options& options);

/// The zones of this host: those that it names, to be planned, published or trusted. Empty when it
/// names none.
[[nodiscard]] std::set<dns::Name> zones_of(const policy::Configuration& configuration);

/// What holds for sets of `zone` that have no plan.
[[nodiscard]] keysets::Customs customs_of(const policy::Configuration& configuration,
                                          const dns::Name& zone);

/// The name of a zone, with or without its last dot. Errc::usage.
[[nodiscard]] Result<dns::Name> zone_from_argument(const std::string& text);

/// A DS record's RDATA. Errc::usage.
[[nodiscard]] Result<dns::Ds> ds_from_argument(const std::string& text);

}  // namespace ceremony::consumer
