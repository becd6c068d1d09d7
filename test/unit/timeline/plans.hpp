// SPDX-License-Identifier: BSD-3-Clause
//
// plans.hpp -- plans that are short to ask for and to compare.

#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/printing.hpp"
#include "timeline/plan_zone.hpp"

namespace ceremony::timeline {

using Lines = std::vector<std::string>;

inline UtcTime at(std::string_view text) {
    return UtcTime::from_text(text).value();
}

inline Duration length(std::string_view text) {
    return Duration::from_text(text).value();
}

inline History new_zone(std::string_view name = "nl.") {
    History history;
    history.zone = dns::Name::from_text(name).value();
    return history;
}

inline Request request(std::string_view from, std::string_view until) {
    Request request;
    request.now = at(from);
    request.from = at(from);
    request.until = at(until);
    return request;
}

/// From the end of the ceremony before on.
inline Request next(std::string_view now, std::string_view until) {
    Request request;
    request.now = at(now);
    request.until = at(until);
    return request;
}

/// The default policy, with slots of a week.
inline policy::Policy weekly() {
    policy::Policy policy;
    policy.slot = length("P7D");
    return policy;
}

/// The same, where a ZSK lasts longer than any plan here.
inline policy::Policy weekly_with_one_zsk() {
    policy::Policy policy = weekly();
    policy.zsk.lifetime = length("P10Y");
    return policy;
}

/// The plan that there has to be.
inline ZonePlan planned(History history, const policy::Policy& policy, const Request& request) {
    auto plan = plan_zone(std::move(history), policy, request);
    INFO((plan.ok() ? std::string() : plan.error().message()));
    REQUIRE(plan.ok());
    return std::move(plan).value();
}

/// What the next ceremony starts from, when this one was carried out.
inline History after(ZonePlan plan, std::uint32_t ceremony = 1) {
    for (Key& key : plan.keys) {
        if (!key.observed.generate) {
            key.observed.generate = key.planned.generate;
        }
    }
    return history_after(std::move(plan), ceremony);
}

/// "2027-01-01", with the time of day when it is not midnight; "-" for nothing.
inline std::string text(const std::optional<UtcTime>& time) {
    if (!time) {
        return "-";
    }
    const std::string all = time->text();
    return all.substr(11) == "00:00:00" ? all.substr(0, 10) : all;
}

/// "publish active retire remove" of a key, as text() writes them.
inline std::string life(const ZonePlan& plan, KeyIndex key) {
    const Life& life = plan.keys.at(key).planned;
    return text(life.publish) + " " + text(life.active) + " " + text(life.retire) + " " +
           text(life.remove);
}

/// Every slot in which something is other than before: "2027-01-01: 0 1 / 0 / 1" for the keys of
/// the set, its signers, and the signers of the zone. A revoked key has an R behind it.
inline Lines sets(const ZonePlan& plan) {
    Lines lines;
    std::string last;
    for (const Slot& slot : plan.slots) {
        std::string line = ":";
        for (const KeyInSet& key : slot.keys) {
            line += " " + std::to_string(key.key) + (key.revoked ? "R" : "");
        }
        line += " /";
        for (const KeyInSet& key : slot.signers) {
            line += " " + std::to_string(key.key) + (key.revoked ? "R" : "");
        }
        line += " /";
        for (const KeyIndex key : slot.zone_signers) {
            line += " " + std::to_string(key);
        }
        if (line != last) {
            lines.push_back(text(slot.from) + line);
        }
        last = line;
    }
    return lines;
}

/// "2027-01-17 03:05:00 > -: 0 6" for each change of the DS set: when it may begin, when it is
/// complete (with "?" when that is assumed), and the keys after it.
inline Lines ds_changes(const ZonePlan& plan) {
    Lines lines;
    for (const DsChange& change : plan.ds_changes) {
        std::string line = text(change.earliest) + " > " + text(change.complete);
        line += change.assumed ? "?:" : ":";
        for (const DsAtParent& ds : change.after) {
            line += " " + std::to_string(ds.key);
        }
        lines.push_back(line);
    }
    return lines;
}

/// "2027-01-17 03:05:00 1393500" for each change of the DS set that rests on the import of the
/// result: when it may begin, and how long after the import.
inline Lines rests(const ZonePlan& plan) {
    Lines lines;
    for (const DsChange& change : plan.ds_changes) {
        if (change.after_import) {
            lines.push_back(text(change.earliest) + " " + std::to_string(*change.after_import));
        }
    }
    return lines;
}

/// "seen 6 133200" or "gone" or "backup", the key and the wait, of each gate but those of imports.
inline Lines gates(const ZonePlan& plan) {
    Lines lines;
    for (const Gate& gate : plan.gates) {
        std::string line;
        if (std::holds_alternative<Imported>(gate.opens)) {
            continue;
        }
        if (const auto* seen = std::get_if<DsSeen>(&gate.opens)) {
            line = "seen " + std::to_string(seen->key);
        } else if (const auto* gone = std::get_if<DsGone>(&gate.opens)) {
            line = "gone " + std::to_string(gone->key);
        } else if (const auto* backup = std::get_if<BackupDone>(&gate.opens)) {
            line = "backup " + std::to_string(backup->key);
        }
        lines.push_back(line + " " + std::to_string(gate.wait));
    }
    return lines;
}

}  // namespace ceremony::timeline
