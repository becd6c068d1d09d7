// SPDX-License-Identifier: BSD-3-Clause

#include "planner/page.hpp"

#include <algorithm>
#include <vector>

#include "base/quote.hpp"
#include "encoding/hex.hpp"
#include "planner/chart.hpp"
#include "planner/page_facts.hpp"
#include "planner/page_parent.hpp"
#include "planner/table.hpp"
#include "program/hash_lines.hpp"
#include "program/times.hpp"
#include "proof/prover.hpp"
#include "proof/response_size.hpp"
#include "timeline/key_names.hpp"

namespace ceremony::planner {

namespace {

using timeline::Key;
using timeline::KeyIndex;
using timeline::Slot;
using timeline::ZonePlan;

constexpr std::size_t longest_line = 100;

std::string time_text(const std::optional<UtcTime>& time) {
    return time ? program::short_text(*time) : "";
}

std::string head_of(const ShownPlan& shown) {
    const recipe::Preamble& preamble = shown.file.recipe.preamble;
    std::string text = preamble.description.empty() ? "" : quote(preamble.description, 1000) + "\n";
    if (preamble.ceremony) {
        text += "Chain " + preamble.ceremony->chain.text() + ", ceremony " +
                std::to_string(preamble.ceremony->sequence) + ", attempt " +
                std::to_string(preamble.ceremony->attempt) + ". ";
    }
    text += "Planned at " + program::short_text(preamble.timestamp) + ". All times are UTC.\n";
    return text + program::hash_lines(shown.file.sha256, shown.file.path);
}

// --- keys

std::optional<UtcTime> known(const std::optional<UtcTime>& observed,
                             const std::optional<UtcTime>& planned) {
    return observed ? observed : planned;
}

std::string kind_of(const Key& key) {
    std::string text(dns::to_string(key.algorithm));
    return key.size ? text + "/" + std::to_string(*key.size) : text;
}

std::string origin_of(const Key& key) {
    if (is_made_here(key)) {
        return "made here";
    }
    if (is_destroyed_here(key)) {
        return "destroyed here";
    }
    if (key.observed.destroy) {
        return "destroyed";
    }
    return key.custody == timeline::Custody::bunker ? "there"
                                                    : std::string(timeline::to_string(key.custody));
}

std::optional<UtcTime> exposed_until(const proof::Verdict& verdict, KeyIndex key) {
    for (const proof::Exposure& exposure : verdict.exposure) {
        if (exposure.key == key) {
            return exposure.until;
        }
    }
    return std::nullopt;
}

// The ID, and the times that few keys have.
std::string more_of(const Key& key, const std::optional<UtcTime>& exposed) {
    std::vector<std::string> times;
    const auto add = [&times](const std::string& what, const std::optional<UtcTime>& time) {
        if (time) {
            times.push_back(what + " " + time_text(time));
        }
    };
    add("ready", known(key.observed.ready, key.planned.ready));
    add("DS to be submitted", key.planned.ds_submit);
    add("seen", key.observed.ds_seen);
    add("gone", key.observed.ds_gone);
    add("revoked", known(key.observed.revoke, key.planned.revoke));
    add("can be replayed until", exposed);
    std::string text = key.id.empty() ? "" : "      ID " + encoding::encode_hex(key.id) + "\n";
    const std::string indent(5, ' ');
    std::string line = indent;
    for (std::size_t i = 0; i < times.size(); ++i) {
        const std::string item = " " + times[i] + (i + 1 < times.size() ? "," : "");
        if (line.size() + item.size() > longest_line) {
            text += line + "\n";
            line = indent;
        }
        line += item;
    }
    return text + (times.empty() ? "" : line + "\n");
}

std::string keys_of(const ZonePlan& plan, const proof::Verdict& verdict) {
    const std::vector<std::string> names = key_names(plan);
    std::string text = "Keys\n";
    Table lives({"", "published", "signs from", "signs until", "removed"});
    for (KeyIndex index = 0; index < plan.keys.size(); ++index) {
        const Key& key = plan.keys[index];
        text += "  " + names[index] + (names[index].size() < 3 ? "  " : " ") +
                (is_sep(key.role) ? "KSK " : "ZSK ") + kind_of(key) +
                (key.tag ? ", tag " + std::to_string(*key.tag) : "") + ", " + origin_of(key) +
                (key.label.empty() ? "" : ", " + quote(key.label)) + "\n" +
                more_of(key, exposed_until(verdict, index));
        lives.add({names[index], time_text(known(key.observed.publish, key.planned.publish)),
                   time_text(known(key.observed.active, key.planned.active)),
                   time_text(known(key.observed.retire, key.planned.retire)),
                   time_text(known(key.observed.remove, key.planned.remove))});
    }
    return text + "\n" + lives.text();
}

// --- sets

std::string names_of(const std::vector<timeline::KeyInSet>& keys,
                     const std::vector<std::string>& names) {
    std::string text;
    for (const timeline::KeyInSet& key : keys) {
        text.append(text.empty() ? "" : " ").append(names[key.key]);
        text.append(key.revoked ? "(revoked)" : "");
    }
    return text;
}

std::string names_of(const std::vector<KeyIndex>& keys, const std::vector<std::string>& names) {
    std::string text;
    for (const KeyIndex key : keys) {
        text.append(text.empty() ? "" : " ").append(names[key]);
    }
    return text;
}

std::string cds_text(const Slot& slot, const std::vector<std::string>& names) {
    if (!slot.cds) {
        return "";
    }
    return slot.cds->keys.empty() ? "CDS delete" : "CDS " + names_of(slot.cds->keys, names);
}

bool say_the_same(const Slot& a, const Slot& b) {
    return has_same_keys(a, b) && a.cds == b.cds && a.ttl == b.ttl;
}

// Slots in a row that say the same are one line.
std::string sets_of(const ZonePlan& plan) {
    const std::vector<std::string> names = key_names(plan);
    Table table({"slots", "from", "until", "keys", "signed by", "zone by", "octets", ""});
    bool large = false;
    for (auto first = plan.slots.begin(); first != plan.slots.end();) {
        const auto end = std::find_if(
            first, plan.slots.end(), [&](const Slot& slot) { return !say_the_same(slot, *first); });
        const std::string from = std::to_string(first - plan.slots.begin() + 1);
        const std::string to = std::to_string(end - plan.slots.begin());
        std::string numbers = from;
        numbers.append(from == to ? "" : "-").append(from == to ? "" : to);
        const std::size_t size = proof::response_size(plan, *first);
        large = large || size > proof::safe_response_size;
        table.add({numbers, time_text(first->from), time_text((end - 1)->until),
                   names_of(first->keys, names), names_of(first->signers, names),
                   names_of(first->zone_signers, names),
                   std::to_string(size) + (size > proof::safe_response_size ? "!" : ""),
                   cds_text(*first, names)});
        first = end;
    }
    std::string text = "Sets\n" + table.text();
    if (large) {
        text += "  ! more than " + std::to_string(proof::safe_response_size) +
                " octets: answers may need TCP\n";
    }
    return text;
}

// --- people

// Lines of 100 octets at most, those behind the first below it, where there are blanks.
std::string folded(std::string line, std::size_t indent) {
    std::size_t begin = 0;
    while (line.size() - begin > longest_line) {
        const std::size_t blank = line.rfind(' ', begin + longest_line);
        if (blank == std::string::npos || blank <= begin + indent) {
            break;
        }
        line.replace(blank, 1, "\n" + std::string(indent, ' '));
        begin = blank + 1;
    }
    return line + "\n";
}

std::string duties_text(const ZonePlan& plan) {
    std::string text = "What people do\n";
    const std::vector<Duty> duties = duties_of(plan);
    std::size_t width = 0;
    for (const Duty& duty : duties) {
        width = std::max(width, time_text(duty.at).size());
    }
    for (const Duty& duty : duties) {
        std::string time = time_text(duty.at);
        time.resize(width + 1, ' ');
        text += folded("  " + time + duty.what, 2 + time.size());
    }
    return text;
}

std::string gates_of(const ZonePlan& plan) {
    if (plan.gates.empty()) {
        return "";
    }
    const std::vector<std::string> names = key_names(plan);
    std::string text = "What it waits for\n";
    for (const timeline::Gate& gate : plan.gates) {
        text += "  " + gate_text(gate, names) + "\n";
    }
    return text + "\n";
}

std::string events_of(const plan::ChainPlan& plan) {
    if (plan.events.empty()) {
        return "";
    }
    std::string text = "\nWhat people have observed\n";
    for (const policy::Event& event : plan.events) {
        text += "  " + event_text(event) + "\n";
    }
    return text;
}

// --- proof

std::string step_text(const ZonePlan& plan,
                      const proof::Step& step,
                      const std::vector<std::string>& names) {
    switch (step.what) {
        case proof::Step::What::publish:
            return "publish slot " + std::to_string(step.number + 1) + ": " +
                   names_of(plan.slots[step.number].keys, names);
        case proof::Step::What::hand_over:
            return "import this result";
        case proof::Step::What::ds_change:
            return "change " + std::to_string(step.number + 1) + " at the parent";
    }
    return "";
}

std::string proof_text(const ZonePlan& plan, const proof::Verdict& verdict, proof::Prover& prover) {
    std::string text = "Proof\n";
    if (verdict.counter_example) {
        return text + "  UNSAFE: " + verdict.counter_example->sentence + "\n";
    }
    text += std::string("  Safe for every cache at every instant") +
            (plan.strict ? ", strict validators included.\n" : ".\n");
    text += "  If nobody does anything, the zone " +
            (verdict.dead_man ? "goes bogus at " + program::short_text(*verdict.dead_man)
                              : std::string("never goes bogus")) +
            ".\n";
    const std::vector<std::string> names = key_names(plan);
    Table steps({"planned", "step", "may be late by"});
    for (const proof::Step& step : prover.steps_of(plan)) {
        steps.add({time_text(step.planned), step_text(plan, step, names),
                   step.slack ? program::short_length(*step.slack) : "any time"});
    }
    return text + steps.text();
}

std::string zone_text(const ZonePlan& plan, const proof::Verdict& verdict, proof::Prover& prover) {
    std::string text = "\n" + plan.zone.text() + "\n";
    text += std::string(plan.zone.text().size(), '=') + "\n";
    if (plan.slots.empty()) {
        return text + "This ceremony makes no sets for it: " + rest_text(plan) + ".\n";
    }
    const Slot& last = plan.slots.back();
    text += std::to_string(plan.slots.size()) + (plan.slots.size() == 1 ? " set" : " sets") +
            " from " + program::short_text(plan.slots.front().from) + " until " +
            program::short_text(last.until) + ", asked for until " +
            program::short_text(plan.until) + ";\nsignatures until " +
            program::short_text(last.expiration) + "; TTL " + std::to_string(last.ttl) + ".\n\n";
    text +=
        keys_of(plan, verdict) + "\n" + chart_of(plan) +
        "      - in the set   # and signs   + signs the zone outside of the set   r revoked\n\n" +
        sets_of(plan) + "\n" + parent_text(plan) + "\n" + duties_text(plan) + "\n" +
        gates_of(plan) + proof_text(plan, verdict, prover);
    if (!plan.notes.empty()) {
        text += "\nNotes\n";
        for (const std::string& note : plan.notes) {
            text += "  " + quote(note, 1000) + "\n";
        }
    }
    return text;
}

}  // namespace

std::string page_of(const ShownPlan& shown) {
    std::string text = head_of(shown) + events_of(shown.plan);
    proof::Prover prover;
    for (std::size_t zone = 0; zone < shown.plan.zones.size(); ++zone) {
        text += zone_text(shown.plan.zones[zone], shown.verdicts[zone], prover);
    }
    return text;
}

}  // namespace ceremony::planner
