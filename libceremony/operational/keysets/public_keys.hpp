// SPDX-License-Identifier: BSD-3-Clause
//
// public_keys.hpp -- which public key each key of a cooked recipe is.
//
// Most are stated, or told by the results. What nobody tells, as in v1.0, follows where a DNSKEY
// record stands, and signs, in exactly the sets that one key was asked for. Where several keys go
// together always, nothing tells them apart.

#pragma once

#include <cstdint>
#include <map>

#include "base/bytes.hpp"
#include "recipe/key_index.hpp"
#include "recipe/recipe.hpp"

namespace ceremony::keysets {

class PublicKeys {
public:
    /// Refers to `cooked`, which must outlive it and stay where it is. What it answers is right
    /// when the recipe was verified.
    explicit PublicKeys(const recipe::Recipe& cooked);

    [[nodiscard]] const recipe::KeyIndex& index() const noexcept { return index_; }
    /// The public key field; null when nothing says which it is.
    [[nodiscard]] const Bytes* data_of(const recipe::KeyUse& use) const;

private:
    recipe::KeyIndex index_;
    std::map<std::uint32_t, Bytes> found_;  // by the number of the key
};

}  // namespace ceremony::keysets
