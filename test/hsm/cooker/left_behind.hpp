// SPDX-License-Identifier: BSD-3-Clause
//
// left_behind.hpp -- what a run of `cooker cook` left behind, in its result and in its folder.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cooked/verify.hpp"
#include "hsm/cooker/bunker.hpp"

namespace ceremony::test {

/// What is wrong with a result.
inline std::vector<recipe::Violation> verdict(const recipe::Recipe& cooked) {
    cooked::VerifiedSignatures verified;
    return cooked::verify(cooked, {}, verified);
}

/// The names in the folder that a finished or refused run must not leave.
inline std::vector<std::string> litter(const Bunker& bunker) {
    std::vector<std::string> found;
    for (const std::string& name : bunker.folder.names()) {
        if (name.ends_with(".part") || name.ends_with(".final") || name.ends_with(".journal") ||
            name.ends_with(".tmp")) {
            found.push_back(name);
        }
    }
    return found;
}

/// What stands in the files whose names begin so.
inline std::string text_of(const Bunker& bunker, std::string_view beginning) {
    std::string text;
    for (const std::string& name : bunker.folder.names()) {
        if (name.starts_with(beginning)) {
            text += slurp(bunker.folder / name);
        }
    }
    return text;
}

}  // namespace ceremony::test
