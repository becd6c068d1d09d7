// SPDX-License-Identifier: BSD-3-Clause
//
// recipes.hpp -- recipes in tests: read from text, and changed in one place.

#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "json/document.hpp"
#include "recipe/recipe.hpp"

namespace ceremony::test {

/// The document called "recipe.json"; the test fails when `text` is not JSON.
std::shared_ptr<const json::Document> parse_recipe(std::string text);

/// What the reader makes of `text`.
Result<recipe::Recipe> read_recipe_text(std::string text);

/// `text` after the changes in `edits`, separated by " ;; ". A change is one of
///
///     remove PATH            a member or an element
///     set PATH JSON          another value
///     rename PATH NAME       a member
///     add PATH JSON          a member that was not there, the last of its object
///     duplicate PATH         an element, twice
///     swap PATH              an element and the next one
///     copy PATH FROM         the value that stands at FROM
///     replace PATH OLD NEW   in a text, its first OLD; neither has a blank
///     spoil PATH             in a text, the first character behind its last blank: base64
///                            there stays base64 of the same length
///
/// The test fails when one finds nothing to change.
std::string edited(std::string_view text, std::string_view edits);

/// The actions of one type, in their order.
template <typename Params>
std::vector<Params> actions_of(const recipe::Recipe& recipe) {
    std::vector<Params> found;
    for (const recipe::Action& action : recipe.actions) {
        if (const auto* params = std::get_if<Params>(&action.params)) {
            found.push_back(*params);
        }
    }
    return found;
}

}  // namespace ceremony::test
