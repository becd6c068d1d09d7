// SPDX-License-Identifier: BSD-3-Clause

#include "plan/read_key.hpp"

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "plan/members.hpp"

namespace ceremony::plan {

namespace {

using recipe::Input;
using recipe::Object;
using recipe::read_each;
using recipe::read_object;
using timeline::Key;

// One of the words given, as the value beside it.
template <typename T, std::size_t count>
Result<T> read_word_of(Input input,
                       const std::array<std::pair<std::string_view, T>, count>& words) {
    const std::string_view text = TRY(json::text_of(input.value));
    for (const auto& [word, value] : words) {
        if (word == text) {
            return value;
        }
    }
    return input.fail(Errc::syntax, "none of the words that may stand here");
}

Result<recipe::KeyRole> read_role(Input input) {
    return read_word_of<recipe::KeyRole, 2>(
        input, {{{"KSK", recipe::KeyRole::ksk}, {"ZSK", recipe::KeyRole::zsk}}});
}

Result<timeline::Custody> read_custody(Input input) {
    using timeline::Custody;
    return read_word_of<Custody, 3>(input, {{{"bunker", Custody::bunker},
                                             {"operational", Custody::operational},
                                             {"external", Custody::external}}});
}

Result<dns::Algorithm> read_algorithm(Input input) {
    const auto number = static_cast<std::uint8_t>(TRY(json::integer_of(input.value, {0, 0xff})));
    return told_at(input, dns::known_algorithm(number));
}

Result<std::vector<dns::Name>> read_zones(Input input) {
    std::vector<dns::Name> zones = TRY(read_each(input, recipe::read_name));
    if (zones.empty()) {
        return input.fail(Errc::syntax, "no zone");
    }
    return zones;
}

Result<timeline::Life> read_life_times(Input input) {
    return read_object(input, [](Object& members) -> Result<timeline::Life> {
        timeline::Life life;
        for (const LifeMember& member : life_members) {
            life.*member.member = TRY(members.may(member.name, recipe::read_time));
        }
        return life;
    });
}

// Who has it, and where.
Outcome read_place(Object& members, Key& key) {
    key.custody = TRY(members.must("custody", read_custody));
    key.provider = TRY(members.may("provider", recipe::read_text, std::string()));
    key.store = TRY(members.may("keyStore", recipe::read_text, std::string()));
    key.id = TRY(members.may("keyID", recipe::read_key_id, Bytes()));
    key.label = TRY(members.may("keyLabel", recipe::read_text, std::string()));
    return Nothing{};
}

// What it is.
Outcome read_nature(Object& members, Key& key) {
    key.role = TRY(members.must("role", read_role));
    key.algorithm = TRY(members.must("keyAlgo", read_algorithm));
    key.size = TRY(members.may("keySize", recipe::read_u16));
    key.exportable = TRY(members.may("exportable", recipe::read_boolean, false));
    key.tag = TRY(members.may("keyTag", recipe::read_u16));
    key.data = TRY(members.may("keyData", recipe::read_base64));
    return Nothing{};
}

}  // namespace

Result<Key> read_key(Input input) {
    return read_object(input, [](Object& members) -> Result<Key> {
        Key key;
        key.zones = TRY(members.must("zones", read_zones));
        TRY(read_place(members, key));
        TRY(read_nature(members, key));
        key.listed_until = TRY(members.may("listedUntil", recipe::read_time));
        key.planned = TRY(members.may("planned", read_life_times, timeline::Life()));
        key.observed = TRY(members.may("observed", read_life_times, timeline::Life()));
        return key;
    });
}

}  // namespace ceremony::plan
