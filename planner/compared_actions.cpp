// SPDX-License-Identifier: BSD-3-Clause

#include "planner/compared_actions.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <variant>

#include "base/quote.hpp"
#include "encoding/hex.hpp"
#include "plan/key_forms.hpp"
#include "timeline/key_names.hpp"

namespace ceremony::planner {

namespace {

using timeline::Key;
using timeline::Slot;
using timeline::ZonePlan;

// The keys of a plan, by what recipes call them, and by their names.
class Register {
public:
    explicit Register(const plan::ChainPlan& plan) {
        for (const ZonePlan& zone : plan.zones) {
            const std::vector<std::string> names = key_names(zone);
            for (timeline::KeyIndex number = 0; number < zone.keys.size(); ++number) {
                const Key& key = zone.keys[number];
                const std::string name = zone.zone.text() + " " + names[number];
                keys_.emplace(name, &key);
                if (!key.id.empty()) {
                    by_id_.emplace(std::pair(plan::store_of(key), key.id), name);
                }
                if (key.data) {
                    by_data_.emplace(*key.data, name);
                }
            }
        }
    }

    // "example. K1", or the ID in quotes of a key that is not known.
    [[nodiscard]] std::string name_of(const recipe::KeyName& name) const {
        const auto found = by_id_.find({name.store(), name.id()});
        return found == by_id_.end() ? "the key " + quote(encoding::encode_hex(name.id()))
                                     : found->second;
    }
    [[nodiscard]] const Key* key(const std::string& name) const {
        const auto found = keys_.find(name);
        return found == keys_.end() ? nullptr : found->second;
    }
    [[nodiscard]] const Key* key(const recipe::KeyName& name) const { return key(name_of(name)); }
    [[nodiscard]] std::string name_of(const Bytes& data) const {
        const auto found = by_data_.find(data);
        return found == by_data_.end() ? std::string() : found->second;
    }
    [[nodiscard]] std::string name_of(const recipe::KeysetKey& key) const {
        const auto* reference = std::get_if<recipe::KeyReference>(&key);
        return reference != nullptr ? name_of(reference->name)
                                    : name_of(std::get<recipe::DirectKey>(key).data);
    }

private:
    std::map<std::string, const Key*> keys_;
    std::map<std::pair<std::string, Bytes>, std::string> by_id_;
    std::map<Bytes, std::string> by_data_;
};

// By the number of its action: which set of its zone each set is by time, from 0 on, as plans have
// them. 0 for all else.
std::vector<std::size_t> places_of_sets(const recipe::Recipe& recipe) {
    std::map<dns::Name, std::vector<std::pair<UtcTime, std::size_t>>> sets;
    for (std::size_t action = 0; action < recipe.actions.size(); ++action) {
        const auto* set = std::get_if<recipe::ProduceSignedKeyset>(&recipe.actions[action].params);
        if (set != nullptr && set->publish) {
            sets[set->owner].emplace_back(set->publish->from, action);
        }
    }
    std::vector<std::size_t> places(recipe.actions.size());
    for (auto& [zone, by_time] : sets) {
        std::sort(by_time.begin(), by_time.end());
        for (std::size_t place = 0; place < by_time.size(); ++place) {
            places[by_time[place].second] = place;
        }
    }
    return places;
}

struct Deed {
    const Register& keys;
    std::size_t place;  // of a set

    std::string operator()(const recipe::HaveKey& have) const {
        const auto* key = std::get_if<recipe::KeyReference>(&have.key);
        return "needs " +
               (key != nullptr
                    ? keys.name_of(key->name)
                    : "the transport key " +
                          quote(std::get<recipe::TransportKeyReference>(have.key).name.label()));
    }
    std::string operator()(const recipe::DeleteKey& deletion) const {
        return "destroys " + keys.name_of(deletion.key.name);
    }
    std::string operator()(const recipe::GenerateKey& generation) const {
        return "generates " + keys.name_of(generation.key.name);
    }
    std::string operator()(const recipe::ProduceSignedKeyset& set) const {
        return "makes set " + std::to_string(place + 1) + " of " + set.owner.text();
    }
    std::string operator()(const recipe::ImportPublicKey& import) const {
        return "takes in the transport key " + quote(import.name.label()) + " on " +
               quote(import.name.store());
    }
    std::string operator()(const recipe::ExportKeypair& exported) const {
        return "exports " + keys.name_of(exported.key.name) + " for " +
               quote(exported.wrapping_key.name.label());
    }
};

using KeysetKeys = std::vector<recipe::KeysetKey>;

void set_role(recipe::KeysetKey& key, recipe::KeyRole role) {
    std::visit([role](auto& one) { one.kind.role = role; }, key);
}

// Which keys of a list the words mark.
enum class Marked : std::uint8_t {
    none,
    revoked
};

// Makes what actions of the recipe before say of its keys what the plan after says of them, as far
// as it is what its own plan says.
class Translation {
public:
    Translation(const Compared& before, const Compared& after)
        : before_(before.plan), after_(after.plan) {}

