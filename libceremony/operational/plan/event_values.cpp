// SPDX-License-Identifier: BSD-3-Clause

#include "plan/event_values.hpp"

#include <optional>
#include <string_view>
#include <variant>

#include "encoding/hex.hpp"

namespace ceremony::plan {

namespace {

using recipe::Input;
using recipe::Object;
using recipe::read_object;
using recipe::Writer;

struct WriteEvent {
    Writer& out;

    void operator()(const policy::DsSeen& seen) const { ds("dsSeen", seen); }
    void operator()(const policy::DsGone& gone) const { ds("dsGone", gone); }
    void operator()(const policy::Imported& imported) const {
        begin("imported");
        out.member("sequence", imported.sequence);
        end(imported.at);
    }
    void operator()(const policy::BackupDone& backup) const {
        begin("backupDone");
        out.member("key", "hex " + encoding::encode_hex(backup.key));
        end(backup.at);
    }

private:
    void ds(std::string_view name, const auto& event) const {
        begin(name);
        out.member("zone", event.zone);
        out.member("ds", event.ds);
        end(event.at);
    }
    void begin(std::string_view name) const {
        out.begin_object();
        out.name(name);
        out.begin_object();
    }
    void end(UtcTime at) const {
        out.member("at", at);
        out.end();
        out.end();
    }
};

template <typename DsEvent>
Result<policy::Event> read_ds_event(Input input) {
    return read_object(input, [](Object& members) -> Result<policy::Event> {
        DsEvent event;
        event.zone = TRY(members.must("zone", recipe::read_name));
        event.ds = TRY(members.must("ds", recipe::read_ds));
        event.at = TRY(members.must("at", recipe::read_time));
        return policy::Event(event);
    });
}

Result<policy::Event> read_imported(Input input) {
    return read_object(input, [](Object& members) -> Result<policy::Event> {
        policy::Imported event;
        event.sequence = TRY(members.must("sequence", read_sequence));
        event.at = TRY(members.must("at", recipe::read_time));
        return policy::Event(event);
    });
}

Result<policy::Event> read_backup(Input input) {
    return read_object(input, [](Object& members) -> Result<policy::Event> {
        policy::BackupDone event;
        event.key = TRY(members.must("key", recipe::read_key_id));
        event.at = TRY(members.must("at", recipe::read_time));
        return policy::Event(event);
    });
}

}  // namespace

Result<std::uint32_t> read_sequence(Input input) {
    return static_cast<std::uint32_t>(TRY(json::integer_of(input.value, {1, 0x7fff'ffff})));
}

void write_event(Writer& out, const policy::Event& event) {
    std::visit(WriteEvent{out}, event);
}

Result<policy::Event> read_event(Input input) {
    return read_object(input, [](Object& members) -> Result<policy::Event> {
        if (const std::optional<Input> seen = members.find("dsSeen")) {
            return read_ds_event<policy::DsSeen>(*seen);
        }
        if (const std::optional<Input> gone = members.find("dsGone")) {
            return read_ds_event<policy::DsGone>(*gone);
        }
        if (const std::optional<Input> imported = members.find("imported")) {
            return read_imported(*imported);
        }
        return members.must("backupDone", read_backup);
    });
}

}  // namespace ceremony::plan
