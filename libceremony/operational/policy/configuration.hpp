// SPDX-License-Identifier: BSD-3-Clause
//
// configuration.hpp -- ceremony.yaml: which file it is, and what it says.
//
// It is understood completely or refused: every unknown key is an error that names the nearest
// one. The form of the prototype is read as it is (version: 0, no zones, one transport key).

#pragma once

#include <optional>
#include <string>

#include "base/read_file.hpp"
#include "base/result.hpp"
#include "dns/name.hpp"
#include "json/document.hpp"
#include "policy/policy.hpp"

namespace ceremony::policy {

/// What the document says; paths are as they are written. Errc::configuration, with the place.
[[nodiscard]] Result<Configuration> read_configuration(json::Value root);

/// Where a configuration is looked for, the first that exists.
struct Places {
    std::optional<std::string> named;  ///< by -c; then nothing else counts
    std::string local = "ceremony.yaml";
    std::string system = "/etc/ceremony/ceremony.yaml";
    /// What is asked of `local`, which the folder that one happens to be in has.
    ReadRules local_rules = {Links::follow, Writer::anyone};
};

/// Is there a file in one of the places? One that is named counts, whether it is there or not.
[[nodiscard]] bool has_configuration(const Places& places);

/// Reads the file. The names of files in it that are not absolute are taken from its folder.
/// Errc::configuration when there is none or something is wrong with it; Errc::not_found,
/// Errc::unreadable, Errc::refused (by places.local_rules) and Errc::limit as read_file().
[[nodiscard]] Result<Configuration> load_configuration(const Places& places);

/// The name of a chain of ceremonies that is called after `zone`: without its last dot, `root`
/// for the root. Errc::configuration when that cannot be the name of a chain.
[[nodiscard]] Result<recipe::Word> chain_of(const dns::Name& zone);

}  // namespace ceremony::policy
