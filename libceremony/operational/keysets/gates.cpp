// SPDX-License-Identifier: BSD-3-Clause

#include "keysets/gates.hpp"

#include <algorithm>
#include <variant>

#include "dnssec/ds_digest.hpp"
#include "recipe/recipe.hpp"
#include "timeline/grid.hpp"

namespace ceremony::keysets {

namespace {

class Opened {
public:
    Opened(const timeline::ZonePlan& plan, std::span<const policy::Event> events)
        : plan_(plan), events_(events) {}

    std::optional<UtcTime> operator()(const timeline::DsSeen& gate) const {
        const timeline::Key& key = plan_.keys.at(gate.key);
        std::optional<UtcTime> at = key.observed.ds_seen;
        for (const policy::Event& event : events_) {
            const auto* seen = std::get_if<policy::DsSeen>(&event);
            if (seen != nullptr && is_of(seen->zone, seen->ds, key)) {
                at = std::min(at.value_or(seen->at), seen->at);
            }
        }
        return at;
    }

    std::optional<UtcTime> operator()(const timeline::DsGone& gate) const {
        const timeline::Key& key = plan_.keys.at(gate.key);
        std::optional<UtcTime> at = key.observed.ds_gone;
        for (const policy::Event& event : events_) {
            const auto* gone = std::get_if<policy::DsGone>(&event);
            if (gone != nullptr && is_of(gone->zone, gone->ds, key)) {
                at = std::max(at.value_or(gone->at), gone->at);
            }
        }
        return at;
    }

    std::optional<UtcTime> operator()(const timeline::BackupDone& gate) const {
        const timeline::Key& key = plan_.keys.at(gate.key);
        for (const policy::Event& event : events_) {
            const auto* backup = std::get_if<policy::BackupDone>(&event);
            if (backup != nullptr && backup->key == key.id) {
                return backup->at;
            }
        }
        return std::nullopt;
    }

    std::optional<UtcTime> operator()(const timeline::Imported& /*gate*/) const {
        for (const policy::Event& event : events_) {
            const auto* imported = std::get_if<policy::Imported>(&event);
            if (imported != nullptr && imported->sequence > plan_.last_ceremony) {
                return imported->at;
            }
        }
        return std::nullopt;
    }

private:
    [[nodiscard]] bool is_of(const dns::Name& zone,
                             const dns::Ds& ds,
                             const timeline::Key& key) const {
        if (zone != plan_.zone || !key.data) {
            return false;
        }
        const auto dnskey = recipe::to_dnskey({key.algorithm, key.role}, *key.data);
        return dnssec::check_ds(ds, zone, dnskey).ok();
    }

    const timeline::ZonePlan& plan_;
    std::span<const policy::Event> events_;
};

}  // namespace

std::optional<UtcTime> opening_of(const timeline::ZonePlan& plan,
                                  std::uint16_t stage,
                                  std::span<const policy::Event> events) {
    std::optional<UtcTime> opening;
    const Opened opened(plan, events);
    for (const timeline::Gate& gate : plan.gates) {
        if (gate.stage > stage) {
            continue;
        }
        const std::optional<UtcTime> at = std::visit(opened, gate.opens);
        if (!at) {
            return std::nullopt;
        }
        const UtcTime through = timeline::later(*at, gate.wait);
        opening = std::max(opening.value_or(through), through);
    }
    return opening;
}

}  // namespace ceremony::keysets
