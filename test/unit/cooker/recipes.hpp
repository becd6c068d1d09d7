// SPDX-License-Identifier: BSD-3-Clause
//
// recipes.hpp -- a recipe that uses everything, and a guard that lets it pass: for tests
// that change one thing.

#pragma once

#include <string>
#include <string_view>

#include "config/load.hpp"
#include "cooker/guard.hpp"
#include "support/printing.hpp"
#include "support/recipes.hpp"
#include "support/vectors.hpp"

namespace ceremony::test {

/// test/vectors/recipe/accept/everything.json without its proof of possession, which is
/// none, and with the changes that `edits` describes.
inline std::string everything_text(std::string_view edits = "") {
    std::string text = edited(read_vector_file("recipe/accept/everything.json"),
                              "remove recipe.actions[5].actionParams.keyset[2].key.possession");
    return edits.empty() ? text : edited(text, edits);
}

inline recipe::Recipe everything(std::string_view edits = "") {
    return must(read_recipe_text(everything_text(edits)));
}

/// The lines of a guard, one a line, that lets everything() pass on 2026-12-01.
inline const std::string fitting_lines =
    "zones: [example.]\n"
    "algorithms: [8, 13]\n"
    "rsa-min-bits: 2048\n"
    "max-validity: P59D\n"
    "max-horizon: P59D\n"
    "max-ahead: P90D\n"
    // openssl base64 -d | sha256sum of keyData in haveKey and importPublicKey
    "wrapping-keys: [76c13d4efe410adf9128d164a600fbea3639b71ca7d3b3c73a29c7b57b54be19, "
    "e837e0294f15e25accf2f7a85331071c204f1a9fec6ecdff09e6ed3ef938bcb3]\n"
    "export: generated\n"
    "direct-keys: [6c2cc1b9179516fa45994c468e994807f4b8a1b61843e4d16c96d45e369aaedf]\n"
    "possession: optional\n"
    "cds: any\n"
    "delete: allow\n"
    "previous: optional\n"
    "confirm: none\n";

/// A guard of these lines.
inline cooker::Guard guard_of(const std::string& lines) {
    std::string text = "guard:\n";
    std::size_t start = 0;
    while (start < lines.size()) {
        const std::size_t end = lines.find('\n', start) + 1;
        text += "  " + lines.substr(start, end - start);
        start = end;
    }
    const config::Loaded loaded = must(config::load(std::move(text), "c.yaml"));
    return must(cooker::read_guard(*loaded.root().find("guard")));
}

/// `lines` without the one that begins with `key`, or with `line` in its place.
inline std::string without(std::string_view key, const std::string& line = "") {
    std::string lines = fitting_lines;
    const std::size_t start = lines.find(std::string(key) + ":");
    REQUIRE(start != std::string::npos);
    const std::size_t size = lines.find('\n', start) + 1 - start;
    return lines.replace(start, size, line.empty() ? "" : line + "\n");
}

}  // namespace ceremony::test
