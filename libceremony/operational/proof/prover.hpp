// SPDX-License-Identifier: BSD-3-Clause
//
// prover.hpp -- judges many zones, and those that are alike once.
//
// Zones of one policy that were signed for the first time by the same ceremony have the same slots,
// keys that play the same parts, and the same changes at the parent. The proof knows nothing else
// of a plan: not the zone's name, not which keys they are.

#pragma once

#include <vector>

#include "proof/proof.hpp"
#include "timeline/model.hpp"

namespace ceremony::proof {

/// Is everything the same that the proof looks at? Then it says the same of both, but for the name
/// of the zone in the sentence of a counter-example.
[[nodiscard]] bool is_alike(const timeline::ZonePlan& a, const timeline::ZonePlan& b);

/// prove() and steps_of(), which remember the last few plans that were not alike. Refers to all
/// plans that it was asked about.
class Prover {
public:
    [[nodiscard]] Verdict prove(const timeline::ZonePlan& plan);
    [[nodiscard]] std::vector<Step> steps_of(const timeline::ZonePlan& plan);

private:
    template <typename T>
    struct Known {
        const timeline::ZonePlan* plan = nullptr;
        T result;
    };

    template <typename T>
    [[nodiscard]] static const T* find(std::vector<Known<T>>& known,
                                       const timeline::ZonePlan& plan);
    template <typename T>
    static void remember(std::vector<Known<T>>& known, const timeline::ZonePlan& plan, T result);

    std::vector<Known<Verdict>> verdicts_;         ///< the last used one at the end
    std::vector<Known<std::vector<Step>>> steps_;  ///< as well
};

}  // namespace ceremony::proof
