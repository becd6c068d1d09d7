// SPDX-License-Identifier: BSD-3-Clause
//
// previous.hpp -- does a recipe follow this cooked recipe, in its line of ceremonies?

#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "crypto/digest.hpp"
#include "dns/dnskey.hpp"
#include "dns/rrset.hpp"
#include "dns/rrsig.hpp"
#include "recipe/recipe.hpp"
#include "recipe/violation.hpp"

namespace ceremony::cooked {

/// What is claimed to be the cooked recipe of the ceremony before.
struct PreviousFile {
    const recipe::Recipe& recipe;
    recipe::SpecVersion version = recipe::SpecVersion::v1_1;
    crypto::Sha256 sha256{};  ///< of the file
};

/// May it come from a rehearsal? In a rehearsal it may.
enum class Rehearsals : std::uint8_t {
    refused,
    accepted
};

/// A set that may be the last one in service before the sets of the next ceremony.
struct LastSet {
    /// A DNSKEY of it and the good signature that it made over it.
    struct Signer {
        dns::Dnskey key;
        dns::Rrsig rrsig;
    };

    std::size_t action = 0;
    std::uint16_t stage = 0;
    dns::Rrset set;
    std::vector<Signer> signers;
};

struct PreviousReview {
    std::vector<recipe::Violation> in_recipe;    ///< where the recipe does not follow the file
    std::vector<recipe::Violation> in_previous;  ///< where the file is not good
    bool is_rehearsal = false;                   ///< the file came from one
    /// Of each zone and each stage of its main track the set that ends last, by zone and stage.
    /// None when anything was found.
    std::vector<LastSet> last_sets;
};

/// Hash, chain and sequence fit, and the file is a complete and good cooked recipe (verify.hpp).
/// That the keys which signed its last sets are those of this token, whoever opened it finds out.
[[nodiscard]] PreviousReview review_previous(const recipe::Recipe& recipe,
                                             const PreviousFile& previous,
                                             Rehearsals rehearsals);

}  // namespace ceremony::cooked
