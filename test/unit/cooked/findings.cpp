// SPDX-License-Identifier: BSD-3-Clause

#include "unit/cooked/findings.hpp"

#include <algorithm>
#include <set>
#include <vector>

#include "support/printing.hpp"
#include "support/vectors.hpp"
#include "unit/cooked/samples.hpp"

namespace ceremony::test {

namespace {

constexpr std::size_t most_findings = 10;

std::string numbered(const std::string& key, std::size_t number) {
    return number == 1 ? key : key + std::to_string(number);
}

// "path: reason", as far as the vector says it.
std::vector<std::string> expected_findings(const Vector& vector) {
    std::vector<std::string> findings;
    for (std::size_t i = 1; vector.has(numbered("path", i)); ++i) {
        findings.push_back(vector.text(numbered("path", i)) + ": " +
                           vector.text(numbered("reason", i)));
    }
    return findings;
}

// What is verified, as the file says it is.
cooked::Expectation expectation_of(const Vector& vector, const json::Document& document) {
    cooked::Expectation expected;
    if (vector.has("stage")) {
        REQUIRE(vector.text("stage") == "ready");
        expected.stage = cooked::Stage::ready;
    }
    if (document.root().find("recipeSpecVersion")->text() == "v1.0") {
        expected.version = recipe::SpecVersion::v1_0;
    }
    return expected;
}

void check_vector(const Vector& vector) {
    const CookedSample sample =
        cooked_sample(vector.text("base"), vector.has("edit") ? vector.text("edit") : "");
    cooked::VerifiedSignatures verified;
    const auto found =
        cooked::verify(sample.recipe, expectation_of(vector, *sample.document), verified);
    const std::vector<std::string> expected = expected_findings(vector);
    CHECK(expected.empty() == vector.expects_ok());

    std::vector<std::string> messages = sample.told(found);
    for (std::size_t i = 0; i < std::min(messages.size(), expected.size()); ++i) {
        messages[i] = messages[i].substr(0, expected[i].size());
    }
    CHECK(messages == expected);
}

}  // namespace

void check_findings(const std::string& file) {
    std::set<std::string> keys = {"base", "edit", "stage"};
    for (std::size_t i = 1; i <= most_findings; ++i) {
        keys.insert(numbered("path", i));
        keys.insert(numbered("reason", i));
    }
    for (const Vector& vector : read_vectors("cooked/" + file, keys)) {
        CAPTURE(vector.title());
        check_vector(vector);
    }
}

}  // namespace ceremony::test
