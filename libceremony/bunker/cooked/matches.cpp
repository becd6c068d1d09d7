// SPDX-License-Identifier: BSD-3-Clause

#include "cooked/matches.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "base/quote.hpp"
#include "encoding/hex.hpp"
#include "json/parse.hpp"
#include "json/print.hpp"
#include "recipe/read.hpp"
#include "recipe/write.hpp"

namespace ceremony::cooked {

namespace {

// Compares what was written of one part of both recipes.
class Comparison {
public:
    Comparison(std::optional<std::size_t> action, std::vector<recipe::Violation>& found)
        : action_(action), found_(found) {}

    void compare(json::Value cooked, json::Value approved, const std::string& path) {
        if (cooked.kind() != approved.kind()) {
            add(path, "not what was approved, " + std::string(json::to_string(approved.kind())));
        } else if (cooked.kind() == json::Kind::object) {
            compare_members(cooked, approved, path);
        } else if (cooked.kind() == json::Kind::array) {
            compare_elements(cooked, approved, path);
        } else if (json::print(cooked) != json::print(approved)) {
            add(path, "not what was approved, " + scalar_text(approved));
        }
    }

private:
    static std::string scalar_text(json::Value value) {
        if (value.kind() == json::Kind::text) {
            return quote(value.text());
        }
        std::string text = json::print(value);
        text.pop_back();  // the line end
        return text;
    }

    static std::string step(const std::string& path, std::string_view name) {
        return path.empty() ? std::string(name) : path + "." + std::string(name);
    }

    void compare_members(json::Value cooked, json::Value approved, const std::string& path) {
        for (const json::Member member : cooked.members()) {
            const std::string there = step(path, member.name.text());
            const std::optional<json::Value> other = approved.find(member.name.text());
            if (other) {
                compare(member.value, *other, there);
            } else {
                add(there, "was not approved");
            }
        }
        for (const json::Member member : approved.members()) {
            if (!cooked.find(member.name.text())) {
                add(step(path, member.name.text()), "missing, but was approved");
            }
        }
    }

    void compare_elements(json::Value cooked, json::Value approved, const std::string& path) {
        const json::Elements here = cooked.elements();
        const json::Elements there = approved.elements();
        auto other = there.begin();
        std::size_t number = 0;
        for (const json::Value element : here) {
            const std::string place = path + "[" + std::to_string(number++) + "]";
            if (other == there.end()) {
                add(place, "was not approved");
            } else {
                compare(element, *other, place);
                ++other;
            }
        }
        if (other != there.end()) {
            add(path, std::to_string(there.size()) + " elements were approved");
        }
    }

    void add(const std::string& path, std::string reason) {
        found_.push_back({action_, path, std::move(reason)});
    }

    std::optional<std::size_t> action_;
    std::vector<recipe::Violation>& found_;
};

json::Document written(const recipe::Recipe& recipe) {
    // What was written can be read.
    return json::parse(recipe::write_recipe(recipe), "recipe").value();
}

recipe::Recipe only(const recipe::Preamble& preamble) {
    recipe::Recipe recipe;
    recipe.preamble = preamble;
    return recipe;
}

recipe::Recipe only(const recipe::Action& action) {
    recipe::Recipe recipe;
    recipe.actions.push_back(action);
    return recipe;
}

json::Value body_of(const json::Document& document) {
    return *document.root().find("recipe");
}

void compare_preambles(const recipe::Recipe& cooked,
                       const recipe::Recipe& approved,
                       std::vector<recipe::Violation>& found) {
    recipe::Preamble preamble = cooked.preamble;
    preamble.cooked.reset();
    preamble.cooked_timestamp.reset();
    if (preamble == approved.preamble) {
        return;
    }
    const json::Document here = written(only(preamble));
    const json::Document there = written(only(approved.preamble));
    Comparison(std::nullopt, found)
        .compare(*body_of(here).find("preamble"), *body_of(there).find("preamble"), "");
}

void compare_actions(const recipe::Recipe& cooked,
                     const recipe::Recipe& approved,
                     std::vector<recipe::Violation>& found) {
    for (std::size_t i = 0; i < cooked.actions.size(); ++i) {
        if (i >= approved.actions.size()) {
            found.push_back({i, "", "was not approved"});
            continue;
        }
        recipe::Action action = cooked.actions[i];
        std::visit([](auto& params) { params.cooked.reset(); }, action.params);
        if (action != approved.actions[i]) {
            const json::Document here = written(only(action));
            const json::Document there = written(only(approved.actions[i]));
            Comparison(i, found).compare(*recipe::action_values(here).begin(),
                                         *recipe::action_values(there).begin(), "");
        }
    }
}

}  // namespace

std::vector<recipe::Violation> differences(const recipe::Recipe& cooked,
                                           const recipe::Recipe& approved,
                                           const crypto::Sha256& approved_sha256) {
    std::vector<recipe::Violation> found;
    const std::optional<recipe::Cooked>& made = cooked.preamble.cooked;
    if (made && made->recipe != approved_sha256) {
        found.push_back(
            {std::nullopt, "cooked.recipeSha256",
             "the hash of the approved recipe is " + encoding::encode_hex(approved_sha256)});
    }
    compare_preambles(cooked, approved, found);
    if (cooked.actions.size() < approved.actions.size()) {
        found.push_back({cooked.actions.size(), "",
                         "missing: " + std::to_string(approved.actions.size()) +
                             " actions were approved, " + std::to_string(cooked.actions.size()) +
                             " are here"});
    }
    compare_actions(cooked, approved, found);
    return found;
}

}  // namespace ceremony::cooked
