// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/event_checks.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <variant>

#include "consumer/announcements.hpp"
#include "dns/print.hpp"
#include "encoding/hex.hpp"
#include "plan/events.hpp"

namespace ceremony::consumer {

namespace {

// What a person types for it, without the time.
struct Spelling {
    std::string operator()(const policy::DsSeen& seen) const { return ds("ds-seen", seen); }
    std::string operator()(const policy::DsGone& gone) const { return ds("ds-gone", gone); }
    std::string operator()(const policy::BackupDone& backup) const {
        return "backup-done \"hex " + encoding::encode_hex(backup.key) + "\"";
    }
    std::string operator()(const policy::Imported& imported) const {
        return "imported " + std::to_string(imported.sequence);
    }

private:
    static std::string ds(const std::string& what, const auto& event) {
        return what + " " + event.zone.text() + " \"" + dns::print(event.ds) + "\"";
    }
};

std::string spelling_of(const policy::Event& event) {
    return std::visit(Spelling(), event);
}

std::string withdrawal_of(const policy::Event& event) {
    return "consumer event withdraw " + spelling_of(event);
}

Outcome check_recorded(const policy::Event& event, const keysets::State& state) {
    for (const policy::Event& recorded : state.events) {
        if (is_same_matter(recorded, event) && recorded != event) {
            return Error{Errc::refused, spelling_of(event) + ": recorded already at " +
                                            observed_at(recorded).text() + "; withdraw it first"}
                .with_hint(withdrawal_of(recorded));
        }
    }
    return Nothing{};
}

// When the key that an event is about was made, as far as plans tell.
class Making {
public:
    explicit Making(const std::map<dns::Name, keysets::ZoneSets>& zones) noexcept : zones_(zones) {}

    Result<std::optional<UtcTime>> operator()(const policy::DsSeen& seen) const {
        return of_ds(seen);
    }
    Result<std::optional<UtcTime>> operator()(const policy::DsGone& gone) const {
        return of_ds(gone);
    }
    Result<std::optional<UtcTime>> operator()(const policy::BackupDone& backup) const {
        return first([&backup](const dns::Name& /*zone*/, const timeline::Key& key) {
            return Result<bool>(key.id == backup.key);
        });
    }
    Result<std::optional<UtcTime>> operator()(const policy::Imported& /*imported*/) const {
        return std::optional<UtcTime>();
    }

private:
    [[nodiscard]] Result<std::optional<UtcTime>> of_ds(const auto& event) const {
        return first([&event](const dns::Name& zone, const timeline::Key& key) {
            return zone == event.zone ? plan::has_ds(key, zone, event.ds) : Result<bool>(false);
        });
    }

    // The earliest of what plans say of the keys for which `is_it` holds.
    template <typename IsIt>
    [[nodiscard]] Result<std::optional<UtcTime>> first(IsIt is_it) const {
        std::optional<UtcTime> earliest;
        for (const auto& [name, zone] : zones_) {
            for (const auto& [file, plan] : zone.plans) {
                for (const timeline::Key& key : plan.keys) {
                    const auto made = plan::made_at(key);
                    if (made && TRY(is_it(name, key))) {
                        earliest = std::min(earliest.value_or(*made), *made);
                    }
                }
            }
        }
        return earliest;
    }

