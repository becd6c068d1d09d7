// SPDX-License-Identifier: BSD-3-Clause

#include "plan/histories.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
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

// The first of these times that is after `gone`, and not before `since`; or else the first after
// `gone`; or else the first of all.
std::optional<UtcTime> first_after(const std::vector<UtcTime>& times,
                                   const std::optional<UtcTime>& gone,
                                   const std::optional<UtcTime>& since) {
    std::optional<UtcTime> first;
    std::optional<UtcTime> back;
    std::optional<UtcTime> any;
    for (const UtcTime time : times) {
        any = std::min(any.value_or(time), time);
        if (gone && time > *gone) {
            back = std::min(back.value_or(time), time);
        }
        if (since && time >= *since && (!gone || time > *gone)) {
            first = std::min(first.value_or(time), time);
        }
    }
    return first ? first : back ? back : any;
}

std::optional<UtcTime> last_of(const std::vector<UtcTime>& times) {
    const auto last = std::max_element(times.begin(), times.end());
    return last == times.end() ? std::nullopt : std::optional(*last);
}

// What was observed of the DS records of one key, by digest type.
class Records {
public:
    void see(dns::DigestType digest, UtcTime at) { records_[digest].seen.push_back(at); }
    void miss(dns::DigestType digest, UtcTime at) { records_[digest].gone.push_back(at); }

    // When the last of these records was first seen, from `since` on if it was; nothing when one
    // never was.
    [[nodiscard]] std::optional<UtcTime> seen(const std::set<dns::DigestType>& digests,
                                              const std::optional<UtcTime>& since) const {
        return last(
            [&since](const Times& times) {
                return first_after(times.seen, last_of(times.gone), since);
            },
            digests);
    }
    // When the last of them was gone; nothing when one never was.
    [[nodiscard]] std::optional<UtcTime> gone(const std::set<dns::DigestType>& digests) const {
        return last([](const Times& times) { return last_of(times.gone); }, digests);
    }
    // Those that anybody has told something of.
    [[nodiscard]] std::set<dns::DigestType> digests() const {
        std::set<dns::DigestType> all;
        for (const auto& [digest, times] : records_) {
            all.insert(digest);
        }
        return all;
    }

private:
    struct Times {
        std::vector<UtcTime> seen;
        std::vector<UtcTime> gone;
    };

    template <typename TimeOf>
    [[nodiscard]] std::optional<UtcTime> last(TimeOf time_of,
                                              const std::set<dns::DigestType>& digests) const {
        std::optional<UtcTime> result;
        for (const dns::DigestType digest : digests) {
            const auto record = records_.find(digest);
            const auto time = record == records_.end() ? std::nullopt : time_of(record->second);
            if (!time) {
                return std::nullopt;
            }
            result = std::max(result, time);
        }
        return result;
    }

    std::map<dns::DigestType, Times> records_;
};

// The digest types with which a plan had a key at the parent.
struct PlannedDigests {
    std::set<dns::DigestType> digests;
    // They had been there before, and were to change: from then on they were asked for again.
    std::optional<UtcTime> again;
};

std::set<dns::DigestType> digests_of(const timeline::DsSet& set, KeyIndex key) {
    std::set<dns::DigestType> digests;
    for (const timeline::DsAtParent& ds : set) {
        if (ds.key == key) {
            digests.insert(ds.digest);
        }
    }
    return digests;
}

// Those of the last plan first.
std::vector<PlannedDigests> planned_digests(const History& history, KeyIndex key) {
    std::vector<PlannedDigests> all;
    std::vector<std::set<dns::DigestType>> before = {digests_of(history.ds_before, key)};
    if (!before.front().empty()) {
        all.push_back({before.front(), std::nullopt});
    }
    for (const timeline::DsChange& change : history.ds_changes) {
        const std::set<dns::DigestType> digests = digests_of(change.after, key);
        const bool is_again = digests != before.back() &&
                              std::find(before.begin(), before.end(), digests) != before.end();
        if (!digests.empty()) {
            all.push_back({digests, is_again ? std::optional(change.earliest) : std::nullopt});
        }
        before.push_back(digests);
    }
    std::reverse(all.begin(), all.end());
    return all;
}

std::set<dns::DigestType> without(std::set<dns::DigestType> digests,
                                  const std::set<dns::DigestType>& left) {
    for (const dns::DigestType digest : left) {
        digests.erase(digest);
    }
    return digests;
}

bool drops_only(const std::set<dns::DigestType>& before, const std::set<dns::DigestType>& after) {
    return before.size() > after.size() &&
           std::includes(before.begin(), before.end(), after.begin(), after.end());
}

