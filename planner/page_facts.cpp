// SPDX-License-Identifier: BSD-3-Clause

#include "planner/page_facts.hpp"

#include <algorithm>
#include <cstdint>
#include <variant>

#include "dns/print.hpp"
#include "encoding/hex.hpp"
#include "policy/length_text.hpp"
#include "program/times.hpp"
#include "proof/response_size.hpp"

namespace ceremony::planner {

namespace {

struct EventText {
    std::string operator()(const policy::DsSeen& seen) const {
        return at(seen.at) + "the DS " + dns::print(seen.ds) + " of " + seen.zone.text() +
               " was seen";
    }
    std::string operator()(const policy::DsGone& gone) const {
        return at(gone.at) + "the DS " + dns::print(gone.ds) + " of " + gone.zone.text() +
               " was gone";
    }
    std::string operator()(const policy::Imported& imported) const {
        return at(imported.at) + "ceremony " + std::to_string(imported.sequence) + " was imported";
    }
    std::string operator()(const policy::BackupDone& backup) const {
        return at(backup.at) + "the key " + encoding::encode_hex(backup.key) + " was backed up";
    }

private:
    static std::string at(UtcTime time) { return program::short_text(time) + " "; }
};

struct GateText {
    const std::vector<std::string>& names;

    std::string operator()(const timeline::DsSeen& seen) const {
        return "the DS of " + names[seen.key] + " to be seen";
    }
    std::string operator()(const timeline::DsGone& gone) const {
        return "the DS of " + names[gone.key] + " to be gone";
    }
    std::string operator()(const timeline::BackupDone& backup) const {
        return "a backup of " + names[backup.key];
    }
    std::string operator()(const timeline::Imported&) const {
        return "the result of this ceremony to be imported";
    }
};

}  // namespace

std::string event_text(const policy::Event& event) {
    return std::visit(EventText(), event);
}

std::string gate_text(const timeline::Gate& gate, const std::vector<std::string>& names) {
    return std::visit(GateText{names}, gate.opens) +
           (gate.wait == 0 ? "" : ", and " + policy::length_text(gate.wait) + " more");
}

std::string rest_text(const timeline::ZonePlan& plan) {
    return plan.slots_before.empty()
               ? std::string("it has no sets")
               : "it has the sets of ceremony " + std::to_string(plan.last_ceremony) + ", until " +
                     program::short_text(plan.slots_before.back().until);
}

std::vector<std::string> warnings_about(const timeline::ZonePlan& plan) {
    std::vector<std::string> warnings;
    std::size_t largest = 0;
    std::size_t count = 0;
    for (const timeline::Slot& slot : plan.slots) {
        const std::size_t size = proof::response_size(plan, slot);
        largest = std::max(largest, size);
        count += size > proof::safe_response_size ? 1U : 0U;
    }
    if (count > 0) {
        warnings.push_back(plan.zone.text() + ": answers with " + std::to_string(count) + " of " +
                           std::to_string(plan.slots.size()) + " sets have more than " +
                           std::to_string(proof::safe_response_size) + " octets, up to " +
                           std::to_string(largest) + ": they may need TCP");
    }
    // A year, the reserve of the defaults, and the hand-over.
    constexpr std::int64_t usual_horizon = std::int64_t{430} * 86400;
    const std::int64_t horizon =
        plan.slots.back().expiration.seconds() - plan.slots.front().inception.seconds();
    if (horizon > usual_horizon) {
        warnings.push_back(plan.zone.text() + ": the signatures reach over " +
                           program::short_length(horizon) +
                           ", in which whoever gets hold of them can use them");
    }
    return warnings;
}

}  // namespace ceremony::planner
