// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/execution.hpp"

#include <algorithm>
#include <chrono>
#include <optional>
#include <span>
#include <vector>

#include "base/quote.hpp"
#include "cooker/actions/export_keypair.hpp"
#include "cooker/actions/generate_key.hpp"
#include "cooker/actions/have_key.hpp"
#include "cooker/actions/import_public_key.hpp"
#include "cooker/actions/produce_signed_keyset.hpp"
#include "cooker/key_identity.hpp"
#include "cooker/key_text.hpp"
#include "cooker/recipe_summary.hpp"

namespace ceremony::cooker {

namespace {

// Many enough that sessions sign in parallel without waiting, few enough that a signal is
// answered soon.
constexpr std::size_t batch_size = 256;
// More sets than this are not told one by one on the screen.
constexpr std::size_t most_told = 20;

using Clock = std::chrono::steady_clock;

std::int64_t milliseconds_since(Clock::time_point start) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start).count();
}

bool is_set(const recipe::Action& action) {
    return std::holds_alternative<recipe::ProduceSignedKeyset>(action.params);
}

class Executor {
public:
    Executor(const Execution& execution, const Pace& pace)
        : execution_(execution),
          pace_(pace),
          order_(recipe::execution_order(execution.cooked)),
          sets_(static_cast<std::size_t>(std::count_if(
              execution.cooked.actions.begin(), execution.cooked.actions.end(), is_set))) {}

    Outcome run() {
        while (position_ < order_.size()) {
            TRY(is_set(action_at(position_)) ? run_sets_showing_progress() : run_one());
        }
        return Nothing{};
    }

private:
    [[nodiscard]] const recipe::Action& action_at(std::size_t position) const {
        return execution_.cooked.actions[order_[position]];
    }

    // "Step 2/17 generateKey", for the gate and in front of errors.
    [[nodiscard]] std::string step_text() const {
        return "step " + std::to_string(position_ + 1) + "/" + std::to_string(order_.size()) + " " +
               std::string(recipe::action_type(action_at(position_)));
    }

    // "step 2/17 generateKey KSK of algorithm 13, ID 0a0b", for the gate.
    [[nodiscard]] std::string prospect() const {
        const recipe::Action& action = action_at(position_);
        if (const auto* set = std::get_if<recipe::ProduceSignedKeyset>(&action.params)) {
            return step_text() + " " + quote(set->owner.text()) + " " + set->inception.text() +
                   " .. " + set->expiration.text();
        }
        const recipe::KeyUse& use = execution_.bench.index().uses_of(order_[position_]).front();
        return step_text() + " " +
               (use.kind ? key_text(recipe::KeyReference{*use.kind, *use.name})
                         : "transport key " + key_text(*use.name));
    }

    [[nodiscard]] Step step(std::string text) const {
        return {position_ + 1, order_.size(), recipe::action_type(action_at(position_)),
                std::move(text), std::nullopt};
    }

    Outcome run_one() {
        // A key that is deleted is still there afterwards: nothing to stop before.
        if (!std::holds_alternative<recipe::DeleteKey>(action_at(position_).params)) {
            TRY(pace_.gate(prospect()));
        }
        const Clock::time_point start = Clock::now();
        Step line = step(TRY(carry_out(order_[position_]).in(step_text())));
        if (std::holds_alternative<recipe::GenerateKey>(action_at(position_).params)) {
            line.milliseconds = milliseconds_since(start);
        }
        TRY(execution_.transcript.say(step_line(line)));
        TRY(execution_.transcript.say(ds_lines(action_at(position_))));
        TRY(tell_doomed(order_[position_]));
        TRY(tell_details(action_at(position_)));
        ++position_;
        return Nothing{};
    }

    // Which key it is that will be destroyed, whatever the recipe calls it.
    Outcome tell_doomed(std::size_t action) {
        if (!std::holds_alternative<recipe::DeleteKey>(execution_.cooked.actions[action].params)) {
            return Nothing{};
        }
        const recipe::KeyUse& use = use_at(execution_.bench, action, recipe::Position::deletion);
        const auto& key = execution_.bench.key(use).name.public_key;
        if (!key) {
            return Nothing{};
        }
        return execution_.transcript.say(
            TRY(identity_lines(*key, execution_.bench.zones(use), Detail::full)));
    }

    Outcome tell_details(const recipe::Action& action) {
        if (pace_.detail == Detail::full) {
            TRY(execution_.transcript.say(result_lines(action)));
        }
        return Nothing{};
    }

    Result<std::string> carry_out(std::size_t action) {
        const recipe::ActionParams& params = execution_.cooked.actions[action].params;
        if (std::holds_alternative<recipe::HaveKey>(params)) {
            return have_key(execution_, action);
        }
        if (std::holds_alternative<recipe::GenerateKey>(params)) {
            return generate_key(execution_, action);
        }
        if (std::holds_alternative<recipe::ImportPublicKey>(params)) {
            return import_public_key(execution_, action);
        }
        if (std::holds_alternative<recipe::ExportKeypair>(params)) {
            return export_keypair(execution_, action);
        }
        return key_text(*use_at(execution_.bench, action, recipe::Position::deletion).name) +
               "  will be destroyed when all else is done";
    }

    // What comes after the progress, an error too, begins on a line of its own.
    Outcome run_sets_showing_progress() {
        Outcome outcome = run_sets();
        if (sets_ > most_told && pace_.progress) {
            TRY(pace_.progress(""));
        }
        return outcome;
    }

    // All sets follow one another in the order of execution.
    Outcome run_sets() {
        const Clock::time_point start = Clock::now();
        const std::size_t first = position_;
        while (position_ < first + sets_) {
            TRY(pace_.gate(prospect()));
            const std::size_t left = first + sets_ - position_;
            const std::size_t size = pace_.one_by_one ? 1 : std::min(batch_size, left);
            const auto lines =
                TRY(produce_signed_keysets(execution_, std::span(order_).subspan(position_, size))
                        .in(step_text()));
            for (const std::string& text : lines) {
                const std::string line = step_line(step(text));
                if (sets_ > most_told) {
                    TRY(execution_.transcript.note(line));
                } else {
                    TRY(execution_.transcript.say(line));
                    TRY(tell_details(action_at(position_)));
                }
                ++position_;
            }
            TRY(show_progress(position_ - first, start));
        }
        if (sets_ > most_told) {
            TRY(execution_.transcript.say("Signed and verified " + std::to_string(sets_) +
                                          " key sets; each stands in the transcript"));
        }
        return Nothing{};
    }

    [[nodiscard]] Outcome show_progress(std::size_t done, Clock::time_point start) const {
        if (sets_ <= most_told || !pace_.progress) {
            return Nothing{};
        }
        return pace_.progress(progress_line(done, sets_, milliseconds_since(start)));
    }

    const Execution& execution_;
    const Pace& pace_;
    std::vector<std::size_t> order_;
    std::size_t sets_;
    std::size_t position_ = 0;
};

}  // namespace

Outcome execute(const Execution& execution, const Pace& pace) {
    return Executor(execution, pace).run();
}

}  // namespace ceremony::cooker
