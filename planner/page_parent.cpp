// SPDX-License-Identifier: BSD-3-Clause

#include "planner/page_parent.hpp"

#include <map>
#include <vector>

#include "program/times.hpp"
#include "timeline/key_names.hpp"

namespace ceremony::planner {

namespace {

using timeline::DsAtParent;
using timeline::DsChange;
using timeline::ZonePlan;

// "K1 (SHA-256, SHA-384) and K2 (SHA-256)", "nothing"
std::string set_text(const std::vector<DsAtParent>& set, const std::vector<std::string>& names) {
    std::map<timeline::KeyIndex, std::string> digests;
    for (const DsAtParent& ds : set) {
        std::string& text = digests[ds.key];
        text.append(text.empty() ? "" : ", ").append(dns::to_string(ds.digest));
    }
    std::string text;
    for (const auto& [key, types] : digests) {
        text += (text.empty() ? "" : " and ") + names[key] + " (" + types + ")";
    }
    return text.empty() ? "nothing" : text;
}

// What is known of a change.
std::string state_text(const ZonePlan& plan, std::size_t number) {
    const DsChange& change = plan.ds_changes[number];
    if (is_taken_back(plan, number)) {
        return "not wanted any more; may have happened from " +
               program::short_text(change.earliest) + " on";
    }
    if (!change.complete) {
        return "not seen yet; from " + program::short_text(change.earliest) + " on";
    }
    return (change.assumed ? "assumed from " : "seen ") + program::short_text(*change.complete) +
           (change.assumed ? " on" : "");
}

}  // namespace

std::string parent_text(const ZonePlan& plan) {
    const std::vector<std::string> names = key_names(plan);
    std::string text = plan.timing.has_parent ? "At the parent\n" : "Trust anchors\n";
    text += "  at first: " + set_text(plan.ds_before, names) + "\n";
    for (std::size_t number = 0; number < plan.ds_changes.size(); ++number) {
        text += "  change " + std::to_string(number + 1) + ": " +
                set_text(plan.ds_changes[number].after, names) + "; " + state_text(plan, number) +
                "\n";
    }
    return text;
}

}  // namespace ceremony::planner
