// SPDX-License-Identifier: BSD-3-Clause

#include "proof/prover.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace ceremony::proof {

namespace {

using timeline::Key;
using timeline::Slot;
using timeline::ZonePlan;

// So many kinds of zones may take turns.
constexpr std::size_t most_known = 16;

bool is_alike(const Key& a, const Key& b) {
    return a.role == b.role && a.algorithm == b.algorithm && a.listed_until == b.listed_until;
}

// All but the CDS sets, which no validator looks at.
bool is_alike(const Slot& a, const Slot& b) {
    return a.from == b.from && a.until == b.until && a.inception == b.inception &&
           a.expiration == b.expiration && a.ttl == b.ttl && has_same_keys(a, b);
}

template <typename T>
bool are_alike(const std::vector<T>& a, const std::vector<T>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const T& one, const T& other) { return is_alike(one, other); });
}

}  // namespace

bool is_alike(const ZonePlan& a, const ZonePlan& b) {
    return a.timing == b.timing && a.strict == b.strict && a.handover_until == b.handover_until &&
           a.ds_before == b.ds_before && a.ds_changes == b.ds_changes &&
           are_alike(a.keys, b.keys) && are_alike(a.slots, b.slots) &&
           are_alike(a.slots_before, b.slots_before);
}

template <typename T>
const T* Prover::find(std::vector<Known<T>>& known, const ZonePlan& plan) {
    const auto found = std::find_if(known.rbegin(), known.rend(), [&plan](const Known<T>& one) {
        return proof::is_alike(*one.plan, plan);
    });
    if (found == known.rend()) {
        return nullptr;
    }
    std::rotate(found.base() - 1, found.base(), known.end());
    return &known.back().result;
}

template <typename T>
void Prover::remember(std::vector<Known<T>>& known, const ZonePlan& plan, T result) {
    if (known.size() == most_known) {
        known.erase(known.begin());
    }
    known.push_back({&plan, std::move(result)});
}

Verdict Prover::prove(const ZonePlan& plan) {
    if (const Verdict* known = find(verdicts_, plan)) {
        return *known;
    }
    Verdict verdict = proof::prove(plan);
    if (verdict.is_safe()) {  // else it names the zone
        remember(verdicts_, plan, verdict);
    }
    return verdict;
}

std::vector<Step> Prover::steps_of(const ZonePlan& plan) {
    if (const std::vector<Step>* known = find(steps_, plan)) {
        return *known;
    }
    std::vector<Step> steps = proof::steps_of(plan);
    remember(steps_, plan, steps);
    return steps;
}

}  // namespace ceremony::proof
