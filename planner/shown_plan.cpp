// SPDX-License-Identifier: BSD-3-Clause

#include "planner/shown_plan.hpp"

#include <algorithm>
#include <set>
#include <utility>
#include <variant>

#include "plan/from_recipe.hpp"
#include "planner/page_parent.hpp"
#include "policy/length_text.hpp"
#include "program/times.hpp"
#include "proof/prover.hpp"
#include "timeline/grid.hpp"
#include "timeline/key_names.hpp"
#include "timeline/timing.hpp"

namespace ceremony::planner {

namespace {

using timeline::DsSet;
using timeline::KeyIndex;
using timeline::ZonePlan;

std::set<KeyIndex> keys_of(const DsSet& records) {
    std::set<KeyIndex> keys;
    for (const timeline::DsAtParent& record : records) {
        keys.insert(record.key);
    }
    return keys;
}

// "K1 and K2": the names of the keys of `some` that are not in `others`.
std::string names_without(const std::set<KeyIndex>& some,
                          const std::set<KeyIndex>& others,
                          const std::vector<std::string>& names) {
    std::string text;
    for (const KeyIndex key : some) {
        if (!others.contains(key)) {
            text += (text.empty() ? "" : " and ") + names[key];
        }
    }
    return text;
}

// A zone without a parent has trust anchors, which those who validate configure.
std::string change_text(const std::string& added, const std::string& removed, bool has_parent) {
    const std::string who = has_parent ? "have the parent" : "have validators";
    const std::string add = has_parent ? " publish the DS of " : " trust ";
    const std::string remove = !has_parent     ? " trust no more "
                               : added.empty() ? " remove the DS of "
                                               : " remove that of ";
    if (added.empty() && removed.empty()) {
        return who + " change the digest types of the " + (has_parent ? "DS set" : "trust anchors");
    }
    return who + (added.empty() ? "" : add + added) +
           (added.empty() || removed.empty() ? "" : ", and") +
           (removed.empty() ? "" : remove + removed);
}

// What changes that are taken back may have left at the parent.
struct Detour {
    bool is_begun = false;
    bool of_digests = false;  // one of them has the same keys as what was before it
    DsSet records;

    void add(const DsSet& before, const DsSet& after) {
        is_begun = true;
        of_digests = of_digests || keys_of(before) == keys_of(after);
        records.insert(records.end(), before.begin(), before.end());
        records.insert(records.end(), after.begin(), after.end());
    }

