// SPDX-License-Identifier: BSD-3-Clause

#include "plan/from_recipe.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>
#include <variant>

#include "plan/key_forms.hpp"
#include "plan/read_plan.hpp"
#include "recipe/key_index.hpp"
#include "recipe/violation.hpp"

namespace ceremony::plan {

namespace {

using timeline::Key;
using timeline::KeyIndex;

// Where a key stands in the plan.
struct Spot {
    std::size_t zone = 0;
    KeyIndex key = 0;
};
using Spots = std::vector<Spot>;  // ascending by zone

// Finds the keys of a plan by what a recipe calls them. Refers to the plan.
class KeyFinder {
public:
    explicit KeyFinder(ChainPlan& plan) : plan_(plan) {
        for_each([this](const Key& key, Spot spot) {
            if (!key.id.empty()) {
                by_name_[{store_of(key), key.id}].push_back(spot);
            }
        });
    }

    // Once no public key comes to light any more.
    void index_data() {
        for_each([this](const Key& key, Spot spot) {
            if (key.data) {
                by_data_[{key.algorithm, key.role, as_text(*key.data)}].push_back(spot);
            }
        });
    }

    [[nodiscard]] const Spots& spots_of(const recipe::KeyName& name) const {
        const auto found = by_name_.find({name.store(), name.id()});
        return found == by_name_.end() ? none_ : found->second;
    }

    [[nodiscard]] std::optional<KeyIndex> find(const recipe::KeysetKey& key,
                                               std::size_t zone) const {
        if (const auto* by_reference = std::get_if<recipe::KeyReference>(&key)) {
            return find(*by_reference, zone);
        }
        const auto& direct = std::get<recipe::DirectKey>(key);
        const auto found = by_data_.find(
            {direct.kind.algorithm, recipe::unrevoked(direct.kind).role, as_text(direct.data)});
        return found == by_data_.end() ? std::nullopt : in_zone(found->second, zone);
    }
    [[nodiscard]] std::optional<KeyIndex> find(const recipe::KeyReference& key,
                                               std::size_t zone) const {
        return in_zone(spots_of(key.name), zone);
    }

private:
    using Material = std::tuple<dns::Algorithm, recipe::KeyRole, std::string_view>;

    template <typename Visit>
    void for_each(Visit visit) {
        for (std::size_t zone = 0; zone < plan_.zones.size(); ++zone) {
            const std::vector<Key>& keys = plan_.zones[zone].keys;
            for (KeyIndex key = 0; key < keys.size(); ++key) {
                visit(keys[key], Spot{zone, key});
            }
        }
    }

    static std::optional<KeyIndex> in_zone(const Spots& spots, std::size_t zone) {
        const auto spot =
            std::lower_bound(spots.begin(), spots.end(), zone,
                             [](const Spot& one, std::size_t number) { return one.zone < number; });
        return spot == spots.end() || spot->zone != zone ? std::nullopt : std::optional(spot->key);
    }

    ChainPlan& plan_;
    Spots none_;
    std::map<std::pair<std::string, Bytes>, Spots> by_name_;  // store and ID
    std::map<Material, Spots> by_data_;
};

class Reading {
public:
    Reading(const recipe::Recipe& recipe, ChainPlan plan)
        : recipe_(recipe), plan_(std::move(plan)), finder_(plan_) {}
    Reading(const Reading&) = delete;
    Reading(Reading&&) = delete;
    Reading& operator=(const Reading&) = delete;
    Reading& operator=(Reading&&) = delete;
    ~Reading() = default;

    Result<ChainPlan> read_keys() {
        TRY(for_each_action([this](const auto& params) { return this->learn(params); }));
        return std::move(plan_);
    }

    Result<ChainPlan> read() {
        TRY(for_each_action([this](const auto& params) { return this->learn(params); }));
        finder_.index_data();
        for (std::size_t zone = 0; zone < plan_.zones.size(); ++zone) {
            zones_.emplace(plan_.zones[zone].zone, zone);
        }
        TRY(for_each_action([this](const auto& params) { return this->add_set(params); }));
        for (timeline::ZonePlan& zone : plan_.zones) {
            TRY(put_in_order(zone));
        }
        return std::move(plan_);
    }

private:
    template <typename Visit>
    Outcome for_each_action(Visit visit) {
        for (action_ = 0; action_ < recipe_.actions.size(); ++action_) {
            TRY(std::visit(visit, recipe_.actions[action_].params));
        }
        return Nothing{};
    }

    [[nodiscard]] Error fail(std::string_view path, std::string_view reason) const {
        return to_error(recipe::Violation{action_, std::string(path), std::string(reason)});
    }

    // --- what came of the actions

    static Outcome learn(const recipe::ProduceSignedKeyset& /*set*/) { return Nothing{}; }
    static Outcome learn(const recipe::ImportPublicKey& /*import*/) { return Nothing{}; }
    static Outcome learn(const recipe::ExportKeypair& /*exportation*/) { return Nothing{}; }

    Outcome learn(const recipe::HaveKey& have) {
        const auto* key = std::get_if<recipe::KeyReference>(&have.key);
        if (key == nullptr || !have.cooked || !have.cooked->exists) {
            return Nothing{};
        }
        return learn_data(*key, have.cooked->key_data, have.cooked->key_tag);
    }

    Outcome learn(const recipe::GenerateKey& generation) {
        if (!generation.cooked || !generation.cooked->success) {
            return Nothing{};
        }
        for (const Spot& spot : finder_.spots_of(generation.key.name)) {
            at(spot).observed.generate = done_at();
        }
        return learn_data(generation.key, generation.cooked->key_data, generation.cooked->key_tag);
    }

