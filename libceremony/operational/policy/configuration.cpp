// SPDX-License-Identifier: BSD-3-Clause

#include "policy/configuration.hpp"

#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "base/file_facts.hpp"
#include "base/quote.hpp"
#include "base/read_file.hpp"
#include "config/dns_values.hpp"
#include "config/load.hpp"
#include "config/mapping.hpp"
#include "config/nearest.hpp"
#include "config/repositories.hpp"
#include "config/version.hpp"
#include "policy/read_consumer.hpp"
#include "policy/read_events.hpp"
#include "policy/read_policy.hpp"
#include "policy/values.hpp"
#include "policy/words.hpp"
#include "recipe/key_data.hpp"
#include "yaml/parse.hpp"

namespace ceremony::policy {

namespace {

using config::Mapping;
using config::Version;

using recipe::transport_min_bits;

// --- policies

// Their names, and the indices of the policies in the configuration.
using PolicyNames = std::map<std::string, std::size_t, std::less<>>;

Result<PolicyNames> read_policies(Mapping& mapping, Configuration& configuration) {
    PolicyNames names;
    Policy standard;
    const auto kasp = mapping.find("kasp");
    if (kasp) {
        standard = TRY(read_policy(*kasp, standard));
    }
    names.emplace(standard.name, 0);
    configuration.policies.push_back(standard);
    const auto named = mapping.find("policies");
    if (!named) {
        return names;
    }
    const std::vector<json::Member> members = TRY(config::to_members(*named));
    for (const json::Member& member : members) {
        Policy base = standard;
        base.name = TRY(config::to_text(member.name));
        if (!names.emplace(base.name, configuration.policies.size()).second) {
            return config::wrong(member.name, "kasp is the policy that all others start from");
        }
        configuration.policies.push_back(TRY(read_policy(member.value, std::move(base))));
    }
    return names;
}

// --- zones

class ZoneReader {
public:
    explicit ZoneReader(const PolicyNames& policies) noexcept : policies_(policies) {}

    Result<std::vector<Zone>> read(json::Value list) {
        std::vector<Zone> zones =
            TRY(config::to_list(list, [this](json::Value element) { return read_one(element); }));
        TRY(check_shared(zones));
        return zones;
    }

private:
    Result<Zone> read_one(json::Value element) {
        return config::read_mapping(element, [this](Mapping& mapping) -> Result<Zone> {
            Zone zone;
            zone.name = TRY(
                mapping.required("name", [this](json::Value value) { return new_name(value); }));
            TRY(take(mapping, "policy", zone.policy,
                     [this](json::Value value) { return to_policy(value); }));
            const auto shared = mapping.find("ksk-shared-with");
            if (shared) {
                zone.ksk_shared_with = TRY(config::to_zone(*shared));
                sharing_.emplace(zone.name, *shared);
            }
            TRY(take_word(mapping, "goal", zone.goal, goals));
            return zone;
        });
    }

    Result<dns::Name> new_name(json::Value value) {
        dns::Name name = TRY(config::to_zone(value));
        if (!names_.insert(name).second) {
            return config::wrong(value, "the zone " + name.text() + " twice");
        }
        return name;
    }

    Result<std::size_t> to_policy(json::Value value) const {
        const std::string_view text = TRY(config::checked_text(value));
        const auto found = policies_.find(text);
        if (found != policies_.end()) {
            return found->second;
        }
        std::vector<std::string_view> known;
        for (const auto& [name, index] : policies_) {
            known.push_back(name);
        }
        const auto near = config::nearest(text, known);
        return config::wrong(value, "no policy is called " + quote(text) +
                                        (near ? "; did you mean " + quote(*near) + "?" : ""));
    }

    // A shared key belongs to one zone, and that is the one that all others name.
    Outcome check_shared(const std::vector<Zone>& zones) const {
        for (const Zone& zone : zones) {
            if (!zone.ksk_shared_with) {
                continue;
            }
            const json::Value place = sharing_.at(zone.name);
            if (!names_.contains(*zone.ksk_shared_with)) {
                return config::wrong(place, "there is no zone " + zone.ksk_shared_with->text());
            }
            if (sharing_.contains(*zone.ksk_shared_with)) {
                return config::wrong(place,
                                     zone.ksk_shared_with->text() +
                                         " has no KSK of its own; name the zone that has it");
            }
        }
        return Nothing{};
    }

    const PolicyNames& policies_;
    std::set<dns::Name> names_;
    std::map<dns::Name, json::Value> sharing_;
};

// --- transport keys

// The list of the keys of all sites; of the prototype, the one key of the one site.
class TransportReader {
public:
    TransportReader(Version version, std::vector<std::string>& warnings) noexcept
        : version_(version), warnings_(warnings) {}

    Result<std::vector<TransportKey>> read(json::Value value) {
        if (value.kind() != json::Kind::object) {
            return config::to_list(value, [this](json::Value element) { return to_key(element); });
        }
        return config::read_mapping(
            value, [this](Mapping& mapping) -> Result<std::vector<TransportKey>> {
                TransportKey key =
                    TRY(mapping.required("key", [this](json::Value one) { return to_key(one); }));
                return std::vector<TransportKey>(1, std::move(key));
            });
    }

private:
    Result<TransportKey> to_key(json::Value value) {
        return config::read_mapping(value, [this](Mapping& mapping) -> Result<TransportKey> {
            TransportKey key;
            key.label = TRY(mapping.value_or("label", std::string("recipekey"),
                                             [this](json::Value text) { return new_label(text); }));
            key.id = TRY(mapping.optional("ckaid", to_key_id));
            TRY(take(mapping, "size", key.size,
                     [this](json::Value bits) { return to_size(bits); }));
            key.public_key =
                TRY(mapping.value_or("public-key", key.label + ".pub", config::to_text));
            return key;
        });
    }

