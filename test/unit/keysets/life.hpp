// SPDX-License-Identifier: BSD-3-Clause
//
// life.hpp -- a zone that goes through its key sets.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "keysets/select.hpp"
#include "support/printing.hpp"
#include "timeline/grid.hpp"
#include "unit/keysets/samples.hpp"

namespace ceremony::test {

inline constexpr timeline::Seconds hour = 3600;
inline constexpr timeline::Seconds day = 24 * hour;

// D of plan_with_numbers()
inline constexpr timeline::Seconds child_delay = 12 * hour + 3 * day + 300;

// A zone whose sets are published as they are chosen.
class Life {
public:
    explicit Life(keysets::ZoneSets zone) : zone_(std::move(zone)) {}

    keysets::Choice choose(UtcTime now) const {
        return keysets::choose({zone_, state, events, customs, now, files});
    }
    keysets::Choice choose(std::string_view now) const { return choose(instant(now)); }

    // Does what is chosen; the beginning of the slot, or "-" when what is published has to stay.
    std::string run(UtcTime now) {
        const keysets::Choice choice = choose(now);
        alarm = choice.alarm;
        again = choice.again;
        const bool has_it = choice.set != nullptr && state.published &&
                            state.published->set == keysets::name_of(*choice.set);
        if (choice.set == nullptr || (has_it && !alarm.empty())) {
            return "-";
        }
        const keysets::Keyset* before =
            state.published ? keysets::find_set(zone_, state.published->set) : nullptr;
        keysets::note_published(state, *choice.set, before, now);
        return choice.set->from.text().substr(5, 5);
    }
    std::string run(std::string_view now) { return run(instant(now)); }

    [[nodiscard]] keysets::ZoneSets& zone() { return zone_; }

    keysets::ZoneState state;
    std::vector<policy::Event> events;
    keysets::Customs customs;
    std::vector<keysets::StoredFile> files;
    std::string alarm;
    std::optional<UtcTime> again;

private:
    keysets::ZoneSets zone_;
};

}  // namespace ceremony::test
