// SPDX-License-Identifier: BSD-3-Clause

#include "policy/read_consumer.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "base/quote.hpp"
#include "config/dns_values.hpp"
#include "policy/values.hpp"
#include "policy/zone_names.hpp"

namespace ceremony::policy {

namespace {

using config::Mapping;
using config::Word;

constexpr std::array<Word<ClockRule>, 2> clock_rules = {{
    {"required", ClockRule::required},
    {"warn", ClockRule::warn},
}};
constexpr std::array<Word<Format>, 5> formats = {{
    {"signconf", Format::signconf},
    {"zone", Format::zone},
    {"ds", Format::ds},
    {"trust-anchor", Format::trust_anchor},
    {"json", Format::json},
}};
constexpr std::array<Word<SymbolicLink>, 2> link_rules = {{
    {"refuse", SymbolicLink::refuse},
    {"follow", SymbolicLink::follow},
}};

using Trust = std::map<dns::Name, std::vector<dns::Ds>>;

Result<Trust> to_trust(json::Value value) {
    Trust trust;
    const std::vector<json::Member> members = TRY(config::to_members(value));
    for (const json::Member& member : members) {
        dns::Name zone = TRY(config::to_zone(member.name));
        std::vector<dns::Ds> records = TRY(config::to_list(member.value, config::to_ds));
        if (!trust.try_emplace(std::move(zone), std::move(records)).second) {
            return config::wrong(member.name, "the same zone twice");
        }
    }
    return trust;
}

Result<std::vector<std::string>> to_texts(json::Value value) {
    return config::to_list(value, config::to_text);
}

Result<Target> to_target(json::Value value) {
    return config::read_mapping(value, [](Mapping& mapping) -> Result<Target> {
        Target target;
        target.zone = TRY(mapping.required("zone", config::to_zone));
        target.format = TRY(mapping.required(
            "format", [](json::Value word) { return config::to_word(word, formats); }));
        target.file = TRY(mapping.required("file", config::to_absolute_path));
        target.from_template = TRY(mapping.optional("template", config::to_absolute_path));
        TRY(take_word(mapping, "symlink", target.link, link_rules));
        TRY(take(mapping, "after", target.after, to_texts));
        return target;
    });
}

// `zones` are those of the file. Beside a signer it may name none; and one that is planned no more
// has sets for some time, and its target.
void doubt_target_zone(json::Value target,
                       const dns::Name& zone,
                       const std::set<dns::Name>& zones,
                       std::vector<std::string>& warnings) {
    if (!zones.empty() && !zones.contains(zone)) {
        const Error doubt = config::wrong(
            target, "zones: does not name " + zone.text() + did_you_mean(zone, zones));
        warnings.push_back(doubt.message());
    }
}

Result<std::vector<Target>> to_targets(json::Value value,
                                       const std::set<dns::Name>& zones,
                                       std::vector<std::string>& warnings) {
    std::vector<Target> targets;
    std::set<std::string> files;
    const std::vector<json::Value> elements = TRY(config::to_elements(value));
    for (const json::Value element : elements) {
        Target target = TRY(to_target(element));
        doubt_target_zone(element, target.zone, zones, warnings);
        if (!files.insert(target.file).second) {
            return config::wrong(element,
                                 "another entry writes to " + quote(target.file) + ", too");
        }
        targets.push_back(std::move(target));
    }
    return targets;
}

}  // namespace

Outcome read_consumer(Mapping& mapping, Configuration& configuration) {
    TRY(take(mapping, "store", configuration.store, config::to_absolute_path));
    TRY(take(mapping, "trust", configuration.trust, to_trust));
    TRY(take(mapping, "attest", configuration.attest, to_texts));
    TRY(take_word(mapping, "clock", configuration.clock, clock_rules));
    std::set<dns::Name> zones;
    for (const Zone& zone : configuration.zones) {
        zones.insert(zone.name);
    }
    return take(mapping, "publish", configuration.publish,
                [&zones, &configuration](json::Value value) {
                    return to_targets(value, zones, configuration.warnings);
                });
}

std::string_view to_string(Format format) noexcept {
    const auto* const found =
        std::find_if(formats.begin(), formats.end(),
                     [format](const Word<Format>& word) { return word.meaning == format; });
    return found == formats.end() ? "" : found->word;
}

std::optional<Format> format_from_text(std::string_view word) noexcept {
    for (const Word<Format>& format : formats) {
        if (format.word == word) {
            return format.meaning;
        }
    }
    return std::nullopt;
}

}  // namespace ceremony::policy
