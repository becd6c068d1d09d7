// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/site.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "base/quote.hpp"
#include "base/terminal.hpp"
#include "consumer/output_file.hpp"
#include "dns/scan.hpp"
#include "encoding/hex.hpp"
#include "policy/zone_names.hpp"
#include "program/hash_lines.hpp"
#include "recipe/read_values.hpp"
#include "site/site_token.hpp"

namespace ceremony::consumer {

namespace {

// Whoever says which token is opened, and what runs after a target is written, does as he likes.
bool may_act(const Options& options) {
    return options.verb == Verb::import || options.verb == Verb::publish;
}

Outcome confirm(const policy::Configuration& configuration, const program::Program& program) {
    auto terminal = program.open_terminal ? program.open_terminal()
                                          : Error{Errc::unavailable, "there is no terminal"};
    if (!terminal.ok()) {
        return Error{Errc::refused, quote(configuration.path) +
                                        ": -c does not name it, and nobody is here to confirm it"}
            .with_hint("if it is the configuration of this host: -c " + configuration.path);
    }
    const Answer answer = TRY(terminal.value().ask_yes(
        "The configuration " + quote(configuration.path) +
        " was found here, and -c does not name it; the words of its SHA-256:\n" +
        program::word_lines(configuration.sha256) +
        "Type yes if it is the configuration of this host: "));
    if (answer == Answer::no) {
        return Error{Errc::refused, quote(configuration.path) + ": a person did not confirm it"};
    }
    return Nothing{};
}

}  // namespace

Result<policy::Configuration> configuration_of(const Options& options, policy::Places places) {
    places.named = options.config;
    places.local_rules = {Links::refuse, Writer::only_caller};
    auto configuration = policy::load_configuration(places);
    if (!configuration.ok() && !places.named && configuration.error().code() == Errc::refused) {
        return std::move(configuration)
            .error()
            .with_hint("if it is to be believed all the same: -c " + places.local);
    }
    if (configuration.ok()) {
        TRY(check_targets(configuration.value()));
    }
    return configuration;
}

Result<policy::Configuration> use_configuration(const Options& options,
                                                const program::Program& program,
                                                policy::Places places) {
    const std::string local = places.local;
    policy::Configuration configuration = TRY(configuration_of(options, std::move(places)));
    if (options.nagios) {
        return configuration;
    }
    TRY(program.err("Configuration:\n" +
                    program::hash_lines(configuration.sha256, configuration.path)));
    for (const std::string& warning : configuration.warnings) {
        warn(program, warning);
    }
    if (may_act(options)) {
        site::have_pins_typed(configuration.repositories, program);
    }
    const bool was_found_here = !options.config && configuration.path == local;
    if (was_found_here && may_act(options)) {
        TRY(confirm(configuration, program));
    }
    return configuration;
}

std::set<dns::Name> zones_of(const policy::Configuration& configuration) {
    std::set<dns::Name> zones;
    for (const policy::Zone& zone : configuration.zones) {
        zones.insert(zone.name);
    }
    for (const policy::Target& target : configuration.publish) {
        zones.insert(target.zone);
    }
    for (const auto& [zone, trust] : configuration.trust) {
        zones.insert(zone);
    }
    return zones;
}

Outcome check_is_here(const dns::Name& zone,
                      const policy::Configuration& configuration,
                      const keysets::State& state) {
    std::set<dns::Name> known = zones_of(configuration);
    for (const auto& [name, of_zone] : state.zones) {
        known.insert(name);
    }
    for (const keysets::StoredFile& file : state.files) {
        known.insert(file.zones.begin(), file.zones.end());
    }
    if (known.empty() || known.contains(zone)) {
        return Nothing{};
    }
    return Error{Errc::usage, "neither " + quote(configuration.path) +
                                  " nor the store has the zone " + zone.text() +
                                  policy::did_you_mean(zone, known)};
}

keysets::Customs customs_of(const policy::Configuration& configuration, const dns::Name& zone) {
    const auto found = std::find_if(configuration.zones.begin(), configuration.zones.end(),
                                    [&zone](const policy::Zone& one) { return one.name == zone; });
    const policy::Policy& policy = found == configuration.zones.end()
                                       ? configuration.policies.front()
                                       : configuration.policy_of(*found);
    return {policy.clock_skew, policy.inception_offset};
}

Result<dns::Name> zone_from_argument(const std::string& text) {
    const auto name = dns::Name::from_text(text.ends_with('.') ? text : text + ".");
    if (!name.ok()) {
        return misused("not the name of a zone: " + quote(text));
    }
    return name;
}

Result<Bytes> key_id_from_argument(const std::string& text) {
    if (text.find(' ') == std::string::npos) {
        const bool is_hex = !text.empty() && encoding::decode_hex(text).ok();
        const std::string said = is_hex ? text : "0123...";
        return misused("not the ID of a key: " + quote(text))
            .with_hint("say in which form it is, as one argument: \"hex " + said +
                       "\", \"base64 ...\" or \"str ...\"");
    }
    auto id = recipe::key_id_from_text(text);
    if (!id.ok()) {
        return misused("not the ID of a key: " + quote(text) + ": " + id.error().message());
    }
    return id;
}

Result<dns::Ds> ds_from_argument(const std::string& text) {
    const auto ds = dns::scan_ds(text, "DS");
    if (ds.ok()) {
        return ds;
    }
    Error error = misused(ds.error().message());
    // The shell takes it apart where nothing quotes it.
    return text.find(' ') == std::string::npos ? std::move(error).with_hint(one_argument) : error;
}

}  // namespace ceremony::consumer