    Result<std::string> new_label(json::Value value) {
        std::string label = TRY(config::to_text(value));
        if (!labels_.insert(label).second) {
            return config::wrong(value, "a second key called " + quote(label));
        }
        return label;
    }

    // The bunker does not export under the 1024 bits that the prototype took for enough.
    Result<std::uint16_t> to_size(json::Value value) {
        const bool lenient = version_ == Version::prototype;
        const std::int64_t bits = TRY(config::to_integer(
            value, {lenient ? recipe::rsa_min_bits : transport_min_bits, recipe::rsa_max_bits}));
        if (bits < transport_min_bits) {
            warnings_.push_back(
                config::wrong(
                    value, "taken for " + std::to_string(transport_min_bits) + " bits, the least")
                    .message());
            return transport_min_bits;
        }
        return static_cast<std::uint16_t>(bits);
    }

    Version version_;
    std::vector<std::string>& warnings_;
    std::set<std::string> labels_;
};

// --- all of it

Outcome read_chain(Mapping& mapping, Configuration& configuration) {
    configuration.chain = TRY(mapping.optional("chain", to_chain));
    if (!configuration.chain && !configuration.zones.empty()) {
        auto chain = chain_of(configuration.zones.front().name);
        if (chain.ok()) {
            configuration.chain = std::move(chain).value();
        }
    }
    return Nothing{};
}

Result<Configuration> read(Mapping& mapping) {
    const Version version = TRY(config::read_version(mapping));
    Configuration configuration;
    configuration.repositories = TRY(config::read_repositories(mapping, config::Host::operational));
    std::swap(configuration.warnings, configuration.repositories.warnings);
    const PolicyNames policies = TRY(read_policies(mapping, configuration));
    TRY(take(mapping, "zones", configuration.zones,
             [&policies](json::Value value) { return ZoneReader(policies).read(value); }));
    TRY(read_chain(mapping, configuration));
    TRY(take(mapping, "transport", configuration.transport, [&](json::Value value) {
        return TransportReader(version, configuration.warnings).read(value);
    }));
    TRY(take(mapping, "events", configuration.events,
             [](json::Value value) { return config::to_list(value, read_event); }));
    TRY(read_consumer(mapping, configuration));
    return configuration;
}

// --- files

bool exists(const std::string& path) {
    const auto facts = look_at(path, Links::refuse);
    return facts.ok() || facts.error().code() != Errc::not_found;
}

// A file that was chosen, and what is asked of it.
struct Choice {
    std::string path;
    ReadRules rules;
};

Result<Choice> choose(const Places& places) {
    constexpr ReadRules anywhere = {Links::follow, Writer::anyone};
    if (places.named) {
        return Choice{*places.named, anywhere};
    }
    if (exists(places.local)) {
        return Choice{places.local, places.local_rules};
    }
    if (exists(places.system)) {
        return Choice{places.system, anywhere};
    }
    return Error{Errc::configuration, "no configuration: there is neither " + quote(places.local) +
                                          " nor " + quote(places.system)}
        .with_hint("planner init writes a ceremony.yaml to start with");
}

// `file` as the configuration `path` means it.
std::string beside(const std::string& path, std::string file) {
    const auto slash = path.rfind('/');
    if (file.starts_with('/') || slash == std::string::npos) {
        return file;
    }
    return path.substr(0, slash + 1) + file;
}

}  // namespace

Result<Configuration> read_configuration(json::Value root) {
    return config::read_mapping(root, read);
}

bool has_configuration(const Places& places) {
    return places.named || exists(places.local) || exists(places.system);
}

Result<Configuration> load_configuration(const Places& places) {
    const auto [path, rules] = TRY(choose(places));
    auto text = read_file(path, yaml::text_limit, rules);
    if (!text.ok()) {
        return std::move(text).error().in("configuration");
    }
    const crypto::Sha256 sha256 = TRY(crypto::sha256(as_bytes(text.value())));
    const config::Loaded loaded = TRY(config::load(std::move(text).value(), path));
    Configuration configuration = TRY(read_configuration(loaded.root()));
    configuration.path = path;
    configuration.sha256 = sha256;
    for (TransportKey& key : configuration.transport) {
        key.public_key = beside(path, std::move(key.public_key));
    }
    for (std::string& file : configuration.attest) {
        file = beside(path, std::move(file));
    }
    return configuration;
}

Result<recipe::Word> chain_of(const dns::Name& zone) {
    std::string text = zone.text();
    text.pop_back();
    auto word = recipe::Word::from_text(text.empty() ? "root" : text);
    if (!word.ok()) {
        return Error{Errc::configuration, "no chain can be called after the zone " + zone.text()}
            .with_hint("give it a name in the configuration: chain: NAME");
    }
    return word;
}

}  // namespace ceremony::policy
