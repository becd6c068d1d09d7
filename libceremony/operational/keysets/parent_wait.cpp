// SPDX-License-Identifier: BSD-3-Clause

#include "keysets/parent_wait.hpp"

#include <algorithm>
#include <variant>
#include <vector>

#include "recipe/recipe.hpp"
#include "timeline/grid.hpp"
#include "timeline/timing.hpp"

namespace ceremony::keysets {

namespace {

using timeline::DsAtParent;
using timeline::DsSet;
using timeline::Gate;
using timeline::has_key;
using timeline::KeyIndex;
using timeline::Seconds;
using timeline::ZonePlan;

using Keys = std::vector<dns::Dnskey>;

// The KSKs that sign the set and that a DS may point to.
Keys anchors_in(const Keyset& set) {
    Keys anchors = signers_of(set);
    std::erase_if(
        anchors, [](const dns::Dnskey& key) { return !key.secure_entry_point() || key.revoked(); });
    return anchors;
}

bool has_all(const Keys& keys, const Keys& wanted) {
    return std::all_of(wanted.begin(), wanted.end(), [&keys](const dns::Dnskey& key) {
        return std::find(keys.begin(), keys.end(), key) != keys.end();
    });
}

class Wait {
public:
    Wait(const ZonePlan& plan, const Keyset& next) : plan_(plan), anchors_(anchors_in(next)) {}

    // The number of the last change without which a validator that has only the DS set before it
    // would not believe the set, of those that the plan assumes; nothing: none is needed.
    [[nodiscard]] std::optional<std::size_t> needed_change() const {
        std::optional<std::size_t> needed;
        for (std::size_t number = 0; number < plan_.ds_changes.size(); ++number) {
            const timeline::DsChange& change = plan_.ds_changes[number];
            const bool counts =
                change.complete && change.assumed && !timeline::is_taken_back(plan_, number);
            if (counts && !leads_to_it(timeline::ds_set_before(plan_, number)) &&
                leads_to_it(change.after)) {
                needed = number;
            }
        }
        return needed;
    }

    // What there is to see of it: the DS records of the KSKs that sign the set come, or others go.
    [[nodiscard]] std::vector<Gate> gates_of(std::size_t number) const {
        const DsSet& before = timeline::ds_set_before(plan_, number);
        const DsSet& after = plan_.ds_changes[number].after;
        std::vector<Gate> gates;
        const auto add = [&gates](const Gate& gate) {
            if (std::find(gates.begin(), gates.end(), gate) == gates.end()) {
                gates.push_back(gate);
            }
        };
        for (const DsAtParent& record : after) {
            if (!has_key(before, record.key) && is_anchor(record.key)) {
                add({0, timeline::DsSeen{record.key}, timeline::ipub_p(plan_.timing)});
            }
        }
        const bool comes = !gates.empty();
        for (const DsAtParent& record : before) {
            if (!comes && !has_key(after, record.key)) {
                add({0, timeline::DsGone{record.key}, timeline::iret_p(plan_.timing)});
            }
        }
        return gates;
    }

    // From when all parent servers have the change until no cache has what was before it.
    [[nodiscard]] Seconds cached_after(std::size_t number) const {
        const DsSet& after = plan_.ds_changes[number].after;
        const DsSet& before = timeline::ds_set_before(plan_, number);
        const bool removes =
            std::any_of(before.begin(), before.end(),
                        [&after](const DsAtParent& record) { return !has_key(after, record.key); });
        return removes ? timeline::iret_p(plan_.timing) : timeline::ipub_p(plan_.timing);
    }

private:
    [[nodiscard]] bool is_anchor(KeyIndex index) const {
        const timeline::Key& key = plan_.keys.at(index);
        return key.data &&
               std::find(anchors_.begin(), anchors_.end(),
                         recipe::to_dnskey({key.algorithm, key.role}, *key.data)) != anchors_.end();
    }

    // Does a validator that has these DS records believe the set? A strict one wants that of each
    // algorithm among them. Without any it believes everything.
    [[nodiscard]] bool leads_to_it(const DsSet& records) const {
        const auto is_met = [this, &records](const DsAtParent& one) {
            return std::any_of(records.begin(), records.end(), [&](const DsAtParent& other) {
                const bool counts = !plan_.strict || plan_.keys.at(other.key).algorithm ==
                                                         plan_.keys.at(one.key).algorithm;
                return counts && is_anchor(other.key);
            });
        };
        return std::all_of(records.begin(), records.end(), is_met);
    }

    const ZonePlan& plan_;
    Keys anchors_;
};

dns::Dnskey key_of(const ZonePlan& plan, const Gate& gate) {
    const auto* seen = std::get_if<timeline::DsSeen>(&gate.opens);
    const timeline::Key& key =
        plan.keys.at(seen != nullptr ? seen->key : std::get<timeline::DsGone>(gate.opens).key);
    return recipe::to_dnskey({key.algorithm, key.role}, key.data.value_or(Bytes()));
}

// When the last of them opened; nothing when one of them is not known to have.
std::optional<UtcTime> opening_of_all(const ZonePlan& plan,
                                      const std::vector<Gate>& gates,
                                      std::span<const policy::Event> events) {
    ZonePlan seen = plan;
    seen.gates = gates;
    return opening_of(seen, 0, events);
}

}  // namespace

std::optional<ParentWait> parent_wait(const ZonePlan& plan,
                                      const Course& course,
                                      std::span<const policy::Event> events,
                                      const Keyset& published,
                                      const Keyset& next) {
    // Validators of a zone without a parent follow its keys by themselves, or are told by people.
    if (!plan.timing.has_parent || has_all(anchors_in(next), anchors_in(published))) {
        return std::nullopt;
    }
    const Wait wait(plan, next);
    const auto number = wait.needed_change();
    if (!number) {
        return std::nullopt;
    }
    const timeline::DsChange& change = plan.ds_changes[*number];
    const UtcTime asked = ds_times(plan, course)[*number];
    const UtcTime complete = timeline::later(asked, timeline::dreg(plan.timing));
    const std::vector<Gate> gates = wait.gates_of(*number);
    if (complete <= *change.complete || gates.empty()) {
        return std::nullopt;
    }
    UtcTime until = timeline::later(complete, wait.cached_after(*number));
    const auto opening = opening_of_all(plan, gates, events);
    // What was seen before the change was to be is of another time.
    if (opening && *opening >= timeline::later(change.earliest, gates.front().wait)) {
        until = std::min(until, *opening);
    }
    const bool is_addition = std::holds_alternative<timeline::DsSeen>(gates.front().opens);
    return ParentWait{asked, until, is_addition, key_of(plan, gates.front())};
}

std::string time_left(UtcTime until, UtcTime end) {
    return until <= end
               ? "; there is time until " + end.text()
               : "; what is published can be used until " + end.text() +
                     ", which is too early: import a result that goes on with its keys before that";
}

std::string text_of(const ParentWait& wait, const Keyset& next, UtcTime end) {
    const std::string event = wait.is_addition ? "ds-seen" : "ds-gone";
    const std::string ds = "the DS of KSK " + std::to_string(dns::key_tag(wait.key));
    return "the keys of the set from " + next.from.text() + " have to wait until " +
           wait.until.text() + ", because the parent may " +
           (wait.is_addition ? "have " + ds : "be without " + ds) + " from " + wait.asked.text() +
           " on only: when that is seen, record it: consumer event " + event +
           time_left(wait.until, end);
}

}  // namespace ceremony::keysets
