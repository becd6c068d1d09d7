// SPDX-License-Identifier: BSD-3-Clause
//
// key_index.hpp -- which places in a recipe mean the same key, and what the recipe says
// about each key.
//
// A key has a number. References with the same store and ID are one key; a reference by
// label alone is the key that has this label in the same store somewhere else in the recipe,
// else a key of its own; a key in full is the key of which the recipe states the same
// algorithm, role and data, else a key of its own. That an ID and a label which stand nowhere
// together belong to one object of a token, only the token knows: see check.hpp.
//
// Time grows as n log n with the keys in the recipe, whatever their names are.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "recipe/key_use.hpp"
#include "recipe/recipe.hpp"

namespace ceremony::recipe {

/// The CKA_ID of a key that is made with a label only: the first 16 octets of the label's
/// SHA-256. The caller brings it, there is no cryptography here.
using IdFromLabel = Bytes (*)(std::string_view label);

/// What a recipe says about a key. Numbers are those of actions, the first in the file each.
struct KeyFacts {
    std::size_t first_use = 0;
    std::optional<KeyKind> kind;  ///< as first used, revoked or not; none: a transport key
    std::string_view label;       ///< the first it is called by beside its ID
    const Bytes* data = nullptr;  ///< the public key field, as first stated
    std::optional<std::size_t> made_by;
    std::optional<std::size_t> deleted_by;
    std::optional<std::size_t> exported_by;
    bool exportable = false;  ///< generated here so that it can be exported
};

/// `kind` with a revoked KSK as the KSK that it was.
[[nodiscard]] KeyKind unrevoked(KeyKind kind) noexcept;

class KeyIndex {
public:
    /// Refers to `recipe`, which must outlive it and stay where it is.
    KeyIndex(const Recipe& recipe, IdFromLabel id_from_label);

    /// Every place, in the order of the file; those of one action.
    [[nodiscard]] const std::vector<KeyUse>& uses() const noexcept { return uses_; }
    [[nodiscard]] std::span<const KeyUse> uses_of(std::size_t action) const;
    /// What is known of the key that stands there.
    [[nodiscard]] const KeyFacts& facts(const KeyUse& use) const { return facts_[use.key]; }

private:
    std::vector<KeyUse> uses_;
    std::vector<std::size_t> first_uses_;  // of each action, in uses_; then their number
    std::vector<KeyFacts> facts_;
};

}  // namespace ceremony::recipe
