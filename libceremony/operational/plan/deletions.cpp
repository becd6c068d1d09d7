// SPDX-License-Identifier: BSD-3-Clause

#include "plan/deletions.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>
#include <variant>

#include "encoding/hex.hpp"
#include "plan/events.hpp"
#include "plan/ids.hpp"
#include "plan/key_forms.hpp"
#include "timeline/timing.hpp"

namespace ceremony::plan {

namespace {

using timeline::has_key;
using timeline::Key;
using timeline::KeyIndex;
using timeline::Slot;
using timeline::ZonePlan;

// A key of a zone of the plan.
struct Condemned {
    const ZonePlan& zone;
    KeyIndex index = 0;

    [[nodiscard]] const Key& key() const { return zone.keys[index]; }
};

bool uses(const Slot& slot, KeyIndex index) {
    return has_key(slot.keys, index) || has_key(slot.signers, index) ||
           has_key(slot.zone_signers, index) || (slot.cds && has_key(slot.cds->keys, index));
}

bool uses(const std::vector<Slot>& slots, KeyIndex index) {
    return std::any_of(slots.begin(), slots.end(),
                       [index](const Slot& slot) { return uses(slot, index); });
}

// Has the parent a DS of it, may it have one, or is it to get one?
bool is_at_parent(const Condemned& one) {
    timeline::DsSet certain = one.zone.ds_before;
    bool may_be = false;
    for (const timeline::DsChange& change : one.zone.ds_changes) {
        if (change.complete && !change.assumed) {
            certain = change.after;
            may_be = false;
        } else {
            may_be = may_be || has_key(change.after, one.index);
        }
    }
    return may_be || has_key(certain, one.index);
}

bool is_before(const std::optional<UtcTime>& time, UtcTime now) {
    return time && *time < now;
}

class Judge {
public:
    Judge(const recipe::Recipe& recipe, const ChainPlan& plan)
        : ceremony_(recipe.preamble.ceremony), now_(recipe.preamble.timestamp), plan_(plan) {
        for (const ZonePlan& zone : plan.zones) {
            for (KeyIndex key = 0; key < zone.keys.size(); ++key) {
                keys_[{store_of(zone.keys[key]), zone.keys[key].id}].push_back({zone, key});
            }
        }
    }

    // Why not; nothing when it may be.
    Result<std::string> judge(const recipe::DeleteKey& deletion) const {
        const auto found = keys_.find({deletion.key.name.store(), deletion.key.name.id()});
        if (found == keys_.end()) {
            return std::string("the plan does not know it");
        }
        const bool is_orphan = !deletion.must_exist && !deletion.key_data;
        for (const Condemned& one : found->second) {
            std::string why = is_orphan ? TRY(against_orphan(one)) : TRY(against(one));
            if (!why.empty()) {
                return why + " (" + describe(one.key()) + ")";
            }
        }
        return std::string();
    }

private:
    Result<std::string> against(const Condemned& one) const {
        if (one.key().custody != timeline::Custody::bunker) {
            return std::string("it is not a key of the bunker");
        }
        if (uses(one.zone.slots, one.index)) {
            return std::string("sets of this ceremony use it");
        }
        return one.key().role == recipe::KeyRole::zsk ? against_zsk(one) : against_ksk(one);
    }

    [[nodiscard]] std::string against_zsk(const Condemned& one) const {
        const timeline::Life& life = one.key().planned;
        if (!life.remove) {
            return "it never left the sets";
        }
        const timeline::Timing& timing = one.zone.timing;
        const timeline::Seconds iret =
            std::max(timeline::iret_zsk(timing, policy::ZskRoll::pre_publish),
                     timeline::iret_zsk(timing, policy::ZskRoll::double_signature));
        UtcTime left = std::max(*life.remove, life.retire.value_or(*life.remove));
        for (const Slot& slot : one.zone.slots_before) {
            left = uses(slot, one.index) ? std::max(left, slot.until) : left;
        }
        return left.seconds() + iret < now_.seconds() ? "" : "it may still be in use";
    }

    Result<std::string> against_ksk(const Condemned& one) const {
        const Key& key = one.key();
        const auto imported = [&](const policy::Event& event) {
            const auto* import = std::get_if<policy::Imported>(&event);
            return import != nullptr && import->sequence == one.zone.last_ceremony &&
                   import->at <= now_;
        };
        // A deletion that failed is asked for again, whatever was imported since.
        if (!is_before(key.planned.destroy, now_) &&
            std::none_of(plan_.events.begin(), plan_.events.end(), imported)) {
            return std::string("no event says that the sets without it were imported");
        }
        if (!TRY(was_seen_gone(one))) {
            return std::string("no event says that its DS is gone");
        }
        if (is_at_parent(one)) {
            return std::string("its DS is, or may be, at the parent");
        }
        if (!is_before(key.listed_until, now_) || uses(one.zone.slots_before, one.index)) {
            return std::string("sets that list it may still be valid");
        }
        return std::string();
    }

    Result<bool> was_seen_gone(const Condemned& one) const {
        for (const policy::Event& event : plan_.events) {
            const auto* gone = std::get_if<policy::DsGone>(&event);
            if (gone != nullptr && gone->zone == one.zone.zone && gone->at <= now_ &&
                TRY(has_ds(one.key(), gone->zone, gone->ds))) {
                return true;
            }
        }
        return false;
    }

    Result<std::string> against_orphan(const Condemned& one) const {
        if (uses(one.zone.slots, one.index) || uses(one.zone.slots_before, one.index) ||
            is_at_parent(one)) {
            return std::string("it is in use");
        }
        const auto maker =
            ceremony_ ? TRY(named_in(one.key(), ceremony_->chain)) : std::optional<Attempt>();
        const bool is_lost =
            maker &&
            (maker->sequence < ceremony_->sequence ||
             (maker->sequence == ceremony_->sequence && maker->attempt < ceremony_->attempt));
        return std::string(is_lost ? "" : "no attempt before has made it");
    }

    const std::optional<recipe::Ceremony>& ceremony_;
    UtcTime now_;
    const ChainPlan& plan_;
    std::map<std::pair<std::string, Bytes>, std::vector<Condemned>> keys_;  // by store and ID
};

}  // namespace

Result<std::vector<std::string>> check_deletions(const recipe::Recipe& recipe,
                                                 const ChainPlan& plan) {
    const Judge judge(recipe, plan);
    std::vector<std::string> findings;
    for (std::size_t i = 0; i < recipe.actions.size(); ++i) {
        const auto* deletion = std::get_if<recipe::DeleteKey>(&recipe.actions[i].params);
        if (deletion == nullptr) {
            continue;
        }
        const std::string why = TRY(judge.judge(*deletion));
        if (!why.empty()) {
            findings.push_back("recipe.actions[" + std::to_string(i) + "]: the key " +
                               encoding::encode_hex(deletion->key.name.id()) +
                               " must not be destroyed: " + why);
        }
    }
    return findings;
}

}  // namespace ceremony::plan
