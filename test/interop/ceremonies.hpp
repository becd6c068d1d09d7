// SPDX-License-Identifier: BSD-3-Clause
//
// ceremonies.hpp -- ceremonies of the zone example. in a row, planned and carried out by the
// programs as they are shipped, on one token; and what people do in between.
//
// Each plan goes on from the result of the ceremony before and from what was observed since. A
// result is imported a day after its hand-over begins, and a change at the parent takes two days.
// Exported ZSKs are opened by OpenSSL, and become key files with which ldns signs the zone.

#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "hsm/cooker/bunker.hpp"
#include "interop/judged_zone.hpp"
#include "plan/chain_plan.hpp"
#include "support/judge.hpp"

namespace ceremony::test {

/// A key set, for as long as it was published.
struct PublishedSet {
    UtcTime from;
    UtcTime until;
    timeline::Seconds ttl = 0;
    std::vector<std::string> records;  ///< DNSKEY and RRSIG, as the result has them
    std::vector<KeyFiles> signers;     ///< of the zone's data
};

/// The DS set from then on: files with one record each.
struct DsSetAtParent {
    UtcTime from;
    std::vector<std::string> files;
};

class Ceremonies {
public:
    Ceremonies();

    /// One more ceremony, under this policy (lines of `kasp:`) and with this goal for the zone.
    void hold(const std::string& now,
              const std::string& until,
              const std::string& kasp,
              const std::string& goal = "secure");

    /// By time, without gap; each ends where the next begins.
    [[nodiscard]] const std::vector<PublishedSet>& published() const { return published_; }
    /// By time. Before the first there was none.
    [[nodiscard]] const std::vector<DsSetAtParent>& parent() const { return parent_; }
    /// How many keys with these flags stood in any set, and with this algorithm.
    [[nodiscard]] std::size_t keys_in_sets(const std::string& flags_and_algorithm) const;

private:
    struct Observed {
        UtcTime at;
        std::string event;                    ///< a line of `events:`
        std::optional<DsSetAtParent> ds_set;  ///< that was there then
    };

    void observe_until(UtcTime now);
    void write_configuration(const std::string& kasp, const std::string& goal);
    void produce(const std::string& now, const std::string& until);
    void cook();
    void take_over(const std::string& result);
    void open_exports(const recipe::Recipe& cooked);
    void keep_ds_records(const recipe::Recipe& cooked);
    void publish(const timeline::ZonePlan& plan,
                 const std::vector<std::vector<std::string>>& sets,
                 UtcTime imported);
    void expect_changes(const timeline::ZonePlan& plan, UtcTime imported);
    [[nodiscard]] std::string file(const std::string& kind, int ceremony) const;

    Bunker bunker_;
    TransportKey receiver_;
    int ceremony_ = 0;
    std::map<Bytes, KeyFiles> zsks_;
    std::map<Bytes, dns::Ds> ds_;
    std::vector<PublishedSet> published_;
    std::vector<DsSetAtParent> parent_;
    std::vector<std::string> events_;
    std::vector<Observed> to_come_;  ///< if no new plan says otherwise before
};

}  // namespace ceremony::test
