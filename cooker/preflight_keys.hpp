// SPDX-License-Identifier: BSD-3-Clause
//
// preflight_keys.hpp -- the keys of a recipe on their tokens: do they work, may they be used
// so, can what is wanted be made? For preflight.cpp only.

#pragma once

#include "base/result.hpp"
#include "cooker/bench.hpp"
#include "cooker/findings.hpp"
#include "cooker/guard.hpp"
#include "cooker/keystore.hpp"
#include "cooker/settings.hpp"

namespace ceremony::cooker {

struct KeyExamination {
    const Bench& bench;
    const Guard& guard;
    Keystore& keystore;
    Findings& findings;
};

/// Every key, where it stands. Errors are those of the machine only.
[[nodiscard]] Outcome check_keys_on_tokens(const KeyExamination& examination);

/// The key that attests results is there and works, and the recipe does nothing with it.
[[nodiscard]] Outcome check_attest_key(const KeyExamination& examination, const AttestKey& key);

}  // namespace ceremony::cooker
