// SPDX-License-Identifier: BSD-3-Clause
//
// ids.hpp -- names for keys that are to be made: the same plan gives the same names.

#pragma once

#include <cstdint>
#include <optional>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "plan/chain_plan.hpp"
#include "recipe/recipe.hpp"

namespace ceremony::plan {

/// What tells a key from every other that a chain of ceremonies makes.
struct KeyOrigin {
    const recipe::Ceremony& ceremony;
    const dns::Name& zone;  ///< of a shared key the first
    recipe::KeyKind kind;
    std::uint32_t serial = 0;  ///< number within the plan, from 1
};

/// The CKA_ID of such a key: the first 16 octets of the SHA-256 of the fields chain (text),
/// sequence, attempt (32 bits each), zone (wire form), flags (16 bits), algorithm (8 bits) and
/// serial number (32 bits), each behind its length as 16 bits, numbers big-endian.
[[nodiscard]] Result<Bytes> key_id(const KeyOrigin& origin);

/// Gives each key that is made here and has no ID one, and, where it has none, the label "ZONE
/// ROLE CHAIN-SEQUENCE-ATTEMPT-SERIAL". Serial numbers follow the order of zones and keys; equal
/// keys of several zones are one.
[[nodiscard]] Outcome name_keys(ChainPlan& plan, const recipe::Ceremony& ceremony);

/// An attempt at a ceremony of some chain.
struct Attempt {
    std::uint32_t sequence = 0;
    std::uint32_t attempt = 0;

    friend bool operator==(const Attempt&, const Attempt&) = default;
};

/// In which attempt of `chain` name_keys() gives a key this ID and this label; nothing when in
/// none. So nobody can pass another key off as one that an attempt made.
[[nodiscard]] Result<std::optional<Attempt>> named_in(const timeline::Key& key,
                                                      const recipe::Word& chain);

}  // namespace ceremony::plan
