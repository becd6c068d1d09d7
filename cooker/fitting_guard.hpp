// SPDX-License-Identifier: BSD-3-Clause
//
// fitting_guard.hpp -- a guard that lets one recipe pass, and as little else as possible.
//
// For `cooker init`. It is a proposal to be read by people: a guard that is taken over
// unread guards nothing.

#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"
#include "cooker/guard.hpp"
#include "recipe/recipe.hpp"

namespace ceremony::cooker {

/// What a recipe needs of a guard.
struct Needs {
    std::set<dns::Name> zones;
    std::set<dns::Algorithm> algorithms;
    std::optional<std::uint16_t> rsa_bits;  ///< of the smallest RSA zone key whose size is known
    std::int64_t validity_days = 1;         ///< rounded up, as the next two
    std::int64_t horizon_days = 1;
    std::int64_t ahead_days = 1;
    std::set<Sha256> wrapping_keys;
    bool unknown_wrapping_key = false;  ///< one is on the token, and the recipe says no more
    bool exports_generated = false;
    std::set<Bytes> exports_others;  ///< IDs of existing keys, then also of generated ones
    bool direct_keys = false;
    bool possession = true;  ///< every direct key comes with a proof
    CdsRule cds = CdsRule::deny;
    bool deletes = false;
    bool previous = false;
    bool rehearsal = false;
    std::set<std::string> stores;
};

/// `now` is this machine's clock. Errc::internal.
[[nodiscard]] Result<Needs> needs_of(const recipe::Recipe& recipe, UtcTime now);

/// The mapping `guard:` with a comment at each line, as YAML.
[[nodiscard]] std::string guard_yaml(const Needs& needs);

/// `text` as a YAML scalar: as it is where nothing in it could mean something else, in
/// single quotes otherwise. REQUIRES: no control characters.
[[nodiscard]] std::string yaml_scalar(std::string_view text);

}  // namespace ceremony::cooker
