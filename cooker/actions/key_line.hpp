// SPDX-License-Identifier: BSD-3-Clause
//
// key_line.hpp -- a zone's key in a few words, the same in every step line.

#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "dns/dnskey.hpp"
#include "dns/name.hpp"

namespace ceremony::cooker {

/// "nl. KSK 53455"; of a key of several zones "nl. and 2 more KSK 53455", of one whose zone
/// nothing says "KSK 53455".
[[nodiscard]] std::string key_line(const std::vector<dns::Name>& zones, const dns::Dnskey& key);

/// The same, and its DS (SHA-256) in each of `zones`, a line each, for a person who decides what
/// becomes of it. Errc::internal.
[[nodiscard]] Result<std::vector<std::string>> key_and_ds_lines(const std::vector<dns::Name>& zones,
                                                                const dns::Dnskey& key);

}  // namespace ceremony::cooker
