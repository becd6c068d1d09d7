// SPDX-License-Identifier: BSD-3-Clause

#include "plan/to_recipe.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "base/checked.hpp"
#include "plan/ids.hpp"
#include "plan/key_forms.hpp"
#include "plan/write_plan.hpp"

namespace ceremony::plan {

namespace {

using timeline::Key;
using timeline::KeyIndex;
using timeline::Slot;
using timeline::ZonePlan;

// Which keys of a zone stand in its sets, sign them, or sign the zone meanwhile.
std::vector<bool> used_keys(const ZonePlan& zone) {
    std::vector<bool> used(zone.keys.size());
    for (const Slot& slot : zone.slots) {
        for (const timeline::KeyInSet& key : slot.keys) {
            used[key.key] = true;
        }
        for (const timeline::KeyInSet& key : slot.signers) {
            used[key.key] = true;
        }
        for (const KeyIndex key : slot.zone_signers) {
            used[key] = true;
        }
        for (const KeyIndex key : slot.cds ? slot.cds->keys : std::vector<KeyIndex>()) {
            used[key] = true;
        }
    }
    return used;
}

Result<recipe::Cds> to_cds(const timeline::CdsSets& sets, const ZonePlan& zone) {
    recipe::Cds cds;
    cds.ttl = TRY(narrow<std::uint32_t>(sets.ttl));
    if (sets.keys.empty()) {
        cds.content = recipe::CdsDelete{};
        return cds;
    }
    recipe::CdsKeys content{sets.digest_types, sets.cdnskey, {}};
    for (const KeyIndex key : sets.keys) {
        content.keys.push_back(TRY(keyset_key(zone.keys[key])));
    }
    cds.content = std::move(content);
    return cds;
}

Result<recipe::ProduceSignedKeyset> to_set(const Slot& slot, const ZonePlan& zone) {
    if (slot.keys.empty() || slot.signers.empty()) {
        return Error{Errc::semantics, "a set without keys or without signers"};
    }
    const auto form = [](const timeline::KeyInSet& key) {
        return key.revoked ? Revoked::yes : Revoked::no;
    };
    recipe::ProduceSignedKeyset set;
    set.owner = zone.zone;
    set.inception = slot.inception;
    set.expiration = slot.expiration;
    set.ttl = TRY(narrow<std::uint32_t>(slot.ttl));
    for (const timeline::KeyInSet& key : slot.keys) {
        set.keyset.push_back(TRY(keyset_key(zone.keys[key.key], form(key))));
    }
    for (const timeline::KeyInSet& key : slot.signers) {
        set.signed_by.push_back(TRY(reference(zone.keys[key.key], form(key))));
    }
    recipe::Word track = TRY(recipe::Word::from_text(recipe::main_track));
    recipe::Publication publish{slot.from, slot.until, {}, std::move(track), 0};
    for (const KeyIndex key : slot.zone_signers) {
        publish.zone_signers.push_back(TRY(keyset_key(zone.keys[key])));
    }
    set.publish = std::move(publish);
    if (slot.cds) {
        set.cds = TRY(to_cds(*slot.cds, zone));
    }
    return set;
}

// The actions of one type each, in the order in which they are carried out.
struct Actions {
    std::vector<recipe::Action> have;
    std::vector<recipe::Action> deletions;
    std::vector<recipe::Action> generations;
    std::vector<recipe::Action> exports;
    std::vector<recipe::Action> imports;
};

class Cookbook {
public:
    explicit Cookbook(const RecipeFrame& frame) : frame_(frame) {}

    Outcome add_keys(const ZonePlan& zone) {
        const std::vector<bool> used = used_keys(zone);
        for (KeyIndex i = 0; i < zone.keys.size(); ++i) {
            const Key& key = zone.keys[i];
            const bool is_needed = used[i] || is_made_here(key) || is_destroyed_here(key);
            if (key.custody == timeline::Custody::bunker && is_needed &&
                known_.emplace(store_of(key), key.id).second) {
                TRY(add_key(key));
            }
        }
        return Nothing{};
    }

    // A wrapping key stands on the token of what it wraps.
    Outcome add_sites() {
        for (const std::string& store : export_stores_) {
            for (const SiteKey& site : frame_.sites) {
                recipe::KeyName name = TRY(name_of(site, store));
                actions_.imports.push_back(
                    {{}, recipe::ImportPublicKey{std::move(name), site.data, site.source, {}, {}}});
            }
        }
        return Nothing{};
    }

