// SPDX-License-Identifier: BSD-3-Clause
//
// ksk.hpp -- the rollovers of KSKs (RFC 7583, section 3.3), the first DS of a zone, and its last.
// For timeline/ only.

#pragma once

#include <deque>
#include <optional>
#include <string>

#include "timeline/draft.hpp"
#include "timeline/ds_set.hpp"
#include "timeline/parent.hpp"

namespace ceremony::timeline {

/// Plans the KSKs of the zone and its DS set: the rest of a rollover that the history began, then
/// what the lifetime demands before the end that was asked for. REQUIRES: the parent is settled.
void plan_ksks(Draft& draft);

/// The KSKs of a zone in what they do for it. For ksk.cpp and ksk_rollover.cpp.
class KskPlanner {
public:
    explicit KskPlanner(Draft& draft);

    void plan();

    /// What takes over, and then the standby keys.
    [[nodiscard]] const std::deque<KeyIndex>& successors() const noexcept { return next_; }

private:
    // ksk.cpp
    void leave();
    bool begin();
    void submit_first_ds();
    void withdraw_last_ds();
    void restore_ds();
    /// What stays of a DS set, and from when on.
    struct WithoutOld {
        DsSet set;
        UtcTime earliest;
        std::optional<Rest> rest;  ///< nothing: all of it stays
    };
    [[nodiscard]] WithoutOld without_old(const DsSet& set, UtcTime earliest) const;
    void withdraw_old();
    void change_digests();
    [[nodiscard]] bool is_unwanted_change(const DsSet& wanted) const;
    void fill_standby();
    void take_standby();
    void publish_signing(KeyIndex key, UtcTime when);
    void record_open_rollover();
    [[nodiscard]] bool may_have_ds() const;
    /// The first instant at which another change of the DS set may be submitted.
    [[nodiscard]] UtcTime next_submission() const;
    [[nodiscard]] bool may_begin();
    [[nodiscard]] UtcTime first_begin() const;
    void exchange(UtcTime when, UtcTime revoke);
    [[nodiscard]] bool is_automatic() const;
    void overrun(UtcTime at_least, const std::string& why);

    // ksk_rollover.cpp
    bool roll();
    bool roll_double_ds();
    bool roll_double_signature();
    bool roll_double_rrset();
    bool begin_double_ds();
    [[nodiscard]] UtcTime first_publication(UtcTime due) const;
    bool begin_signing(Seconds lead);
    bool submit(UtcTime not_before);
    bool leave_set(UtcTime not_before);

    Draft& draft_;
    std::optional<KeyIndex> current_;
    std::deque<KeyIndex> next_;  ///< what takes over, and then the standby keys
};

}  // namespace ceremony::timeline