    const std::map<dns::Name, keysets::ZoneSets>& zones_;
};

Outcome check_made(const policy::Event& event,
                   const std::map<dns::Name, keysets::ZoneSets>& zones) {
    const std::optional<UtcTime> made = TRY(std::visit(Making(zones), event));
    if (made && observed_at(event) < *made) {
        return Error{Errc::refused, spelling_of(event) + " at " + observed_at(event).text() +
                                        ": its key was made later, at " + made->text()};
    }
    return Nothing{};
}

bool is_of_one_ds(const policy::DsSeen& seen, const policy::DsGone& gone) {
    return seen.zone == gone.zone && seen.ds == gone.ds;
}

// No DS is gone before it is there.
Outcome check_order(const policy::Event& event, const keysets::State& state) {
    const auto* new_seen = std::get_if<policy::DsSeen>(&event);
    const auto* new_gone = std::get_if<policy::DsGone>(&event);
    for (const policy::Event& recorded : state.events) {
        const auto* seen = std::get_if<policy::DsSeen>(&recorded);
        if (new_gone != nullptr && seen != nullptr && is_of_one_ds(*seen, *new_gone) &&
            new_gone->at < seen->at) {
            return Error{Errc::refused, spelling_of(event) + " at " + new_gone->at.text() +
                                            ": it was first seen later, at " + seen->at.text()}
                .with_hint("if that is the mistake: " + withdrawal_of(recorded));
        }
        const auto* gone = std::get_if<policy::DsGone>(&recorded);
        if (new_seen != nullptr && gone != nullptr && is_of_one_ds(*new_seen, *gone) &&
            gone->at < new_seen->at) {
            return Error{Errc::refused, spelling_of(event) + " at " + new_seen->at.text() +
                                            ": it was gone before, at " + gone->at.text()}
                .with_hint("if it is back, or that is the mistake: " + withdrawal_of(recorded));
        }
    }
    return Nothing{};
}

// A mistyped DS opens nothing, and nobody would see why.
bool is_of_known_key(const dns::Name& zone, const dns::Ds& ds, const keysets::State& state) {
    const auto known = state.zones.find(zone);
    return known != state.zones.end() &&
           std::any_of(known->second.trust.begin(), known->second.trust.end(),
                       [&ds](const dns::Ds& trusted) {
                           // Of another digest type it may be of the same key.
                           return trusted.key_tag == ds.key_tag &&
                                  trusted.algorithm == ds.algorithm &&
                                  (trusted.digest_type != ds.digest_type || trusted == ds);
                       });
}

// Does anything that was imported know the key? Until then nothing waits for its backup.
bool is_known(const Bytes& key, const std::map<dns::Name, keysets::ZoneSets>& zones) {
    const auto has_it = [&key](const auto& one) {
        return one.id == key;
    };
    for (const auto& [name, zone] : zones) {
        for (const auto& [file, plan] : zone.plans) {
            if (std::any_of(plan.keys.begin(), plan.keys.end(), has_it)) {
                return true;
            }
        }
        for (const keysets::Keyset& set : zone.sets) {
            if (std::any_of(set.zone_signers.begin(), set.zone_signers.end(), has_it)) {
                return true;
            }
        }
    }
    return false;
}

// When a plan first allows what was observed: `Planned` is timeline::DsSeen or DsGone. Nothing:
// none has it, or it cannot be told.
template <typename Planned>
std::optional<UtcTime> earliest_of(const auto& event, const Known& known) {
    const auto sets = known.zones.find(event.zone);
    const auto state = known.state.zones.find(event.zone);
    if (sets == known.zones.end() || state == known.state.zones.end()) {
        return std::nullopt;
    }
    std::optional<UtcTime> earliest;
    for (const auto& [file, plan] : sets->second.plans) {
        const Course course{keysets::imported_at(known.state.files, file),
                            keysets::key_changes(sets->second, state->second), event.at};
        for (const DsMove& move : ds_moves_of(plan, course)) {
            const auto* planned = std::get_if<Planned>(&move.observed);
            const auto is_it = planned == nullptr
                                   ? Result<bool>(false)
                                   : plan::has_ds(plan.keys.at(planned->key), event.zone, event.ds);
            if (is_it.ok() && is_it.value()) {
                earliest = std::min(earliest.value_or(move.earliest), move.earliest);
            }
        }
    }
    return earliest;
}

struct Doubt {
    const Known& known;

    std::string operator()(const policy::DsSeen& seen) const {
        return of<timeline::DsSeen>(seen, "seen");
    }
    std::string operator()(const policy::DsGone& gone) const {
        return of<timeline::DsGone>(gone, "gone");
    }
    std::string operator()(const policy::BackupDone& backup) const {
        return is_known(backup.key, known.zones)
                   ? ""
                   : "no key that was imported has the ID " + encoding::encode_hex(backup.key);
    }
    std::string operator()(const policy::Imported& /*imported*/) const { return ""; }

private:
    template <typename Planned>
    [[nodiscard]] std::string of(const auto& event, const std::string& happened) const {
        if (!is_of_known_key(event.zone, event.ds, known.state)) {
            return event.zone.text() + ": no trusted KSK has the DS " + dns::print(event.ds);
        }
        const auto earliest = earliest_of<Planned>(event, known);
        return !earliest || *earliest <= event.at
                   ? ""
                   : event.zone.text() + ": the DS of KSK " + std::to_string(event.ds.key_tag) +
                         " was " + happened + " at " + event.at.text() + ", before " +
                         earliest->text() +
                         ", from which on that was safe: is the time right? If it is, validators "
                         "may have refused the zone";
    }
};

}  // namespace

UtcTime observed_at(const policy::Event& event) {
    return std::visit([](const auto& one) { return one.at; }, event);
}

bool is_same_matter(policy::Event one, const policy::Event& other) {
    std::visit([at = observed_at(other)](auto& event) { event.at = at; }, one);
    return one == other;
}

Outcome check_event(const policy::Event& event, const Known& known) {
    TRY(check_recorded(event, known.state));
    TRY(check_made(event, known.zones));
    return check_order(event, known.state);
}

std::string doubt_about(const policy::Event& event, const Known& known) {
    return std::visit(Doubt{known}, event);
}

}  // namespace ceremony::consumer
