// SPDX-License-Identifier: BSD-3-Clause

#include "plan/read_plan.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <utility>

#include "plan/event_values.hpp"
#include "plan/members.hpp"
#include "plan/read_key.hpp"
#include "recipe/read_values.hpp"

namespace ceremony::plan {

namespace {

using recipe::Input;
using recipe::Object;
using recipe::read_each;
using recipe::read_object;
using timeline::Key;
using timeline::KeyIndex;
using timeline::ZonePlan;

// A reader of arrays, from one of their elements.
template <typename Read>
auto each(Read read) {
    return [read](Input array) {
        return read_each(array, read);
    };
}

Result<timeline::Seconds> read_seconds(Input input) {
    return json::integer_of(input.value, {0, latest_seconds});
}

Result<dns::DigestType> read_digest(Input input) {
    const auto number = static_cast<std::uint8_t>(TRY(json::integer_of(input.value, {0, 0xff})));
    return told_at(input, dns::known_digest_type(number));
}

Result<timeline::Timing> read_timing(Input input) {
    return read_object(input, [](Object& members) -> Result<timeline::Timing> {
        timeline::Timing timing;
        for (const TimingMember& member : timing_members) {
            timing.*member.member = TRY(members.must(member.name, read_seconds));
        }
        const auto read_parent = [&timing](Input parent) {
            return read_object(parent, [&timing](Object& numbers) -> Outcome {
                for (const TimingMember& member : parent_members) {
                    timing.*member.member = TRY(numbers.must(member.name, read_seconds));
                }
                return Nothing{};
            });
        };
        timing.has_parent = TRY(members.may("parent", read_parent)).has_value();
        return timing;
    });
}

Result<timeline::Grid> read_grid(Input input) {
    return read_object(input, [](Object& members) -> Result<timeline::Grid> {
        const auto read_step = [](Input step) -> Result<Duration> {
            return told_at(step, Duration::from_text(TRY(json::text_of(step.value))));
        };
        timeline::Grid grid;
        grid.origin = TRY(members.must("origin", recipe::read_time));
        grid.step = TRY(members.must("step", read_step));
        if (grid.step.months() == 0 && grid.step.seconds() == 0) {
            return members.fail(Errc::syntax, "a grid without steps");
        }
        return grid;
    });
}

// The keys of a zone: what their numbers in `keys` mean there.
class ZoneKeys {
public:
    // Errc::semantics when there already is a key of this number.
    Outcome add(Input input, std::int64_t number) {
        if (!indexes_.try_emplace(number, indexes_.size()).second) {
            return input.fail(Errc::semantics, "this key stands in the zone already");
        }
        return Nothing{};
    }

