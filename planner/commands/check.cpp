// SPDX-License-Identifier: BSD-3-Clause

#include "planner/commands/check.hpp"

#include <algorithm>

#include "base/quote.hpp"
#include "cooked/key_id.hpp"
#include "planner/previous.hpp"
#include "planner/shown_plan.hpp"
#include "policy/configuration.hpp"
#include "program/hash_lines.hpp"
#include "recipe/check.hpp"
#include "timeline/timing.hpp"

namespace ceremony::planner {

namespace {

// What is wrong, told as it is found.
class Findings {
public:
    explicit Findings(const program::Program& program) noexcept : program_(program) {}

    void add(const Error& error) {
        tell(program_, error);
        ++count_;
    }
    void add(const std::string& what) { add(Error{Errc::refused, what}); }

    [[nodiscard]] Outcome verdict(const std::string& path) const {
        if (count_ == 0) {
            return Nothing{};
        }
        return Error{Errc::refused, quote(path) + ": " + std::to_string(count_) +
                                        (count_ == 1 ? " finding" : " findings")};
    }

private:
    const program::Program& program_;
    std::size_t count_ = 0;
};

void check_rules(const program::RecipeFile& file, Findings& findings) {
    const auto violations = recipe::check(file.recipe, {cooked::id_from_label, {}});
    for (const Error& error : recipe::to_errors(violations, *file.document)) {
        findings.add(error);
    }
}

void check_plan(const ShownPlan& shown, Findings& findings) {
    for (std::size_t zone = 0; zone < shown.plan.zones.size(); ++zone) {
        const auto& wrong = shown.verdicts[zone].counter_example;
        if (wrong) {
            findings.add(shown.plan.zones[zone].zone.text() + ": not safe: " + wrong->sentence);
        }
    }
}

Outcome check_previous(const Options& options,
                       const std::vector<std::string>& attest,
                       const program::RecipeFile& file,
                       Findings& findings) {
    if (options.previous.empty()) {
        return Nothing{};
    }
    const auto& ceremony = file.recipe.preamble.ceremony;
    if (!ceremony) {
        findings.add(quote(file.path) + ": does not say which ceremony it is");
        return Nothing{};
    }
    const auto previous = TRY(read_previous(options.previous, attest, ceremony->chain));
    const program::RecipeFile& last = previous.back();
    if (ceremony->previous != last.sha256 ||
        ceremony->sequence != last.recipe.preamble.ceremony->sequence + 1) {
        findings.add(quote(file.path) + ": does not follow " + quote(last.path));
    }
    return Nothing{};
}

void check_policies(const policy::Configuration& configuration,
                    const plan::ChainPlan& plan,
                    Findings& findings) {
    for (const timeline::ZonePlan& planned : plan.zones) {
        const auto zone = std::find_if(
            configuration.zones.begin(), configuration.zones.end(),
            [&planned](const policy::Zone& candidate) { return candidate.name == planned.zone; });
        if (zone == configuration.zones.end()) {
            findings.add(planned.zone.text() + " is not in " + configuration.path);
        } else if (timeline::timing_of(configuration.policy_of(*zone)) != planned.own_timing) {
            findings.add(planned.zone.text() + " was planned with other numbers than those of " +
                         configuration.path);
        }
    }
}

Outcome check_hash(const Options& options, const program::RecipeFile& file, Findings& findings) {
    if (options.hash && TRY(program::sha256_from_text(*options.hash)) != file.sha256) {
        findings.add(quote(file.path) + ": its SHA-256 is not the one that is expected");
    }
    return Nothing{};
}

}  // namespace

Outcome check(const Options& options, const program::Program& program) {
    const ShownPlan shown = TRY(read_shown_plan(options.file));
    Findings findings(program);
    TRY(program.out(program::hash_lines(shown.file.sha256, shown.file.path)));
    TRY(check_hash(options, shown.file, findings));
    check_rules(shown.file, findings);
    check_plan(shown, findings);
    std::vector<std::string> attest;
    if (options.config) {
        policy::Places places;
        places.named = options.config;
        const policy::Configuration configuration = TRY(policy::load_configuration(places));
        check_policies(configuration, shown.plan, findings);
        attest = configuration.attest;
    }
    TRY(check_previous(options, attest, shown.file, findings));
    TRY(findings.verdict(options.file));
    return program.out(
        "Safe: the recipe keeps the rules, and every cache is safe at every instant\n");
}

}  // namespace ceremony::planner
