// SPDX-License-Identifier: BSD-3-Clause
//
// Whatever a cooked recipe holds, its verification ends, tells each finding with its place,
// and says the same of a good one once it is written and read again; what it took for known
// signatures changes nothing.

#include <algorithm>
#include <memory>
#include <string>

#include "cooked/manifest.hpp"
#include "cooked/matches.hpp"
#include "cooked/previous.hpp"
#include "cooked/verify.hpp"
#include "fuzz/fuzz.hpp"
#include "json/parse.hpp"
#include "recipe/read.hpp"
#include "recipe/write.hpp"

namespace {

using namespace ceremony;

struct File {
    std::shared_ptr<const json::Document> document;
    recipe::Recipe recipe;
};

Result<File> read(std::string text) {
    auto document =
        std::make_shared<const json::Document>(TRY(json::parse(std::move(text), "cooked.json")));
    auto recipe = TRY(recipe::read_recipe(document));
    return File{std::move(document), std::move(recipe)};
}

std::vector<recipe::Violation> verify(const recipe::Recipe& recipe,
                                      const cooked::Expectation& expected) {
    cooked::VerifiedSignatures verified;
    auto found = cooked::verify(recipe, expected, verified);
    fuzz::hold(cooked::verify(recipe, expected, verified) == found,
               "known signatures change nothing");
    return found;
}

// The recipe of the result differs from itself in nothing but the results.
void check_matches(const recipe::Recipe& cooked) {
    recipe::Recipe approved = cooked;
    approved.preamble.cooked.reset();
    approved.preamble.cooked_timestamp.reset();
    for (recipe::Action& action : approved.actions) {
        std::visit([](auto& params) { params.cooked.reset(); }, action.params);
    }
    const auto hash = cooked.preamble.cooked ? cooked.preamble.cooked->recipe : recipe::Sha256();
    fuzz::hold(cooked::differences(cooked, approved, hash).empty(), "it is its own recipe");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto file = read(std::string(fuzz::text(data, size)));
    if (!file.ok()) {
        return 0;
    }
    const auto& [document, recipe] = file.value();
    for (const auto version : {recipe::SpecVersion::v1_0, recipe::SpecVersion::v1_1}) {
        for (const auto stage : {cooked::Stage::ready, cooked::Stage::final_text}) {
            const auto found = verify(recipe, {stage, version});
            const auto errors = recipe::to_errors(found, *document);
            fuzz::hold(errors.size() == found.size(), "each finding is told");
            const auto again = read(recipe::write_recipe(recipe));
            fuzz::hold(again.ok() && verify(again.value().recipe, {stage, version}) == found,
                       "what was written is as good");
        }
    }
    check_matches(recipe);
    const auto manifest = cooked::make_manifest(*document, recipe);
    if (manifest.ok()) {
        const auto back = cooked::read_manifest(cooked::write_manifest(manifest.value()), "m");
        fuzz::hold(back.ok() && back.value() == manifest.value(), "a manifest is read again");
    }
    static_cast<void>(cooked::review_previous(recipe, {recipe, recipe::SpecVersion::v1_1, {}},
                                              cooked::Rehearsals::accepted));
    return 0;
}
