// SPDX-License-Identifier: BSD-3-Clause

#include "planner/page_parent.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "dns/print.hpp"
#include "dnssec/ds_digest.hpp"
#include "program/times.hpp"
#include "recipe/recipe.hpp"
#include "timeline/key_names.hpp"

namespace ceremony::planner {

namespace {

using timeline::DsAtParent;
using timeline::DsChange;
using timeline::DsSet;
using timeline::ZonePlan;

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

// Of a record that does not simply stay: what becomes of it.
std::string fate_text(const ZonePlan& plan, const DsAtParent& record) {
    const auto is_in = [&record](const DsSet& set) {
        return std::find(set.begin(), set.end(), record) != set.end();
    };
    bool is_there = is_in(plan.ds_before);
    std::string fate = is_there ? "" : ", which is not wanted any more";
    for (std::size_t number = 0; number < plan.ds_changes.size(); ++number) {
        const DsChange& change = plan.ds_changes[number];
        if (is_taken_back(plan, number) || is_in(change.after) == is_there) {
            continue;
        }
        is_there = !is_there;
        const bool is_done = change.complete && !change.assumed;
        const std::string with = " with change " + std::to_string(number + 1);
        if (is_there) {
            fate = is_done ? "" : ", which comes" + with;
        } else {
            fate = (is_done ? ", which went" : ", which goes") + with;
        }
    }
    return fate;
}

// What people submit; of a key that no result has given yet, where to find it.
std::string records_text(const ZonePlan& plan, const std::vector<std::string>& names) {
    std::string text;
    std::set<timeline::KeyIndex> unknown;
    for (const ZoneDs& record : ds_records_of(plan)) {
        if (record.ds) {
            text += "  DS of " + names[record.key] +
                    fate_text(plan, {record.key, record.ds->digest_type}) + ": " +
                    dns::print(*record.ds) + "\n";
        } else if (unknown.insert(record.key).second) {
            text += "  DS of " + names[record.key] +
                    ": planner show prints it from the result of the ceremony that makes the key\n";
        }
    }
    return text;
}

}  // namespace

std::vector<ZoneDs> ds_records_of(const ZonePlan& plan) {
    std::set<std::pair<timeline::KeyIndex, dns::DigestType>> wanted;
    const auto add = [&wanted](const DsSet& set) {
        for (const DsAtParent& ds : set) {
            wanted.emplace(ds.key, ds.digest);
        }
    };
    add(plan.ds_before);
    for (const DsChange& change : plan.ds_changes) {
        add(change.after);
    }
    std::vector<ZoneDs> records;
    for (const auto& [number, digest] : wanted) {
        const timeline::Key& key = plan.keys[number];
        ZoneDs record{number, std::nullopt};
        if (key.data) {
            auto ds = dnssec::make_ds(
                plan.zone, recipe::to_dnskey({key.algorithm, key.role}, *key.data), digest);
            record.ds = ds.ok() ? std::optional(std::move(ds).value()) : std::nullopt;
        }
        records.push_back(std::move(record));
    }
    return records;
}

std::string ds_set_text(const DsSet& set, const std::vector<std::string>& names) {
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

std::string parent_text(const ZonePlan& plan) {
    const std::vector<std::string> names = key_names(plan);
    std::string text = plan.timing.has_parent ? "At the parent\n" : "Trust anchors\n";
    // When the first was seen does not tell that none was there before.
    const std::string none =
        plan.timing.has_parent ? "no DS that is known" : "no trust anchor that is known";
    text += "  at first: " + (plan.ds_before.empty() ? none : ds_set_text(plan.ds_before, names)) +
            "\n";
    for (std::size_t number = 0; number < plan.ds_changes.size(); ++number) {
        text += "  change " + std::to_string(number + 1) + ": " +
                ds_set_text(plan.ds_changes[number].after, names) + "; " +
                state_text(plan, number) + "\n";
    }
    return text + records_text(plan, names);
}

}  // namespace ceremony::planner