    // With the sets of all zones between what makes keys and what takes them elsewhere.
    Result<std::vector<recipe::Action>> finish(const ChainPlan& plan) && {
        std::size_t count = actions_.have.size() + actions_.deletions.size() +
                            actions_.generations.size() + actions_.imports.size() +
                            actions_.exports.size();
        for (const ZonePlan& zone : plan.zones) {
            count += zone.slots.size();
        }
        std::vector<recipe::Action> all;
        all.reserve(count);
        const auto add = [&all](std::vector<recipe::Action>& some) {
            std::move(some.begin(), some.end(), std::back_inserter(all));
        };
        add(actions_.have);
        add(actions_.deletions);
        add(actions_.generations);
        for (const ZonePlan& zone : plan.zones) {
            for (const Slot& slot : zone.slots) {
                auto set = to_set(slot, zone);
                if (!set.ok()) {
                    return std::move(set).error().in("zone " + zone.zone.text() + " from " +
                                                     slot.from.text());
                }
                all.push_back({{}, std::move(set).value()});
            }
        }
        add(actions_.imports);
        add(actions_.exports);
        return all;
    }

private:
    static Result<recipe::KeyName> name_of(const SiteKey& site, const std::string& store) {
        return recipe::KeyName::make(store, Bytes(), site.label);
    }

    Outcome add_key(const Key& key) {
        recipe::KeyReference by_id = TRY(reference(key));
        if (is_made_here(key)) {
            return add_generation(key, std::move(by_id));
        }
        if (!is_destroyed_here(key)) {
            actions_.have.push_back(
                {{}, recipe::HaveKey{std::move(by_id), false, key.data, std::nullopt}});
            return Nothing{};
        }
        // An attempt before may have made an orphan, and may have destroyed any other.
        const bool must_exist = (key.data || key.observed.generate) && frame_.ceremony.attempt == 1;
        actions_.deletions.push_back(
            {{}, recipe::DeleteKey{std::move(by_id), must_exist, key.data, key.zones.front(), {}}});
        return Nothing{};
    }

    Outcome add_generation(const Key& key, recipe::KeyReference by_id) {
        const std::string store = store_of(key);
        recipe::KeyName name = TRY(recipe::KeyName::make(store, key.id, key.label));
        actions_.generations.push_back({{},
                                        recipe::GenerateKey{{by_id.kind, std::move(name)},
                                                            key.size,
                                                            key.exportable,
                                                            key.zones.front(),
                                                            {},
                                                            {}}});
        if (!key.exportable) {
            return Nothing{};
        }
        if (frame_.sites.empty()) {
            return Error{Errc::configuration,
                         describe(key) + " is to be exported, and there is no transport key"}
                .with_hint("planner transport-key makes one; or say export: none");
        }
        export_stores_.insert(store);
        for (const SiteKey& site : frame_.sites) {
            recipe::KeyName wrapping = TRY(name_of(site, store));
            actions_.exports.push_back(
                {{}, recipe::ExportKeypair{by_id, {std::move(wrapping)}, std::nullopt}});
        }
        return Nothing{};
    }

    const RecipeFrame& frame_;
    std::set<std::pair<std::string, Bytes>> known_;  // store and ID of the keys that were added
    std::set<std::string> export_stores_;
    Actions actions_;
};

}  // namespace

Result<recipe::Recipe> to_recipe(ChainPlan plan, const RecipeFrame& frame) {
    TRY(name_keys(plan, frame.ceremony));
    Cookbook cookbook(frame);
    for (const ZonePlan& zone : plan.zones) {
        TRY(cookbook.add_keys(zone));
    }
    TRY(cookbook.add_sites());
    recipe::Recipe made;
    made.preamble.timestamp = frame.timestamp;
    made.preamble.description = frame.description;
    made.preamble.ceremony = frame.ceremony;
    made.preamble.plan = TRY(to_json(plan));
    made.preamble.rehearsal = frame.rehearsal;
    made.actions = TRY(std::move(cookbook).finish(plan));
    return made;
}

}  // namespace ceremony::plan
