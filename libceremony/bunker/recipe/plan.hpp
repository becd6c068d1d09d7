// SPDX-License-Identifier: BSD-3-Clause
//
// plan.hpp -- the planner's own data in a recipe: carried along, never obeyed.
//
// The bunker gives back the value it was given and reads of it only which keys exist or
// existed, to recognise their objects on a token and to keep away from their tags. That
// reading never fails: what has another shape than expected is passed over, so that the
// plan may grow while the bunker stays as it is.

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "dns/name.hpp"
#include "json/document.hpp"

namespace ceremony::recipe {

class Plan {
public:
    /// `object` is a value of `document`. Errc::syntax when it is not an object, Errc::limit
    /// when it is so deep that a recipe with it could be written, but not read back.
    [[nodiscard]] static Result<Plan> from_value(std::shared_ptr<const json::Document> document,
                                                 json::Value object);

    /// The object, valid as long as this Plan or a copy of it lives.
    [[nodiscard]] json::Value value() const noexcept { return object_; }

    /// Do both print the same?
    friend bool operator==(const Plan& a, const Plan& b);

private:
    Plan(std::shared_ptr<const json::Document> document, json::Value object) noexcept
        : document_(std::move(document)), object_(object) {}

    std::shared_ptr<const json::Document> document_;
    json::Value object_;
};

/// A key of which the plan knows.
struct PlannedKey {
    std::vector<dns::Name> zones;
    Bytes id;  ///< CKA_ID; empty when the plan does not say
    std::optional<std::uint16_t> tag;

    friend bool operator==(const PlannedKey&, const PlannedKey&) = default;
};

/// Of each element of `keys` its `zones`, `keyID` and `keyTag`, as far as they are there and
/// well-formed. Elements that have none of the three are left out.
[[nodiscard]] std::vector<PlannedKey> planned_keys(const Plan& plan);

}  // namespace ceremony::recipe
