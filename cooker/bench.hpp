// SPDX-License-Identifier: BSD-3-Clause
//
// bench.hpp -- the keys of a recipe laid out: where each one is, and which public key it has.
//
// The preflight lays them out, the actions work with them. A key that was found is pinned:
// its name holds the public key, so that whatever is done later is done to that key or not
// at all.

#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "dns/dnskey.hpp"
#include "pkcs11/key.hpp"
#include "recipe/key_index.hpp"
#include "recipe/recipe.hpp"

namespace ceremony::cooker {

enum class Presence : std::uint8_t {
    direct,      ///< the recipe brings the public part; no token is concerned
    absent,      ///< it may be missing, and is
    present,     ///< on the token
    to_be_made,  ///< this run makes it, and has not yet
    made         ///< by this run
};

struct BenchKey {
    Presence presence = Presence::absent;
    std::size_t store = 0;  ///< its number in the Keystore, unless it is direct
    pkcs11::KeyName name;   ///< with the public key as soon as that is known
    Bytes data;             ///< its public key field (DNSKEY); empty until it is known

    /// On the token, whoever made it.
    [[nodiscard]] bool is_there() const noexcept {
        return presence == Presence::present || presence == Presence::made;
    }
};

class Bench {
public:
    /// Nothing is known yet of keys on tokens. `recipe` must outlive the Bench and stay where
    /// it is.
    explicit Bench(const recipe::Recipe& recipe);

    [[nodiscard]] const recipe::Recipe& recipe() const noexcept { return *recipe_; }
    [[nodiscard]] const recipe::KeyIndex& index() const noexcept { return index_; }

    [[nodiscard]] BenchKey& key(const recipe::KeyUse& use) { return keys_[use.key]; }
    [[nodiscard]] const BenchKey& key(const recipe::KeyUse& use) const { return keys_[use.key]; }

    /// The first place of each key, in the order of the file.
    [[nodiscard]] std::vector<recipe::KeyUse> first_uses() const;
    /// The zones of which the key that stands there is a key, as far as the recipe says:
    /// `owner`, and those of the sets in which it stands. In canonical order.
    [[nodiscard]] const std::vector<dns::Name>& zones(const recipe::KeyUse& use) const {
        return zones_[use.key];
    }

    /// The DNSKEY that the key is there, with the flags that it has there. Errc::internal:
    /// its public key is not known, or it is a transport key.
    [[nodiscard]] Result<dns::Dnskey> dnskey(const recipe::KeyUse& use) const;

private:
    const recipe::Recipe* recipe_;
    recipe::KeyIndex index_;
    std::vector<BenchKey> keys_;                 // by KeyUse::key
    std::vector<std::vector<dns::Name>> zones_;  // likewise
};

/// The only use at `position` of the action with this number. REQUIRES: there is one.
[[nodiscard]] const recipe::KeyUse& use_at(const Bench& bench,
                                           std::size_t action,
                                           recipe::Position position);

}  // namespace ceremony::cooker
