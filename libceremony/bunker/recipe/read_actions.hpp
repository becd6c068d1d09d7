// SPDX-License-Identifier: BSD-3-Clause
//
// read_actions.hpp -- one action of a recipe, with what came of it. For the readers in this
// folder only.
//
// The errors are those of read_values.hpp and read_key.hpp.

#pragma once

#include <optional>
#include <type_traits>
#include <utility>

#include "recipe/read_values.hpp"
#include "recipe/recipe.hpp"

namespace ceremony::recipe {

/// An element of `actions`.
[[nodiscard]] Result<Action> read_action(Input input);

/// What came of an action: an object that is not empty, or nothing.
using Results = std::optional<Input>;

/// The parameters of the action and its results; in read_keyset.cpp.
[[nodiscard]] Result<ActionParams> read_produce_signed_keyset(Object& params, Results cooked);

/// What `read`, a function from Object& to a Result, makes of the results, if there are any.
template <typename Read>
[[nodiscard]] auto read_results(Results cooked, Read&& read) {
    using Made = std::decay_t<decltype(read(std::declval<Object&>()).value())>;
    using Return = Result<std::optional<Made>>;
    if (!cooked) {
        return Return(std::optional<Made>());
    }
    auto made = read_object(*cooked, read);
    return made.ok() ? Return(std::optional<Made>(std::move(made).value())) : Return(made.error());
}

}  // namespace ceremony::recipe
