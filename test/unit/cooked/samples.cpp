// SPDX-License-Identifier: BSD-3-Clause

#include "unit/cooked/samples.hpp"

#include "recipe/read.hpp"
#include "support/printing.hpp"
#include "support/recipes.hpp"
#include "support/vectors.hpp"

namespace ceremony::test {

CookedSample cooked_sample(const std::string& name, const std::string& edits) {
    std::string text = read_vector_file("cooked/" + name + ".json");
    if (!edits.empty()) {
        text = edited(text, edits);
    }
    auto document = parse_recipe(text);
    auto recipe = must(recipe::read_recipe(document));
    const auto sha256 = must(crypto::sha256(as_bytes(text)));
    return {std::move(text), std::move(document), std::move(recipe), sha256};
}

std::vector<std::string> CookedSample::told(
    const std::vector<recipe::Violation>& violations) const {
    std::vector<std::string> messages;
    for (const Error& error : recipe::to_errors(violations, *document)) {
        // "recipe.json:LINE:COLUMN: "
        messages.push_back(error.message().substr(error.message().find(": ") + 2));
    }
    return messages;
}

}  // namespace ceremony::test
