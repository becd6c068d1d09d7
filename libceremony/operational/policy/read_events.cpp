// SPDX-License-Identifier: BSD-3-Clause

#include "policy/read_events.hpp"

#include <limits>
#include <utility>

#include "config/dns_values.hpp"
#include "config/mapping.hpp"
#include "policy/values.hpp"

namespace ceremony::policy {

namespace {

using config::Mapping;

// DsSeen or DsGone: they say the same of opposite things.
template <typename DsEvent>
Result<Event> read_ds_event(json::Value value) {
    return config::read_mapping(value, [](Mapping& mapping) -> Result<Event> {
        dns::Name zone = TRY(mapping.required("zone", config::to_zone));
        dns::Ds ds = TRY(mapping.required("ds", config::to_ds));
        const UtcTime at = TRY(mapping.required("at", config::to_time));
        return Event(DsEvent{std::move(zone), std::move(ds), at});
    });
}

Result<Event> read_imported(json::Value value) {
    return config::read_mapping(value, [](Mapping& mapping) -> Result<Event> {
        const std::int64_t sequence = TRY(mapping.required("sequence", [](json::Value number) {
            return config::to_integer(number, {1, std::numeric_limits<std::uint32_t>::max()});
        }));
        const UtcTime at = TRY(mapping.required("at", config::to_time));
        return Event(Imported{static_cast<std::uint32_t>(sequence), at});
    });
}

Result<Event> read_backup(json::Value value) {
    return config::read_mapping(value, [](Mapping& mapping) -> Result<Event> {
        Bytes key = TRY(mapping.required("key", to_key_id));
        const UtcTime at = TRY(mapping.required("at", config::to_time));
        return Event(BackupDone{std::move(key), at});
    });
}

}  // namespace

Result<Event> read_event(json::Value value) {
    std::vector<Event> events;
    TRY(config::read_mapping(value, [&events](Mapping& mapping) -> Outcome {
        const auto read = [&](std::string_view key, auto&& reader) -> Outcome {
            auto event = TRY(mapping.optional(key, reader));
            if (event) {
                events.push_back(std::move(*event));
            }
            return Nothing{};
        };
        TRY(read("ds-seen", read_ds_event<DsSeen>));
        TRY(read("ds-gone", read_ds_event<DsGone>));
        TRY(read("imported", read_imported));
        return read("backup-done", read_backup);
    }));
    if (events.size() != 1) {
        return config::wrong(value, "not one of ds-seen, ds-gone, imported and backup-done");
    }
    return std::move(events.front());
}

}  // namespace ceremony::policy
