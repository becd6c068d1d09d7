// SPDX-License-Identifier: BSD-3-Clause

#include <algorithm>
#include <map>

#include "recipe/checks.hpp"

namespace ceremony::recipe {

namespace {

// RFC 4034, section 3.1.5: RRSIG times are compared as serial numbers of 32 bits, so the end
// must lie less than 2^31 seconds after the start.
constexpr std::int64_t validity_limit = std::int64_t{1} << 31U;

void check_set_times(const Examination& examination,
                     std::size_t action,
                     const ProduceSignedKeyset& set) {
    const std::int64_t validity = set.expiration.seconds() - set.inception.seconds();
    if (validity <= 0 || validity >= validity_limit) {
        examination.add(action, "actionParams.expiration",
                        "not after the inception, or 2^31 seconds or more after it");
    }
    if (!set.publish) {
        return;
    }
    if (set.publish->from < set.inception) {
        examination.add(action, "actionParams.publish.from", "before the inception");
    }
    if (set.publish->until <= set.publish->from) {
        examination.add(action, "actionParams.publish.until", "not after publish.from");
    }
    if (set.publish->until > set.expiration) {
        examination.add(action, "actionParams.publish.until", "after the expiration");
    }
}

// The seconds [from, until) in which a set may be seen. Sets of different kinds must not
// be seen at the same time.
struct Span {
    std::int64_t from = 0;
    std::int64_t until = 0;
    std::size_t action = 0;
    std::uint64_t kind = 0;
};

// Without a publication any second of the validity, its last included.
Span span_of(const ProduceSignedKeyset& set, std::size_t action, std::uint64_t kind) {
    if (set.publish) {
        return {set.publish->from.seconds(), set.publish->until.seconds(), action, kind};
    }
    return {set.inception.seconds(), set.expiration.seconds() + 1, action, kind};
}

// Of the spans so far, the one that ends last and, of those of another kind than it has,
// the one that ends last: no other needs to be looked at.
struct Latest {
    const Span* any = nullptr;
    const Span* other = nullptr;

    void add(const Span& span) {
        if (any == nullptr || span.until > any->until) {
            if (any != nullptr && any->kind != span.kind) {
                other = any;
            }
            any = &span;
        } else if (span.kind != any->kind && (other == nullptr || span.until > other->until)) {
            other = &span;
        }
    }
    [[nodiscard]] const Span* rival_of(const Span& span) const {
        return any != nullptr && any->kind == span.kind ? other : any;
    }
};

void check_overlaps(const Examination& examination,
                    std::vector<Span>& spans,
                    std::string_view path,
                    std::string_view reason) {
    std::sort(spans.begin(), spans.end(), [](const Span& a, const Span& b) {
        return std::tie(a.from, a.action) < std::tie(b.from, b.action);
    });
    Latest latest;
    for (const Span& span : spans) {
        const Span* rival = latest.rival_of(span);
        if (rival != nullptr && rival->until > span.from) {
            examination.add(span.action, path, name_of(rival->action).append(reason));
        }
        latest.add(span);
    }
}

}  // namespace

void check_times(const Examination& examination) {
    using Zone = std::string_view;
    using Slot = std::tuple<Zone, std::string_view, std::uint16_t>;  // zone, track, stage
    std::map<Zone, std::vector<Span>> zones;
    std::map<Slot, std::vector<Span>> slots;
    for (std::size_t action = 0; action < examination.recipe.actions.size(); ++action) {
        const auto* set =
            std::get_if<ProduceSignedKeyset>(&examination.recipe.actions[action].params);
        if (set == nullptr) {
            continue;
        }
        check_set_times(examination, action, *set);
        const Zone zone = as_text(set->owner.wire());
        zones[zone].push_back(span_of(*set, action, set->ttl));
        if (set->publish) {
            slots[{zone, set->publish->track.text(), set->publish->stage}].push_back(
                span_of(*set, action, action));
        }
    }
    for (auto& [zone, spans] : zones) {
        check_overlaps(examination, spans, "actionParams.ttl",
                       " has another TTL for this zone at the same time");
    }
    for (auto& [slot, spans] : slots) {
        check_overlaps(examination, spans, "actionParams.publish",
                       " is published at the same time, with the same track and stage");
    }
}

}  // namespace ceremony::recipe