    void operator()(recipe::HaveKey& have) const {
        if (auto* key = std::get_if<recipe::KeyReference>(&have.key)) {
            translate(have.key_data, key->name);
            translate(*key);
        }
    }
    void operator()(recipe::DeleteKey& deletion) const {
        translate(deletion.key_data, deletion.key.name);
        translate(deletion.key);
    }
    void operator()(recipe::GenerateKey& generation) const {
        const auto [old, now] = pair_of(generation.key.name);
        if (now != nullptr) {
            generation.key_size =
                generation.key_size == old->size ? now->size : generation.key_size;
            if (generation.exportable == old->exportable) {
                generation.exportable = now->exportable;
            }
        }
        translate(generation.key);
    }
    void operator()(recipe::ProduceSignedKeyset& set) const {
        translate(set.keyset);
        for (recipe::KeyReference& signer : set.signed_by) {
            translate(signer);
        }
        if (set.publish) {
            translate(set.publish->zone_signers);
        }
        if (auto* keys = set.cds ? std::get_if<recipe::CdsKeys>(&set.cds->content) : nullptr) {
            translate(keys->keys);
        }
    }
    void operator()(recipe::ImportPublicKey& /*import*/) const {}
    void operator()(recipe::ExportKeypair& exported) const { translate(exported.key); }

    // Makes of `set`, which is translated, what the words say of `other`. They call keys by their
    // names: what a list says of a key beyond that stays as it is, and of one that was not in the
    // list it is what the plan makes of it.
    void tell(recipe::ProduceSignedKeyset& set, const recipe::ProduceSignedKeyset& other) const {
        set.inception = other.inception;
        set.expiration = other.expiration;
        set.ttl = other.ttl;
        set.keyset = told(std::move(set.keyset), other.keyset, Marked::revoked);
        tell(set.signed_by, other.signed_by);
        if (set.publish && other.publish) {
            set.publish->from = other.publish->from;
            set.publish->until = other.publish->until;
            set.publish->zone_signers = told(std::move(set.publish->zone_signers),
                                             other.publish->zone_signers, Marked::none);
        }
        auto* const before = set.cds ? std::get_if<recipe::CdsKeys>(&set.cds->content) : nullptr;
        KeysetKeys keys = before != nullptr ? std::move(before->keys) : KeysetKeys();
        set.cds = other.cds;
        if (auto* now = set.cds ? std::get_if<recipe::CdsKeys>(&set.cds->content) : nullptr) {
            now->keys = told(std::move(keys), now->keys, Marked::none);
        }
    }

private:
    using Pair = std::pair<const Key*, const Key*>;

    [[nodiscard]] Pair pair_of(const std::string& name) const {
        const Key* const old = before_.key(name);
        const Key* const now = after_.key(name);
        return old != nullptr && now != nullptr ? Pair(old, now) : Pair(nullptr, nullptr);
    }
    [[nodiscard]] Pair pair_of(const recipe::KeyName& name) const {
        return pair_of(before_.name_of(name));
    }

    void translate(std::optional<Bytes>& data, const recipe::KeyName& name) const {
        const auto [old, now] = pair_of(name);
        if (now != nullptr && data == old->data) {
            data = now->data;
        }
    }
    void translate(recipe::KeyReference& key) const {
        const auto [old, now] = pair_of(key.name);
        if (now == nullptr) {
            return;
        }
        if (key.kind.algorithm == old->algorithm) {
            key.kind.algorithm = now->algorithm;
        }
        auto name = recipe::KeyName::make(
            plan::store_of(*now), now->id,
            !key.name.label().empty() && key.name.label() == old->label ? now->label
                                                                        : key.name.label());
        if (name.ok()) {
            key.name = std::move(name).value();
        }
    }
    void translate(recipe::DirectKey& key) const {
        const auto [old, now] = pair_of(before_.name_of(key.data));
        if (now != nullptr && now->data) {
            key.kind.algorithm = now->algorithm;
            key.data = *now->data;
        }
    }
    void translate(std::vector<recipe::KeysetKey>& keys) const {
        for (recipe::KeysetKey& key : keys) {
            std::visit([this](auto& one) { translate(one); }, key);
        }
    }

