// SPDX-License-Identifier: BSD-3-Clause

#include "timeline/algorithm.hpp"

#include <algorithm>
#include <vector>

#include "timeline/ds_set.hpp"
#include "timeline/grid.hpp"
#include "timeline/ksk.hpp"
#include "timeline/parent.hpp"
#include "timeline/timing.hpp"
#include "timeline/trust.hpp"

namespace ceremony::timeline {
namespace {

using recipe::KeyRole;

dns::Algorithm wanted_algorithm(const Draft& draft, const Key& key) {
    return key.role == KeyRole::zsk ? draft.policy.zsk.algorithm : draft.policy.ksk.algorithm;
}

/// Is it in the set, or does it sign?
bool is_in_use(const Key& key) {
    const Life& life = key.planned;
    const bool in_set = life.publish && !life.remove;
    const bool signs = life.active && !life.retire;
    return in_set || signs;
}

class AlgorithmRollover {
public:
    explicit AlgorithmRollover(Draft& draft) : draft_(draft) {
        for (KeyIndex index = 0; index < draft.plan.keys.size(); ++index) {
            const Key& key = draft.plan.keys[index];
            if (!is_in_use(key)) {
                continue;
            }
            if (key.algorithm != wanted_algorithm(draft, key)) {
                old_.push_back(index);
            } else if (key.role == KeyRole::zsk) {
                zsk_ = zsk_ ? zsk_ : index;
            } else {
                ksk_ = ksk_ ? ksk_ : index;
            }
        }
    }

    [[nodiscard]] Outcome check() const {
        const std::string zone = draft_.plan.zone.text();
        if (draft_.request.goal == Goal::insecure) {
            return Error{Errc::refused, zone + ": a zone that goes insecure keeps its algorithm"};
        }
        if (draft_.policy.ksk.roll == policy::KskRoll::double_ds) {
            return Error{Errc::refused,
                         zone +
                             ": with ksk.roll double-ds there would be a DS of an algorithm "
                             "that does not sign yet (RFC 4035, section 2.2): use "
                             "double-signature until the new algorithm is alone"};
        }
        if (!zsk_ && !draft_.follows && is_ksk_rolling()) {
            return Error{
                Errc::refused,
                zone +
                    ": the DS set is about to change: keep the old algorithm until that is done"};
        }
        return Nothing{};
    }

    /// Is it at its end?
    [[nodiscard]] bool plan() {
        return sign() && publish() && change_parent() && remove() && stop();
    }

    /// A set with a KSK of the new algorithm, and a zone without its signatures?
    [[nodiscard]] Outcome check_followed() const {
        if (!ksk_ || (zsk_ && draft_.life(*zsk_).publish)) {
            return Nothing{};
        }
        return Error{Errc::refused,
                     draft_.plan.zone.text() +
                         ": the KSKs that it shares go over to another algorithm at " +
                         draft_.life(*ksk_).publish->text() + ", and " + why_not_followed()};
    }

private:
    /// Why no ZSK of the new algorithm is in the set with the KSKs.
    [[nodiscard]] std::string why_not_followed() const {
        if (zsk_) {
            return "its ZSK of it does not sign long enough before that";
        }
        if (draft_.policy.zsk.source == policy::ZskSource::external) {
            return "it has no ZSK of it: whoever makes its ZSKs has to give one first";
        }
        return "its ZSK of it waits for its backup: say under events that it was backed up";
    }

    /// Is there more than the keys that are in use, at the parent or in the set?
    [[nodiscard]] bool is_ksk_rolling() const {
        const auto ksks = std::count_if(old_.begin(), old_.end(), [&](KeyIndex index) {
            return draft_.plan.keys[index].role == KeyRole::ksk;
        });
        bool others = false;
        for (const DsAtParent& ds : last_ds(draft_.plan)) {
            others = others || !is_in_use(draft_.plan.keys[ds.key]);
        }
        return !is_settled(draft_) || ksks > draft_.policy.ksk.standby + 1 || others;
    }

    bool postpone(const std::string& step, UtcTime when) {
        draft_.note("the rollover to another algorithm goes on in the next ceremony: " + step +
                    " not before " + when.text());
        return false;
    }

    /// When the new KSK is in every cache that has a set. REQUIRES: it is published.
    [[nodiscard]] UtcTime ksk_ready() const {
        const Life& life = draft_.life(*ksk_);
        return life.ready.value_or(later(*life.publish, ipub_c(draft_.plan.timing)));
    }

    /// The new ZSK signs the zone.
    bool sign() {
        if (zsk_) {
            return true;
        }
        const UtcTime when = draft_.at_or_after(draft_.first);
        if (!draft_.is_open(when)) {
            return postpone("the new ZSK signs", when);
        }
        zsk_ = draft_.take_key(KeyRole::zsk, Use::successor);
        if (!zsk_) {
            draft_.note("the rollover to another algorithm waits for a ZSK");
            return false;
        }
        draft_.life(*zsk_).active = when;
        return true;
    }

    /// The new keys enter the set.
    bool publish() {
        if (ksk_ && draft_.life(*zsk_).publish) {
            return true;
        }
        const Timing& timing = draft_.plan.timing;
        const UtcTime when =
            draft_.at_or_after(later(*draft_.life(*zsk_).active, ipub_algorithm(timing)));
        if (!draft_.is_open(when)) {
            return postpone("the new keys are published", when);
        }
        if (draft_.follows) {
            return follow_in(when);
        }
        ksk_ = draft_.take_key(KeyRole::ksk, Use::successor);
        if (!ksk_) {
            draft_.note("the rollover to another algorithm waits for a KSK that is backed up");
            return false;
        }
        publish_zsk(when);
        Life& life = draft_.life(*ksk_);
        life.publish = when;
        life.active = when;
        life.ready = later(when, ipub_c(timing));
        if (draft_.policy.rfc5011) {
            life.ready = std::max(*life.ready, trusted_from(draft_, *ksk_));
        }
        return true;
    }

