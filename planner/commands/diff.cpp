// SPDX-License-Identifier: BSD-3-Clause

#include "planner/commands/diff.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "base/quote.hpp"
#include "encoding/hex.hpp"
#include "json/parse.hpp"
#include "plan/from_recipe.hpp"
#include "plan/members.hpp"
#include "planner/compared_actions.hpp"
#include "planner/page_facts.hpp"
#include "planner/replay.hpp"
#include "policy/length_text.hpp"
#include "program/recipe_file.hpp"
#include "program/times.hpp"
#include "recipe/write.hpp"
#include "timeline/key_names.hpp"

namespace ceremony::planner {

namespace {

using timeline::Key;
using timeline::Slot;
using timeline::ZonePlan;

using Lines = std::vector<std::string>;

std::string text_of(const std::optional<UtcTime>& time) {
    return time ? program::short_text(*time) : "not at all";
}

// "what: NEW instead of OLD", if they differ.
void compare(const std::string& what,
             const std::string& before,
             const std::string& after,
             Lines& lines) {
    if (before != after) {
        lines.push_back(what + ": " + after + " instead of " + before);
    }
}

std::string ceremony_text(const recipe::Preamble& preamble) {
    if (!preamble.ceremony) {
        return "none";
    }
    return preamble.ceremony->chain.text() + ", number " +
           std::to_string(preamble.ceremony->sequence) + ", attempt " +
           std::to_string(preamble.ceremony->attempt);
}

void compare_preambles(const recipe::Preamble& before,
                       const recipe::Preamble& after,
                       Lines& lines) {
    compare("description", quote(before.description), quote(after.description), lines);
    compare("planned at", program::short_text(before.timestamp),
            program::short_text(after.timestamp), lines);
    compare("ceremony", ceremony_text(before), ceremony_text(after), lines);
    const auto previous = [](const recipe::Preamble& preamble) {
        return preamble.ceremony && preamble.ceremony->previous
                   ? encoding::encode_hex(*preamble.ceremony->previous)
                   : std::string("none");
    };
    compare("ceremony before", previous(before), previous(after), lines);
}

// --- keys

// How a key is called on both sides: IDs depend on the ceremony, labels too.
using KeyTable = std::map<std::string, const Key*>;

KeyTable table_of(const ZonePlan& plan) {
    const std::vector<std::string> names = key_names(plan);
    KeyTable table;
    for (timeline::KeyIndex key = 0; key < plan.keys.size(); ++key) {
        table.emplace(names[key], &plan.keys[key]);
    }
    return table;
}

void compare_keys(const std::string& what, const Key& before, const Key& after, Lines& lines) {
    const auto kind = [](const Key& key) {
        const std::string name(dns::to_string(key.algorithm));
        return key.size ? name + " with " + std::to_string(*key.size) + " bits" : name;
    };
    compare(what, kind(before), kind(after), lines);
    const auto zones = [](const Key& key) {
        std::string text;
        for (const dns::Name& zone : key.zones) {
            text.append(text.empty() ? "" : " ").append(zone.text());
        }
        return text;
    };
    compare(what + ", key of", zones(before), zones(after), lines);
    compare(what + ", ID", encoding::encode_hex(before.id), encoding::encode_hex(after.id), lines);
    compare(what + ", label", quote(before.label), quote(after.label), lines);
    const auto holder = [](const Key& key) {
        return std::string(timeline::to_string(key.custody)) + " " + quote(key.provider) + " " +
               quote(key.store) + (key.exportable ? ", exportable" : "");
    };
    compare(what + ", held by", holder(before), holder(after), lines);
    const auto material = [](const Key& key) {
        return (key.tag ? "tag " + std::to_string(*key.tag) : std::string("no tag")) + ", " +
               (key.data ? encoding::encode_hex(*key.data) : "unknown");
    };
    compare(what + ", public key", material(before), material(after), lines);
    compare(what + ", listed until", text_of(before.listed_until), text_of(after.listed_until),
            lines);
    for (const plan::LifeMember& member : plan::life_members) {
        const std::string name = what + ", " + std::string(member.name);
        compare(name, text_of(before.planned.*member.member), text_of(after.planned.*member.member),
                lines);
        compare(name + " (observed)", text_of(before.observed.*member.member),
                text_of(after.observed.*member.member), lines);
    }
}

template <typename Table, typename Compare>
void compare_tables(const std::string& what,
                    const Table& before,
                    const Table& after,
                    Lines& lines,
                    Compare&& both) {
    for (const auto& [name, value] : before) {
        const auto other = after.find(name);
        if (other == after.end()) {
            lines.push_back(what + name + ": no more");
        } else {
            both(what + name, value, other->second);
        }
    }
    for (const auto& [name, value] : after) {
        if (!before.contains(name)) {
            lines.push_back(what + name + ": new");
        }
    }
}

// --- sets

using Names = std::vector<std::string>;

std::string list(const std::vector<timeline::KeyIndex>& keys, const Names& names) {
    std::string text;
    for (const timeline::KeyIndex key : keys) {
        text += " " + names[key];
    }
    return text;
}

std::string list(const std::vector<timeline::KeyInSet>& keys, const Names& names) {
    std::string text;
    for (const timeline::KeyInSet& key : keys) {
        text += " " + names[key.key] + (key.revoked ? "(revoked)" : "");
    }
    return text;
}

std::string cds_text(const Slot& slot, const Names& names) {
    if (!slot.cds) {
        return "";
    }
    std::string text = ", CDS with TTL " + std::to_string(slot.cds->ttl) + " of" +
                       (slot.cds->keys.empty() ? " nothing" : list(slot.cds->keys, names)) +
                       " with digests";
    for (const dns::DigestType digest : slot.cds->digest_types) {
        text += " " + std::to_string(static_cast<int>(digest));
    }
    return text + (slot.cds->cdnskey ? " and CDNSKEY" : "");
}

std::string set_text(const Slot& slot, const Names& names) {
    return program::short_text(slot.from) + " to " + program::short_text(slot.until) + ", signed " +
           program::short_text(slot.inception) + " to " + program::short_text(slot.expiration) +
           ", TTL " + std::to_string(slot.ttl) + ", keys" + list(slot.keys, names) + ", signed by" +
           list(slot.signers, names) + ", zone by" + list(slot.zone_signers, names) +
           cds_text(slot, names);
}

// `of` is which sets these are: those of the plan, or those before it.
void compare_slots(const std::string& zone,
                   const std::string& of,
                   const ZonePlan& before,
                   const ZonePlan& after,
                   const std::vector<Slot> ZonePlan::*member,
                   Lines& lines) {
    const std::vector<Slot>& old = before.*member;
    const std::vector<Slot>& now = after.*member;
    compare(zone + "number of sets" + of, std::to_string(old.size()), std::to_string(now.size()),
            lines);
    const Names names_before = key_names(before);
    const Names names_after = key_names(after);
    constexpr std::size_t shown = 10;
    std::size_t count = 0;
    for (std::size_t i = 0; i < std::min(old.size(), now.size()); ++i) {
        if (old[i] != now[i] && ++count <= shown) {
            lines.push_back(zone + "set " + std::to_string(i + 1) + of + ": " +
                            set_text(now[i], names_after) + "\n  instead of " +
                            set_text(old[i], names_before));
        }
    }
    if (count > shown) {
        lines.push_back(zone + std::to_string(count - shown) + " more sets" + of + " differ");
    }
    const auto tell_lone = [&](const std::vector<Slot>& slots, std::size_t first,
                               const std::string& verdict, const Names& names) {
        for (std::size_t i = first; i < slots.size() && i < first + shown; ++i) {
            lines.push_back(zone + verdict + "set " + std::to_string(i + 1) + of + ": " +
                            set_text(slots[i], names));
        }
        if (slots.size() > first + shown) {
            lines.push_back(zone + verdict + std::to_string(slots.size() - first - shown) +
                            " more sets" + of);
        }
    };
    tell_lone(old, now.size(), "no more: ", names_before);
    tell_lone(now, old.size(), "new: ", names_after);
}

// --- the parent, gates, and what is said to people

std::string ds_text(const std::vector<timeline::DsAtParent>& set, const Names& names) {
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

// The lines that `text_of` makes of each, in one.
template <typename T, typename TextOf>
std::string joined(const std::vector<T>& things, TextOf text_of_one) {
    std::string text;
    for (const T& thing : things) {
        text += (text.empty() ? "" : "; ") + text_of_one(thing);
    }
    return text.empty() ? "none" : text;
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
    compare_slots(zone, " of the ceremony before", before, after, &ZonePlan::slots_before, lines);
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
    compare_tables(zone, table_of(before), table_of(after), lines,
                   [&](const std::string& what, const Key* a, const Key* b) {
                       compare_keys(what, *a, *b, lines);
                   });
    compare_slots(zone, "", before, after, &ZonePlan::slots, lines);
    compare_rest(zone, before, after, lines);
}

// --- the rest

// What no line has told.
Outcome compare_files(const Compared& before, const Compared& after, Lines& lines) {
    const json::Document told =
        TRY(json::parse(recipe::write_recipe(with_told_of(before, after)), "the recipe before"));
    const json::Document all =
        TRY(json::parse(recipe::write_recipe(after.recipe), "the recipe after"));
    const auto other = first_difference(all.root(), told.root());
    if (other) {
        lines.push_back((lines.empty() ? "The first difference is " : "Beside that, ") + *other);
    } else if (lines.empty()) {
        const json::Document old =
            TRY(json::parse(recipe::write_recipe(before.recipe), "the recipe before"));
        const auto untold = first_difference(all.root(), old.root());
        lines.push_back(untold ? "The first difference is " + *untold
                               : "The files say the same, written in two ways");
    }
    return Nothing{};
}

// --- what is imported

std::map<std::string, Bytes> transport_keys(const recipe::Recipe& recipe) {
    std::map<std::string, Bytes> keys;
    for (const recipe::Action& action : recipe.actions) {
        if (const auto* import = std::get_if<recipe::ImportPublicKey>(&action.params)) {
            keys.emplace(quote(import->name.label()), import->key_data);
        }
    }
    return keys;
}

std::map<std::string, const ZonePlan*> zones_of(const plan::ChainPlan& plan) {
    std::map<std::string, const ZonePlan*> zones;
    for (const ZonePlan& zone : plan.zones) {
        zones.emplace(zone.zone.text(), &zone);
    }
    return zones;
}

}  // namespace

Outcome diff(const Options& options, const program::Program& program) {
    if (options.files.size() != 2) {
        return misused("diff compares two recipes: planner diff OLD.json NEW.json");
    }
    const program::RecipeFile before = TRY(program::read_recipe_file(options.files.front()));
    const program::RecipeFile after = TRY(program::read_recipe_file(options.files.back()));
    const plan::ChainPlan plan_before = TRY(plan::from_recipe(before.recipe).in(before.path));
    const plan::ChainPlan plan_after = TRY(plan::from_recipe(after.recipe).in(after.path));
    Lines lines;
    compare_preambles(before.recipe.preamble, after.recipe.preamble, lines);
    compare_tables("zone ", zones_of(plan_before), zones_of(plan_after), lines,
                   [&](const std::string& what, const ZonePlan* a, const ZonePlan* b) {
                       compare_zones(what.substr(5), *a, *b, lines);
                   });
    compare_tables("transport key ", transport_keys(before.recipe), transport_keys(after.recipe),
                   lines, [&](const std::string& what, const Bytes& a, const Bytes& b) {
                       compare(what, encoding::encode_hex(a), encoding::encode_hex(b), lines);
                   });
    const Compared one{before.recipe, plan_before};
    const Compared other{after.recipe, plan_after};
    for (std::string& line : differences_of_deeds(one, other)) {
        lines.push_back(std::move(line));
    }
    compare("events", joined(plan_before.events, event_text), joined(plan_after.events, event_text),
            lines);
    if (before.sha256 == after.sha256) {
        lines.emplace_back("The files are the same");
    } else {
        TRY(compare_files(one, other, lines));
    }
    std::string text;
    for (const std::string& line : lines) {
        text += line + "\n";
    }
    return program.out(text);
}

}  // namespace ceremony::planner
