// SPDX-License-Identifier: BSD-3-Clause

#include "recipe/key_index.hpp"

#include <deque>
#include <map>
#include <tuple>
#include <utility>

namespace ceremony::recipe {

namespace {

// Has it an ID, or will it get one from its label?
bool has_id(const KeyUse& use) {
    return use.name != nullptr && (!use.name->id().empty() || makes_key(use.position));
}

bool has_label_only(const KeyUse& use) {
    return use.name != nullptr && !has_id(use);
}

// Finds out what is the same key, in steps: each needs the keys of the steps before.
class Matching {
public:
    Matching(std::vector<KeyFacts>& facts, IdFromLabel id_from_label)
        : facts_(facts), id_from_label_(id_from_label) {}

    void match_id(KeyUse& use) {
        const std::string_view label = use.name->label();
        std::string_view id = as_text(use.name->id());
        if (id.empty()) {
            id = as_text(made_ids_.emplace_back(id_from_label_(label)));
        }
        const auto [place, is_new] = ids_.try_emplace({use.name->store(), id});
        if (is_new) {
            place->second = new_key(use);
        }
        use.key = place->second;
        if (label.empty()) {
            return;
        }
        Label& named =
            labels_.try_emplace({use.name->store(), label}, Label{use.key, false}).first->second;
        named.is_shared |= named.key != use.key;
        if (facts_[use.key].label.empty()) {
            facts_[use.key].label = label;
        }
    }

    void match_label(KeyUse& use) {
        const auto [place, is_new] = labels_.try_emplace({use.name->store(), use.name->label()});
        if (is_new) {
            place->second.key = new_key(use);
        }
        use.key = place->second.key;
        use.is_ambiguous = place->second.is_shared;
    }

    void add_facts(const KeyUse& use, const Action& action) {
        const auto set = [&use](bool applies, std::optional<std::size_t>& number) {
            if (applies) {
                number = number.value_or(use.action);
            }
        };
        KeyFacts& key = facts_[use.key];
        set(makes_key(use.position), key.made_by);
        set(use.position == Position::deletion, key.deleted_by);
        set(use.position == Position::exportation, key.exported_by);
        const auto* generation = std::get_if<GenerateKey>(&action.params);
        key.exportable |= generation != nullptr && generation->exportable;
        if (use.position != Position::wrapping && key.data == nullptr) {
            const auto statements = stated_key_data(action);
            key.data = statements.empty() ? nullptr : statements.front().data;
        }
        if (key.data != nullptr && key.kind) {
            materials_.try_emplace(material_of(*key.kind, *key.data), use.key);
        }
    }

    void match_data(KeyUse& use) {
        const auto [place, is_new] =
            materials_.try_emplace(material_of(use.direct->kind, use.direct->data));
        if (is_new) {
            place->second = new_key(use);
            facts_[place->second].data = &use.direct->data;
        }
        use.key = place->second;
    }

private:
    using Id = std::pair<std::string_view, std::string_view>;  // store, and ID or label
    using Material = std::tuple<dns::Algorithm, KeyRole, std::string_view>;
    struct Label {
        std::uint32_t key = 0;
        bool is_shared = false;
    };

    static Material material_of(KeyKind kind, const Bytes& data) {
        return {kind.algorithm, unrevoked(kind).role, as_text(data)};
    }

    std::uint32_t new_key(const KeyUse& use) {
        KeyFacts facts;
        facts.first_use = use.action;
        if (use.kind) {
            facts.kind = unrevoked(*use.kind);
        }
        facts_.push_back(facts);
        return static_cast<std::uint32_t>(facts_.size() - 1);
    }

    std::vector<KeyFacts>& facts_;
    IdFromLabel id_from_label_;
    std::deque<Bytes> made_ids_;
    std::map<Id, std::uint32_t> ids_;
    std::map<Id, Label> labels_;
    std::map<Material, std::uint32_t> materials_;
};

}  // namespace

KeyKind unrevoked(KeyKind kind) noexcept {
    return {kind.algorithm, is_sep(kind.role) ? KeyRole::ksk : KeyRole::zsk};
}

KeyIndex::KeyIndex(const Recipe& recipe, IdFromLabel id_from_label) {
    for (std::size_t action = 0; action < recipe.actions.size(); ++action) {
        first_uses_.push_back(uses_.size());
        const std::vector<KeyUse> uses = recipe::uses_of(recipe, action);
        uses_.insert(uses_.end(), uses.begin(), uses.end());
    }
    first_uses_.push_back(uses_.size());

    Matching matching(facts_, id_from_label);
    const auto for_each = [this](auto&& applies, auto&& step) {
        for (KeyUse& use : uses_) {
            if (applies(use)) {
                step(use);
            }
        }
    };
    for_each(has_id, [&](KeyUse& use) { matching.match_id(use); });
    for_each(has_label_only, [&](KeyUse& use) { matching.match_label(use); });
    for_each([](const KeyUse& use) { return use.name != nullptr; },
             [&](const KeyUse& use) { matching.add_facts(use, recipe.actions[use.action]); });
    for_each([](const KeyUse& use) { return use.direct != nullptr; },
             [&](KeyUse& use) { matching.match_data(use); });
}

std::span<const KeyUse> KeyIndex::uses_of(std::size_t action) const {
    const std::size_t first = first_uses_[action];
    return std::span(uses_).subspan(first, first_uses_[action + 1] - first);
}

}  // namespace ceremony::recipe
