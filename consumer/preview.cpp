// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/preview.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "consumer/difference.hpp"
#include "consumer/options.hpp"
#include "consumer/output_file.hpp"
#include "consumer/readiness.hpp"
#include "consumer/render.hpp"
#include "consumer/site.hpp"
#include "consumer/store.hpp"
#include "keysets/select.hpp"
#include "policy/read_consumer.hpp"
#include "program/times.hpp"

namespace ceremony::consumer {

namespace {

using keysets::Keyset;

// All that a preview looks at.
struct View {
    const policy::Configuration& configuration;
    const Preview& preview;
    keysets::State state;
    Stock stock;
    UtcTime at;
};

Result<View> look(const policy::Configuration& configuration,
                  const Preview& preview,
                  const program::Program& program) {
    const UtcTime at = preview.time ? *preview.time : TRY(program.clock());
    const Store store = TRY(Store::look_at(configuration.store));
    return View{configuration, preview, store.state(), store.contents_at(at), at};
}

// By the plan alone.
Result<const Keyset*> planned_set(const View& view, const dns::Name& zone) {
    const recipe::Word track = TRY(recipe::Word::from_text(recipe::main_track));
    const Keyset* set = keysets::choose_by_plan(*TRY(view.stock.sets_of(zone)), track,
                                                customs_of(view.configuration, zone), view.at);
    if (set == nullptr) {
        return Error{Errc::refused,
                     zone.text() + ": there is no set for " + program::short_text(view.at)};
    }
    return set;
}

// As a run would do it now.
Result<const Keyset*> due_set(const View& view, const dns::Name& zone) {
    const auto known = view.state.zones.find(zone);
    const keysets::ZoneState state =
        known == view.state.zones.end() ? keysets::ZoneState() : known->second;
    const auto events = keysets::events_for(view.state, state);
    const keysets::ZoneSets& sets = *TRY(view.stock.sets_of(zone));
    const keysets::Choice choice =
        keysets::choose({sets, state, events, customs_of(view.configuration, zone), view.at});
    const bool stays = choice.set == nullptr || (!choice.alarm.empty() && state.published &&
                                                 state.published->set == name_of(*choice.set));
    if (stays) {
        return Error{Errc::refused, zone.text() + ": " + choice.alarm};
    }
    return choice.set;
}

Result<std::string> text_for(const View& view,
                             const Keyset& set,
                             const policy::Target& target,
                             const std::optional<std::string>& present) {
    const keysets::ZoneSets& sets = *TRY(view.stock.sets_of(set.zone));
    const auto plan = sets.plans.find(set.file);
    const timeline::ZonePlan* known = plan == sets.plans.end() ? nullptr : &plan->second;
    const auto& zsk = view.preview.rules.zsk;
    const Keyset keyset = zsk ? TRY(signed_by(set, *zsk, nullptr)) : set;
    Course course{std::nullopt, {}, view.at};
    const auto zone = view.state.zones.find(set.zone);
    if (!view.preview.time && zone != view.state.zones.end()) {
        course.imported = keysets::imported_at(view.state, set.file);
        course.changes = keysets::key_changes(sets, zone->second);
    }
    return render({keyset, known, planned_keys(keyset, known), course}, target, present);
}

Result<std::string> difference_in(const View& view, const policy::Target& target) {
    const Keyset* set =
        view.preview.time ? TRY(planned_set(view, target.zone)) : TRY(due_set(view, target.zone));
    const auto present = TRY(read_target(target));
    const std::string text = TRY(text_for(view, *set, target, present));
    const std::string changes = difference(present.value_or(""), text);
    return target.zone.text() + ": " + std::string(to_string(target.format)) + " " + target.file +
           ": the set from " + program::short_text(set->from) + " until " +
           program::short_text(set->until) +
           (changes.empty() ? ": nothing would change\n" : " would change it:\n" + changes);
}

// --- --output

Result<dns::Name> only_zone(const View& view) {
    if (view.preview.rules.zone) {
        return *view.preview.rules.zone;
    }
    const auto& zones = view.stock.zones;
    if (zones.size() != 1 || !view.stock.lost.empty()) {
        return misused("which zone? --zone names it");
    }
    return zones.begin()->first;
}

// What is configured for the zone and the format, or nothing but those.
policy::Target target_like(const policy::Configuration& configuration,
                           const dns::Name& zone,
                           policy::Format format) {
    for (const policy::Target& target : configuration.publish) {
        if (target.zone == zone && target.format == format) {
            return target;
        }
    }
    policy::Target target;
    target.zone = zone;
    target.format = format;
    return target;
}

}  // namespace

Outcome show_difference(const policy::Configuration& configuration,
                        const Preview& preview,
                        const program::Program& program) {
    const View view = TRY(look(configuration, preview, program));
    Troubles troubles(program);
    for (const policy::Target& target : configuration.publish) {
        if (!preview.rules.is_for(target)) {
            continue;
        }
        const auto text = difference_in(view, target);
        if (text.ok()) {
            TRY(program.out(text.value()));
        } else {
            troubles.add(text.error());
        }
    }
    return troubles.outcome();
}

Outcome write_planned(const policy::Configuration& configuration,
                      const Preview& preview,
                      const std::string& output,
                      const program::Program& program) {
    if (!preview.rules.format) {
        return misused("--output wants a --format");
    }
    const View view = TRY(look(configuration, preview, program));
    const dns::Name zone = TRY(only_zone(view));
    const Keyset& set = *TRY(planned_set(view, zone));
    policy::Target target = target_like(configuration, zone, *preview.rules.format);
    auto present = target.file.empty() ? std::nullopt : TRY(read_target(target));
    if (output == "-") {
        return program.out(TRY(text_for(view, set, target, present)));
    }
    TRY(check_output_file(configuration, output));
    target.file = output;
    target.link = policy::SymbolicLink::refuse;
    auto own = TRY(read_target(target));
    const std::string text =
        TRY(text_for(view, set, target, own ? std::move(own) : std::move(present)));
    const Written written = TRY(write_target(target, text, Refresh::when_changed));
    return program.out(output + (written == Written::yes ? ": written\n" : ": as it was\n"));
}

}  // namespace ceremony::consumer
