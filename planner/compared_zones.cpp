// SPDX-License-Identifier: BSD-3-Clause

#include "planner/compared_zones.hpp"

#include <vector>

#include "base/quote.hpp"
#include "plan/members.hpp"
#include "planner/compared_keys.hpp"
#include "planner/compared_sets.hpp"
#include "planner/page_facts.hpp"
#include "policy/length_text.hpp"
#include "program/times.hpp"
#include "timeline/key_names.hpp"

namespace ceremony::planner {

namespace {

using timeline::ZonePlan;

using Names = std::vector<std::string>;

std::string ds_text(const timeline::DsSet& set, const Names& names) {
    std::string text;
    for (const timeline::DsAtParent& ds : set) {
        text += " " + names[ds.key] + "/" + std::to_string(static_cast<int>(ds.digest));
    }
    return text.empty() ? " nothing" : text;
}

std::string parent_text(const ZonePlan& plan, const Names& names) {
    std::string text = "at first" + ds_text(plan.ds_before, names);
    for (const timeline::DsChange& change : plan.ds_changes) {
        text += ", from " + program::short_text(change.earliest) + ds_text(change.after, names);
        if (change.after_import) {
            text += " (" + policy::length_text(*change.after_import) + " after the import)";
        }
        if (change.complete) {
            text += std::string(change.assumed ? " (assumed " : " (complete ") +
                    program::short_text(*change.complete) + ")";
        }
    }
    return text;
}

std::string gates_text(const ZonePlan& plan, const Names& names) {
    return joined(plan.gates, [&names](const timeline::Gate& gate) {
        return "stage " + std::to_string(gate.stage) + ": " + gate_text(gate, names);
    });
}

std::string notes_text(const ZonePlan& plan) {
    return joined(plan.notes, [](const std::string& note) { return quote(note, note.size()); });
}

std::string grid_text(const ZonePlan& plan) {
    return plan.grid ? "every " + plan.grid->step.text() + " from " +
                           program::short_text(plan.grid->origin)
                     : std::string("when something changes");
}

void compare_rest(const std::string& zone,
                  const ZonePlan& before,
                  const ZonePlan& after,
                  Lines& lines) {
    const Names names_before = key_names(before);
    const Names names_after = key_names(after);
    compare(zone + "strict", before.strict ? "yes" : "no", after.strict ? "yes" : "no", lines);
    compare(zone + "sets begin", grid_text(before), grid_text(after), lines);
    compare(zone + "imported until", program::short_text(before.handover_until),
            program::short_text(after.handover_until), lines);
    compare(zone + "last ceremony before", std::to_string(before.last_ceremony),
            std::to_string(after.last_ceremony), lines);
    compare_sets(zone, " of the ceremony before", before, after, &ZonePlan::slots_before, lines);
    compare(zone + "DS set", parent_text(before, names_before), parent_text(after, names_after),
            lines);
    compare(zone + "waits for", gates_text(before, names_before), gates_text(after, names_after),
            lines);
    compare(zone + "notes", notes_text(before), notes_text(after), lines);
}

void compare_timings(const std::string& what,
                     const timeline::Timing& before,
                     const timeline::Timing& after,
                     Lines& lines) {
    for (const plan::TimingMember& member : plan::timing_members) {
        compare(what + std::string(member.name), std::to_string(before.*member.member),
                std::to_string(after.*member.member), lines);
    }
    compare(what + "parent", before.has_parent ? "yes" : "none", after.has_parent ? "yes" : "none",
            lines);
    for (const plan::TimingMember& member : plan::parent_members) {
        compare(what + "parent " + std::string(member.name), std::to_string(before.*member.member),
                std::to_string(after.*member.member), lines);
    }
}

}  // namespace

void compare_zones(const std::string& name,
                   const ZonePlan& before,
                   const ZonePlan& after,
                   Lines& lines) {
    const std::string zone = name + " ";
    compare(zone + "end", program::short_text(before.until), program::short_text(after.until),
            lines);
    compare_timings(zone, before.timing, after.timing, lines);
    if (before.timing != before.own_timing || after.timing != after.own_timing) {
        compare_timings(zone + "own ", before.own_timing, after.own_timing, lines);
    }
    compare_keys(zone, before, after, lines);
    compare_sets(zone, "", before, after, &ZonePlan::slots, lines);
    compare_rest(zone, before, after, lines);
}

}  // namespace ceremony::planner
