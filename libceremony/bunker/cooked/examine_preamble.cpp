// SPDX-License-Identifier: BSD-3-Clause

#include <set>

#include "base/quote.hpp"
#include "cooked/examination.hpp"

namespace ceremony::cooked {

namespace {

void examine_progress(const Examination& examination, const recipe::Cooked& cooked) {
    const bool is_final = examination.expected.stage == Stage::final_text;
    if (cooked.complete != is_final) {
        examination.add(
            std::nullopt, "cooked.complete",
            is_final ? "false: the ceremony was not finished" : "true, before the deletions");
    }
    if (examination.recipe.preamble.rehearsal && !cooked.rehearsal) {
        examination.add(std::nullopt, "cooked.rehearsal",
                        "false, though the recipe is for rehearsals only");
    }
}

void examine_tokens(const Examination& examination, const recipe::Cooked& cooked) {
    std::set<std::string_view> tokens;
    for (std::size_t i = 0; i < cooked.tokens.size(); ++i) {
        if (!tokens.insert(cooked.tokens[i].repository).second) {
            examination.add(
                std::nullopt, element_path("cooked.tokens", i),
                "a second token of the repository " + quote(cooked.tokens[i].repository));
        }
    }
    for (const recipe::KeyUse& use : examination.index.uses()) {
        // One finding a repository.
        if (use.name != nullptr && tokens.insert(use.name->store()).second) {
            examination.add(std::nullopt, "cooked.tokens",
                            "no token of the repository " + quote(use.name->store()));
        }
    }
}

}  // namespace

void examine_preamble(const Examination& examination) {
    if (!examination.is_v1_1()) {
        return;
    }
    const recipe::Preamble& preamble = examination.recipe.preamble;
    if (!preamble.cooked_timestamp) {
        examination.add(std::nullopt, "cooked_timestamp", "missing");
    }
    if (!preamble.cooked) {
        examination.add(std::nullopt, "cooked", "missing: the recipe was not carried out");
        return;
    }
    examine_progress(examination, *preamble.cooked);
    examine_tokens(examination, *preamble.cooked);
}

}  // namespace ceremony::cooked