    Outcome learn(const recipe::DeleteKey& deletion) {
        if (deletion.cooked && deletion.cooked->success) {
            for (const Spot& spot : finder_.spots_of(deletion.key.name)) {
                at(spot).observed.destroy = done_at();
            }
        }
        return Nothing{};
    }

    Outcome learn_data(const recipe::KeyReference& key,
                       const std::optional<Bytes>& data,
                       std::optional<std::uint16_t> tag) {
        for (const Spot& spot : finder_.spots_of(key.name)) {
            Key& known = at(spot);
            if ((data && known.data && *data != *known.data) ||
                (tag && known.tag && *tag != *known.tag)) {
                return fail("cooked.keyData", "another public key than this key has in the plan");
            }
            if (data) {
                known.data = data;
                known.tag = dns::key_tag(recipe::to_dnskey({known.algorithm, known.role}, *data));
            }
        }
        return Nothing{};
    }

    Key& at(Spot spot) { return plan_.zones[spot.zone].keys[spot.key]; }

    [[nodiscard]] UtcTime done_at() const {
        return recipe_.preamble.cooked_timestamp.value_or(recipe_.preamble.timestamp);
    }

    // --- sets

    template <typename Params>
    Outcome add_set(const Params& /*params*/) {
        return Nothing{};
    }

    Outcome add_set(const recipe::ProduceSignedKeyset& set) {
        const auto found = zones_.find(set.owner);
        if (found == zones_.end()) {
            return fail("actionParams.ownerName", "not a zone of the plan");
        }
        if (!set.publish) {
            return fail("actionParams.publish", "the plan needs to know when this is published");
        }
        if (set.publish->track.text() != recipe::main_track || set.publish->stage != 0) {
            return fail("actionParams.publish",
                        "not supported yet: another track than main, or a later stage");
        }
        zone_ = found->second;
        timeline::Slot slot;
        slot.from = set.publish->from;
        slot.until = set.publish->until;
        slot.inception = set.inception;
        slot.expiration = set.expiration;
        slot.ttl = set.ttl;
        slot.keys = TRY(keys_in_set("actionParams.keyset", set.keyset));
        slot.signers = TRY(keys_in_set("actionParams.signedBy", set.signed_by));
        slot.zone_signers =
            TRY(key_indexes("actionParams.publish.zoneSigners", set.publish->zone_signers));
        if (set.cds) {
            slot.cds = TRY(to_cds(*set.cds));
        }
        plan_.zones[zone_].slots.push_back(std::move(slot));
        return Nothing{};
    }

    // The file may have its sets in any order; each begins where the one before ends.
    static Outcome put_in_order(timeline::ZonePlan& zone) {
        const auto is_earlier = [](const timeline::Slot& a, const timeline::Slot& b) {
            return a.from < b.from;
        };
        std::stable_sort(zone.slots.begin(), zone.slots.end(), is_earlier);
        for (std::size_t i = 1; i < zone.slots.size(); ++i) {
            const UtcTime end = zone.slots[i - 1].until;
            const UtcTime next = zone.slots[i].from;
            if (end != next) {
                return Error{Errc::refused, zone.zone.text() + ": one set is published until " +
                                                end.text() + ", the next from " + next.text()};
            }
        }
        return Nothing{};
    }

    Result<timeline::CdsSets> to_cds(const recipe::Cds& cds) {
        timeline::CdsSets sets;
        sets.ttl = cds.ttl;
        if (const auto* content = std::get_if<recipe::CdsKeys>(&cds.content)) {
            sets.digest_types = content->digest_types;
            sets.cdnskey = content->cdnskey;
            sets.keys = TRY(key_indexes("actionParams.cds.keys", content->keys));
        }
        return sets;
    }

    template <typename AnyKey>
    Result<KeyIndex> find(std::string_view path, const AnyKey& key) {
        const std::optional<KeyIndex> index = finder_.find(key, zone_);
        if (!index) {
            return fail(path, "a key that the plan of this zone does not know");
        }
        return *index;
    }

    template <typename AnyKey>
    Result<std::vector<timeline::KeyInSet>> keys_in_set(std::string_view path,
                                                        const std::vector<AnyKey>& keys) {
        std::vector<timeline::KeyInSet> in_set;
        in_set.reserve(keys.size());
        for (const AnyKey& key : keys) {
            const KeyIndex index = TRY(find(path, key));
            in_set.push_back({index, is_revoked(key)});
        }
        return in_set;
    }

    Result<std::vector<KeyIndex>> key_indexes(std::string_view path,
                                              const std::vector<recipe::KeysetKey>& keys) {
        std::vector<KeyIndex> indexes;
        indexes.reserve(keys.size());
        for (const recipe::KeysetKey& key : keys) {
            indexes.push_back(TRY(find(path, key)));
        }
        return indexes;
    }

    const recipe::Recipe& recipe_;
    ChainPlan plan_;
    KeyFinder finder_;
    std::map<dns::Name, std::size_t> zones_;
    std::size_t action_ = 0;
    std::size_t zone_ = 0;  // of the action
};

Result<ChainPlan> plan_of(const recipe::Recipe& recipe) {
    if (!recipe.preamble.plan) {
        return Error{Errc::semantics, "the recipe has no plan"};
    }
    return read_plan(*recipe.preamble.plan);
}

}  // namespace

Result<ChainPlan> from_recipe(const recipe::Recipe& recipe) {
    Reading reading(recipe, TRY(plan_of(recipe)));
    return reading.read();
}

Result<ChainPlan> keys_from_recipe(const recipe::Recipe& recipe) {
    Reading reading(recipe, TRY(plan_of(recipe)));
    return reading.read_keys();
}

}  // namespace ceremony::plan