    void publish_zsk(UtcTime when) {
        draft_.life(*zsk_).publish = when;
        draft_.life(*zsk_).ready = later(when, ipub_zsk(draft_.plan.timing));
    }

    /// The new ZSK enters the set with the KSK that is shared, if that is not before `allowed`.
    bool follow_in(UtcTime allowed) {
        if (!ksk_ || *draft_.life(*ksk_).publish < allowed) {
            return false;
        }
        publish_zsk(*draft_.life(*ksk_).publish);
        return true;
    }

    /// The DS set points to the new KSK.
    bool change_parent() {
        const DsSet& set = last_ds(draft_.plan);
        if (draft_.follows || set.empty() || has_key(set, *ksk_)) {
            return true;
        }
        const Rest rest{draft_.life(*ksk_).publish.value_or(draft_.from),
                        ipub_c(draft_.plan.timing)};
        UtcTime when = std::max({first_submission(draft_), ksk_ready(), end_of(draft_, rest)});
        if (!draft_.plan.ds_changes.empty()) {
            const DsChange& last = draft_.plan.ds_changes.back();
            when = std::max(when, last.complete.value_or(last.earliest));
        }
        if (!draft_.is_open(when)) {
            return postpone("the DS set is changed", when);
        }
        DsSet wanted = with_key(set, *ksk_, draft_.policy.cds.digests);
        for (const DsAtParent& ds : set) {
            wanted = without_key(std::move(wanted), ds.key);
        }
        change_ds(draft_, std::move(wanted), when, rest);
        return true;
    }

    /// When no DS points to an old key any more; nothing when nobody knows that.
    [[nodiscard]] std::optional<UtcTime> parent_changed() const {
        if (draft_.plan.ds_changes.empty()) {
            return ksk_ready();
        }
        return draft_.plan.ds_changes.back().complete;
    }

    /// The old keys leave the set.
    bool remove() {
        const Timing& timing = draft_.plan.timing;
        const bool present = std::any_of(old_.begin(), old_.end(), [&](KeyIndex index) {
            return draft_.life(index).publish && !draft_.life(index).remove;
        });
        if (!present) {
            return true;
        }
        if (draft_.follows) {
            return follow_out();
        }
        const auto gone = parent_changed();
        if (!gone) {
            draft_.note("the rollover to another algorithm waits until the old DS is gone");
            return false;
        }
        UtcTime when = draft_.at_or_after(std::max(later(*gone, iret_p(timing)), ksk_ready()));
        if (draft_.policy.rfc5011) {
            when = revoke(when);
        }
        if (!draft_.is_open(when)) {
            return postpone("the old keys leave the set", when);
        }
        for (const KeyIndex index : old_) {
            Life& life = draft_.life(index);
            life.remove = when;
            if (draft_.plan.keys[index].role == KeyRole::ksk) {
                life.retire = when;
            }
        }
        return true;
    }

    /// The old ZSKs leave the set with the KSKs of their algorithm that are shared.
    bool follow_out() {
        UtcTime when = draft_.first;
        for (const Key& key : draft_.plan.keys) {
            const Life& life = key.planned;
            if (key.role != KeyRole::ksk || key.algorithm == wanted_algorithm(draft_, key) ||
                !life.publish) {
                continue;
            }
            if (!life.remove) {
                return false;
            }
            when = std::max(when, *life.remove);
        }
        for (const KeyIndex index : old_) {
            draft_.life(index).remove = when;
        }
        return true;
    }

    /// The old KSKs are revoked at `when`, or were before; the time when they may leave the set.
    UtcTime revoke(UtcTime when) {
        UtcTime leave = when;
        for (const KeyIndex index : old_) {
            Life& life = draft_.life(index);
            if (draft_.plan.keys[index].role != KeyRole::ksk) {
                continue;
            }
            if (!life.revoke && draft_.is_open(when)) {
                life.revoke = when;
            }
            const UtcTime revoked = life.revoke.value_or(when);
            leave = std::max(leave, draft_.at_or_after(later(revoked, irev(draft_.plan.timing))));
        }
        return leave;
    }

    /// The old ZSKs stop to sign.
    bool stop() {
        for (const KeyIndex index : old_) {
            Life& life = draft_.life(index);
            if (!life.active || life.retire) {
                continue;
            }
            // One that was never published, when the policy is back at the old algorithm, can go
            // at once.
            const UtcTime unused =
                life.remove ? later(*life.remove, iret_c(draft_.plan.timing)) : draft_.first;
            const UtcTime when = draft_.at_or_after(unused);
            if (!draft_.is_open(when)) {
                return postpone("the old ZSK stops to sign", when);
            }
            life.retire = when;
        }
        return true;
    }

    Draft& draft_;
    std::vector<KeyIndex> old_;
    std::optional<KeyIndex> zsk_;  ///< of the new algorithm
    std::optional<KeyIndex> ksk_;
};

}  // namespace

bool is_algorithm_changing(const Draft& draft) {
    return std::any_of(draft.plan.keys.begin(), draft.plan.keys.end(), [&](const Key& key) {
        return is_in_use(key) && key.algorithm != wanted_algorithm(draft, key);
    });
}

Result<bool> plan_algorithm(Draft& draft) {
    AlgorithmRollover rollover(draft);
    TRY(rollover.check());
    const bool done = rollover.plan();
    if (draft.follows) {
        TRY(rollover.check_followed());
    }
    return done;
}

}  // namespace ceremony::timeline