// The key was seen with the last of its sets that was seen whole, and is gone with all of the last.
// A set that only lost records was seen when those were gone.
void conclude(History& history, KeyIndex key, const Records& records) {
    std::vector<PlannedDigests> planned = planned_digests(history, key);
    if (planned.empty()) {
        planned.push_back({records.digests(), std::nullopt});
        const bool is_brought = history.ds_before.empty() && history.ds_changes.empty();
        if (is_brought) {
            history.brought_digests.merge(records.digests());
        }
    }
    timeline::Life& observed = history.keys[key].observed;
    for (std::size_t i = 0; i < planned.size(); ++i) {
        const std::set<dns::DigestType>& digests = planned[i].digests;
        const bool drops = i + 1 < planned.size() && drops_only(planned[i + 1].digests, digests);
        const auto seen = records.seen(digests, planned[i].again);
        const auto gone = drops ? records.gone(without(planned[i + 1].digests, digests)) : seen;
        if (seen && gone) {
            observed.ds_seen = std::max(seen, gone);
            break;
        }
    }
    if (const auto gone = records.gone(planned.front().digests)) {
        observed.ds_gone = std::max(observed.ds_gone, gone);
    }
}

class EventBook {
public:
    EventBook(std::vector<History>& histories, UtcTime now)
        : histories_(histories), numbers_(numbers_of(histories)), now_(now) {}

    Outcome operator()(const policy::DsSeen& seen) {
        return observe("ds-seen", seen,
                       [&seen](Records& of) { of.see(seen.ds.digest_type, seen.at); });
    }

    Outcome operator()(const policy::DsGone& gone) {
        return observe("ds-gone", gone,
                       [&gone](Records& of) { of.miss(gone.ds.digest_type, gone.at); });
    }

    Outcome operator()(const policy::Imported& imported) {
        TRY(check_time("imported", imported.at));
        for (History& history : histories_) {
            history.imports.push_back({imported.sequence, imported.at});
        }
        return Nothing{};
    }

    Outcome operator()(const policy::BackupDone& backup) {
        TRY(check_time("backup-done", backup.at));
        for (History& history : histories_) {
            for (KeyIndex key = 0; key < history.keys.size(); ++key) {
                if (history.keys[key].id == backup.key) {
                    TRY(check_made("backup-done", backup.at, history.keys[key]));
                    history.backups.push_back({key, backup.at});
                }
            }
        }
        return Nothing{};
    }

    void close() {
        for (const auto& [place, records] : records_) {
            conclude(histories_[place.first], place.second, records);
        }
    }

private:
    [[nodiscard]] Outcome check_time(const std::string& what, UtcTime at) const {
        if (at > now_) {
            return Error{Errc::refused, "events: " + what + " at " + at.text() +
                                            ", which is after now, " + now_.text()};
        }
        return Nothing{};
    }

    [[nodiscard]] static Outcome check_made(const std::string& what, UtcTime at, const Key& key) {
        const auto made = made_at(key);
        if (made && at < *made) {
            return Error{Errc::refused, "events: " + what + " at " + at.text() +
                                            ", which is before its key was made, " + made->text()};
        }
        return Nothing{};
    }

    template <typename DsEvent, typename Note>
    Outcome observe(const std::string& what, const DsEvent& event, Note note) {
        TRY(check_time(what, event.at));
        const auto found = numbers_.find(event.zone);
        if (found == numbers_.end()) {
            return Nothing{};
        }
        bool is_known = false;
        const std::vector<Key>& keys = histories_[found->second].keys;
        for (KeyIndex key = 0; key < keys.size(); ++key) {
            if (!TRY(has_ds(keys[key], event.zone, event.ds))) {
                continue;
            }
            TRY(check_made(what + " of " + event.zone.text(), event.at, keys[key]));
            note(records_[{found->second, key}]);
            is_known = true;
        }
        if (!is_known) {
            return Error{Errc::refused, "no known key of " + event.zone.text() +
                                            " has the DS with the key tag " +
                                            std::to_string(event.ds.key_tag)};
        }
        return Nothing{};
    }

    std::vector<History>& histories_;
    std::map<dns::Name, std::size_t> numbers_;
    UtcTime now_;
    std::map<std::pair<std::size_t, KeyIndex>, Records> records_;  ///< by history and key
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

Outcome add_events(std::vector<History>& histories,
                   const std::vector<policy::Event>& events,
                   UtcTime now) {
    EventBook book(histories, now);
    for (const policy::Event& event : events) {
        TRY(std::visit([&book](const auto& one) { return book(one); }, event));
    }
    book.close();
    return Nothing{};
}

}  // namespace ceremony::plan
