// SPDX-License-Identifier: BSD-3-Clause
//
// rules.hpp -- does a DS set lead to a DNSKEY set, and that to the signatures of a zone? Times do
// not matter here. For proof.hpp and its parts.

#pragma once

#include <optional>
#include <vector>

#include "proof/proof.hpp"
#include "timeline/model.hpp"

namespace ceremony::proof {

/// The rules of one plan.
class Rules {
public:
    /// Refers to `plan`.
    explicit Rules(const timeline::ZonePlan& plan) noexcept : plan_(plan) {}

    /// What is wrong with a DS set, which is not empty, and a DNSKEY set; null: there is none.
    [[nodiscard]] std::optional<Fault> fault_of(const timeline::DsSet& ds,
                                                const timeline::Slot* keys) const;

    /// What is wrong with a DNSKEY set and the keys that signed the zone; null: none did.
    [[nodiscard]] std::optional<Fault> fault_of(const timeline::Slot& keys,
                                                const timeline::Slot* zone) const;

private:
    [[nodiscard]] dns::Algorithm algorithm_of(timeline::KeyIndex key) const {
        return plan_.keys[key].algorithm;
    }

    const timeline::ZonePlan& plan_;
};

}  // namespace ceremony::proof
