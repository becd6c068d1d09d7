// SPDX-License-Identifier: BSD-3-Clause
//
// reviewed.hpp -- the recipe of recipes.hpp held against a guard, and what came of it in words.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cooked/key_id.hpp"
#include "cooker/guard_review.hpp"
#include "unit/cooker/recipes.hpp"

namespace ceremony::test {

inline const recipe::Recipe& plain() {
    static const recipe::Recipe recipe = everything();
    return recipe;
}

inline cooker::Review reviewed(const cooker::Guard& guard,
                               const recipe::Recipe& recipe,
                               cooker::Previous previous = cooker::Previous::absent) {
    const UtcTime now = must(UtcTime::from_text("2026-12-01"));
    return must(cooker::review(guard, recipe, {cooked::id_from_label, now, previous}));
}

/// "5 actionParams.ttl: reason", one a line.
inline std::string refusals(const cooker::Review& review) {
    std::string text;
    for (const recipe::Violation& violation : review.refusals) {
        text += (violation.action ? std::to_string(*violation.action) : "preamble") + " " +
                violation.path + ": " + violation.reason + "\n";
    }
    return text;
}

inline std::string refusals(const std::string& lines, std::string_view edits = "") {
    return edits.empty() ? refusals(reviewed(guard_of(lines), plain()))
                         : refusals(reviewed(guard_of(lines), everything(edits)));
}

inline std::vector<cooker::Subject> subjects(const cooker::Review& review) {
    std::vector<cooker::Subject> list;
    for (const cooker::Question& question : review.questions) {
        list.push_back(question.subject);
    }
    return list;
}

}  // namespace ceremony::test
