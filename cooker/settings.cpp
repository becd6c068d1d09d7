// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/settings.hpp"

#include <string_view>
#include <utility>

#include "base/file_facts.hpp"
#include "base/quote.hpp"
#include "base/read_file.hpp"
#include "config/load.hpp"
#include "config/mapping.hpp"
#include "config/values.hpp"
#include "config/version.hpp"
#include "yaml/parse.hpp"

namespace ceremony::cooker {

namespace {

using config::Mapping;

// A file that was chosen, and what is asked of it.
struct Choice {
    std::string path;
    ReadRules rules;
    bool must_be_confirmed = false;
};

// Whether `path` names anything. What cannot be looked at counts: reading it will say why.
bool exists(const std::string& path) {
    const auto facts = look_at(path, Links::refuse);
    return facts.ok() || facts.error().code() != Errc::not_found;
}

Result<Choice> choose(const SettingsPlaces& places) {
    constexpr ReadRules anywhere = {Links::follow, Writer::anyone};
    if (places.named) {
        return Choice{*places.named, anywhere, false};
    }
    if (exists(places.system)) {
        return Choice{places.system, anywhere, false};
    }
    if (exists(places.local)) {
        return Choice{places.local, {Links::refuse, Writer::only_caller}, true};
    }
    return Error{Errc::configuration, "no configuration: there is neither " + quote(places.system) +
                                          " nor " + quote(places.local)}
        .with_hint("cooker init --for recipe.json writes a cooker.yaml that fits the recipe");
}

Result<AttestKey> to_attest_key(json::Value value) {
    return config::read_mapping(value, [](Mapping& mapping) -> Result<AttestKey> {
        AttestKey key;
        key.store = TRY(mapping.value_or("keyStore", std::string("default"), config::to_text));
        key.label = TRY(mapping.required("keyLabel", config::to_text));
        return key;
    });
}

Result<Settings> read(Mapping& mapping) {
    if (TRY(config::read_version(mapping)) != config::Version::current) {
        return mapping.fail("a configuration of the bunker has version: 1");
    }
    Settings settings;
    settings.repositories = TRY(config::read_repositories(mapping, config::Host::bunker));
    settings.attest = TRY(mapping.optional("attest", to_attest_key));
    auto guard = TRY(mapping.optional("guard", read_guard));
    settings.guard = guard ? std::move(*guard) : Guard::absent();
    if (settings.repositories.list.empty()) {
        return mapping.fail("no repositories: nothing says where the keys are");
    }
    if (settings.attest) {
        static_cast<void>(TRY(settings.repository(settings.attest->store).in("attest")));
    }
    return settings;
}

}  // namespace

Result<const config::Repository*> Settings::repository(std::string_view name) const {
    const config::Repository* found = repositories.find(name);
    if (found != nullptr) {
        return found;
    }
    std::string known;
    for (const config::Repository& repository : repositories.list) {
        for (const std::string& other : repository.names) {
            known += (known.empty() ? "" : ", ") + quote(other);
        }
    }
    return Error{Errc::configuration,
                 "no repository is called " + quote(name) + ", there is " + known};
}

Result<Settings> load_settings(const SettingsPlaces& places) {
    const Choice choice = TRY(choose(places));
    auto text = read_file(choice.path, yaml::text_limit, choice.rules);
    if (!text.ok()) {
        return std::move(text).error().in("configuration");
    }
    const crypto::Sha256 sha256 = TRY(crypto::sha256(as_bytes(text.value())));
    const config::Loaded loaded = TRY(config::load(std::move(text).value(), choice.path));
    Settings settings = TRY(config::read_mapping(loaded.root(), read));
    settings.path = choice.path;
    settings.sha256 = sha256;
    settings.must_be_confirmed = choice.must_be_confirmed;
    for (const std::string& warning : settings.repositories.warnings) {
        settings.warnings.push_back(warning);
    }
    if (!settings.guard.is_written) {
        settings.warnings.push_back(choice.path + " has no guard: a person answers for it");
    }
    return settings;
}

}  // namespace ceremony::cooker
