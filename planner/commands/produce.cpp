// SPDX-License-Identifier: BSD-3-Clause

#include "planner/commands/produce.hpp"

#include <algorithm>
#include <utility>

#include "base/file_facts.hpp"
#include "base/quote.hpp"
#include "base/read_file.hpp"
#include "base/write_file.hpp"
#include "config/load.hpp"
#include "cooked/key_id.hpp"
#include "crypto/public_key.hpp"
#include "dnssec/key_form.hpp"
#include "plan/from_recipe.hpp"
#include "plan/histories.hpp"
#include "plan/keys_file.hpp"
#include "plan/to_recipe.hpp"
#include "planner/chain.hpp"
#include "planner/previous.hpp"
#include "planner/shown_plan.hpp"
#include "policy/check.hpp"
#include "policy/configuration.hpp"
#include "program/hash_lines.hpp"
#include "program/recipe_file.hpp"
#include "program/times.hpp"
#include "recipe/check.hpp"
#include "recipe/write.hpp"
#include "yaml/parse.hpp"

namespace ceremony::planner {

namespace {

constexpr ReadRules anywhere = {Links::follow, Writer::anyone};
constexpr std::size_t key_file_limit = 65536;

// --- what comes in

// The zones of the configuration, or those that --zone names.
Result<std::vector<policy::Zone>> zones_to_plan(const policy::Configuration& configuration,
                                                const Options& options) {
    if (options.zones.empty()) {
        if (configuration.zones.empty()) {
            return Error{Errc::configuration, configuration.path + ": there are no zones"}
                .with_hint("name them under zones:, or with --zone");
        }
        return configuration.zones;
    }
    std::vector<policy::Zone> zones;
    for (const std::string& text : options.zones) {
        auto name = dns::Name::from_text(text);
        if (!name.ok()) {
            return Error{Errc::usage, "--zone: " + name.error().message()};
        }
        const auto is_it = [&](const policy::Zone& zone) {
            return zone.name == name.value();
        };
        if (std::any_of(zones.begin(), zones.end(), is_it)) {
            return Error{Errc::usage, "--zone: " + name.value().text() + " twice"};
        }
        const auto found =
            std::find_if(configuration.zones.begin(), configuration.zones.end(), is_it);
        if (found == configuration.zones.end() && !configuration.zones.empty()) {
            return Error{Errc::usage,
                         "--zone: " + name.value().text() + " is not in " + configuration.path};
        }
        zones.push_back(found == configuration.zones.end()
                            ? policy::Zone{std::move(name).value(), 0, std::nullopt}
                            : *found);
    }
    return zones;
}

Result<recipe::Word> chain_name(const policy::Configuration& configuration,
                                const std::vector<policy::Zone>& zones) {
    if (configuration.chain) {
        return *configuration.chain;
    }
    return policy::chain_of(zones.front().name);
}

// Which ceremony is planned: the next one, or a lost one again.
Result<recipe::Ceremony> ceremony_after(const recipe::Word& chain,
                                        const std::vector<program::RecipeFile>& previous,
                                        const std::optional<program::RecipeFile>& lost) {
    recipe::Ceremony ceremony{chain, 1, 1, std::nullopt};
    if (!previous.empty()) {
        ceremony.sequence = previous.back().recipe.preamble.ceremony->sequence + 1;
        ceremony.previous = previous.back().sha256;
    }
    if (!lost) {
        return ceremony;
    }
    const auto& again = lost->recipe.preamble.ceremony;
    if (!again || again->chain != chain || again->sequence != ceremony.sequence ||
        again->previous != ceremony.previous) {
        return Error{Errc::refused, quote(lost->path) + ": not an attempt at this ceremony"}
            .with_hint("--previous names the results before it, and only these");
    }
    ceremony.attempt = again->attempt + 1;
    return ceremony;
}

Result<std::vector<timeline::History>> gather(const Options& options,
                                              const policy::Configuration& configuration,
                                              const std::vector<program::RecipeFile>& previous) {
    std::vector<recipe::Recipe> results;
    results.reserve(previous.size());
    for (const program::RecipeFile& file : previous) {
        results.push_back(file.recipe);
    }
    std::vector<timeline::History> histories = TRY(plan::histories_of(results));
    if (options.keys) {
        std::string text = TRY(read_file(*options.keys, yaml::text_limit, anywhere).in("--keys"));
        const json::Document document = TRY(yaml::parse(std::move(text), *options.keys));
        const std::vector<plan::BroughtKey> keys = TRY(plan::read_keys_file(document));
        TRY(plan::add_keys(histories, keys));
    }
    TRY(plan::add_events(histories, configuration.events));
    return histories;
}

// The public key that a site made; nothing when its file is not there.
Result<std::optional<plan::SiteKey>> read_site(const policy::TransportKey& key) {
    const auto pem = read_file(key.public_key, key_file_limit, anywhere);
    if (!pem.ok() && pem.error().code() == Errc::not_found) {
        return std::optional<plan::SiteKey>();
    }
    const std::string text = TRY(pem);
    const crypto::PublicKey parsed =
        TRY(crypto::PublicKey::from_pem(text).in(quote(key.public_key)));
    plan::SiteKey site;
    site.label = key.label;
    site.data = TRY(dnssec::key_field(dns::Algorithm::rsasha256, parsed).in(quote(key.public_key)));
    recipe::Source source;
    source.sha256 = TRY(crypto::sha256(as_bytes(text)));
    source.name = key.public_key.substr(key.public_key.rfind('/') + 1);
    site.source = std::move(source);
    return std::optional(std::move(site));
}

bool exports(const plan::ChainPlan& plan) {
    return std::any_of(plan.zones.begin(), plan.zones.end(), [](const timeline::ZonePlan& zone) {
        return std::any_of(zone.keys.begin(), zone.keys.end(), [](const timeline::Key& key) {
            return is_made_here(key) && key.exportable;
        });
    });
}

// Of all sites, when something is exported.
Result<std::vector<plan::SiteKey>> read_sites(const policy::Configuration& configuration,
                                              const plan::ChainPlan& plan) {
    std::vector<plan::SiteKey> sites;
    if (!exports(plan)) {
        return sites;
    }
    const std::string hint =
        "planner transport-key makes it on that site; or say zsk: { export: none } in the policy";
    for (const policy::TransportKey& key : configuration.transport) {
        auto site = TRY(read_site(key));
        if (!site) {
            return Error{Errc::configuration, "the transport key " + quote(key.label) +
                                                  ": there is no " + quote(key.public_key)}
                .with_hint(hint);
        }
        sites.push_back(std::move(*site));
    }
    if (sites.empty()) {
        return Error{Errc::configuration, "ZSKs are to be exported, but there is no transport key"}
            .with_hint("name one under transport:, or say zsk: { export: none } in the policy");
    }
    return sites;
}

// --- what goes out

// A word as a shell takes it.
std::string shell_word(const std::string& word) {
    constexpr std::string_view plain =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:,=+@";
    if (!word.empty() && word.find_first_not_of(plain) == std::string::npos) {
        return word;
    }
    std::string text = "'";
    for (const char c : word) {
        text += c == '\'' ? "'\\''" : std::string(1, c);
    }
    return text + "'";
}

std::string command_again(const Options& options, const timeline::Request& request) {
    std::string text = "planner produce --now " + request.now.rfc3339();
    const auto add = [&text](std::string_view option, const std::optional<std::string>& value) {
        if (value) {
            text += " " + std::string(option) + " " + shell_word(*value);
        }
    };
    add("-c", options.config);
    add("--from", request.from ? std::optional(request.from->rfc3339()) : std::nullopt);
    for (const Previous& previous : options.previous) {
        add("--previous", previous.file);
        add("--expect", previous.expect);
    }
    add("--keys", options.keys);
    add("--recover", options.recover);
    for (const std::string& zone : options.zones) {
        add("--zone", zone);
    }
    add("--spec", options.spec == "v1.1" ? std::nullopt : std::optional(options.spec));
    add("-o", options.output == "recipe.json" ? std::nullopt : std::optional(options.output));
    text += " " + shell_word(options.until);
    return options.description.empty() ? text : text + " " + shell_word(options.description);
}

Result<std::string> write(const recipe::Recipe& recipe, const std::string& spec) {
    if (spec == "v1.1") {
        return recipe::write_recipe(recipe);
    }
    return recipe::write_recipe_v1_0(recipe);
}

void tell_doubts(const Assignment& assignment, const program::Program& program) {
    std::vector<bool> told(assignment.configuration.policies.size());
    for (const policy::Zone& zone : assignment.zones) {
        if (told[zone.policy]) {
            continue;
        }
        told[zone.policy] = true;
        const policy::Policy& policy = assignment.configuration.policy_of(zone);
        for (const policy::Finding& finding : policy::doubts_about(policy)) {
            warn(program,
                 "policy " + policy.name + ": " + finding.what + "; better " + finding.change);
        }
    }
}

Result<policy::Configuration> read_configuration(const Options& options,
                                                 const program::Program& program) {
    policy::Places places;
    places.named = options.config;
    policy::Configuration configuration = TRY(policy::load_configuration(places));
    TRY(program.err("Configuration:\n" +
                    program::hash_lines(configuration.sha256, configuration.path)));
    for (const std::string& warning : configuration.warnings) {
        warn(program, warning);
    }
    return configuration;
}

// When an existing recipe was planned, and from when on.
Outcome take_times(const std::string& path, timeline::Request& request) {
    const program::RecipeFile file = TRY(program::read_recipe_file(path).in("--like"));
    const plan::ChainPlan plan = TRY(plan::from_recipe(file.recipe).in(path));
    request.now = file.recipe.preamble.timestamp;
    for (const timeline::ZonePlan& zone : plan.zones) {
        if (!zone.slots.empty()) {
            const bool handed_over = zone.handover_until > zone.slots.front().from;
            request.from = TRY(UtcTime::from_seconds(zone.handover_until.seconds() -
                                                     (handed_over ? zone.timing.handover : 0)));
            break;
        }
    }
    return Nothing{};
}

Result<timeline::Request> read_request(const Options& options, const program::Program& program) {
    timeline::Request request;
    request.until = TRY(program::time_from_argument("UNTIL", options.until));
    if (options.like) {
        TRY(take_times(*options.like, request));
    } else {
        request.now =
            TRY(options.now ? program::time_from_argument("--now", *options.now) : program.clock());
    }
    if (options.from) {
        request.from = TRY(program::time_from_argument("--from", *options.from));
    }
    return request;
}

// The last of what is wrong with the policies; what is before it has been told.
Outcome refuse_unsafe(const Assignment& assignment, const program::Program& program) {
    std::vector<Error> errors = check_zones(assignment);
    for (std::size_t i = 0; i + 1 < errors.size(); ++i) {
        tell(program, errors[i]);
    }
    if (!errors.empty()) {
        return std::move(errors.back());
    }
    tell_doubts(assignment, program);
    return Nothing{};
}

// Which ceremony it is; what is known before it goes into the assignment.
Result<recipe::Ceremony> look_back(const Options& options, Assignment& assignment) {
    const policy::Configuration& configuration = assignment.configuration;
    const recipe::Word chain = TRY(chain_name(configuration, assignment.zones));
    const std::vector<program::RecipeFile> previous =
        TRY(read_previous(options.previous, configuration.attest, chain));
    std::optional<program::RecipeFile> lost;
    if (options.recover) {
        lost = TRY(program::read_recipe_file(*options.recover).in("--recover"));
    }
    recipe::Ceremony ceremony = TRY(ceremony_after(chain, previous, lost));
    assignment.histories = TRY(gather(options, configuration, previous));
    if (lost) {
        const plan::ChainPlan plan = TRY(plan::from_recipe(lost->recipe).in(quote(lost->path)));
        plan::add_orphans(assignment.histories, plan, assignment.request.now);
    }
    return ceremony;
}

// The last of the plans that are not safe; those before it have been told.
Outcome refuse_unproven(const plan::ChainPlan& plan, const program::Program& program) {
    const std::vector<proof::Verdict> verdicts = prove_all(plan);
    std::vector<Error> errors;
    for (std::size_t zone = 0; zone < plan.zones.size(); ++zone) {
        if (!verdicts[zone].is_safe()) {
            errors.emplace_back(Errc::refused, plan.zones[zone].zone.text() + ": not safe: " +
                                                   verdicts[zone].counter_example->sentence);
        }
    }
    for (std::size_t i = 0; i + 1 < errors.size(); ++i) {
        tell(program, errors[i]);
    }
    if (!errors.empty()) {
        return std::move(errors.back());
    }
    return Nothing{};
}

// What is planned, as a recipe that keeps the rules.
Result<recipe::Recipe> make_recipe(const Options& options,
                                   const policy::Configuration& configuration,
                                   const timeline::Request& request,
                                   const program::Program& program) {
    Assignment assignment{configuration, {}, {}, request};
    assignment.zones = TRY(zones_to_plan(configuration, options));
    TRY(refuse_unsafe(assignment, program));
    const recipe::Ceremony ceremony = TRY(look_back(options, assignment));
    const plan::ChainPlan plan = TRY(plan_chain(std::move(assignment)));
    TRY(refuse_unproven(plan, program));
    plan::RecipeFrame frame{request.now, options.description, ceremony, {}, false};
    frame.sites = TRY(read_sites(configuration, plan));
    recipe::Recipe recipe = TRY(plan::to_recipe(plan, frame));
    const auto violations = recipe::check(recipe, {cooked::id_from_label, {}});
    if (!violations.empty()) {
        return recipe::to_error(violations.front());
    }
    return recipe;
}

}  // namespace

Outcome produce(const Options& options, const program::Program& program) {
    if (options.spec != "v1.1" && options.spec != "v1.0") {
        return misused("--spec: not v1.0 or v1.1");
    }
    const timeline::Request request = TRY(read_request(options, program));
    const policy::Configuration configuration = TRY(read_configuration(options, program));
    const recipe::Recipe recipe = TRY(make_recipe(options, configuration, request, program));
    const std::string text = TRY(write(recipe, options.spec));
    constexpr unsigned mode = 0644;  // others have to read it before they approve it
    TRY(write_file(options.output, text, {Existing::refuse, Links::refuse, mode}));
    TRY(program.err("The same again: " + command_again(options, request) + "\n"));
    const crypto::Sha256 sha256 = TRY(crypto::sha256(as_bytes(text)));
    return program.out(program::hash_lines(sha256, options.output));
}

}  // namespace ceremony::planner
