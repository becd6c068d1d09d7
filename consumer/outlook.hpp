// SPDX-License-Identifier: BSD-3-Clause
//
// outlook.hpp -- where each zone stands, and what will happen to it.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"
#include "consumer/store.hpp"
#include "dns/name.hpp"
#include "keysets/select.hpp"
#include "policy/policy.hpp"

namespace ceremony::consumer {

/// Something that will happen, or that people have to do.
struct Prospect {
    UtcTime at;        ///< not before
    std::string who;   ///< "machine", "operator" or "parent"
    std::string what;  ///< "KSK 12345 enters the key set"

    friend bool operator==(const Prospect&, const Prospect&) = default;
};

struct Outlook {
    dns::Name zone;
    std::optional<keysets::Published> published;
    std::optional<keysets::Keyset> set;  ///< that is published, if its file is there
    std::string alarm;                   ///< what people have to know now; empty: nothing
    bool is_due = false;                 ///< another set ought to be published now
    std::vector<Prospect> next;          ///< by time
    /// When the zone goes bogus if the machines go on and nobody does anything: the last signature
    /// over a set that will be published ends. Nothing: it never was published.
    std::optional<UtcTime> end;
};

/// One a zone that the store or `configuration` knows, in canonical order of their names.
[[nodiscard]] Result<std::vector<Outlook>> outlooks(const policy::Configuration& configuration,
                                                    const Store& store,
                                                    UtcTime now);

}  // namespace ceremony::consumer
