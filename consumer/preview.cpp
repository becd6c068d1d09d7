// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/preview.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "consumer/difference.hpp"
#include "consumer/doubts.hpp"
#include "consumer/options.hpp"
#include "consumer/output_file.hpp"
#include "consumer/readiness.hpp"
#include "consumer/render.hpp"
#include "consumer/site.hpp"
#include "consumer/standing.hpp"
#include "consumer/store.hpp"
#include "keysets/select.hpp"
#include "policy/read_consumer.hpp"
#include "program/program.hpp"
#include "program/times.hpp"
#include "timeline/grid.hpp"

namespace ceremony::consumer {

namespace {

using keysets::Keyset;

// All that a preview looks at.
struct View {
    const policy::Configuration& configuration;
    const Preview& preview;
    Store store;
    keysets::State state;
    Stock stock;
    UtcTime at;
};

Result<View> look(const policy::Configuration& configuration,
                  const Preview& preview,
                  const program::Program& program) {
    const UtcTime at = preview.time ? *preview.time : TRY(program.clock());
    Store store = TRY(Store::look_at(configuration.store));
    TRY(store.check_is_there());
    keysets::State state = store.state();
    Stock stock = store.contents_at(at);
    return View{configuration, preview, std::move(store), std::move(state), std::move(stock), at};
}

// Since which time, and until when, those that are over among them.
std::string sets_there_are(const View& view, const dns::Name& zone, const recipe::Word& track) {
    const Stock all = view.store.contents_at(timeline::beginning_of_time(), {zone});
    const auto known = all.zones.find(zone);
    if (known == all.zones.end()) {
        return "no result that was imported has one";
    }
    const auto period = keysets::period_of(keysets::sets_of(known->second, track));
    return period ? "there are sets from " + program::short_text(period->from) + " until " +
                        program::short_text(period->until)
                  : "there are none of the track " + track.text();
}

// By the plan alone.
Result<const Keyset*> planned_set(const View& view, const dns::Name& zone) {
    const recipe::Word track = TRY(recipe::Word::from_text(recipe::main_track));
    const Keyset* set = keysets::choose_by_plan(*TRY(view.stock.sets_of(zone)), track,
                                                customs_of(view.configuration, zone), view.at);
    if (set == nullptr) {
        return Error{Errc::refused, zone.text() + ": there is no set for " +
                                        program::short_text(view.at) + ": " +
                                        sets_there_are(view, zone, track)};
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
    const keysets::Choice choice = keysets::choose(
        {sets, state, events, customs_of(view.configuration, zone), view.at, view.state.files});
    const bool stays = choice.set == nullptr || (!choice.alarm.empty() && state.published &&
                                                 state.published->set == name_of(*choice.set));
    if (stays) {
        return Error{Errc::refused, zone.text() + ": " + choice.alarm};
    }
    const std::string doubt = doubt_of(opinion_of(view.configuration, zone, state), *choice.set);
    if (!doubt.empty() && has_nothing(state)) {
        return Error{Errc::refused, zone.text() + ": " + doubt + what_stays(state)};
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
        course.imported = keysets::imported_at(view.state.files, set.file);
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
    std::set<dns::Name> zones;
    for (const auto& [name, sets] : view.stock.zones) {
        zones.insert(name);
    }
    for (const auto& [name, why] : view.stock.lost) {
        zones.insert(name);
    }
    if (zones.empty()) {
        return Error{Errc::refused, "no result was imported that has a set which is not over"}
            .with_hint("consumer import brings one");
    }
    if (zones.size() != 1) {
        return misused("there are " + std::to_string(zones.size()) +
                       " zones: --zone says which one is meant");
    }
    return *zones.begin();
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

// What is there already. What cannot be read cannot be replaced either; and no entry under publish:
// could allow a link.
Result<std::optional<std::string>> read_output(const policy::Target& file) {
    auto own = read_target(file);
    if (own.ok()) {
        return own;
    }
    Error error = own.error().code() == Errc::unreadable
                      ? std::move(own).error().as(Errc::unwritable)
                      : std::move(own).error();
    return error.hint().empty() ? error
                                : std::move(error).with_hint("name the file that it leads to");
}

// Of a signer configuration nothing but the keys is made here.
Outcome check_has_frame(const policy::Configuration& configuration,
                        const policy::Target& target,
                        const std::optional<std::string>& present) {
    const bool is_configured = !target.file.empty();
    if (present || is_configured || target.format != policy::Format::signconf) {
        return Nothing{};
    }
    return Error{Errc::usage, configuration.path + ": publish: names no target with format: " +
                                  std::string(to_string(target.format)) + " of the zone " +
                                  target.zone.text() + ", whose file or template would be taken"};
}

// The plan of the newest ceremony may be ahead of what a host publishes, or behind.
void tell_what_is_published(const View& view, const Keyset& set, const program::Program& program) {
    const auto zone = view.state.zones.find(set.zone);
    const bool is_now = !view.preview.time && zone != view.state.zones.end();
    if (!is_now || !zone->second.published ||
        zone->second.published->set == keysets::name_of(set)) {
        return;
    }
    const keysets::Published& published = *zone->second.published;
    program::warn(
        program,
        set.zone.text() + ": what is published is another set, from " +
            program::short_text(published.set.from) +
            (published.sequence == 0 ? "" : ", of ceremony " + std::to_string(published.sequence)));
}

}  // namespace

Outcome show_difference(const policy::Configuration& configuration,
                        const Preview& preview,
                        const program::Program& program) {
    const View view = TRY(look(configuration, preview, program));
    Troubles troubles(program);
    std::set<std::string> told;  // what holds for a zone is the same for each of its targets
    for (const policy::Target& target : configuration.publish) {
        if (!preview.rules.is_for(target)) {
            continue;
        }
        const auto text = difference_in(view, target);
        if (text.ok()) {
            TRY(program.out(text.value()));
        } else if (told.insert(text.error().message()).second) {
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
    tell_what_is_published(view, set, program);
    policy::Target target = target_like(configuration, zone, *preview.rules.format);
    auto present = target.file.empty() ? std::nullopt : TRY(read_target(target));
    if (output == "-") {
        TRY(check_has_frame(configuration, target, present));
        return program.out(TRY(text_for(view, set, target, present)));
    }
    TRY(check_output_file(configuration, output));
    policy::Target file = target;
    file.file = output;
    file.link = policy::SymbolicLink::refuse;
    auto own = TRY(read_output(file));
    TRY(check_has_frame(configuration, target, own));
    target = std::move(file);
    const std::string text =
        TRY(text_for(view, set, target, own ? std::move(own) : std::move(present)));
    const Written written = TRY(write_target(target, text, Refresh::when_changed));
    return program.out(output + (written == Written::yes ? ": written\n" : ": as it was\n"));
}

}  // namespace ceremony::consumer
