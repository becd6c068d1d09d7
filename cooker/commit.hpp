// SPDX-License-Identifier: BSD-3-Clause
//
// commit.hpp -- the result on the medium, then what cannot be taken back, then its name.
//
//     make_ready()    OUTPUT.part, verified as text that was read back; READY in the journal
//                     ---- the commit point: nothing is undone any more ----
//     complete()
//       destroy_keys()  what deleteKey names (destroy.hpp)
//       make_final()    OUTPUT.final, with the deletions; FINAL in the journal
//       finish()        OUTPUT, the attestation, the comparison of the tokens; END
//
// A run goes through all of them; `cooker resume` comes in where a journal ends. Each does
// again, without harm, what was done before it was interrupted.

#pragma once

#include <string>

#include "base/result.hpp"
#include "cooked/verified_signatures.hpp"
#include "cooked/verify.hpp"
#include "cooker/bench.hpp"
#include "cooker/journal.hpp"
#include "cooker/keystore.hpp"
#include "cooker/recipe_file.hpp"
#include "cooker/settings.hpp"
#include "cooker/transcript.hpp"
#include "recipe/recipe.hpp"

namespace ceremony::cooker {

/// What the steps share. After the commit point a transcript that cannot be written stops
/// nothing; `left_over` collects that and everything else that people have to look at.
struct Commitment {
    const Settings& settings;
    const RecipeFile& approved;
    const OutputFiles& files;
    Keystore& keystore;
    Journal& journal;
    Transcript& transcript;
    cooked::VerifiedSignatures& verified;
    recipe::Recipe& cooked;  ///< the recipe with what came of it
    std::vector<std::string>& left_over;

    /// Says it; when that fails, the run goes on all the same.
    void tell(const std::string& text) const;
    void tell_left_over(const std::string& text) const;
};

/// A complete result as text.
struct ResultText {
    std::string text;
    crypto::Sha256 sha256{};
    RecipeFile file;  ///< as it was read back from the text
};

/// The text of `cooked`, which says of itself that it is at `stage`. It was read back and is
/// the same, is good (cooked/verify.hpp), and is `approved` with results and nothing else.
/// Errc::crypto when it is not: then this program made a mistake.
[[nodiscard]] Result<ResultText> result_text(const recipe::Recipe& cooked,
                                             const RecipeFile& approved,
                                             cooked::Stage stage,
                                             cooked::VerifiedSignatures& verified);

/// Whether what was read from `file` is good at `stage` and belongs to `approved`: for results
/// that an earlier run left. Errc::crypto.
[[nodiscard]] Outcome expect_good(const recipe::Recipe& cooked,
                                  const RecipeFile& approved,
                                  cooked::Stage stage,
                                  cooked::VerifiedSignatures& verified);

/// `preamble.cooked` and the time of a result that is not complete yet. Errc::limit as now().
[[nodiscard]] Outcome sign_preamble(const Commitment& commitment, const crypto::Sha256& program);

[[nodiscard]] Outcome make_ready(const Commitment& commitment);
/// REQUIRES: destroy_keys() was called.
[[nodiscard]] Outcome make_final(const Commitment& commitment);
/// Errc::left_over when all is done but something is left for people.
[[nodiscard]] Outcome finish(const Commitment& commitment);

/// All that follows the commit point, from where the journal stands. Errc::left_over as
/// finish(), also when a deletion failed before the run was interrupted. Errc::undo_failed:
/// whatever the cause, the run is neither done nor undone, and `cooker resume` must follow.
/// REQUIRES: the journal is at Stage::destroying or Stage::finishing; `bench` is of the approved
/// recipe.
[[nodiscard]] Outcome complete(const Commitment& commitment, const Bench& bench);

}  // namespace ceremony::cooker
