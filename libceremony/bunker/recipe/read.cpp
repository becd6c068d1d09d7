// SPDX-License-Identifier: BSD-3-Clause

#include "recipe/read.hpp"

#include "base/quote.hpp"
#include "recipe/read_actions.hpp"
#include "recipe/read_preamble.hpp"

namespace ceremony::recipe {

namespace {

Result<SpecVersion> read_version(json::Value value) {
    const std::string_view version = TRY(json::text_of(value));
    if (version == "v1.1") {
        return SpecVersion::v1_1;
    }
    if (version == "v1.0") {
        return SpecVersion::v1_0;
    }
    return value.fail(Errc::semantics, quote(version) + " is neither v1.0 nor v1.1");
}

Result<std::vector<Action>> read_action_array(Input array) {
    return read_each(array, read_action);
}

}  // namespace

Result<Recipe> read_recipe(const std::shared_ptr<const json::Document>& document) {
    return json::read_object(document->root(), [&](json::Fields& root) -> Result<Recipe> {
        const SpecVersion version = TRY(read_version(TRY(root.any("recipeSpecVersion"))));
        const auto read_body = [&](Object& body) -> Result<Recipe> {
            Recipe recipe;
            recipe.preamble = TRY(
                body.must("preamble", [&](Input input) { return read_preamble(input, document); }));
            recipe.actions = TRY(body.must("actions", read_action_array));
            return recipe;
        };
        const std::optional<json::Value> body = root.any_if_present("recipe");
        if (body) {
            return read_object(Input{*body, version}, read_body);
        }
        Object prototype(root, version);
        return read_body(prototype);
    });
}

json::Value body_of(const json::Document& document) noexcept {
    return document.root().find("recipe").value_or(document.root());
}

json::Elements action_values(const json::Document& document) noexcept {
    return body_of(document).find("actions")->elements();
}

}  // namespace ceremony::recipe
