// SPDX-License-Identifier: BSD-3-Clause

#include "timeline/plan_zone.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "policy/length_text.hpp"
#include "timeline/algorithm.hpp"
#include "timeline/cds.hpp"
#include "timeline/draft.hpp"
#include "timeline/grid.hpp"
#include "timeline/ksk.hpp"
#include "timeline/obstacles.hpp"
#include "timeline/parent.hpp"
#include "timeline/shared_ksks.hpp"
#include "timeline/slots.hpp"
#include "timeline/trust.hpp"
#include "timeline/upkeep.hpp"
#include "timeline/zsk.hpp"

namespace ceremony::timeline {
namespace {

using recipe::KeyRole;

/// Is there a KSK that is in use, whoever signed with it until now?
bool is_established(const History& history) {
    return std::any_of(history.keys.begin(), history.keys.end(), [](const Key& key) {
        return key.role == KeyRole::ksk && (key.planned.active || key.observed.active) &&
               !key.planned.remove && !key.observed.remove;
    });
}

/// The first instant of the plan.
Result<UtcTime> start_of(const History& history, const Request& request) {
    const UtcTime wanted =
        request.from.value_or(std::max(request.now, history.until.value_or(request.now)));
    if (history.slots.empty()) {
        return wanted;
    }
    const UtcTime oldest = history.slots.front().from;
    if (wanted < oldest) {
        return refuse(history.zone, "the start, " + wanted.text() +
                                        ", is before that of the ceremony before, " +
                                        oldest.text());
    }
    return history.grid ? at_or_before(history.grid, wanted) : wanted;
}

std::optional<Grid> grid_of(const History& history, const policy::Policy& policy, UtcTime from) {
    if (!policy.slot) {
        return std::nullopt;
    }
    if (history.grid && history.grid->step == *policy.slot) {
        return history.grid;
    }
    return Grid{from, *policy.slot};
}

/// Lives as they are known: what was observed but never planned, and nothing that the plan is
/// about to decide.
void settle_lives(Draft& draft) {
    for (Key& key : draft.plan.keys) {
        for (const auto event : changes_of_sets) {
            auto& planned = key.planned.*event;
            if (!planned) {
                planned = key.observed.*event;
            }
            if (planned && *planned >= draft.first) {
                planned.reset();
            }
        }
        if (!key.planned.publish) {
            key.planned.ready.reset();
        }
        if (key.planned.ds_submit && *key.planned.ds_submit >= draft.first) {
            key.planned.ds_submit.reset();
            key.planned.ds_seen.reset();
        }
        if (key.planned.ds_gone && *key.planned.ds_gone >= draft.first) {
            key.planned.ds_gone.reset();
        }
    }
}

/// Key::listed_until, of the sets before.
void note_listed(Draft& draft) {
    for (const Slot& slot : draft.plan.slots_before) {
        for (const KeyInSet& in_set : slot.keys) {
            auto& listed = draft.key(in_set.key).listed_until;
            listed = std::max(listed, std::optional(slot.expiration));
        }
    }
}

/// What makes a hand-over end before the sets of the ceremony before do.
std::string remedy_for_handover(UtcTime before, UtcTime now, Seconds handover) {
    const UtcTime latest = earlier(before, handover);
    if (latest >= now) {
        return "start at " + latest.text() + " at the latest";
    }
    if (before > now) {
        return "no start is early enough, unless handover is " +
               policy::length_text(before.seconds() - now.seconds()) + " at most";
    }
    return "it is too late to hand over";
}

/// Draft::from, first and end, and ZonePlan::grid and handover_until.
Outcome set_times(Draft& draft, const History& history) {
    draft.from = TRY(start_of(history, draft.request));
    draft.plan.grid = grid_of(history, draft.policy, draft.from);
    if (draft.request.until <= draft.from) {
        return refuse(history.zone, "the end, " + draft.request.until.text() +
                                        ", is not after the start, " + draft.from.text());
    }
    const Seconds handover = draft.plan.timing.handover;
    // It may begin before now, but nobody can import anything before now.
    const UtcTime importable = std::max(draft.from, draft.request.now);
    const bool established = is_established(history);
    draft.plan.handover_until = established ? later(importable, handover) : draft.from;
    draft.first = at_or_after(draft.plan.grid, draft.plan.handover_until);
    draft.end = at_or_after(draft.plan.grid, later(draft.request.until, draft.plan.timing.reserve));
    if (history.slots.empty()) {
        return Nothing{};
    }
    const UtcTime before = history.slots.back().until;
    if (draft.plan.handover_until > before) {
        return refuse(history.zone,
                      "the result may be imported until " + draft.plan.handover_until.text() +
                          (importable == draft.from ? " (start " : " (now, ") + importable.text() +
                          " + handover " + policy::length_text(handover) +
                          "), but the sets of the ceremony before end at " + before.text() + ": " +
                          remedy_for_handover(before, draft.request.now, handover));
    }
    return Nothing{};
}

/// All rollovers. Those of keys wait for one of the algorithm to end.
Outcome plan_keys(Draft& draft) {
    const UtcTime first = draft.first;
    if (!draft.follows) {
        hold_down_published(draft);
    }
    if (is_algorithm_changing(draft)) {
        if (!TRY(plan_algorithm(draft))) {
            return Nothing{};
        }
        for (const Key& key : draft.plan.keys) {
            draft.first = std::max(draft.first, key.planned.retire.value_or(first));
        }
    }
    if (!draft.follows) {
        plan_ksks(draft);
    }
    TRY(plan_zsks(draft));
    draft.first = first;
    return Nothing{};
}

/// Does anybody sign the zone, when no ceremony did?
bool is_signed(const Draft& draft) {
    return std::any_of(draft.plan.keys.begin(), draft.plan.keys.end(), [](const Key& key) {
        return key.role == KeyRole::ksk && key.planned.active && !key.planned.remove;
    });
}

/// "2 and 4"
std::string digest_list(const std::vector<dns::DigestType>& digests) {
    std::string list;
    for (const dns::DigestType digest : digests) {
        list += (list.empty() ? "" : " and ") + std::to_string(static_cast<unsigned>(digest));
    }
    return list;
}

std::string digests_taken_for_granted(const Draft& draft) {
    const std::vector<Key>& keys = draft.plan.keys;
    const bool has_ds =
        std::any_of(keys.begin(), keys.end(), [](const Key& key) { return key.observed.ds_seen; });
    const std::string what = draft.plan.timing.has_parent
                                 ? "; each DS that was seen is at the parent with"
                                 : "; the trust anchors that validators have are of";
    return has_ds ? what + " the digest types of cds:, " + digest_list(draft.policy.cds.digests) +
                        ", and " + (draft.plan.timing.has_parent ? "with " : "of ") + "no others"
                  : "";
}

/// A KSK of the bunker that begins when one of another system ends, at the time of the plan: what
/// it signs is published when the result is imported.
std::string swap_taken_for_granted(const Draft& draft) {
    std::string begins;
    std::string ends;
    for (KeyIndex index = 0; index < draft.plan.keys.size(); ++index) {
        const Key& key = draft.plan.keys[index];
        const bool is_here = key.custody == Custody::bunker;
        const auto& change = is_here ? key.planned.active : key.planned.remove;
        if (key.role == KeyRole::ksk && change == draft.request.now) {
            std::string& names = is_here ? begins : ends;
            names += (names.empty() ? "" : " and ") + draft.name_of(index);
        }
    }
    return begins.empty() || ends.empty()
               ? ""
               : "; " + begins + " takes the place of " + ends +
                     " when this result is imported, though the plan has it at " +
                     draft.request.now.text();
}

/// What people saw of keys that were brought along is of the digest types that are planned with.
Outcome check_digests(const History& history, const policy::Policy& policy) {
    const std::vector<dns::DigestType>& digests = policy.cds.digests;
    const std::set<dns::DigestType> planned(digests.begin(), digests.end());
    if (history.brought_digests.empty() || history.brought_digests == planned) {
        return Nothing{};
    }
    return Error{Errc::refused,
                 history.zone.text() + ": events: tells of DS records with the digest types " +
                     digest_list({history.brought_digests.begin(), history.brought_digests.end()}) +
                     ", and cds: has " + digest_list(digests)}
        .with_hint(
            "say under cds: which digest types are at the parent now, each of which events: has to "
            "tell of; another plan may change them");
}

/// What nobody can look up about a zone that another system signs.
std::string taken_for_granted(const Draft& draft) {
    using policy::length_text;
    const Timing& timing = draft.plan.timing;
    return "taken for granted: until this result is imported, the system that signs now goes on "
           "with the keys that were brought along, and with signatures of the DNSKEY set that "
           "last for " +
           length_text(draft.policy.validity) +
           "; and it has no larger numbers than these: TTL of the DNSKEY set " +
           length_text(timing.ttl) + ", of the zone " + length_text(timing.max_ttl) +
           (timing.has_parent ? ", of the DS set " + length_text(timing.ds_ttl) : "") +
           ", signatures of the zone by a key that signs no more are served for " +
           length_text(timing.resigning) + digests_taken_for_granted(draft) +
           swap_taken_for_granted(draft);
}

/// Takes over the history, with what was observed.
Outcome begin(Draft& draft, History history) {
    TRY(set_times(draft, history));
    TRY(check_digests(history, draft.policy));
    draft.take(std::move(history));
    settle_lives(draft);
    if (draft.plan.slots_before.empty() && is_signed(draft)) {
        reconstruct_slots(draft);
        draft.note(taken_for_granted(draft));
    }
    note_listed(draft);
    TRY(settle_parent(draft));
    return check_beginning(draft);
}

/// The slots, once the lives of all keys are planned, and what follows from them.
Outcome end(Draft& draft) {
    add_ds_gates(draft);
    prepare_backups(draft);
    TRY(make_slots(draft, cds_boundaries(draft)));
    add_cds(draft);
    TRY(check_handover(draft));
    TRY(check_end(draft));
    destroy_keys(draft);
    forget_slots(draft);
    return Nothing{};
}

}  // namespace

Result<ZonePlan> plan_zone(History history, const policy::Policy& policy, const Request& request) {
    Draft draft(policy, request, history);
    TRY(begin(draft, std::move(history)));
    TRY(plan_keys(draft));
    TRY(end(draft));
    return std::move(draft.plan);
}

Result<std::vector<ZonePlan>> plan_zones_with_one_ksk(
    std::vector<History> histories,
    const std::vector<const policy::Policy*>& policies,
    const Request& request) {
    TRY(check_agreement(histories, policies));
    TRY(join_numbers(histories, policies));
    const History& owner = histories.front();
    Draft own(*policies.front(), request, owner);
    TRY(begin(own, owner));
    join_keys(histories);
    Draft first(*policies.front(), request, histories.front());
    first.ksk_zones = zones_of(histories);
    TRY(begin(first, std::move(histories.front())));
    std::vector<Draft> others;
    for (std::size_t zone = 1; zone < histories.size(); ++zone) {
        Draft& other = others.emplace_back(*policies[zone], request, histories[zone]);
        TRY(begin(other, std::move(histories[zone])));
        TRY(check_times(first, other));
    }
    TRY(check_parents(first, own, others));
    const std::size_t settled = first.plan.ds_changes.size();
    TRY(plan_keys(first));
    const SharedKsks shared = shared_ksks(first, settled);
    take_parent(first, own.plan, shared);
    TRY(end(first));
    take_observed(first.plan, own.plan);
    std::vector<ZonePlan> plans;
    plans.push_back(std::move(first.plan));
    for (Draft& other : others) {
        adopt(other, shared);
        TRY(plan_keys(other));
        TRY(end(other));
        plans.push_back(std::move(other.plan));
    }
    return plans;
}

}  // namespace ceremony::timeline
