// SPDX-License-Identifier: BSD-3-Clause
//
// review_findings.hpp -- what the parts of guard_review.hpp have to say, each thing once.

#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "cooker/confirm.hpp"
#include "recipe/key_use.hpp"
#include "recipe/violation.hpp"

namespace ceremony::cooker {

/// What the guard has to say about a recipe.
struct Review {
    std::vector<recipe::Violation> refusals;
    std::vector<Question> questions;
    std::vector<std::string> notes;  ///< lines for everybody
};

class ReviewFindings {
public:
    /// A refusal. One with a reason that was told before is counted at the first place.
    void refuse(std::optional<std::size_t> action, std::string path, std::string reason);
    void refuse(const recipe::KeyUse& use, std::string reason) {
        refuse(use.action, recipe::path_of(use), std::move(reason));
    }
    /// A refusal that is told at its own place, although others have the same reason.
    void refuse_each(std::size_t action, std::string path, std::string reason);

    /// A question; the same one is asked once, however often its cause stands in the recipe.
    void ask(Question question);

    void note(std::string line) { review_.notes.push_back(std::move(line)); }

    /// All of it.
    [[nodiscard]] Review take() &&;

private:
    struct Told {
        std::size_t number = 0;  // of its violation
        std::size_t places = 0;
    };

    Review review_;
    std::map<std::string, Told> told_;  // by their reasons
    std::set<std::string> asked_;
};

}  // namespace ceremony::cooker
