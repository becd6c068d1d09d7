// SPDX-License-Identifier: BSD-3-Clause
//
// manifest.hpp -- what a bunker signs to make a cooked recipe its own: the hash of the file,
// of the recipe it came from, and of its actions, one by one.
//
//     {
//       "sha256": "ca99...",
//       "recipeSha256": "1f0e...",
//       "chain": "nl-registry",
//       "sequence": 12,
//       "attempt": 1,
//       "actionsRoot": "77c2..."
//     }
//
// `actionsRoot` is a Merkle tree hash (RFC 9162, section 2.1.1) over the octets of the elements
// of `actions` in the file: against it a single action can be proven to those who may not see
// the others. A recipe that stands in no line of ceremonies has no chain, sequence and attempt.

#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/result.hpp"
#include "crypto/digest.hpp"
#include "json/document.hpp"
#include "recipe/recipe.hpp"

namespace ceremony::cooked {

struct Manifest {
    /// Which ceremony of which line; a recipe need not stand in one.
    struct Ceremony {
        recipe::Word chain;
        std::uint32_t sequence = 1;
        std::uint32_t attempt = 1;

        friend bool operator==(const Ceremony&, const Ceremony&) = default;
    };

    crypto::Sha256 file{};
    crypto::Sha256 recipe{};
    std::optional<Ceremony> ceremony;
    crypto::Sha256 actions_root{};

    friend bool operator==(const Manifest&, const Manifest&) = default;
};

/// The manifest of a final file. REQUIRES: `cooked` was read from `document`. Errc::semantics
/// when it was not cooked, or is not complete; Errc::internal: OpenSSL had no memory.
[[nodiscard]] Result<Manifest> make_manifest(const json::Document& document,
                                             const recipe::Recipe& cooked);

/// Its text, in one form.
[[nodiscard]] std::string write_manifest(const Manifest& manifest);

/// Reads it back from the text called `name`; spelling does not count. Errc::syntax,
/// Errc::semantics and Errc::limit as the readers in recipe/ have it: members that are not
/// known are refused, and of those of the ceremony there are all or none.
[[nodiscard]] Result<Manifest> read_manifest(std::string text, std::string name);

}  // namespace ceremony::cooked
