// SPDX-License-Identifier: BSD-3-Clause

#include "plan/histories.hpp"

#include <algorithm>
#include <map>
#include <utility>
#include <variant>

#include "plan/events.hpp"
#include "plan/from_recipe.hpp"
#include "plan/key_forms.hpp"

namespace ceremony::plan {

namespace {

using timeline::History;
using timeline::Key;
using timeline::KeyIndex;

void note_expirations(History& history) {
    for (const timeline::Slot& slot : history.slots) {
        for (const timeline::KeyInSet& listed : slot.keys) {
            auto& until = history.keys[listed.key].listed_until;
            until = std::max(until.value_or(slot.expiration), slot.expiration);
        }
    }
}

// A zone that this ceremony did not touch goes on with the sets of the one before.
History to_history(timeline::ZonePlan plan, std::uint32_t sequence) {
    if (plan.slots.empty()) {
        sequence = plan.last_ceremony;
        plan.slots = std::move(plan.slots_before);
    }
    History history = timeline::history_after(std::move(plan), sequence);
    note_expirations(history);
    return history;
}

std::map<dns::Name, std::size_t> numbers_of(const std::vector<History>& histories) {
    std::map<dns::Name, std::size_t> numbers;
    for (std::size_t i = 0; i < histories.size(); ++i) {
        numbers.emplace(histories[i].zone, i);
    }
    return numbers;
}

bool is_same(const Key& a, const Key& b) {
    const bool has_same_name = !a.id.empty() && a.id == b.id && store_of(a) == store_of(b);
    return has_same_name || (a.data && a.algorithm == b.algorithm && a.data == b.data);
}

class EventBook {
public:
    explicit EventBook(std::vector<History>& histories)
        : histories_(histories), numbers_(numbers_of(histories)) {}

    Outcome operator()(const policy::DsSeen& seen) {
        return observe(seen.zone, seen.ds, [&seen](timeline::Life& life) {
            life.ds_seen = std::min(life.ds_seen.value_or(seen.at), seen.at);
        });
    }

    Outcome operator()(const policy::DsGone& gone) {
        return observe(gone.zone, gone.ds, [&gone](timeline::Life& life) {
            life.ds_gone = std::max(life.ds_gone.value_or(gone.at), gone.at);
        });
    }

    Outcome operator()(const policy::Imported& imported) {
        for (History& history : histories_) {
            history.imports.push_back({imported.sequence, imported.at});
        }
        return Nothing{};
    }

    Outcome operator()(const policy::BackupDone& backup) {
        for (History& history : histories_) {
            for (KeyIndex key = 0; key < history.keys.size(); ++key) {
                if (history.keys[key].id == backup.key) {
                    history.backups.push_back({key, backup.at});
                }
            }
        }
        return Nothing{};
    }

private:
    template <typename Change>
    Outcome observe(const dns::Name& zone, const dns::Ds& ds, Change change) {
        const auto found = numbers_.find(zone);
        if (found == numbers_.end()) {
            return Nothing{};
        }
        bool is_known = false;
        for (Key& key : histories_[found->second].keys) {
            if (TRY(has_ds(key, zone, ds))) {
                change(key.observed);
                is_known = true;
            }
        }
        if (!is_known) {
            return Error{Errc::refused, "no known key of " + zone.text() +
                                            " has the DS with the key tag " +
                                            std::to_string(ds.key_tag)};
        }
        return Nothing{};
    }

    std::vector<History>& histories_;
    std::map<dns::Name, std::size_t> numbers_;
};

}  // namespace

Result<std::vector<History>> histories_of(const std::vector<recipe::Recipe>& results) {
    std::vector<History> histories;
    std::map<dns::Name, std::size_t> numbers;
    for (const recipe::Recipe& result : results) {
        if (!result.preamble.ceremony) {
            return Error{Errc::semantics, "the recipe does not say which ceremony it is of"};
        }
        ChainPlan plan = TRY(from_recipe(result));
        for (timeline::ZonePlan& zone : plan.zones) {
            const auto [place, is_new] = numbers.try_emplace(zone.zone, histories.size());
            History history = to_history(std::move(zone), result.preamble.ceremony->sequence);
            if (is_new) {
                histories.push_back(std::move(history));
            } else {
                histories[place->second] = std::move(history);
            }
        }
    }
    return histories;
}

Outcome add_keys(std::vector<History>& histories, const std::vector<BroughtKey>& keys) {
    std::map<dns::Name, std::size_t> numbers = numbers_of(histories);
    for (const BroughtKey& brought : keys) {
        const dns::Name& zone = brought.key.zones.front();
        const auto [place, is_new] = numbers.try_emplace(zone, histories.size());
        if (is_new) {
            histories.emplace_back().zone = zone;
        }
        std::vector<Key>& known = histories[place->second].keys;
        const bool is_known = std::any_of(known.begin(), known.end(), [&brought](const Key& key) {
            return is_same(key, brought.key);
        });
        if (is_known) {
            return Error{Errc::refused, brought.place + ": " + describe(brought.key) +
                                            " is known already, from this file or a ceremony"};
        }
        known.push_back(brought.key);
    }
    return Nothing{};
}

Outcome add_events(std::vector<History>& histories, const std::vector<policy::Event>& events) {
    EventBook book(histories);
    for (const policy::Event& event : events) {
        TRY(std::visit(book, event));
    }
    return Nothing{};
}

}  // namespace ceremony::plan
