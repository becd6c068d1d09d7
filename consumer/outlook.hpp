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
    UtcTime at;        ///< not before; the result of the next ceremony: not after
    std::string who;   ///< "machine", "operator" or "parent"
    std::string what;  ///< "KSK 12345 enters the key set"

    friend bool operator==(const Prospect&, const Prospect&) = default;
};

struct Outlook {
    dns::Name zone;
    bool is_known = true;  ///< is there a store that could tell?
    std::optional<keysets::Published> published;
    bool has_nothing = false;            ///< was nothing of it ever published?
    std::optional<keysets::Keyset> set;  ///< that is published, if its file is there
    std::string alarm;                   ///< what people have to know now; empty: nothing
    bool has_target = false;             ///< does this host publish it?
    bool is_left = false;                ///< did it, and has no target any more?
    bool is_due = false;                 ///< another set ought to be published now
    /// By time: how the sets that will be published differ, at the stage that the zone is at, and
    /// what people have to do.
    std::vector<Prospect> next;
    /// When the zone goes bogus if nobody does anything: signatures over the key set end, and no
    /// other set came in its place. The machines go on as they do (keysets/forecast.hpp); but when
    /// one did not do what was due, when no target has the zone any more, when a signer has not
    /// what is published, or when no run came for long (holdings.hpp), nothing more is expected of
    /// them; nor where they need a person, to say which key signs the zone (--zsk). Nothing: it
    /// never was published.
    std::optional<UtcTime> end;
};

/// One a zone that the store or `configuration` knows, in canonical order of their names.
[[nodiscard]] Result<std::vector<Outlook>> outlooks(const policy::Configuration& configuration,
                                                    const Store& store,
                                                    UtcTime now);

}  // namespace ceremony::consumer
