// SPDX-License-Identifier: BSD-3-Clause

#include "unit/recipe/edits.hpp"

#include <algorithm>

#include "recipe/check.hpp"
#include "recipe/read.hpp"
#include "support/printing.hpp"
#include "support/recipes.hpp"
#include "support/vectors.hpp"

namespace ceremony::test {

namespace {

// The message says the place, the path and the reason, in this order.
void check_message(const Error& error, const Vector& vector) {
    CHECK(to_string(error.code()) == vector.expect());
    REQUIRE(error.place().has_value());
    const Place place = *error.place();
    const std::string where = "recipe.json:" + std::to_string(place.line) + ":" +
                              std::to_string(place.column) + ": " + vector.text("path") + ": ";
    CHECK(error.message().substr(0, where.size()) == where);
    const std::string& reason = vector.text("reason");
    CHECK(error.message().substr(std::min(where.size(), error.message().size()), reason.size()) ==
          reason);
}

std::string base_of(const Vector& vector) {
    return read_vector_file("recipe/accept/" + vector.text("base"));
}

// Long enough to differ where labels differ, and easy to foresee.
Bytes id_from_label(std::string_view label) {
    const ByteView octets = as_bytes(label);
    return {octets.begin(), octets.end()};
}

}  // namespace

void check_reading(const std::string& file) {
    for (const Vector& vector : read_vectors(file, {"base", "edit", "path", "reason", "same"})) {
        CAPTURE(vector.title());
        const std::string base = base_of(vector);
        const auto read = read_recipe_text(edited(base, vector.text("edit")));
        if (vector.expects_ok()) {
            CHECK((must(read) == must(read_recipe_text(base))) == !vector.has("same"));
        } else {
            REQUIRE_FALSE(read.ok());
            check_message(read.error(), vector);
        }
    }
}

void check_rules(const std::string& file) {
    for (const Vector& vector : read_vectors(file, {"base", "edit", "path", "reason", "ids"})) {
        CAPTURE(vector.title());
        const auto document = parse_recipe(edited(base_of(vector), vector.text("edit")));
        const auto recipe = must(recipe::read_recipe(document));
        recipe::CheckContext context{id_from_label, {}};
        if (vector.has("ids")) {
            context.exportable.insert(vector.hex("ids"));
        }
        const auto violations = recipe::check(recipe, context);
        const auto errors = recipe::to_errors(violations, *document);
        CHECK(errors.size() == (vector.expects_ok() ? 0 : 1));
        for (const Error& error : errors) {
            CAPTURE(error.message());
            check_message(error, vector);
        }
    }
}

}  // namespace ceremony::test
