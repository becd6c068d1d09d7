// SPDX-License-Identifier: BSD-3-Clause

#include "planner/compared_sets.hpp"

#include <algorithm>
#include <cstddef>

#include "program/times.hpp"
#include "timeline/key_names.hpp"

namespace ceremony::planner {

namespace {

using timeline::Slot;
using timeline::ZonePlan;

using Names = std::vector<std::string>;

std::string list(const std::vector<timeline::KeyIndex>& keys, const Names& names) {
    std::string text;
    for (const timeline::KeyIndex key : keys) {
        text += " " + names[key];
    }
    return text;
}

std::string list(const std::vector<timeline::KeyInSet>& keys, const Names& names) {
    std::string text;
    for (const timeline::KeyInSet& key : keys) {
        text += " " + names[key.key] + (key.revoked ? "(revoked)" : "");
    }
    return text;
}

std::string cds_text(const Slot& slot, const Names& names) {
    if (!slot.cds) {
        return "";
    }
    std::string text = ", CDS with TTL " + std::to_string(slot.cds->ttl) + " of" +
                       (slot.cds->keys.empty() ? " nothing" : list(slot.cds->keys, names)) +
                       " with digests";
    for (const dns::DigestType digest : slot.cds->digest_types) {
        text += " " + std::to_string(static_cast<int>(digest));
    }
    return text + (slot.cds->cdnskey ? " and CDNSKEY" : "");
}

std::string set_text(const Slot& slot, const Names& names) {
    return program::short_text(slot.from) + " to " + program::short_text(slot.until) + ", signed " +
           program::short_text(slot.inception) + " to " + program::short_text(slot.expiration) +
           ", TTL " + std::to_string(slot.ttl) + ", keys" + list(slot.keys, names) + ", signed by" +
           list(slot.signers, names) + ", zone by" + list(slot.zone_signers, names) +
           cds_text(slot, names);
}

// How many sets of a kind are told one by one.
constexpr std::size_t shown = 10;

// The sets of a plan, with what is said of them.
struct Told {
    const std::vector<Slot>& sets;
    Names names;
    std::string zone;
    std::string of;

    [[nodiscard]] std::string name_of(std::size_t set) const {
        return "set " + std::to_string(set + 1) + of + ": ";
    }
    [[nodiscard]] std::string text_of(std::size_t set) const { return set_text(sets[set], names); }
};

void compare_common(const Told& before, const Told& after, Lines& lines) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < std::min(before.sets.size(), after.sets.size()); ++i) {
        if (before.sets[i] != after.sets[i] && ++count <= shown) {
            lines.push_back(after.zone + after.name_of(i) + after.text_of(i) + "\n  instead of " +
                            before.text_of(i));
        }
    }
    if (count > shown) {
        lines.push_back(after.zone + std::to_string(count - shown) + " more sets" + after.of +
                        " differ");
    }
}

// Those from the number `first` on are in one plan only.
void tell_lone(const Told& told, std::size_t first, const std::string& verdict, Lines& lines) {
    const std::size_t count = told.sets.size();
    for (std::size_t i = first; i < count && i < first + shown; ++i) {
        lines.push_back(told.zone + verdict + told.name_of(i) + told.text_of(i));
    }
    if (count > first + shown) {
        lines.push_back(told.zone + verdict + std::to_string(count - first - shown) + " more sets" +
                        told.of);
    }
}

}  // namespace

void compare_sets(const std::string& zone,
                  const std::string& of,
                  const ZonePlan& before,
                  const ZonePlan& after,
                  const std::vector<Slot> ZonePlan::*member,
                  Lines& lines) {
    const Told old{before.*member, key_names(before), zone, of};
    const Told now{after.*member, key_names(after), zone, of};
    compare(zone + "number of sets" + of, std::to_string(old.sets.size()),
            std::to_string(now.sets.size()), lines);
    compare_common(old, now, lines);
    tell_lone(old, now.sets.size(), "no more: ", lines);
    tell_lone(now, old.sets.size(), "new: ", lines);
}

}  // namespace ceremony::planner
