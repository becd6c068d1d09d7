// SPDX-License-Identifier: BSD-3-Clause

#include "keysets/state_text.hpp"

#include <limits>
#include <set>
#include <utility>

#include "json/parse.hpp"
#include "plan/event_values.hpp"
#include "policy/read_consumer.hpp"
#include "recipe/read_values.hpp"
#include "recipe/writer.hpp"

namespace ceremony::keysets {

namespace {

using recipe::Input;
using recipe::Object;
using recipe::read_each;
using recipe::read_object;
using recipe::Writer;

constexpr std::int64_t version = 1;

// --- writing

void write_set(Writer& out, const SetName& set) {
    out.name("set");
    out.begin_object();
    out.member("sha256", set.file);
    out.member("track", set.track.text());
    out.member("stage", set.stage);
    out.member("from", set.from);
    out.end();
}

void write_published(Writer& out, const Published& published) {
    out.begin_object();
    write_set(out, published.set);
    out.member("sequence", published.sequence);
    out.member("expiration", published.expiration);
    out.member("since", published.since);
    out.end();
}

void write_target(Writer& out, const WrittenTarget& target) {
    out.begin_object();
    out.member("file", target.file);
    out.member("format", to_string(target.format));
    write_set(out, target.set);
    out.member("sha256", target.sha256);
    out.member("hookPending", target.hook_pending);
    out.member("heardUntil", target.heard_until);
    out.end();
}

template <typename Each, typename Write>
void write_array(Writer& out, std::string_view name, const std::vector<Each>& list, Write&& write) {
    out.name(name);
    out.begin_array();
    for (const Each& one : list) {
        write(out, one);
    }
    out.end();
}

void write_word(Writer& out, std::string_view name, const std::optional<recipe::Word>& word) {
    if (word) {
        out.member(name, word->text());
    }
}

void write_file(Writer& out, const StoredFile& file) {
    out.begin_object();
    out.member("sha256", file.sha256);
    out.member("name", file.name);
    write_word(out, "chain", file.chain);
    out.member("sequence", file.sequence);
    out.member("imported", file.imported);
    out.member("zones", file.zones);
    out.member("expiration", file.expiration);
    out.member_unless({}, "forced", file.forced);
    out.member_unless({}, "stamp", file.stamp);
    out.end();
}

void write_zone(Writer& out, const dns::Name& name, const ZoneState& zone) {
    out.begin_object();
    out.member("zone", name);
    write_word(out, "chain", zone.chain);
    out.member("trust", zone.trust);
    if (!zone.distrusted.empty()) {
        out.member("distrusted", zone.distrusted);
    }
    write_word(out, "track", zone.track);
    if (zone.published) {
        out.name("published");
        write_published(out, *zone.published);
    }
    write_array(out, "changes", zone.changes, write_published);
    write_array(out, "targets", zone.targets, write_target);
    out.member("lookAgain", zone.look_again);
    out.end();
}

void write_absence(Writer& out, const Absence& absence) {
    out.begin_object();
    out.member("since", absence.since);
    out.member("why", absence.why);
    out.end();
}

// --- reading

Result<std::uint32_t> read_sequence(Input input) {
    return static_cast<std::uint32_t>(TRY(json::integer_of(input.value, {0, 0x7fff'ffff})));
}

// A name in the store: one part of a path, and none that means a folder.
Result<std::string> read_file_name(Input input) {
    std::string name = TRY(recipe::read_label(input));
    if (name.find('/') != std::string::npos || name.starts_with('.')) {
        return input.fail(Errc::syntax, "not the name of a file in the store");
    }
    return name;
}

Result<SetName> read_set(Input input) {
    return read_object(input, [](Object& members) -> Result<SetName> {
        const auto file = TRY(members.must("sha256", recipe::read_sha256));
        recipe::Word track = TRY(members.must("track", recipe::read_word));
        const std::uint16_t stage = TRY(members.must("stage", recipe::read_u16));
        const UtcTime from = TRY(members.must("from", recipe::read_time));
        return SetName{file, std::move(track), stage, from};
    });
}

Result<Published> read_published(Input input) {
    return read_object(input, [](Object& members) -> Result<Published> {
        SetName set = TRY(members.must("set", read_set));
        const std::uint32_t sequence = TRY(members.must("sequence", read_sequence));
        const UtcTime expiration = TRY(members.must("expiration", recipe::read_time));
        const UtcTime since = TRY(members.must("since", recipe::read_time));
        return Published{std::move(set), sequence, expiration, since};
    });
}

Result<policy::Format> read_format(Input input) {
    const std::string_view text = TRY(json::text_of(input.value));
    const auto format = policy::format_from_text(text);
    return format ? Result<policy::Format>(*format)
                  : input.fail(Errc::syntax, "not the name of a format");
}

Result<WrittenTarget> read_target(Input input) {
    return read_object(input, [](Object& members) -> Result<WrittenTarget> {
        std::string file = TRY(members.must("file", recipe::read_label));
        const policy::Format format = TRY(members.must("format", read_format));
        SetName set = TRY(members.must("set", read_set));
        const auto sha256 = TRY(members.must("sha256", recipe::read_sha256));
        const bool hook_pending = TRY(members.must("hookPending", recipe::read_boolean));
        const auto heard_until = TRY(members.may("heardUntil", recipe::read_time));
        return WrittenTarget{std::move(file), std::move(set), format,
                             sha256,          hook_pending,   heard_until};
    });
}

template <typename Read>
auto each(Read read) {
    return [read](Input input) {
        return read_each(input, read);
    };
}

Result<StoredFile> read_file(Input input) {
    return read_object(input, [](Object& members) -> Result<StoredFile> {
        StoredFile file;
        file.sha256 = TRY(members.must("sha256", recipe::read_sha256));
        file.name = TRY(members.must("name", read_file_name));
        file.chain = TRY(members.may("chain", recipe::read_word));
        file.sequence = TRY(members.must("sequence", read_sequence));
        file.imported = TRY(members.must("imported", recipe::read_time));
        file.zones = TRY(members.must("zones", each(recipe::read_name)));
        file.expiration = TRY(members.must("expiration", recipe::read_time));
        file.forced = TRY(members.may("forced", recipe::read_text, std::string()));
        file.stamp = TRY(members.may("stamp", recipe::read_text, std::string()));
        return file;
    });
}

using NamedZone = std::pair<dns::Name, ZoneState>;

Result<NamedZone> read_zone(Input input) {
    return read_object(input, [](Object& members) -> Result<NamedZone> {
        NamedZone named;
        ZoneState& zone = named.second;
        named.first = TRY(members.must("zone", recipe::read_name));
        zone.chain = TRY(members.may("chain", recipe::read_word));
        zone.trust = TRY(members.must("trust", each(recipe::read_ds)));
        zone.distrusted = TRY(members.may("distrusted", each(recipe::read_ds), Trust()));
        zone.track = TRY(members.may("track", recipe::read_word));
        zone.published = TRY(members.may("published", read_published));
        zone.changes = TRY(members.must("changes", each(read_published)));
        zone.targets = TRY(members.must("targets", each(read_target)));
        zone.look_again = TRY(members.may("lookAgain", recipe::read_time));
        return named;
    });
}

Result<Absence> read_absence(Input input) {
    return read_object(input, [](Object& members) -> Result<Absence> {
        const UtcTime since = TRY(members.must("since", recipe::read_time));
        std::string why = TRY(members.must("why", recipe::read_text));
        return Absence{since, std::move(why)};
    });
}

Result<State> read_members(Object& members) {
    const auto said = TRY(members.must("version", [](Input input) {
        return json::integer_of(input.value, {0, std::numeric_limits<std::int32_t>::max()});
    }));
    if (said != version) {
        return members.fail(Errc::syntax, "a version of the state that is not known here");
    }
    State state;
    state.files = TRY(members.must("files", each(read_file)));
    const auto zones = members.find("zones");
    if (!zones) {
        return members.fail(Errc::syntax, "there is no member \"zones\"");
    }
    TRY(json::array_of(zones->value));
    for (const json::Value element : zones->value.elements()) {
        NamedZone zone = TRY(read_zone({element, zones->version}));
        if (!state.zones.insert(std::move(zone)).second) {
            return element.fail(Errc::syntax, "the same zone twice");
        }
    }
    state.events = TRY(members.must("events", each(plan::read_event)));
    state.last_success = TRY(members.may("lastSuccess", recipe::read_time));
    state.last_clock = TRY(members.may("lastClock", recipe::read_time));
    state.absence = TRY(members.may("tokenAbsence", read_absence));
    return state;
}

}  // namespace

std::string write_state(const State& state) {
    Writer out(recipe::SpecVersion::v1_1);
    out.begin_object();
    out.member("version", version);
    write_array(out, "files", state.files, write_file);
    out.name("zones");
    out.begin_array();
    for (const auto& [name, zone] : state.zones) {
        write_zone(out, name, zone);
    }
    out.end();
    write_array(out, "events", state.events, plan::write_event);
    out.member("lastSuccess", state.last_success);
    out.member("lastClock", state.last_clock);
    if (state.absence) {
        out.name("tokenAbsence");
        write_absence(out, *state.absence);
    }
    out.end();
    return out.take();
}

Result<State> read_state(std::string text, std::string name) {
    const json::Document document = TRY(json::parse(std::move(text), std::move(name)));
    return read_object(Input{document.root(), recipe::SpecVersion::v1_1}, read_members);
}

}  // namespace ceremony::keysets
