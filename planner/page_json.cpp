// SPDX-License-Identifier: BSD-3-Clause

#include "planner/page_json.hpp"

#include <algorithm>
#include <string_view>

#include "dns/print.hpp"
#include "encoding/hex.hpp"
#include "json/print.hpp"
#include "plan/members.hpp"
#include "planner/page_parent.hpp"
#include "proof/prover.hpp"
#include "proof/response_size.hpp"
#include "timeline/key_names.hpp"

namespace ceremony::planner {

namespace {

using timeline::KeyIndex;
using timeline::ZonePlan;

void put_time(json::Printer& out, std::string_view name, const std::optional<UtcTime>& time) {
    out.name(name);
    if (time) {
        out.text(time->rfc3339());
    } else {
        out.null();
    }
}

void put_number(json::Printer& out, std::string_view name, std::int64_t number) {
    out.name(name);
    out.integer(number);
}

void put_text(json::Printer& out, std::string_view name, std::string_view text) {
    out.name(name);
    out.text(text);
}

void put_life(json::Printer& out, std::string_view name, const timeline::Life& life) {
    out.name(name);
    out.begin_object();
    for (const plan::LifeMember& member : plan::life_members) {
        put_time(out, member.name, life.*member.member);
    }
    out.end();
}

void put_key(json::Printer& out,
             const timeline::Key& key,
             const std::string& name,
             const std::optional<UtcTime>& exposed) {
    out.begin_object();
    put_text(out, "name", name);
    put_text(out, "role", is_sep(key.role) ? "KSK" : "ZSK");
    put_number(out, "algorithm", static_cast<std::int64_t>(key.algorithm));
    put_text(out, "custody", timeline::to_string(key.custody));
    put_text(out, "keyID", encoding::encode_hex(key.id));
    put_text(out, "keyLabel", key.label);
    out.name("keyTag");
    if (key.tag) {
        out.integer(*key.tag);
    } else {
        out.null();
    }
    out.name("generatedHere");
    out.boolean(is_made_here(key));
    out.name("destroyedHere");
    out.boolean(is_destroyed_here(key));
    put_life(out, "planned", key.planned);
    put_life(out, "observed", key.observed);
    put_time(out, "exposedUntil", exposed);
    out.end();
}

void put_keys(json::Printer& out, const ZonePlan& plan, const proof::Verdict& verdict) {
    const std::vector<std::string> names = key_names(plan);
    out.name("keys");
    out.begin_array();
    for (KeyIndex key = 0; key < plan.keys.size(); ++key) {
        const auto exposure =
            std::find_if(verdict.exposure.begin(), verdict.exposure.end(),
                         [key](const proof::Exposure& one) { return one.key == key; });
        put_key(out, plan.keys[key], names[key],
                exposure == verdict.exposure.end() ? std::nullopt : std::optional(exposure->until));
    }
    out.end();
}

void put_names(json::Printer& out,
               std::string_view member,
               const std::vector<timeline::KeyInSet>& keys,
               const std::vector<std::string>& names) {
    out.name(member);
    out.begin_array();
    for (const timeline::KeyInSet& key : keys) {
        out.text(names[key.key] + (key.revoked ? "(revoked)" : ""));
    }
    out.end();
}

void put_slots(json::Printer& out, const ZonePlan& plan) {
    const std::vector<std::string> names = key_names(plan);
    out.name("slots");
    out.begin_array();
    for (const timeline::Slot& slot : plan.slots) {
        out.begin_object();
        put_time(out, "from", slot.from);
        put_time(out, "until", slot.until);
        put_time(out, "inception", slot.inception);
        put_time(out, "expiration", slot.expiration);
        put_names(out, "keys", slot.keys, names);
        put_names(out, "signers", slot.signers, names);
        out.name("zoneSigners");
        out.begin_array();
        for (const KeyIndex key : slot.zone_signers) {
            out.text(names[key]);
        }
        out.end();
        put_number(out, "responseSize",
                   static_cast<std::int64_t>(proof::response_size(plan, slot)));
        out.end();
    }
    out.end();
}

void put_set(json::Printer& out,
             std::string_view member,
             const timeline::DsSet& set,
             const std::vector<std::string>& names) {
    out.name(member);
    out.begin_array();
    for (const timeline::DsAtParent& ds : set) {
        out.begin_object();
        put_text(out, "key", names[ds.key]);
        put_number(out, "digestType", static_cast<std::int64_t>(ds.digest));
        out.end();
    }
    out.end();
}

void put_parent(json::Printer& out, const ZonePlan& plan) {
    const std::vector<std::string> names = key_names(plan);
    put_set(out, "dsBefore", plan.ds_before, names);
    out.name("dsRecords");
    out.begin_array();
    for (const ZoneDs& record : ds_records_of(plan)) {
        if (record.ds) {
            out.begin_object();
            put_text(out, "key", names[record.key]);
            put_text(out, "ds", dns::print(*record.ds));
            out.end();
        }
    }
    out.end();
    out.name("dsChanges");
    out.begin_array();
    for (std::size_t number = 0; number < plan.ds_changes.size(); ++number) {
        const timeline::DsChange& change = plan.ds_changes[number];
        out.begin_object();
        put_set(out, "after", change.after, names);
        put_time(out, "earliest", change.earliest);
        put_time(out, "complete", change.complete);
        out.name("assumed");
        out.boolean(change.assumed);
        out.name("takenBack");
        out.boolean(is_taken_back(plan, number));
        out.name("afterImport");
        if (change.after_import) {
            out.integer(*change.after_import);
        } else {
            out.null();
        }
        out.end();
    }
    out.end();
}

std::string_view word_of(proof::Step::What what) {
    switch (what) {
        case proof::Step::What::publish:
            return "publish";
        case proof::Step::What::hand_over:
            return "handOver";
        case proof::Step::What::ds_change:
            return "dsChange";
    }
    return "";
}

void put_verdict(json::Printer& out,
                 const ZonePlan& plan,
                 const proof::Verdict& verdict,
                 proof::Prover& prover) {
    out.name("safe");
    out.boolean(verdict.is_safe());
    put_time(out, "deadMan", verdict.dead_man);
    out.name("steps");
    out.begin_array();
    const bool has_steps = verdict.is_safe() && !plan.slots.empty();
    for (const proof::Step& step : has_steps ? prover.steps_of(plan) : std::vector<proof::Step>()) {
        out.begin_object();
        put_text(out, "what", word_of(step.what));
        put_number(out, "number", static_cast<std::int64_t>(step.number));
        put_time(out, "planned", step.planned);
        put_time(out, "bogusFrom", step.bogus_from);
        out.name("slack");
        if (step.slack) {
            out.integer(*step.slack);
        } else {
            out.null();
        }
        out.end();
    }
    out.end();
    out.name("counterExample");
    if (verdict.counter_example) {
        out.begin_object();
        put_text(out, "fault", proof::to_string(verdict.counter_example->fault));
        put_time(out, "at", verdict.counter_example->at);
        put_time(out, "until", verdict.counter_example->until);
        put_text(out, "sentence", verdict.counter_example->sentence);
        out.end();
    } else {
        out.null();
    }
}

void put_zone(json::Printer& out,
              const ZonePlan& plan,
              const proof::Verdict& verdict,
              proof::Prover& prover) {
    out.begin_object();
    put_text(out, "zone", plan.zone.text());
    put_time(out, "until", plan.until);
    put_time(out, "handoverUntil", plan.handover_until);
    put_keys(out, plan, verdict);
    put_slots(out, plan);
    put_parent(out, plan);
    out.name("duties");
    out.begin_array();
    for (const Duty& duty : plan.slots.empty() ? std::vector<Duty>() : duties_of(plan)) {
        out.begin_object();
        put_time(out, "at", duty.at);
        put_text(out, "what", duty.what);
        out.end();
    }
    out.end();
    put_verdict(out, plan, verdict, prover);
    out.name("notes");
    out.begin_array();
    for (const std::string& note : plan.notes) {
        out.text(note);
    }
    out.end();
    out.end();
}

}  // namespace

std::string json_of(const ShownPlan& shown) {
    const recipe::Preamble& preamble = shown.file.recipe.preamble;
    json::Printer out;
    out.begin_object();
    put_text(out, "sha256", encoding::encode_hex(shown.file.sha256));
    put_text(out, "description", preamble.description);
    put_time(out, "timestamp", preamble.timestamp);
    if (preamble.ceremony) {
        put_text(out, "chain", preamble.ceremony->chain.text());
        put_number(out, "sequence", preamble.ceremony->sequence);
        put_number(out, "attempt", preamble.ceremony->attempt);
    }
    out.name("safe");
    out.boolean(shown.is_safe());
    out.name("zones");
    out.begin_array();
    proof::Prover prover;
    for (std::size_t zone = 0; zone < shown.plan.zones.size(); ++zone) {
        put_zone(out, shown.plan.zones[zone], shown.verdicts[zone], prover);
    }
    out.end();
    out.end();
    return out.take();
}

}  // namespace ceremony::planner
