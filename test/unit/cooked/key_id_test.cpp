// SPDX-License-Identifier: BSD-3-Clause

#include "cooked/key_id.hpp"

#include "support/printing.hpp"
#include "support/vectors.hpp"

using namespace ceremony;

TEST_CASE("key_id: an ID from a label is the first half of its SHA-256", "[cooked][key_id]") {
    for (const auto& vector : test::read_vectors("cooked/key_id.vec", {"label", "id"})) {
        CAPTURE(vector.title());
        CHECK(cooked::id_from_label(vector.text("label")) == vector.hex("id"));
    }
}
