// SPDX-License-Identifier: BSD-3-Clause

#include "plan/write_plan.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "encoding/hex.hpp"
#include "json/parse.hpp"
#include "plan/event_values.hpp"
#include "plan/members.hpp"
#include "recipe/writer.hpp"

namespace ceremony::plan {

namespace {

using recipe::Writer;
using timeline::KeyIndex;
using timeline::ZonePlan;

// The number that each key of each zone has in `keys`. Keys of several zones that are equal in
// everything stand there once.
class KeyNumbers {
public:
    explicit KeyNumbers(const ChainPlan& plan) {
        std::map<std::pair<dns::Name, Bytes>, std::vector<std::size_t>> shared;
        for (const ZonePlan& zone : plan.zones) {
            first_.push_back(numbers_.size());
            for (const timeline::Key& key : zone.keys) {
                numbers_.push_back(key.zones.size() > 1
                                       ? number_of_shared(key, shared[{key.zones.front(), key.id}])
                                       : number_of_new(key));
            }
        }
    }

    [[nodiscard]] const std::vector<const timeline::Key*>& keys() const noexcept { return keys_; }
    [[nodiscard]] std::size_t number(std::size_t zone, KeyIndex key) const {
        return numbers_[first_[zone] + key];
    }

private:
    std::size_t number_of_new(const timeline::Key& key) {
        keys_.push_back(&key);
        return keys_.size() - 1;
    }
    std::size_t number_of_shared(const timeline::Key& key, std::vector<std::size_t>& alike) {
        const auto same = std::find_if(alike.begin(), alike.end(),
                                       [&](std::size_t number) { return *keys_[number] == key; });
        return same != alike.end() ? *same : alike.emplace_back(number_of_new(key));
    }

    std::vector<const timeline::Key*> keys_;
    std::vector<std::size_t> numbers_;  // of the keys of all zones
    std::vector<std::size_t> first_;    // of each zone, in numbers_
};

// A zone, and what its keys are called in `keys`.
struct Context {
    const ZonePlan& zone;
    std::size_t number = 0;
    const KeyNumbers& keys;

