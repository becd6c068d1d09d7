// SPDX-License-Identifier: BSD-3-Clause

#include "keysets/signer_gap.hpp"

#include <algorithm>
#include <tuple>
#include <vector>

namespace ceremony::keysets {

namespace {

using Keys = std::vector<dns::Dnskey>;

// The first zone signer of `set` that is not among `keys`.
const dns::Dnskey* first_outside(const Keyset& set, const Keys& keys) {
    const auto found = std::find_if(
        set.zone_signers.begin(), set.zone_signers.end(), [&keys](const ZoneSigner& signer) {
            return std::find(keys.begin(), keys.end(), signer.dnskey) == keys.end();
        });
    return found == set.zone_signers.end() ? nullptr : &found->dnskey;
}

bool is_among(const Keys& keys, const dns::Dnskey& key) {
    return std::find(keys.begin(), keys.end(), key) != keys.end();
}

bool has_all_zsks(const Keys& keys, const Keys& wanted) {
    return std::all_of(wanted.begin(), wanted.end(), [&keys](const dns::Dnskey& key) {
        return key.secure_entry_point() || is_among(keys, key);
    });
}

bool has_all_signers(const Keyset& set, const Keyset& wanted) {
    return std::all_of(
        wanted.zone_signers.begin(), wanted.zone_signers.end(), [&set](const ZoneSigner& one) {
            return std::any_of(
                set.zone_signers.begin(), set.zone_signers.end(),
                [&one](const ZoneSigner& other) { return one.dnskey == other.dnskey; });
        });
}

bool has_same_zsks(const Keyset& a, const Keyset& b) {
    return has_all_zsks(a.keys, b.keys) && has_all_zsks(b.keys, a.keys) && has_all_signers(a, b) &&
           has_all_signers(b, a);
}

// May `after` take the place of `before`, by the plan of the file that both are of?
bool is_planned_after(const Keyset& before, const Keyset& after) {
    const bool is_same_line =
        std::tie(before.track, before.stage) == std::tie(after.track, after.stage);
    return before.file == after.file &&
           (is_same_line ? before.until == after.from
                         : before.from < after.until && after.from < before.until);
}

// May it at an instant at which the result of `after` may take over from the ceremony before, which
// `before` is of?
bool is_planned_to_take_over(const ZoneSets& zone, const Keyset& before, const Keyset& after) {
    const auto plan = zone.plans.find(after.file);
    if (plan == zone.plans.end() || before.sequence == 0 ||
        before.sequence != plan->second.last_ceremony || before.turn >= after.turn) {
        return false;
    }
    const UtcTime first = std::max(before.from, after.from);
    return first <= before.until && first < after.until && first <= plan->second.handover_until;
}

bool is_planned(const ZoneSets& zone, const Keyset& published, const Keyset& next) {
    return std::any_of(zone.sets.begin(), zone.sets.end(), [&](const Keyset& before) {
        return has_same_zsks(before, published) &&
               std::any_of(zone.sets.begin(), zone.sets.end(), [&](const Keyset& after) {
                   return (is_planned_after(before, after) ||
                           is_planned_to_take_over(zone, before, after)) &&
                          has_same_zsks(after, next);
               });
    });
}

}  // namespace

std::optional<SignerGap> signer_gap(const ZoneSets& zone,
                                    const Keyset& published,
                                    const Keyset& next) {
    if (has_same_zsks(published, next)) {
        return std::nullopt;  // as a planned gap goes on
    }
    std::optional<SignerGap> gap;
    if (const dns::Dnskey* key = first_outside(next, published.keys)) {
        gap = SignerGap{SignerGap::Kind::unknown, *key};
    } else if (const dns::Dnskey* lost = first_outside(published, next.keys)) {
        gap = SignerGap{SignerGap::Kind::dropped, *lost};
    }
    return gap && is_planned(zone, published, next) ? std::nullopt : gap;
}

std::string text_of(const SignerGap& gap, const Keyset& next, UtcTime end) {
    const std::string key = "ZSK " + std::to_string(dns::key_tag(gap.key));
    const std::string what = gap.kind == SignerGap::Kind::dropped
                                 ? key + ", which signs the zone now, is not in it"
                                 : key + ", which would sign the zone, is not published yet";
    return "the set from " + next.from.text() +
           " has to wait, because no plan has it follow what is published: " + what +
           "; what is published can be used until " + end.text() +
           ": import a result with sets that have the keys of both before that time";
}

}  // namespace ceremony::keysets
