// SPDX-License-Identifier: BSD-3-Clause
//
// guard_review.hpp -- a recipe held against the guard, before any token is opened.
//
// Every violation is found at once; one that stands in many places is told at the first,
// with their number. What the guard wants a person to say is a question. What only the
// token knows (the size of an RSA key there, which wrapping key it holds, whether a signer
// is extractable, which key is destroyed) is asked of the Guard in the preflight, with the
// questions of questions.hpp.
//
// Its parts are review_times.hpp, review_keys.hpp, review_direct_keys.hpp and review_cds.hpp;
// what is told once, review_findings.hpp decides.

#pragma once

#include <cstdint>
#include <optional>

#include "base/result.hpp"
#include "base/time.hpp"
#include "cooker/guard.hpp"
#include "cooker/review_findings.hpp"
#include "recipe/key_index.hpp"
#include "recipe/recipe.hpp"

namespace ceremony::cooker {

/// Was the cooked recipe of the ceremony before shown with --previous?
enum class Previous : std::uint8_t {
    absent,
    shown
};

struct ReviewContext {
    recipe::IdFromLabel id_from_label = nullptr;
    /// By the bunker's clock. Without it the clock is not asked: what people confirmed when a
    /// run began stays confirmed, however long it lies there.
    std::optional<UtcTime> now;
    Previous previous = Previous::absent;
};

/// What `guard` has to say about `recipe`. REQUIRES: context.id_from_label. Errc::internal.
[[nodiscard]] Result<Review> review(const Guard& guard,
                                    const recipe::Recipe& recipe,
                                    const ReviewContext& context);

}  // namespace ceremony::cooker
