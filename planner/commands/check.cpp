// SPDX-License-Identifier: BSD-3-Clause

#include "planner/commands/check.hpp"

#include <algorithm>
#include <optional>

#include "base/quote.hpp"
#include "cooked/key_id.hpp"
#include "cooked/verify.hpp"
#include "encoding/hex.hpp"
#include "plan/deletions.hpp"
#include "planner/previous.hpp"
#include "planner/replay.hpp"
#include "planner/shown_plan.hpp"
#include "planner/used_configuration.hpp"
#include "policy/policy.hpp"
#include "program/hash_lines.hpp"
#include "program/recipe_file.hpp"
#include "program/times.hpp"
#include "recipe/check.hpp"
#include "timeline/timing.hpp"

namespace ceremony::planner {

namespace {

// The warnings of planning again: they are about the recipe, and wait for the verdict on it.
class Warnings {
public:
    // As `program`, but for warnings, which are kept here. It has to outlive what it gives.
    [[nodiscard]] program::Program keeping(program::Program program) {
        program.warnings = [this](std::string_view text) {
            texts_.emplace_back(text);
        };
        return program;
    }

    [[nodiscard]] Outcome tell_heading(const program::Program& program) const {
        if (texts_.empty()) {
            return Nothing{};
        }
        return program.out("It was planned with " + std::to_string(texts_.size()) +
                           (texts_.size() == 1 ? " warning:\n" : " warnings:\n"));
    }
    void tell(const program::Program& program) const {
        for (const std::string& text : texts_) {
            program::warn(program, text);
        }
    }

private:
    std::vector<std::string> texts_;
};

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

// The largest that is configured; what the recipe says of itself does not count.
timeline::Seconds clock_skew(const std::optional<policy::Configuration>& configuration) {
    timeline::Seconds skew = configuration ? 0 : policy::Policy().clock_skew;
    if (configuration) {
        for (const policy::Policy& policy : configuration->policies) {
            skew = std::max(skew, policy.clock_skew);
        }
    }
    return skew;
}

// Everything is judged as of the time at which the recipe says that it was planned. When that has
// not come yet, what the recipe takes for past may be still to come. Its age goes to `told`.
void check_age(const program::RecipeFile& file,
               UtcTime now,
               timeline::Seconds skew,
               Findings& findings,
               std::string& told) {
    const UtcTime planned = file.recipe.preamble.timestamp;
    const timeline::Seconds age = now.seconds() - planned.seconds();
    told = "Planned at " + program::short_text(planned);
    if (age < -skew && file.recipe.preamble.plan) {
        findings.add(quote(file.path) + ": planned at " + program::short_text(planned) +
                     ", which is " + program::short_length(-age) + " after now, " +
                     program::short_text(now));
    } else if (age > skew) {
        told += ", " + program::short_length(age) + " ago";
    }
    told += "\n";
}

// Results that nobody can have: the file was made by hand, or is damaged.
void check_results(const program::RecipeFile& file, Findings& findings) {
    if (!recipe::carries_results(file.recipe)) {
        return;
    }
    cooked::VerifiedSignatures verified;
    const auto violations = cooked::verify(
        file.recipe, {cooked::Stage::final_text, program::version_of(file)}, verified);
    for (const Error& error : recipe::to_errors(violations, *file.document)) {
        findings.add(Error(error).in("not a good cooked recipe"));
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

Outcome check_deletions(const ShownPlan& shown, Findings& findings) {
    for (const std::string& finding : TRY(plan::check_deletions(shown.file.recipe, shown.plan))) {
        findings.add(finding);
    }
    return Nothing{};
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

// The zone as it is configured; without zones: any zone has the default policy.
std::optional<policy::Zone> zone_in(const policy::Configuration& configuration,
                                    const dns::Name& name) {
    if (configuration.zones.empty()) {
        return policy::Zone{name, 0, std::nullopt};
    }
    const auto zone =
        std::find_if(configuration.zones.begin(), configuration.zones.end(),
                     [&name](const policy::Zone& candidate) { return candidate.name == name; });
    return zone == configuration.zones.end() ? std::nullopt : std::optional(*zone);
}

// Are all zones that it has sets of configured?
bool check_policies(const policy::Configuration& configuration,
                    const plan::ChainPlan& plan,
                    Findings& findings) {
    bool are_there = true;
    for (const timeline::ZonePlan& planned : plan.zones) {
        if (planned.slots.empty()) {
            continue;
        }
        const auto zone = zone_in(configuration, planned.zone);
        if (!zone) {
            findings.add(planned.zone.text() + " is not in " + configuration.path);
            are_there = false;
            continue;
        }
        const policy::Policy& policy = configuration.policy_of(*zone);
        if (timeline::timing_of(policy) != planned.own_timing) {
            findings.add(planned.zone.text() + " was planned with other numbers than those of " +
                         configuration.path);
        }
        if (policy.strict != planned.strict) {
            findings.add(planned.zone.text() +
                         " was planned with strict: " + (planned.strict ? "true" : "false") +
                         ", which is not what " + configuration.path + " says");
        }
    }
    return are_there;
}

// What it takes to plan the same again, and is not there; nothing: it can be done.
std::string what_lacks(const Options& options,
                       const recipe::Recipe& recipe,
                       const std::optional<policy::Configuration>& configuration) {
    if (!recipe.preamble.ceremony) {
        return "it does not say which ceremony it is";
    }
    if (!configuration) {
        return "-c names the configuration that it was made with";
    }
    if (recipe.preamble.ceremony->sequence > 1 && options.previous.empty()) {
        return "--previous names the results of the ceremonies before";
    }
    if (recipe.preamble.ceremony->attempt > 1 && !options.recover) {
        return "--recover names the recipe of the attempt that was lost";
    }
    return "";
}

// Zones without sets: their keys sign nothing new, so somebody has to want that.
void check_left_out(const ShownPlan& shown, Findings& findings) {
    for (const timeline::ZonePlan& zone : shown.plan.zones) {
        if (zone.slots.empty()) {
            findings.add(zone.zone.text() +
                         " has no sets in it; whether it was left out on purpose shows only when "
                         "it can be planned again");
        }
    }
}

Outcome check_hash(const Options& options, const program::RecipeFile& file, Findings& findings) {
    if (options.hash && TRY(program::sha256_from_text(*options.hash)) != file.sha256) {
        findings.add(quote(file.path) + ": its SHA-256 is " + encoding::encode_hex(file.sha256) +
                     ", which is not the one that is expected");
    }
    return Nothing{};
}

// Makes the recipe again. A recipe is good only as far as the input it claims is the real one.
Outcome check_replay(const ShownPlan& shown,
                     const Options& options,
                     const policy::Configuration& configuration,
                     const program::Program& program,
                     Findings& findings) {
    const auto difference = difference_from_own(shown, options, configuration, program);
    if (!difference.ok()) {
        findings.add(Error(difference.error()).in("planned again"));
    } else if (difference.value()) {
        findings.add(quote(shown.file.path) + " is not what is planned from " + configuration.path +
                     ": " + *difference.value());
    }
    return Nothing{};
}

// Proof, deletions, and whether all of it is true. What lacks for the last goes into `lacking`.
Outcome check_planned(const program::RecipeFile& file,
                      const Options& options,
                      const std::optional<policy::Configuration>& configuration,
                      const program::Program& program,
                      Findings& findings,
                      std::string& lacking) {
    program::Progress progress(program);
    const ShownPlan shown = TRY(to_shown_plan(file, &progress));
    check_plan(shown, findings);
    TRY(check_deletions(shown, findings));
    const bool are_there = !configuration || check_policies(*configuration, shown.plan, findings);
    lacking = what_lacks(options, file.recipe, configuration);
    if (lacking.empty() && are_there) {
        return check_replay(shown, options, *configuration, program, findings);
    }
    check_left_out(shown, findings);
    return Nothing{};
}

}  // namespace

Outcome check(const Options& options, const program::Program& program) {
    const program::RecipeFile file = TRY(program::read_recipe_file(options.file));
    const UtcTime now =
        TRY(options.now ? program::time_from_argument("--now", *options.now) : program.clock());
    Findings findings(program);
    TRY(program.out(program::hash_lines(file.sha256, file.path)));
    TRY(check_hash(options, file, findings));
    check_rules(file, findings);
    check_results(file, findings);
    const auto configuration = TRY(use_configuration_if_any(options.config, program));
    std::string age;
    check_age(file, now, clock_skew(configuration), findings, age);
    TRY(program.out(age));
    TRY(check_previous(options, configuration ? configuration->attest : std::vector<std::string>(),
                       file, findings));
    if (!file.recipe.preamble.plan) {
        TRY(findings.verdict(options.file));
        return program.out(
            "The recipe keeps the rules\n"
            "Not checked: whether it is safe, and what it destroys: it has no plan\n");
    }
    std::string lacking;
    Warnings warnings;
    const Outcome planned =
        check_planned(file, options, configuration, warnings.keeping(program), findings, lacking);
    const Outcome verdict = planned.ok() ? findings.verdict(options.file) : planned;
    if (!verdict.ok()) {
        warnings.tell(program);  // they may say why
        return verdict;
    }
    TRY(program.out(
        "Safe: the recipe keeps the rules, and every cache is safe at every instant\n"));
    if (!lacking.empty()) {
        return program.out(
            "Not checked: whether policies, keys, sets and DS records are as it says: " + lacking +
            "\n");
    }
    TRY(program.out("True: planned again from " + configuration->path +
                    (recipe::carries_results(file.recipe)
                         ? ", it is the same apart from its results\n"
                         : ", it is the same octets\n")));
    TRY(warnings.tell_heading(program));
    warnings.tell(program);
    return Nothing{};
}

}  // namespace ceremony::planner
