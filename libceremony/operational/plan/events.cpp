// SPDX-License-Identifier: BSD-3-Clause

#include "plan/events.hpp"

#include <algorithm>
#include <set>
#include <variant>

#include "dnssec/ds_digest.hpp"

namespace ceremony::plan {

namespace {

// What the zones of a plan know.
class Use {
public:
    explicit Use(const std::vector<timeline::ZonePlan>& plans) {
        for (const timeline::ZonePlan& plan : plans) {
            zones_.insert(plan.zone);
            ceremonies_.insert(plan.last_ceremony);
            for (const timeline::Key& key : plan.keys) {
                keys_.insert(key.id);
            }
        }
    }

    bool operator()(const policy::DsSeen& seen) const { return zones_.contains(seen.zone); }
    bool operator()(const policy::DsGone& gone) const { return zones_.contains(gone.zone); }
    bool operator()(const policy::Imported& imported) const {
        return ceremonies_.contains(imported.sequence);
    }
    bool operator()(const policy::BackupDone& backup) const { return keys_.contains(backup.key); }

private:
    std::set<dns::Name> zones_;
    std::set<std::uint32_t> ceremonies_;
    std::set<Bytes> keys_;
};

}  // namespace

Result<bool> has_ds(const timeline::Key& key, const dns::Name& zone, const dns::Ds& ds) {
    if (!key.data || key.algorithm != ds.algorithm) {
        return false;
    }
    const dns::Dnskey dnskey = recipe::to_dnskey({key.algorithm, key.role}, *key.data);
    return TRY(dnssec::make_ds(zone, dnskey, ds.digest_type)) == ds;
}

std::optional<UtcTime> made_at(const timeline::Key& key) {
    const auto& observed = key.observed.generate;
    return observed && key.planned.generate ? std::min(observed, key.planned.generate) : observed;
}

void keep_used_events(ChainPlan& plan) {
    const Use use(plan.zones);
    std::erase_if(plan.events,
                  [&use](const policy::Event& event) { return !std::visit(use, event); });
}

}  // namespace ceremony::plan
