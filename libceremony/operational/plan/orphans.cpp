// SPDX-License-Identifier: BSD-3-Clause

#include "plan/orphans.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <variant>

#include "encoding/hex.hpp"
#include "plan/from_recipe.hpp"
#include "plan/ids.hpp"
#include "plan/key_forms.hpp"

namespace ceremony::plan {

namespace {

using timeline::History;
using timeline::Key;

using Place = std::pair<std::string, Bytes>;  // store and ID

Place place_of(const recipe::KeyReference& key) {
    return {key.name.store(), key.name.id()};
}

Place place_of(const Key& key) {
    return {store_of(key), key.id};
}

class Search {
public:
    Search(const std::vector<History>& histories, const recipe::Recipe& lost, const ChainPlan& plan)
        : ceremony_(*lost.preamble.ceremony), made_at_(lost.preamble.timestamp) {
        for (const History& history : histories) {
            for (const Key& key : history.keys) {
                known_.insert(place_of(key));
            }
        }
        for (const timeline::ZonePlan& zone : plan.zones) {
            for (const Key& key : zone.keys) {
                planned_.emplace(place_of(key), &key);
            }
        }
    }

    Result<std::vector<Key>> find(const recipe::Recipe& lost, UtcTime now) {
        for (const recipe::Action& action : lost.actions) {
            if (const auto* made = std::get_if<recipe::GenerateKey>(&action.params)) {
                TRY(add(made->key, Was::made));
            }
            const auto* deletion = std::get_if<recipe::DeleteKey>(&action.params);
            if (deletion != nullptr && !deletion->must_exist && !deletion->key_data) {
                TRY(add(deletion->key, Was::to_be_destroyed));
            }
        }
        for (Key& orphan : orphans_) {
            orphan.planned.generate = made_at_;
            orphan.planned.destroy = now;
        }
        return std::move(orphans_);
    }

private:
    enum class Was : std::uint8_t {
        made,
        to_be_destroyed
    };

    Outcome add(const recipe::KeyReference& reference, Was was) {
        const Place place = place_of(reference);
        const auto refuse = [&place](const std::string& why) {
            return Error{Errc::refused,
                         "the key with the ID " + encoding::encode_hex(place.second) + ": " + why};
        };
        if (known_.contains(place)) {
            // One that could not be destroyed after its own ceremony is an orphan already.
            return was == Was::made ? Outcome(refuse("it is known from another ceremony"))
                                    : Outcome(Nothing{});
        }
        const auto planned = planned_.find(place);
        if (planned == planned_.end()) {
            return refuse("the plan of the lost recipe does not know it");
        }
        const Key& key = *planned->second;
        const std::optional<Attempt> maker = TRY(named_in(key, ceremony_.chain));
        const bool is_its_own = maker && maker->sequence == ceremony_.sequence &&
                                (was == Was::made ? maker->attempt == ceremony_.attempt
                                                  : maker->attempt < ceremony_.attempt);
        if (!is_its_own || reference.kind != recipe::KeyKind{key.algorithm, key.role}) {
            return refuse("no lost attempt at this ceremony has made it");
        }
        known_.insert(place);
        Key orphan = key;
        orphan.data.reset();
        orphan.tag.reset();
        orphan.listed_until.reset();
        orphan.observed = {};
        orphan.planned = {};
        orphans_.push_back(std::move(orphan));
        return Nothing{};
    }

    const recipe::Ceremony& ceremony_;
    UtcTime made_at_;
    std::set<Place> known_;
    std::map<Place, const Key*> planned_;
    std::vector<Key> orphans_;
};

}  // namespace

Result<std::vector<Key>> add_orphans(std::vector<History>& histories,
                                     const recipe::Recipe& lost,
                                     UtcTime now) {
    const ChainPlan plan = TRY(from_recipe(lost));
    std::vector<Key> orphans = TRY(Search(histories, lost, plan).find(lost, now));
    std::map<dns::Name, std::size_t> numbers;
    for (std::size_t i = 0; i < histories.size(); ++i) {
        numbers.emplace(histories[i].zone, i);
    }
    for (const Key& orphan : orphans) {
        for (const dns::Name& zone : orphan.zones) {
            const auto [number, is_new] = numbers.try_emplace(zone, histories.size());
            if (is_new) {
                histories.emplace_back().zone = zone;
            }
            histories[number->second].keys.push_back(orphan);
        }
    }
    return orphans;
}

}  // namespace ceremony::plan