    [[nodiscard]] DsSet besides(const DsSet& wanted) const {
        DsSet others;
        for (const timeline::DsAtParent& record : records) {
            const auto is_in = [&record](const DsSet& set) {
                return std::find(set.begin(), set.end(), record) != set.end();
            };
            if (!is_in(wanted) && !is_in(others)) {
                others.push_back(record);
            }
        }
        return others;
    }
};

// What leads back from a change that is not to be any more, and may have happened.
std::string change_back_text(const DsSet& wanted,
                             const Detour& detour,
                             const std::vector<std::string>& names,
                             bool has_parent) {
    const DsSet others = detour.besides(wanted);
    std::string kept = names_without(keys_of(wanted), {}, names);
    std::string unwanted = names_without(keys_of(others), keys_of(wanted), names);
    if (detour.of_digests) {
        kept = ds_set_text(wanted, names);
        unwanted = others.empty() ? "" : ds_set_text(others, names);
    }
    std::string text = has_parent ? "have the parent keep the DS of " + kept
                                  : "have validators trust " + kept + " as before";
    text += has_parent ? ", or publish it again" : "";
    if (!unwanted.empty()) {
        text += (has_parent ? ", and not that of " : ", and no more ") + unwanted;
    }
    return text;
}

// Do validators that follow RFC 5011 change their trust anchors by themselves, because the old keys
// are revoked by then and the new ones have been published for long enough?
bool is_automatic(const ZonePlan& plan, std::size_t number) {
    const timeline::DsChange& change = plan.ds_changes[number];
    const std::set<KeyIndex> before = keys_of(ds_set_before(plan, number));
    const std::set<KeyIndex> after = keys_of(change.after);
    const auto is_revoked = [&plan](KeyIndex key) {
        return plan.keys[key].planned.revoke.has_value();
    };
    const auto is_held_down = [&plan](KeyIndex key) {
        const timeline::Life& life = plan.keys[key].planned;
        return life.publish && life.ready &&
               *life.ready >= timeline::later(*life.publish, timeline::add_hold_down);
    };
    return !plan.timing.has_parent && change.assumed && !before.empty() &&
           std::all_of(before.begin(), before.end(),
                       [&](KeyIndex key) { return after.contains(key) || is_revoked(key); }) &&
           std::all_of(after.begin(), after.end(),
                       [&](KeyIndex key) { return before.contains(key) || is_held_down(key); });
}

std::string text_of(const timeline::DsChange& change, std::string text) {
    if (change.after_import && *change.after_import == 0) {
        text += "; but not before this result was imported";
    } else if (change.after_import) {
        // Exactly: rounded down it would be too soon.
        text += "; but no sooner than " + policy::length_text(*change.after_import) +
                " after this result was imported";
    }
    if (change.assumed && change.complete) {
        return text + "; taken for done at " + program::short_text(*change.complete);
    }
    return text + ", and confirm it under events:";
}

// Of a zone that goes insecure: when it is too late.
void add_withdrawal(const ZonePlan& plan, std::vector<Duty>& duties) {
    if (plan.ds_changes.empty() || !plan.ds_changes.back().after.empty()) {
        return;
    }
    const timeline::DsChange& change = plan.ds_changes.back();
    if (!change.complete || change.assumed) {
        const timeline::Timing& timing = plan.timing;
        duties.push_back(
            {timeline::earlier(plan.slots.back().until, timing.parent_propagation + timing.ds_ttl),
             "by now no parent server has a DS, or the zone will be bogus"});
    }
}

void add_parent_duties(const ZonePlan& plan,
                       const std::vector<std::string>& names,
                       std::vector<Duty>& duties) {
    const bool has_parent = plan.timing.has_parent;
    Detour detour;
    const DsSet* before = &plan.ds_before;
    for (std::size_t number = 0; number < plan.ds_changes.size(); ++number) {
        const timeline::DsChange& change = plan.ds_changes[number];
        if (is_taken_back(plan, number)) {
            detour.add(ds_set_before(plan, number), change.after);
            continue;
        }
        const std::set<KeyIndex> after = keys_of(change.after);
        std::set<KeyIndex> old = keys_of(*before);
        old.merge(keys_of(detour.records));  // whichever of them are there
        std::string what = detour.is_begun && !after.empty()
                               ? change_back_text(change.after, detour, names, has_parent)
                               : change_text(names_without(after, old, names),
                                             names_without(old, after, names), has_parent);
        what +=
            is_automatic(plan, number) ? "; those that follow RFC 5011 do so by themselves" : "";
        if (!change.complete || change.assumed) {
            duties.push_back({change.earliest, text_of(change, std::move(what))});
        }
        detour = {};
        before = &change.after;
    }
    add_withdrawal(plan, duties);
}

void add_backup_duties(const ZonePlan& plan,
                       const std::vector<std::string>& names,
                       std::vector<Duty>& duties) {
    for (const timeline::Gate& gate : plan.gates) {
        if (const auto* backup = std::get_if<timeline::BackupDone>(&gate.opens)) {
            duties.push_back({plan.slots.front().from,
                              "back up " + names[backup->key] + ", and say so under events:"});
        }
    }
}

}  // namespace

bool ShownPlan::is_safe() const noexcept {
    return std::all_of(verdicts.begin(), verdicts.end(),
                       [](const proof::Verdict& verdict) { return verdict.is_safe(); });
}

std::vector<proof::Verdict> prove_all(const plan::ChainPlan& plan, program::Progress* progress) {
    if (progress != nullptr) {
        progress->begin("proving", plan.zones.size());
    }
    std::vector<proof::Verdict> verdicts;
    verdicts.reserve(plan.zones.size());
    proof::Prover prover;
    for (const ZonePlan& zone : plan.zones) {
        verdicts.push_back(zone.slots.empty() ? proof::Verdict{} : prover.prove(zone));
        if (progress != nullptr) {
            progress->tick();
        }
    }
    return verdicts;
}

Result<ShownPlan> to_shown_plan(program::RecipeFile file, program::Progress* progress) {
    ShownPlan shown;
    shown.file = std::move(file);
    shown.plan = TRY(plan::from_recipe(shown.file.recipe).in(shown.file.path));
    shown.verdicts = prove_all(shown.plan, progress);
    if (progress != nullptr) {
        progress->end();
    }
    return shown;
}

Result<ShownPlan> read_shown_plan(const std::string& path, program::Progress* progress) {
    if (progress != nullptr) {
        progress->begin("reading");
    }
    return to_shown_plan(TRY(program::read_recipe_file(path)), progress);
}

std::vector<Duty> duties_of(const ZonePlan& plan) {
    const std::vector<std::string> names = key_names(plan);
    const UtcTime begin = plan.slots.front().from;
    std::vector<Duty> duties = {{begin, plan.handover_until > begin
                                            ? "import the result of this ceremony, until " +
                                                  program::short_text(plan.handover_until)
                                            : "have the result of this ceremony imported"}};
    add_backup_duties(plan, names, duties);
    add_parent_duties(plan, names, duties);
    const UtcTime end = plan.slots.back().until;
    duties.push_back({timeline::earlier(end, plan.timing.handover),
                      "last start of the next ceremony's sets, which are imported until " +
                          program::short_text(end)});
    std::stable_sort(duties.begin(), duties.end(),
                     [](const Duty& a, const Duty& b) { return a.at < b.at; });
    return duties;
}

}  // namespace ceremony::planner
