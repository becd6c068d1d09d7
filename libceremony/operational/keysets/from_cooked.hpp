// SPDX-License-Identifier: BSD-3-Clause
//
// from_cooked.hpp -- what a cooked recipe has for the consumer: key sets, private keys that
// travelled, keys that were made, the plan.
//
// A cooked recipe is taken apart here and nothing is verified: examine.hpp does that, and whoever
// has its word for the hash of a file need not have it again.

#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "crypto/digest.hpp"
#include "dns/dnskey.hpp"
#include "dns/ds.hpp"
#include "dns/name.hpp"
#include "keysets/keyset.hpp"
#include "plan/chain_plan.hpp"
#include "recipe/recipe.hpp"

namespace ceremony::keysets {

/// A private key that was exported for a site.
struct ExportedKey {
    std::size_t action = 0;          ///< its number in Recipe::actions
    recipe::KeyName name;            ///< its ID, and its label if this ceremony made it or says it
    dns::Dnskey dnskey;              ///< the public half, as a key of its zones
    std::vector<dns::Name> zones;    ///< those that it signs, or is in the set of; in order
    recipe::KeyName wrapping_key;    ///< what the recipe calls the key of the site
    std::optional<Bytes> transport;  ///< that key (RFC 3110); nothing: the recipe does not say
    std::optional<recipe::OaepHash> hash;  ///< nothing: the recipe does not say
    Bytes blob;

    friend bool operator==(const ExportedKey&, const ExportedKey&) = default;
};

/// A KSK that this ceremony made.
struct GeneratedKsk {
    dns::Name zone;
    dns::Ds ds;

    friend bool operator==(const GeneratedKsk&, const GeneratedKsk&) = default;
};

struct Contents {
    crypto::Sha256 file{};
    std::optional<recipe::Ceremony> ceremony;
    std::vector<Keyset> keysets;        ///< by zone, track, stage and time
    std::vector<ExportedKey> exported;  ///< in the order of the file
    std::vector<GeneratedKsk> generated;
    /// Without slots, and with the public keys that came to light; nothing: there is no plan.
    std::optional<plan::ChainPlan> plan;

    /// The plan of a zone; null when there is none.
    [[nodiscard]] const timeline::ZonePlan* plan_of(const dns::Name& zone) const;
};

/// Errc::refused, with the path, for a set or an export without results, for a key of which
/// nothing says which public key it is, and as plan::keys_from_recipe().
[[nodiscard]] Result<Contents> from_cooked(const recipe::Recipe& cooked,
                                           const crypto::Sha256& file);

}  // namespace ceremony::keysets
