// SPDX-License-Identifier: BSD-3-Clause
//
// site.hpp -- what the configuration says that all commands need.

#pragma once

#include <set>

#include "base/result.hpp"
#include "consumer/options.hpp"
#include "dns/name.hpp"
#include "keysets/select.hpp"
#include "keysets/state.hpp"
#include "policy/configuration.hpp"
#include "policy/policy.hpp"
#include "program/program.hpp"

namespace ceremony::consumer {

/// The configuration that -c names, or else that which is found; one that lies here counts when it
/// belongs to the caller and nobody else may write to it. Errc::configuration, also when
/// it has a target in the store; errors of policy::load_configuration().
[[nodiscard]] Result<policy::Configuration> configuration_of(const Options& options,
                                                             policy::Places places = {});

/// The same for a command, which prints the name of the file, its hash in digits and words, and its
/// warnings to program.err; only with --nagios it does not. The folder may be one that somebody
/// brought, as on a USB stick: for import and publish, which open a token and run programs, a file
/// that lies here and that nobody named counts once a person has confirmed it. Errc::refused:
/// nobody has.
[[nodiscard]] Result<policy::Configuration> use_configuration(const Options& options,
                                                              const program::Program& program,
                                                              policy::Places places = {});

/// The zones of this host: those that it names, to be planned, published or trusted. Empty when it
/// names none.
[[nodiscard]] std::set<dns::Name> zones_of(const policy::Configuration& configuration);

/// Is it a zone of this host: does the configuration name it, or has the store something of it?
/// When neither names any, all are. Errc::usage, with the nearest one.
[[nodiscard]] Outcome check_is_here(const dns::Name& zone,
                                    const policy::Configuration& configuration,
                                    const keysets::State& state);

/// What holds for sets of `zone` that have no plan.
[[nodiscard]] keysets::Customs customs_of(const policy::Configuration& configuration,
                                          const dns::Name& zone);

/// The name of a zone, with or without its last dot. Errc::usage.
[[nodiscard]] Result<dns::Name> zone_from_argument(const std::string& text);

/// `hex ...`, `base64 ...` or `str ...`; the word may not be missing. Errc::usage, with what to
/// say.
[[nodiscard]] Result<Bytes> key_id_from_argument(const std::string& text);

/// What helps who did not quote a DS.
inline constexpr const char* one_argument =
    "a DS is one argument; quote it: \"12345 13 2 ABCD...\"";

/// A DS record's RDATA. Errc::usage.
[[nodiscard]] Result<dns::Ds> ds_from_argument(const std::string& text);

}  // namespace ceremony::consumer
