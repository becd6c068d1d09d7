// SPDX-License-Identifier: BSD-3-Clause
//
// findings_of.hpp -- what `cooker check` finds to be wrong with a recipe.

#pragma once

#include <string>
#include <string_view>

#include "cooker/key_forms.hpp"
#include "hsm/cooker/bunker.hpp"

namespace ceremony::test {

/// "none", or all that was said. The token must be as before.
inline std::string problems_of(Bunker& bunker, const recipe::Recipe& recipe) {
    bunker.put(recipe);
    bunker.screen.clear();
    const auto before = bunker.inventory();
    const auto outcome = bunker.check();
    CHECK(bunker.inventory() == before);
    if (outcome.ok()) {
        return "none";
    }
    CHECK(outcome.error().code() == Errc::refused);
    return bunker.said_in_one_line();
}

inline bool has(const std::string& text, std::string_view part) {
    CAPTURE(text);
    const bool found = text.find(part) != std::string::npos;
    CHECK(found);
    return found;
}

/// The public key field of a P-256 key.
inline Bytes data_of(const pkcs11::KeyPair& pair) {
    return must(cooker::key_data_of(dns::Algorithm::ecdsap256sha256, pair.public_key()));
}

}  // namespace ceremony::test
