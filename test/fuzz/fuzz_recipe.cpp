// SPDX-License-Identifier: BSD-3-Clause
//
// A recipe that is read and written is read again as the same recipe, in v1.1 always and
// in v1.0 unless it has what v1.0 lacks; what breaks a rule can be told with its place.

#include <memory>
#include <string>

#include "fuzz/fuzz.hpp"
#include "json/parse.hpp"
#include "recipe/check.hpp"
#include "recipe/read.hpp"
#include "recipe/write.hpp"

namespace {

using namespace ceremony;

Result<recipe::Recipe> read(std::string text) {
    auto document = TRY(json::parse(std::move(text), "recipe.json"));
    return recipe::read_recipe(std::make_shared<const json::Document>(std::move(document)));
}

Bytes id_from_label(std::string_view label) {
    const ByteView octets = as_bytes(label.substr(0, 2));
    return {octets.begin(), octets.end()};
}

void check_rules(const std::string& text) {
    const auto document =
        std::make_shared<const json::Document>(json::parse(text, "recipe.json").value());
    const auto recipe = recipe::read_recipe(document);
    const auto violations = recipe::check(recipe.value(), {id_from_label, {}});
    const auto errors = recipe::to_errors(violations, *document);
    fuzz::hold(errors.size() == violations.size(), "each violation is told");
    for (const Error& error : errors) {
        fuzz::hold(error.place().has_value(), "a violation has a place");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(fuzz::text(data, size));
    const auto recipe = read(text);
    if (!recipe.ok()) {
        return 0;
    }
    const std::string written = recipe::write_recipe(recipe.value());
    const auto back = read(written);
    fuzz::hold(back.ok() && back.value() == recipe.value(), "v1.1 is read as what it was");
    fuzz::hold(recipe::write_recipe(back.value()) == written, "there is one form");
    const auto old = recipe::write_recipe_v1_0(recipe.value());
    if (old.ok()) {
        const auto old_back = read(old.value());
        fuzz::hold(old_back.ok(), "v1.0 is read");
        fuzz::hold(recipe::write_recipe_v1_0(old_back.value()).value() == old.value(),
                   "v1.0 has one form");
    }
    check_rules(text);
    return 0;
}
