// SPDX-License-Identifier: BSD-3-Clause
//
// render.hpp -- a key set in the format of a target.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"
#include "consumer/announcements.hpp"
#include "keysets/keyset.hpp"
#include "policy/policy.hpp"
#include "signers/signconf.hpp"
#include "timeline/model.hpp"

namespace ceremony::consumer {

/// What is known of a zone when its key set is written down.
struct Material {
    const keysets::Keyset& keyset;
    const timeline::ZonePlan* plan = nullptr;  ///< null: there is none
    std::vector<signers::OnlineKey> online;    ///< ZSKs that are on the signer's token
    Course course;
};

/// The text of `material` for `target`. `present` is what the target holds, nothing when it is not
/// there; of a signer configuration all but the keys is taken from it, or else from the template
/// of the target. Errc::not_found: there is neither. Else as of the format (signers/) and of
/// reading the template.
[[nodiscard]] Result<std::string> render(const Material& material,
                                         const policy::Target& target,
                                         const std::optional<std::string>& present);

}  // namespace ceremony::consumer