    [[nodiscard]] std::int64_t operator()(KeyIndex key) const {
        return static_cast<std::int64_t>(keys.number(number, key));
    }
};

std::string id_text(const Bytes& id) {
    return "hex " + encoding::encode_hex(id);
}

void write_life(Writer& out, std::string_view name, const timeline::Life& life) {
    if (life == timeline::Life()) {
        return;
    }
    out.name(name);
    out.begin_object();
    for (const LifeMember& member : life_members) {
        out.member(member.name, life.*member.member);
    }
    out.end();
}

void write_key(Writer& out, const timeline::Key& key) {
    out.begin_object();
    out.member("zones", key.zones);
    out.member("role", std::string_view(recipe::is_sep(key.role) ? "KSK" : "ZSK"));
    out.member("custody", timeline::to_string(key.custody));
    out.member_unless({}, "provider", key.provider);
    out.member_unless({}, "keyStore", key.store);
    if (!key.id.empty()) {
        out.member("keyID", id_text(key.id));
    }
    out.member_unless({}, "keyLabel", key.label);
    out.member("keyAlgo", static_cast<std::uint8_t>(key.algorithm));
    out.member("keySize", key.size);
    out.member_unless(false, "exportable", key.exportable);
    out.member("keyTag", key.tag);
    out.member("keyData", key.data);
    out.member("listedUntil", key.listed_until);
    write_life(out, "planned", key.planned);
    write_life(out, "observed", key.observed);
    out.end();
}

void write_timing(Writer& out, std::string_view name, const timeline::Timing& timing) {
    out.name(name);
    out.begin_object();
    for (const TimingMember& member : timing_members) {
        out.member(member.name, timing.*member.member);
    }
    if (timing.has_parent) {
        out.name("parent");
        out.begin_object();
        for (const TimingMember& member : parent_members) {
            out.member(member.name, timing.*member.member);
        }
        out.end();
    }
    out.end();
}

void write_set_keys(Writer& out,
                    std::string_view name,
                    const std::vector<timeline::KeyInSet>& keys,
                    const Context& of) {
    out.name(name);
    out.begin_array();
    for (const timeline::KeyInSet& key : keys) {
        out.begin_object();
        out.member("key", of(key.key));
        out.member_unless(false, "revoked", key.revoked);
        out.end();
    }
    out.end();
}

void write_numbers(Writer& out,
                   std::string_view name,
                   const std::vector<KeyIndex>& keys,
                   const Context& of) {
    out.name(name);
    out.begin_array();
    for (const KeyIndex key : keys) {
        out.put(of(key));
    }
    out.end();
}

void write_set(Writer& out, const timeline::Slot& slot, const Context& of) {
    out.begin_object();
    out.member("from", slot.from);
    out.member("until", slot.until);
    out.member("inception", slot.inception);
    out.member("expiration", slot.expiration);
    out.member("ttl", slot.ttl);
    write_set_keys(out, "keys", slot.keys, of);
    write_set_keys(out, "signedBy", slot.signers, of);
    write_numbers(out, "zoneSigners", slot.zone_signers, of);
    if (slot.cds) {
        out.name("cds");
        out.begin_object();
        out.member("ttl", slot.cds->ttl);
        out.member("digestTypes", slot.cds->digest_types);
        out.member("cdnskey", slot.cds->cdnskey);
        write_numbers(out, "keys", slot.cds->keys, of);
        out.end();
    }
    out.end();
}

void write_ds_set(Writer& out,
                  std::string_view name,
                  const timeline::DsSet& set,
                  const Context& of) {
    out.name(name);
    out.begin_array();
    for (const timeline::DsAtParent& ds : set) {
        out.begin_object();
        out.member("key", of(ds.key));
        out.member("digest", ds.digest);
        out.end();
    }
    out.end();
}

void write_ds_change(Writer& out, const timeline::DsChange& change, const Context& of) {
    out.begin_object();
    write_ds_set(out, "after", change.after, of);
    out.member("earliest", change.earliest);
    out.member("complete", change.complete);
    out.member_unless(false, "assumed", change.assumed);
    out.member("afterImport", change.after_import);
    out.end();
}

void write_zone(Writer& out, const Context& of) {
    const ZonePlan& zone = of.zone;
    out.begin_object();
    out.member("zone", zone.zone);
    write_timing(out, "timing", zone.timing);
    if (zone.own_timing != zone.timing) {
        write_timing(out, "ownTiming", zone.own_timing);
    }
    if (zone.grid) {
        out.name("grid");
        out.begin_object();
        out.member("origin", zone.grid->origin);
        out.member("step", zone.grid->step.text());
        out.end();
    }
    out.member("until", zone.until);
    out.member_unless(true, "strict", zone.strict);
    out.name("keys");
    out.begin_array();
    for (KeyIndex key = 0; key < zone.keys.size(); ++key) {
        out.put(of(key));
    }
    out.end();
    out.member_unless({}, "lastCeremony", zone.last_ceremony);
    out.name("setsBefore");
    out.begin_array();
    for (const timeline::Slot& slot : zone.slots_before) {
        write_set(out, slot, of);
    }
    out.end();
    out.member("handoverUntil", zone.handover_until);
    write_ds_set(out, "dsBefore", zone.ds_before, of);
    out.name("dsChanges");
    out.begin_array();
    for (const timeline::DsChange& change : zone.ds_changes) {
        write_ds_change(out, change, of);
    }
    out.end();
    out.name("notes");
    out.begin_array();
    for (const std::string& note : zone.notes) {
        out.put(std::string_view(note));
    }
    out.end();
    out.end();
}

void write_gate(Writer& out, const timeline::Gate& gate, const Context& of) {
    struct Opens {
        Writer& out;
        const Context& of;
        void operator()(const timeline::DsSeen& seen) const { out.member("dsSeen", of(seen.key)); }
        void operator()(const timeline::DsGone& gone) const { out.member("dsGone", of(gone.key)); }
        void operator()(const timeline::BackupDone& backup) const {
            out.member("backupDone", of(backup.key));
        }
        void operator()(const timeline::Imported& /*unused*/) const {
            out.member("imported", true);
        }
    };
    out.begin_object();
    out.member("zone", of.zone.zone);
    out.member("stage", gate.stage);
    out.name("opens");
    out.begin_object();
    std::visit(Opens{out, of}, gate.opens);
    out.end();
    out.member("wait", gate.wait);
    out.end();
}

}  // namespace

std::string write_plan(const ChainPlan& plan) {
    const KeyNumbers numbers(plan);
    Writer out(recipe::SpecVersion::v1_1);
    const auto for_each_zone = [&](auto&& write) {
        out.begin_array();
        for (std::size_t number = 0; number < plan.zones.size(); ++number) {
            write(Context{plan.zones[number], number, numbers});
        }
        out.end();
    };
    out.begin_object();
    out.member("version", schema_version);
    out.name("keys");
    out.begin_array();
    for (const timeline::Key* key : numbers.keys()) {
        write_key(out, *key);
    }
    out.end();
    out.name("zones");
    for_each_zone([&out](const Context& of) { write_zone(out, of); });
    out.name("gates");
    for_each_zone([&out](const Context& of) {
        for (const timeline::Gate& gate : of.zone.gates) {
            write_gate(out, gate, of);
        }
    });
    out.name("events");
    out.begin_array();
    for (const policy::Event& event : plan.events) {
        write_event(out, event);
    }
    out.end();
    out.end();
    return out.take();
}

Result<recipe::Plan> to_json(const ChainPlan& plan) {
    const auto document =
        std::make_shared<const json::Document>(TRY(json::parse(write_plan(plan), "the plan")));
    return recipe::Plan::from_value(document, document->root());
}

}  // namespace ceremony::plan
