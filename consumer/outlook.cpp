// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/outlook.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <utility>
#include <variant>

#include "consumer/announcements.hpp"
#include "consumer/doubts.hpp"
#include "consumer/holdings.hpp"
#include "consumer/site.hpp"
#include "consumer/standing.hpp"
#include "keysets/change.hpp"
#include "keysets/forecast.hpp"
#include "keysets/gates.hpp"
#include "program/times.hpp"

namespace ceremony::consumer {

namespace {

std::string key_text(const dns::Dnskey& key) {
    return (key.secure_entry_point() ? "KSK " : "ZSK ") + std::to_string(dns::key_tag(key));
}

void add_lines(std::vector<std::string>& lines,
               const std::vector<dns::Dnskey>& keys,
               const std::string& what) {
    for (const dns::Dnskey& key : keys) {
        lines.push_back(key_text(key) + " " + what);
    }
}

std::vector<std::string> change_lines(const keysets::Change& change) {
    std::vector<std::string> lines;
    add_lines(lines, change.published, "enters the key set");
    add_lines(lines, change.revoked, "is revoked");
    add_lines(lines, change.removed, "leaves the key set");
    add_lines(lines, change.signs_zone, "begins to sign the zone");
    add_lines(lines, change.no_signs_zone, "signs the zone no more");
    return lines;
}

// What a gate of the plan waits for, and who it is.
struct Awaited {
    const timeline::ZonePlan& plan;

    std::string operator()(const timeline::DsSeen& gate) const {
        return "may have the DS of KSK " + tag_of(gate.key) +
               " from then on; when it is there: consumer event ds-seen";
    }
    std::string operator()(const timeline::DsGone& gate) const {
        return "may give up the DS of KSK " + tag_of(gate.key) +
               " from then on; when it is gone: consumer event ds-gone";
    }
    std::string operator()(const timeline::BackupDone& gate) const {
        return "key " + tag_of(gate.key) + " is backed up: consumer event backup-done";
    }

    std::string operator()(const timeline::Imported& /*gate*/) const {
        return "the result of the ceremony is imported: consumer import";
    }

    [[nodiscard]] std::string tag_of(timeline::KeyIndex index) const {
        const timeline::Key& key = plan.keys.at(index);
        return key.tag ? std::to_string(*key.tag) : "without a tag";
    }
};

// What has to be observed: every change at the parent, and what else the plan waits for.
std::vector<DsMove> awaited_in(const timeline::ZonePlan& plan, const Course& course) {
    std::vector<DsMove> awaited = ds_moves_of(plan, course);
    for (const timeline::Gate& gate : plan.gates) {
        const bool is_there =
            std::any_of(awaited.begin(), awaited.end(),
                        [&gate](const DsMove& one) { return one.observed == gate.opens; });
        if (!is_there) {
            awaited.push_back({gate.opens, course.now});
        }
    }
    return awaited;
}

class Looker {
public:
    Looker(const policy::Configuration& configuration, const keysets::State& state, UtcTime now)
        : configuration_(configuration),
          state_(state),
          now_(now),
          runs_(look_at_runs(configuration, state, now)) {}

    [[nodiscard]] Outlook look(const dns::Name& name, const keysets::ZoneSets& sets) const {
        Outlook outlook;
        outlook.zone = name;
        outlook.has_target =
            std::any_of(configuration_.publish.begin(), configuration_.publish.end(),
                        [&name](const policy::Target& target) { return target.zone == name; });
        const auto known = state_.zones.find(name);
        const keysets::ZoneState zone =
            known == state_.zones.end() ? keysets::ZoneState() : known->second;
        const auto events = keysets::events_for(state_, zone);
        const keysets::Situation situation{
            sets, zone, events, customs_of(configuration_, name), now_, state_.files};
        const keysets::Choice choice = keysets::choose(situation);
        outlook.published = zone.published;
        outlook.has_nothing = has_nothing(zone);
        outlook.alarm = choice.alarm;
        if (zone.published) {
            const keysets::Keyset* set = keysets::find_set(sets, zone.published->set);
            if (set != nullptr) {
                outlook.set = *set;
            }
        }
        outlook.is_due = choice.set != nullptr &&
                         (!zone.published || zone.published->set != name_of(*choice.set));
        const std::string doubt =
            doubt_of(opinion_of(configuration_, name, zone), zone, sets, now_);
        if (!doubt.empty()) {
            add_alarm(outlook, doubt);
        }
        const keysets::Forecast forecast = keysets::forecast(situation);
        const auto last = by_machine(name, forecast);
        outlook.is_left = !outlook.has_target && !zone.targets.empty();
        if (!outlook.is_left) {
            look_ahead(outlook, forecast, last);
        }
        add_people(outlook, sets, zone);
        std::stable_sort(outlook.next.begin(), outlook.next.end(),
                         [](const Prospect& a, const Prospect& b) { return a.at < b.at; });
        if (zone.published) {
            const Holdings holdings = look_at_targets(configuration_, name, zone, sets);
            if (!holdings.alarm.empty()) {
                add_alarm(outlook, holdings.alarm);
            }
            // What ought to have been done is not relied on.
            const bool go_on = !outlook.is_due && runs_.go_on && !outlook.is_left;
            if (outlook.is_left) {
                add_alarm(outlook,
                          "no target under publish: has it any more, so nothing follows what is "
                          "published; if another host has it now: consumer forget");
            }
            outlook.end =
                go_on ? end_of(forecast, last, *zone.published) : zone.published->expiration;
            outlook.end = holdings.end ? holdings.end : outlook.end;
            if (outlook.set && outlook.set->inception > now_) {
                outlook.end = now_;  // no validator accepts it yet
            }
        }
        return outlook;
    }

private:
    static void add_alarm(Outlook& outlook, const std::string& text) {
        outlook.alarm += (outlook.alarm.empty() ? "" : "; ") + text;
    }

