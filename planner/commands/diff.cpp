// SPDX-License-Identifier: BSD-3-Clause

#include "planner/commands/diff.hpp"

#include <map>
#include <utility>

#include "base/quote.hpp"
#include "encoding/hex.hpp"
#include "json/parse.hpp"
#include "plan/from_recipe.hpp"
#include "planner/compared_actions.hpp"
#include "planner/compared_zones.hpp"
#include "planner/comparison.hpp"
#include "planner/page_facts.hpp"
#include "planner/replay.hpp"
#include "program/recipe_file.hpp"
#include "program/times.hpp"
#include "recipe/write.hpp"

namespace ceremony::planner {

namespace {

using timeline::ZonePlan;

std::string ceremony_text(const recipe::Preamble& preamble) {
    if (!preamble.ceremony) {
        return "none";
    }
    return preamble.ceremony->chain.text() + ", number " +
           std::to_string(preamble.ceremony->sequence) + ", attempt " +
           std::to_string(preamble.ceremony->attempt);
}

void compare_preambles(const recipe::Preamble& before,
                       const recipe::Preamble& after,
                       Lines& lines) {
    compare("description", quote(before.description), quote(after.description), lines);
    compare("planned at", program::short_text(before.timestamp),
            program::short_text(after.timestamp), lines);
    compare("ceremony", ceremony_text(before), ceremony_text(after), lines);
    const auto previous = [](const recipe::Preamble& preamble) {
        return preamble.ceremony && preamble.ceremony->previous
                   ? encoding::encode_hex(*preamble.ceremony->previous)
                   : std::string("none");
    };
    compare("ceremony before", previous(before), previous(after), lines);
}

// What no line has told.
Outcome compare_files(const Compared& before,
                      const Compared& after,
                      const OnlyIn& only_in,
                      Lines& lines) {
    const json::Document told =
        TRY(json::parse(recipe::write_recipe(with_told_of(before, after)), "the recipe before"));
    const json::Document all =
        TRY(json::parse(recipe::write_recipe(after.recipe), "the recipe after"));
    const auto other = first_difference(all.root(), told.root(), only_in);
    if (other) {
        lines.push_back((lines.empty() ? "The first difference is " : "Beside that, ") + *other);
    } else if (lines.empty()) {
        const json::Document old =
            TRY(json::parse(recipe::write_recipe(before.recipe), "the recipe before"));
        const auto untold = first_difference(all.root(), old.root(), only_in);
        lines.push_back(untold ? "The first difference is " + *untold
                               : "The files say the same, written in two ways");
    }
    return Nothing{};
}

std::map<std::string, Bytes> transport_keys(const recipe::Recipe& recipe) {
    std::map<std::string, Bytes> keys;
    for (const recipe::Action& action : recipe.actions) {
        if (const auto* import = std::get_if<recipe::ImportPublicKey>(&action.params)) {
            keys.emplace(quote(import->name.label()), import->key_data);
        }
    }
    return keys;
}

std::map<std::string, const ZonePlan*> zones_of(const plan::ChainPlan& plan) {
    std::map<std::string, const ZonePlan*> zones;
    for (const ZonePlan& zone : plan.zones) {
        zones.emplace(zone.zone.text(), &zone);
    }
    return zones;
}

}  // namespace

Outcome diff(const Options& options, const program::Program& program) {
    if (options.files.size() != 2) {
        return misused("diff compares two recipes: planner diff OLD.json NEW.json");
    }
    const program::RecipeFile before = TRY(program::read_recipe_file(options.files.front()));
    const program::RecipeFile after = TRY(program::read_recipe_file(options.files.back()));
    const plan::ChainPlan plan_before = TRY(plan::from_recipe(before.recipe).in(before.path));
    const plan::ChainPlan plan_after = TRY(plan::from_recipe(after.recipe).in(after.path));
    Lines lines;
    compare_preambles(before.recipe.preamble, after.recipe.preamble, lines);
    compare_tables("zone ", zones_of(plan_before), zones_of(plan_after), lines,
                   [&](const std::string& what, const ZonePlan* a, const ZonePlan* b) {
                       compare_zones(what.substr(5), *a, *b, lines);
                   });
    compare_tables("transport key ", transport_keys(before.recipe), transport_keys(after.recipe),
                   lines, [&](const std::string& what, const Bytes& a, const Bytes& b) {
                       compare(what, encoding::encode_hex(a), encoding::encode_hex(b), lines);
                   });
    const Compared one{before.recipe, plan_before};
    const Compared other{after.recipe, plan_after};
    for (std::string& line : differences_of_deeds(one, other)) {
        lines.push_back(std::move(line));
    }
    compare("events", joined(plan_before.events, event_text), joined(plan_after.events, event_text),
            lines);
    if (before.sha256 == after.sha256) {
        lines.emplace_back("The files are the same");
    } else {
        const OnlyIn only_in = {"only in " + quote(after.path), "only in " + quote(before.path)};
        TRY(compare_files(one, other, only_in, lines));
    }
    std::string text;
    for (const std::string& line : lines) {
        text += line + "\n";
    }
    return program.out(text);
}

}  // namespace ceremony::planner
