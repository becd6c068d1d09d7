// SPDX-License-Identifier: BSD-3-Clause

#include "planner/compared_keys.hpp"

#include <map>
#include <optional>
#include <vector>

#include "base/quote.hpp"
#include "encoding/hex.hpp"
#include "plan/members.hpp"
#include "program/times.hpp"
#include "timeline/key_names.hpp"

namespace ceremony::planner {

namespace {

using timeline::Key;
using timeline::ZonePlan;

std::string text_of(const std::optional<UtcTime>& time) {
    return time ? program::short_text(*time) : "not at all";
}

// How a key is called on both sides: IDs depend on the ceremony, labels too.
using KeyTable = std::map<std::string, const Key*>;

KeyTable table_of(const ZonePlan& plan) {
    const std::vector<std::string> names = key_names(plan);
    KeyTable table;
    for (timeline::KeyIndex key = 0; key < plan.keys.size(); ++key) {
        table.emplace(names[key], &plan.keys[key]);
    }
    return table;
}

void compare_key(const std::string& what, const Key& before, const Key& after, Lines& lines) {
    const auto kind = [](const Key& key) {
        const std::string name(dns::to_string(key.algorithm));
        return key.size ? name + " with " + std::to_string(*key.size) + " bits" : name;
    };
    compare(what, kind(before), kind(after), lines);
    const auto zones = [](const Key& key) {
        std::string text;
        for (const dns::Name& zone : key.zones) {
            text.append(text.empty() ? "" : " ").append(zone.text());
        }
        return text;
    };
    compare(what + ", key of", zones(before), zones(after), lines);
    compare(what + ", ID", encoding::encode_hex(before.id), encoding::encode_hex(after.id), lines);
    compare(what + ", label", quote(before.label), quote(after.label), lines);
    const auto holder = [](const Key& key) {
        return std::string(timeline::to_string(key.custody)) + " " + quote(key.provider) + " " +
               quote(key.store) + (key.exportable ? ", exportable" : "");
    };
    compare(what + ", held by", holder(before), holder(after), lines);
    const auto material = [](const Key& key) {
        return (key.tag ? "tag " + std::to_string(*key.tag) : std::string("no tag")) + ", " +
               (key.data ? encoding::encode_hex(*key.data) : "unknown");
    };
    compare(what + ", public key", material(before), material(after), lines);
    compare(what + ", listed until", text_of(before.listed_until), text_of(after.listed_until),
            lines);
    for (const plan::LifeMember& member : plan::life_members) {
        const std::string name = what + ", " + std::string(member.name);
        compare(name, text_of(before.planned.*member.member), text_of(after.planned.*member.member),
                lines);
        compare(name + " (observed)", text_of(before.observed.*member.member),
                text_of(after.observed.*member.member), lines);
    }
}

}  // namespace

void compare_keys(const std::string& zone,
                  const ZonePlan& before,
                  const ZonePlan& after,
                  Lines& lines) {
    compare_tables(zone, table_of(before), table_of(after), lines,
                   [&lines](const std::string& what, const Key* old, const Key* now) {
                       compare_key(what, *old, *now, lines);
                   });
}

}  // namespace ceremony::planner
