// SPDX-License-Identifier: BSD-3-Clause

#include <map>

#include "recipe/checks.hpp"

namespace ceremony::recipe {

namespace {

void check_identity(const Examination& examination, const KeyUse& use) {
    const KeyFacts& key = examination.index.facts(use);
    if (use.is_ambiguous) {
        examination.add(use, "several keys of the recipe have this label: say which by keyID");
    }
    if (key.kind != (use.kind ? std::optional(unrevoked(*use.kind)) : std::nullopt)) {
        examination.add(
            use, "another algorithm or other flags than this key has in " + name_of(key.first_use));
    }
    if (use.name != nullptr && !use.name->label().empty() && !key.label.empty() &&
        use.name->label() != key.label) {
        examination.add(use, "another label than this key has elsewhere in the recipe");
    }
}

void check_data(const Examination& examination, std::size_t action) {
    for (const KeyDataStatement& stated : stated_key_data(examination.recipe.actions[action])) {
        // The first key in an action is the one that its public keys are stated for.
        const KeyUse& use = examination.index.uses_of(action).front();
        if (*stated.data != *examination.index.facts(use).data) {
            examination.add(action, stated.path,
                            "another public key than this key has elsewhere in the recipe");
        }
    }
}

void check_deletion(const Examination& examination, const KeyUse& use) {
    const std::optional<std::size_t> deletion = examination.index.facts(use).deleted_by;
    if (deletion && deletion != use.action && use.position != Position::have) {
        examination.add(use, name_of(*deletion) + " deletes this key");
    }
}

// What is generated cannot be there. What is imported can, if it is the same.
void check_presence(const Examination& examination, const KeyUse& use) {
    const auto* have = std::get_if<HaveKey>(&examination.recipe.actions[use.action].params);
    const KeyFacts& key = examination.index.facts(use);
    if (have != nullptr && !have->relaxed && key.kind && key.made_by) {
        examination.add(use, "must exist, and " + name_of(*key.made_by) + " generates it");
    }
}

using Label = std::pair<std::string_view, std::string_view>;  // store and label

void check_making(const Examination& examination,
                  const KeyUse& use,
                  std::map<Label, std::size_t>& made) {
    const std::size_t maker = examination.index.facts(use).made_by.value_or(use.action);
    if (!makes_key(use.position)) {
        return;
    }
    if (maker != use.action) {
        examination.add(use, name_of(maker) + " makes a key with this keyID");
    } else if (!use.name->label().empty()) {
        const auto [place, is_new] =
            made.try_emplace({use.name->store(), use.name->label()}, use.action);
        if (!is_new) {
            examination.add(use, name_of(place->second) + " makes a key with this keyLabel");
        }
    }
}

}  // namespace

void check_keys(const Examination& examination) {
    std::map<Label, std::size_t> made;
    for (const KeyUse& use : examination.index.uses()) {
        check_identity(examination, use);
        check_deletion(examination, use);
        check_presence(examination, use);
        check_making(examination, use, made);
    }
    for (std::size_t action = 0; action < examination.recipe.actions.size(); ++action) {
        check_data(examination, action);
    }
}

}  // namespace ceremony::recipe
