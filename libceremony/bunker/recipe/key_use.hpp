// SPDX-License-Identifier: BSD-3-Clause
//
// key_use.hpp -- every place in an action where a key stands, and what is said about it.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "recipe/recipe.hpp"

namespace ceremony::recipe {

enum class Position : std::uint8_t {
    have,
    deletion,
    generation,
    keyset,
    signer,
    zone_signer,
    cds,
    import,
    exportation,
    wrapping
};

/// Does a key come into being there?
[[nodiscard]] constexpr bool makes_key(Position position) noexcept {
    return position == Position::generation || position == Position::import;
}

/// A key where it stands in a recipe, borrowed from the recipe.
struct KeyUse {
    std::size_t action = 0;
    Position position{};
    std::size_t element = 0;            ///< its number in the array it stands in
    const KeyName* name = nullptr;      ///< null for a key in full that is not imported
    const DirectKey* direct = nullptr;  ///< null for a key by reference
    std::optional<KeyKind> kind;        ///< none for a transport key

    std::uint32_t key = 0;      ///< the number of the key; KeyIndex sets this and the next
    bool is_ambiguous = false;  ///< a reference by a label alone that several keys have
};

/// The keys in the action with this number, in the order of the format.
[[nodiscard]] std::vector<KeyUse> uses_of(const Recipe& recipe, std::size_t action);

/// "actionParams.keyset[2].key"
[[nodiscard]] std::string path_of(const KeyUse& use);

/// A public key field that an action, or what came of it, states for the key that the action
/// is about.
struct KeyDataStatement {
    std::string_view path;
    const Bytes* data = nullptr;
};
/// At most two, borrowed from `action`.
[[nodiscard]] std::vector<KeyDataStatement> stated_key_data(const Action& action);

}  // namespace ceremony::recipe
