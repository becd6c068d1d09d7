// SPDX-License-Identifier: BSD-3-Clause

#include "proof/search.hpp"

#include <algorithm>
#include <utility>

namespace ceremony::proof {

namespace {

// A version before a hand-over and one behind it: the result was imported while the latter was in
// turn, so the former was not in turn any longer than that, if ever.
void limit(ChildVersion& before, const ChildVersion& planned) {
    const Instant excess = before.planned_until - (planned.planned_until - 1);
    if (excess <= 0) {
        return;
    }
    before.planned_until -= excess;
    before.window.until -= excess;
    before.window.seen_until -= excess;
    if (before.slot != nullptr && before.planned_until <= before.slot->from.seconds()) {
        before.window.seen_until = -forever;
    }
}

class Search {
public:
    Search(const Views& views, const Rules& rules)
        : views_(views), rules_(rules), end_(views.end) {}

    std::optional<Finding> run() {
        look_at_sets(views_.keys.before);
        look_at_sets(views_.keys.planned);
        look_at_pairs(views_.keys.before, views_.zone.before, [](auto&, auto&) {});
        look_at_pairs(views_.keys.planned, views_.zone.planned, [](auto&, auto&) {});
        look_at_pairs(views_.keys.before, views_.zone.planned,
                      [](ChildVersion& keys, ChildVersion& zone) { limit(keys, zone); });
        look_at_pairs(views_.keys.planned, views_.zone.before,
                      [](ChildVersion& keys, ChildVersion& zone) { limit(zone, keys); });
        return std::move(best_);
    }

private:
    // By the time at which they are first seen, so nothing behind such a one is found earlier.
    [[nodiscard]] bool is_too_late(const ChildVersion& version) const {
        return version.window.from >= end_;
    }

    void look_at_sets(const std::vector<ChildVersion>& sets) {
        for (const ChildVersion& keys : sets) {
            if (is_too_late(keys)) {
                return;
            }
            if (keys.window.seen_until <= views_.begin) {
                continue;
            }
            for (const DsVersion& ds : views_.ds) {
                const auto fault =
                    ds.set->empty() ? std::nullopt : rules_.fault_of(*ds.set, keys.slot);
                if (fault) {
                    note({*fault, 0, 0, &ds, keys, {}}, -forever, forever);
                }
            }
            if (keys.slot != nullptr) {
                note_secure({Fault::signature_not_yet_valid, 0, 0, nullptr, keys, {}}, -forever,
                            keys.slot->inception.seconds());
                note_secure({Fault::signature_expired, 0, 0, nullptr, keys, {}},
                            keys.slot->expiration.seconds() + 1, forever);
            }
        }
    }

    // Both by time, and so are the ends of what they are seen.
    template <typename Adjust>
    void look_at_pairs(const std::vector<ChildVersion>& sets,
                       const std::vector<ChildVersion>& zones,
                       Adjust adjust) {
        auto first = zones.begin();
        for (const ChildVersion& keys : sets) {
            if (is_too_late(keys)) {
                return;
            }
            if (keys.slot == nullptr || keys.window.seen_until <= views_.begin) {
                continue;
            }
            while (first != zones.end() && first->window.seen_until <= keys.window.from) {
                ++first;
            }
            for (auto zone = first;
                 zone != zones.end() && zone->window.from < keys.window.seen_until; ++zone) {
                const auto fault = rules_.fault_of(*keys.slot, zone->slot);
                if (fault) {
                    Finding finding{*fault, 0, 0, nullptr, keys, *zone};
                    adjust(finding.keys, *finding.zone);
                    note_secure(std::move(finding), -forever, forever);
                }
            }
        }
    }

    // A fault matters where there is a DS set that is not empty.
    void note_secure(Finding finding, Instant from, Instant until) {
        for (const DsVersion& ds : views_.ds) {
            if (!ds.set->empty()) {
                finding.ds = &ds;
                note(finding, from, until);
            }
        }
    }

    // Keeps what is seen in [from, until), if it is the first so far.
    void note(const Finding& finding, Instant from, Instant until) {
        const auto narrow_to = [&](const Window& window) {
            from = std::max(from, window.from);
            until = std::min(until, window.seen_until);
        };
        from = std::max(from, views_.begin);
        narrow_to(finding.ds->window);
        narrow_to(finding.keys.window);
        if (finding.zone) {
            narrow_to(finding.zone->window);
        }
        if (from < until && from < end_) {
            best_ = finding;
            best_->at = from;
            best_->until = until;
            end_ = from;
        }
    }

    const Views& views_;
    const Rules& rules_;
    Instant end_;  ///< nothing is looked for that is seen from here on only
    std::optional<Finding> best_;
};

}  // namespace

std::optional<Finding> find_first(const Views& views, const Rules& rules) {
    return Search(views, rules).run();
}

}  // namespace ceremony::proof
