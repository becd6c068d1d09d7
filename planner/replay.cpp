// SPDX-License-Identifier: BSD-3-Clause

#include "planner/replay.hpp"

#include <utility>

#include "base/quote.hpp"
#include "cooked/matches.hpp"
#include "crypto/digest.hpp"
#include "json/parse.hpp"
#include "planner/make_recipe.hpp"
#include "planner/times.hpp"
#include "recipe/violation.hpp"
#include "recipe/write.hpp"

namespace ceremony::planner {

namespace {

std::string said(json::Value value) {
    switch (value.kind()) {
        case json::Kind::text:
            return quote(value.text());
        case json::Kind::integer:
            return std::to_string(value.integer());
        case json::Kind::boolean:
            return value.boolean() ? "true" : "false";
        case json::Kind::null:
        case json::Kind::array:
        case json::Kind::object:
            break;
    }
    return std::string(json::to_string(value.kind()));
}

std::optional<std::string> difference_of_arrays(json::Value theirs,
                                                json::Value ours,
                                                const OnlyIn& only_in) {
    const auto own = ours.elements();
    auto mine = own.begin();
    for (const json::Value element : theirs.elements()) {
        if (mine == own.end()) {
            return element.path() + ": " + only_in.theirs;
        }
        auto difference = first_difference(element, *mine, only_in);
        if (difference) {
            return difference;
        }
        ++mine;
    }
    if (mine != own.end()) {
        return (*mine).path() + ": " + only_in.ours;
    }
    return std::nullopt;
}

std::optional<std::string> difference_of_objects(json::Value theirs,
                                                 json::Value ours,
                                                 const OnlyIn& only_in) {
    const auto own = ours.members();
    auto mine = own.begin();
    for (const json::Member member : theirs.members()) {
        if (mine == own.end() || member.name.text() != (*mine).name.text()) {
            if (mine != own.end() && !theirs.find((*mine).name.text())) {
                return (*mine).name.path() + ": " + only_in.ours;
            }
            return member.name.path() + ": " +
                   (ours.find(member.name.text()) ? "at another place" : only_in.theirs);
        }
        auto difference = first_difference(member.value, (*mine).value, only_in);
        if (difference) {
            return difference;
        }
        ++mine;
    }
    if (mine != own.end()) {
        return (*mine).name.path() + ": " + only_in.ours;
    }
    return std::nullopt;
}

// What make_recipe() is told besides what the command line says.
Options options_for(const ShownPlan& shown, Options options) {
    options.description = shown.file.recipe.preamble.description;
    options.zones.clear();
    for (const timeline::ZonePlan& zone : shown.plan.zones) {
        if (!zone.slots.empty()) {
            options.zones.push_back(zone.zone.text());
        }
    }
    return options;
}

}  // namespace

std::optional<std::string> first_difference(json::Value theirs,
                                            json::Value ours,
                                            const OnlyIn& only_in) {
    if (theirs.kind() == json::Kind::array && ours.kind() == json::Kind::array) {
        return difference_of_arrays(theirs, ours, only_in);
    }
    if (theirs.kind() == json::Kind::object && ours.kind() == json::Kind::object) {
        return difference_of_objects(theirs, ours, only_in);
    }
    const bool are_texts = theirs.kind() == json::Kind::text && ours.kind() == json::Kind::text;
    const bool is_same = are_texts ? theirs.text() == ours.text()
                                   : theirs.kind() == ours.kind() && said(theirs) == said(ours);
    if (is_same) {
        return std::nullopt;
    }
    return theirs.path() + ": " + said(theirs) + " instead of " + said(ours);
}

Result<std::optional<std::string>> difference_from_own(const ShownPlan& shown,
                                                       const Options& options,
                                                       const policy::Configuration& configuration,
                                                       const program::Program& program) {
    const program::RecipeFile& file = shown.file;
    const recipe::Recipe recipe = TRY(make_recipe(options_for(shown, options), configuration,
                                                  times_of(file.recipe, shown.plan), program));
    std::string own = recipe::write_recipe(recipe);
    if (recipe::carries_results(file.recipe)) {
        // The hash that it names is what the file says of itself: the rest has to be the same, too.
        const crypto::Sha256 hash = TRY(crypto::sha256(as_bytes(own)));
        const auto found = cooked::differences(file.recipe, recipe, hash);
        return found.empty()
                   ? std::optional<std::string>()
                   : std::optional<std::string>("what was carried out was another recipe: " +
                                                recipe::to_error(found.front()).message());
    }
    if (own == file.document->text()) {
        return std::optional<std::string>();
    }
    const json::Document document = TRY(json::parse(std::move(own), "the own plan"));
    auto difference = first_difference(file.document->root(), document.root());
    return difference ? std::move(difference)
                      : std::optional<std::string>("written in another way");
}

}  // namespace ceremony::planner