    // The list `now`, with each key as it is in the list `before`.
    [[nodiscard]] KeysetKeys told(KeysetKeys before, const KeysetKeys& now, Marked marked) const {
        KeysetKeys keys;
        for (const recipe::KeysetKey& key : now) {
            const std::string name = after_.name_of(key);
            const Key* const known = after_.key(name);
            if (known == nullptr) {
                continue;  // it stays untold
            }
            const bool is_revoked = marked == Marked::revoked && plan::is_revoked(key);
            const auto same = std::find_if(
                before.begin(), before.end(),
                [&](const recipe::KeysetKey& one) { return after_.name_of(one) == name; });
            if (same == before.end()) {
                auto planned =
                    plan::keyset_key(*known, is_revoked ? plan::Revoked::yes : plan::Revoked::no);
                if (planned.ok()) {
                    keys.push_back(std::move(planned).value());
                }
                continue;
            }
            if (marked == Marked::revoked && plan::is_revoked(*same) != is_revoked) {
                set_role(*same, is_revoked ? recipe::KeyRole::revoked_ksk : known->role);
            }
            keys.push_back(std::move(*same));
            before.erase(same);  // it may be there twice, in two ways
        }
        return keys;
    }
    void tell(std::vector<recipe::KeyReference>& signers,
              const std::vector<recipe::KeyReference>& now) const {
        const KeysetKeys keys = told(KeysetKeys(signers.begin(), signers.end()),
                                     KeysetKeys(now.begin(), now.end()), Marked::revoked);
        signers.clear();
        for (const recipe::KeysetKey& key : keys) {
            if (const auto* signer = std::get_if<recipe::KeyReference>(&key)) {
                signers.push_back(*signer);
            }
        }
    }

    Register before_;
    Register after_;
};

const Slot* slot_of(const plan::ChainPlan& plan, const dns::Name& zone, std::size_t place) {
    for (const ZonePlan& one : plan.zones) {
        if (one.zone == zone) {
            return place < one.slots.size() ? &one.slots[place] : nullptr;
        }
    }
    return nullptr;
}

// The action before that does what an action after does.
recipe::Action matched(recipe::Action action,
                       const recipe::Action& other,
                       const Compared& before,
                       const Compared& after,
                       const Translation& translation,
                       std::size_t place) {
    std::visit(translation, action.params);
    auto* set = std::get_if<recipe::ProduceSignedKeyset>(&action.params);
    if (set == nullptr) {
        return action;
    }
    const Slot* const old = slot_of(before.plan, set->owner, place);
    const Slot* const now = slot_of(after.plan, set->owner, place);
    if (old != nullptr && now != nullptr && *old != *now) {
        translation.tell(*set, std::get<recipe::ProduceSignedKeyset>(other.params));
    }
    return action;
}

}  // namespace

std::vector<std::string> deeds_of(const recipe::Recipe& recipe, const plan::ChainPlan& plan) {
    const Register keys(plan);
    const std::vector<std::size_t> places = places_of_sets(recipe);
    std::vector<std::string> deeds;
    deeds.reserve(recipe.actions.size());
    for (std::size_t number = 0; number < recipe.actions.size(); ++number) {
        deeds.push_back(std::visit(Deed{keys, places[number]}, recipe.actions[number].params));
    }
    return deeds;
}

std::vector<std::string> differences_of_deeds(const Compared& before, const Compared& after) {
    std::vector<std::string> old = deeds_of(before.recipe, before.plan);
    std::vector<std::string> now = deeds_of(after.recipe, after.plan);
    const std::set<std::string> all_old(old.begin(), old.end());
    const std::set<std::string> all_now(now.begin(), now.end());
    std::vector<std::string> lines;
    const auto drop_lone = [&lines](std::vector<std::string>& some,
                                    const std::set<std::string>& others,
                                    const std::string& verdict) {
        std::erase_if(some, [&](const std::string& deed) {
            const bool is_lone = !others.contains(deed);
            if (is_lone && !deed.starts_with("makes set ")) {  // those are compared one by one
                lines.push_back(verdict + deed);
            }
            return is_lone;
        });
    };
    drop_lone(old, all_now, "no more: ");
    drop_lone(now, all_old, "new: ");
    if (old != now) {
        lines.emplace_back("what both do is in another order, or done another number of times");
    }
    return lines;
}

recipe::Recipe with_told_of(const Compared& before, const Compared& after) {
    const std::vector<std::string> deeds = deeds_of(before.recipe, before.plan);
    std::map<std::string, std::size_t> numbers;
    for (std::size_t number = 0; number < deeds.size(); ++number) {
        numbers.emplace(deeds[number], number);
    }
    recipe::Recipe told;
    told.preamble = before.recipe.preamble;
    told.preamble.timestamp = after.recipe.preamble.timestamp;
    told.preamble.description = after.recipe.preamble.description;
    told.preamble.ceremony = after.recipe.preamble.ceremony;
    told.preamble.plan = after.recipe.preamble.plan;
    const Translation translation(before, after);
    const std::vector<std::size_t> places = places_of_sets(after.recipe);
    const std::vector<std::string> wanted = deeds_of(after.recipe, after.plan);
    for (std::size_t number = 0; number < wanted.size(); ++number) {
        const recipe::Action& action = after.recipe.actions[number];
        const auto known = numbers.find(wanted[number]);
        told.actions.push_back(known == numbers.end()
                                   ? action
                                   : matched(before.recipe.actions[known->second], action, before,
                                             after, translation, places[number]));
    }
    return told;
}

}  // namespace ceremony::planner
