// SPDX-License-Identifier: BSD-3-Clause

#include "plan/read_event.hpp"

#include <optional>

namespace ceremony::plan {

namespace {

using recipe::Input;
using recipe::Object;
using recipe::read_object;

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

}  // namespace

Result<std::uint32_t> read_sequence(Input input) {
    return static_cast<std::uint32_t>(TRY(json::integer_of(input.value, {1, 0x7fff'ffff})));
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
            return read_object(*imported, [](Object& said) -> Result<policy::Event> {
                policy::Imported event;
                event.sequence = TRY(said.must("sequence", read_sequence));
                event.at = TRY(said.must("at", recipe::read_time));
                return policy::Event(event);
            });
        }
        return members.must("backupDone", [](Input backup) {
            return read_object(backup, [](Object& said) -> Result<policy::Event> {
                policy::BackupDone event;
                event.key = TRY(said.must("key", recipe::read_key_id));
                event.at = TRY(said.must("at", recipe::read_time));
                return policy::Event(event);
            });
        });
    });
}

}  // namespace ceremony::plan