    using Entries = std::vector<keysets::Entry>;

    // Up to the first set that a person has to publish: a signer of OpenDNSSEC has to be told which
    // key signs the zone, and without a plan nothing but --zsk says it.
    [[nodiscard]] Entries::const_iterator by_machine(const dns::Name& name,
                                                     const keysets::Forecast& forecast) const {
        const bool has_signconf =
            std::any_of(configuration_.publish.begin(), configuration_.publish.end(),
                        [&name](const policy::Target& target) {
                            return target.zone == name && target.format == policy::Format::signconf;
                        });
        return std::find_if(forecast.entries.begin(), forecast.entries.end(),
                            [has_signconf](const keysets::Entry& entry) {
                                return has_signconf && !entry.set->has_slot;
                            });
    }

    static std::optional<UtcTime> end_of(const keysets::Forecast& forecast,
                                         Entries::const_iterator last,
                                         const keysets::Published& published) {
        if (last == forecast.entries.end()) {
            return forecast.end;
        }
        const UtcTime end = last == forecast.entries.begin() ? published.expiration
                                                             : std::prev(last)->set->expiration;
        return std::min(end, forecast.end.value_or(end));
    }

    static void look_ahead(Outlook& outlook,
                           const keysets::Forecast& forecast,
                           Entries::const_iterator last) {
        if (last != forecast.entries.end()) {
            outlook.next.push_back(
                {last->at, "operator",
                 "consumer publish --zone " + outlook.zone.text() +
                     " --zsk: the recipe does not say which key signs the zone"});
        }
        const keysets::Keyset* before = outlook.set ? &*outlook.set : nullptr;
        for (auto entry = forecast.entries.begin(); entry != forecast.entries.end(); ++entry) {
            const std::string who = entry < last ? "machine" : "operator";
            const std::vector<std::string> lines =
                before == nullptr ? std::vector<std::string>()
                                  : change_lines(keysets::change_between(before, *entry->set));
            for (const std::string& text : lines) {
                outlook.next.push_back({entry->at, who, text});
            }
            if (lines.empty() && entry == forecast.entries.begin() && before != nullptr) {
                outlook.next.push_back({entry->at, who, "new signatures over the key set"});
            }
            before = entry->set;
        }
    }

    void add_people(Outlook& outlook,
                    const keysets::ZoneSets& sets,
                    const keysets::ZoneState& zone) const {
        const auto line = keysets::line_of(sets, keysets::track_of(zone));
        if (!line.empty()) {
            add_next_ceremony(outlook, sets, *line.back());
            add_gates(outlook, sets, *line.back(), zone);
        }
    }

    // The reserve is for those who are late.
    void add_next_ceremony(Outlook& outlook,
                           const keysets::ZoneSets& sets,
                           const keysets::Keyset& newest) const {
        const std::string what = "the result of the next ceremony is imported by then";
        const auto plan = sets.plans.find(newest.file);
        if (plan == sets.plans.end() || plan->second.until >= newest.until) {
            outlook.next.push_back({newest.until, "operator", what});
            return;
        }
        const std::string reserve = program::short_text(newest.until);
        outlook.next.push_back(
            {std::max(now_, plan->second.until), "operator",
             plan->second.until > now_
                 ? what + "; the reserve lasts until " + reserve
                 : "the result of the next ceremony is late: the reserve lasts until " + reserve});
    }

    void add_gates(Outlook& outlook,
                   const keysets::ZoneSets& sets,
                   const keysets::Keyset& newest,
                   const keysets::ZoneState& zone) const {
        const auto found = sets.plans.find(newest.file);
        if (found == sets.plans.end()) {
            return;
        }
        const auto events = keysets::events_for(state_, zone);
        const Course course{keysets::imported_at(state_.files, newest.file),
                            keysets::key_changes(sets, zone), now_};
        timeline::ZonePlan alone = found->second;
        for (const DsMove& one : awaited_in(found->second, course)) {
            alone.gates = {{0, one.observed, 0}};
            if (!keysets::opening_of(alone, 0, events)) {
                const bool is_ours = std::holds_alternative<timeline::BackupDone>(one.observed) ||
                                     std::holds_alternative<timeline::Imported>(one.observed);
                outlook.next.push_back({one.earliest, is_ours ? "operator" : "parent",
                                        std::visit(Awaited{found->second}, one.observed)});
            }
        }
    }

    const policy::Configuration& configuration_;
    const keysets::State& state_;
    UtcTime now_;
    Runs runs_;
};

}  // namespace

Result<std::vector<Outlook>> outlooks(const policy::Configuration& configuration,
                                      const Store& store,
                                      UtcTime now) {
    const Stock stock = store.contents_at(now);
    std::set<dns::Name> zones = zones_of(configuration);
    for (const auto& [name, zone] : store.state().zones) {
        zones.insert(name);
    }
    const Outcome is_there = store.check_is_there();
    const Looker looker(configuration, store.state(), now);
    const keysets::ZoneSets none;
    std::vector<Outlook> all;
    for (const dns::Name& name : zones) {
        const auto sets = stock.sets_of(name);
        all.push_back(looker.look(name, sets.ok() ? *sets.value() : none));
        if (!sets.ok()) {
            all.back().alarm = sets.error().message();
        }
        if (!is_there.ok()) {
            all.back().is_known = false;
            all.back().alarm = is_there.error().message();
        }
    }
    return all;
}

}  // namespace ceremony::consumer
