// SPDX-License-Identifier: BSD-3-Clause
//
// violation.hpp -- a rule that a recipe breaks: which, and where.

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "json/document.hpp"

namespace ceremony::recipe {

struct Violation {
    std::optional<std::size_t> action;  ///< its number in Recipe::actions, also of one that is
                                        ///< missing at their end; none: the preamble
    std::string path;  ///< from there: "actionParams.keyset[2].key"; a member may be absent
    std::string reason;

    friend bool operator==(const Violation&, const Violation&) = default;
};

/// "recipe.actions[3].actionParams.ttl: reason", for a recipe that has no text yet. The
/// errors here and below are Errc::refused.
[[nodiscard]] Error to_error(const Violation& violation);

/// The same with line and column in the document that the recipe was read from, in the order
/// of `violations`. Where a member is absent or spelled otherwise, the path ends at what
/// encloses it. It takes one walk through the text, however many violations there are.
/// REQUIRES: read_recipe() accepted `document`, and the actions are those of it, or
/// missing at their end.
[[nodiscard]] std::vector<Error> to_errors(const std::vector<Violation>& violations,
                                           const json::Document& document);

}  // namespace ceremony::recipe