    Result<KeyIndex> operator()(Input input) const {
        const std::int64_t number = TRY(json::integer_of(input.value, {0, 0x7fff'ffff}));
        const auto found = indexes_.find(number);
        if (found == indexes_.end()) {
            return input.fail(Errc::semantics, "not the number of a key of this zone");
        }
        return found->second;
    }

private:
    std::map<std::int64_t, KeyIndex> indexes_;
};

class SetReader {
public:
    explicit SetReader(const ZoneKeys& keys) : keys_(keys) {}

    [[nodiscard]] Result<timeline::Slot> read_set(Input input) const {
        return read_object(input, [this](Object& members) -> Result<timeline::Slot> {
            const auto keys = each([this](Input key) { return read_key_in_set(key); });
            const auto numbers = each(std::cref(keys_));
            timeline::Slot slot;
            slot.from = TRY(members.must("from", recipe::read_time));
            slot.until = TRY(members.must("until", recipe::read_time));
            slot.inception = TRY(members.must("inception", recipe::read_time));
            slot.expiration = TRY(members.must("expiration", recipe::read_time));
            slot.ttl = TRY(members.must("ttl", recipe::read_ttl));
            slot.keys = TRY(members.must("keys", keys));
            slot.signers = TRY(members.must("signedBy", keys));
            slot.zone_signers = TRY(members.must("zoneSigners", numbers));
            slot.cds = TRY(members.may("cds", [this](Input cds) { return read_cds(cds); }));
            return slot;
        });
    }

    [[nodiscard]] Result<timeline::DsSet> read_ds_set(Input array) const {
        return read_each(array, [this](Input input) {
            return read_object(input, [this](Object& members) -> Result<timeline::DsAtParent> {
                const KeyIndex key = TRY(members.must("key", keys_));
                const dns::DigestType digest = TRY(members.must("digest", read_digest));
                return timeline::DsAtParent{key, digest};
            });
        });
    }

    [[nodiscard]] Result<timeline::DsChange> read_ds_change(Input input) const {
        return read_object(input, [this](Object& members) -> Result<timeline::DsChange> {
            const auto read_after = [this](Input array) {
                return read_ds_set(array);
            };
            timeline::DsChange change;
            change.after = TRY(members.must("after", read_after));
            change.earliest = TRY(members.must("earliest", recipe::read_time));
            change.complete = TRY(members.may("complete", recipe::read_time));
            change.assumed = TRY(members.may("assumed", recipe::read_boolean, false));
            change.after_import = TRY(members.may("afterImport", read_seconds));
            return change;
        });
    }

private:
    [[nodiscard]] Result<timeline::KeyInSet> read_key_in_set(Input input) const {
        return read_object(input, [this](Object& members) -> Result<timeline::KeyInSet> {
            const KeyIndex key = TRY(members.must("key", keys_));
            const bool revoked = TRY(members.may("revoked", recipe::read_boolean, false));
            return timeline::KeyInSet{key, revoked};
        });
    }
    [[nodiscard]] Result<timeline::CdsSets> read_cds(Input input) const {
        return read_object(input, [this](Object& members) -> Result<timeline::CdsSets> {
            const auto numbers = each(std::cref(keys_));
            timeline::CdsSets cds;
            cds.ttl = TRY(members.must("ttl", recipe::read_ttl));
            cds.digest_types = TRY(members.must("digestTypes", each(read_digest)));
            cds.cdnskey = TRY(members.must("cdnskey", recipe::read_boolean));
            cds.keys = TRY(members.must("keys", numbers));
            return cds;
        });
    }

    const ZoneKeys& keys_;
};

class PlanReader {
public:
    Result<ChainPlan> read(json::Value object) {
        return read_object(Input{object, recipe::SpecVersion::v1_1},
                           [this](Object& members) { return read_members(members); });
    }

private:
    Result<ChainPlan> read_members(Object& members) {
        const std::uint16_t version = TRY(members.must("version", recipe::read_u16));
        if (version != schema_version) {
            return members.fail(Errc::semantics, "a plan of version " + std::to_string(version) +
                                                     ", which is not known here");
        }
        keys_ = TRY(members.must("keys", each(read_key)));
        const auto zone = [this](Input input) {
            return read_zone(input);
        };
        plan_.zones = TRY(members.must("zones", each(zone)));
        const auto gate = [this](Input input) {
            return read_gate(input);
        };
        TRY(members.must("gates", each(gate)));
        plan_.events = TRY(members.must("events", each(read_event)));
        return std::move(plan_);
    }

    Result<ZonePlan> read_zone(Input input) {
        return read_object(input, [this](Object& members) -> Result<ZonePlan> {
            ZonePlan zone;
            zone.zone = TRY(members.must("zone", [this](Input name) { return add_zone(name); }));
            zone.timing = TRY(members.must("timing", read_timing));
            zone.own_timing = TRY(members.may("ownTiming", read_timing, zone.timing));
            zone.grid = TRY(members.may("grid", read_grid));
            zone.until = TRY(members.must("until", recipe::read_time));
            zone.strict = TRY(members.may("strict", recipe::read_boolean, true));
            const auto key = [this, &zone](Input number) {
                return add_key(number, zone);
            };
            TRY(members.must("keys", each(key)));
            const SetReader reader(zone_keys_.back());
            const auto set = [&reader](Input one) {
                return reader.read_set(one);
            };
            const auto ds_set = [&reader](Input array) {
                return reader.read_ds_set(array);
            };
            const auto change = [&reader](Input one) {
                return reader.read_ds_change(one);
            };
            zone.last_ceremony = TRY(members.may("lastCeremony", read_sequence, 0U));
            zone.slots_before = TRY(members.must("setsBefore", each(set)));
            zone.handover_until = TRY(members.must("handoverUntil", recipe::read_time));
            zone.ds_before = TRY(members.must("dsBefore", ds_set));
            zone.ds_changes = TRY(members.must("dsChanges", each(change)));
            zone.notes = TRY(members.must("notes", each(recipe::read_text)));
            return zone;
        });
    }

    Result<dns::Name> add_zone(Input input) {
        dns::Name name = TRY(recipe::read_name(input));
        if (!zones_.try_emplace(name, zone_keys_.size()).second) {
            return input.fail(Errc::semantics, "this zone stands in the plan already");
        }
        zone_keys_.emplace_back();
        return name;
    }

    Outcome add_key(Input input, ZonePlan& zone) {
        const std::int64_t number = TRY(json::integer_of(input.value, {0, 0x7fff'ffff}));
        if (std::cmp_greater_equal(number, keys_.size())) {
            return input.fail(Errc::semantics, "there is no key of this number");
        }
        const Key& key = keys_[static_cast<std::size_t>(number)];
        if (std::find(key.zones.begin(), key.zones.end(), zone.zone) == key.zones.end()) {
            return input.fail(Errc::semantics, "this is no key of the zone");
        }
        TRY(zone_keys_.back().add(input, number));
        zone.keys.push_back(key);
        return Nothing{};
    }

    Outcome read_gate(Input input) {
        return read_object(input, [this](Object& members) -> Outcome {
            const std::size_t number =
                TRY(members.must("zone", [this](Input zone) { return find_zone(zone); }));
            const auto read_what = [this, number](Input opens) {
                return read_opens(opens, zone_keys_[number]);
            };
            timeline::Gate gate;
            gate.stage = TRY(members.must("stage", recipe::read_u16));
            gate.opens = TRY(members.must("opens", read_what));
            gate.wait = TRY(members.must("wait", read_seconds));
            plan_.zones[number].gates.push_back(gate);
            return Nothing{};
        });
    }

    using Opens = decltype(timeline::Gate::opens);

    static Result<Opens> read_opens(Input input, const ZoneKeys& keys) {
        return read_object(input, [&keys](Object& members) -> Result<Opens> {
            if (const std::optional<Input> seen = members.find("dsSeen")) {
                const KeyIndex key = TRY(keys(*seen));
                return Opens(timeline::DsSeen{key});
            }
            if (const std::optional<Input> gone = members.find("dsGone")) {
                const KeyIndex key = TRY(keys(*gone));
                return Opens(timeline::DsGone{key});
            }
            if (const std::optional<Input> imported = members.find("imported")) {
                if (!TRY(recipe::read_boolean(*imported))) {
                    return imported->fail(Errc::semantics, "not true");
                }
                return Opens(timeline::Imported{});
            }
            const KeyIndex key = TRY(members.must("backupDone", keys));
            return Opens(timeline::BackupDone{key});
        });
    }

    Result<std::size_t> find_zone(Input input) {
        const auto found = zones_.find(TRY(recipe::read_name(input)));
        if (found == zones_.end()) {
            return input.fail(Errc::semantics, "not a zone of the plan");
        }
        return found->second;
    }

    ChainPlan plan_;
    std::vector<Key> keys_;
    std::map<dns::Name, std::size_t> zones_;
    std::vector<ZoneKeys> zone_keys_;
};

}  // namespace

Result<ChainPlan> read_plan(const recipe::Plan& plan) {
    return PlanReader().read(plan.value());
}

}  // namespace ceremony::plan
