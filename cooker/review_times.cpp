// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/review_times.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace ceremony::cooker {

namespace {

using recipe::ProduceSignedKeyset;

// What a line of the guard says, for messages: "guard.max-ahead is P430D".
std::string limit_text(std::string_view line, const std::optional<Duration>& limit) {
    return "guard." + std::string(line) + (limit ? " is " + limit->text() : " is absent");
}

// "403 days"
std::string days_text(UtcTime from, UtcTime until) {
    constexpr std::int64_t day = 86400;
    const std::int64_t days = (until.seconds() - from.seconds()) / day;
    return std::to_string(days) + (days == 1 ? " day" : " days");
}

// All that a recipe signs, from its first inception to its last expiration.
struct Reach {
    UtcTime first;
    UtcTime last;
    std::size_t last_set = 0;  // the action that expires last
};

void add(std::optional<Reach>& reach, std::size_t action, const ProduceSignedKeyset& set) {
    if (!reach) {
        reach = Reach{set.inception, set.expiration, action};
        return;
    }
    if (set.inception < reach->first) {
        reach->first = set.inception;
    }
    if (reach->last < set.expiration) {
        reach->last = set.expiration;
        reach->last_set = action;
    }
}

void review_validity(const ReviewTask& task, std::size_t action, const ProduceSignedKeyset& set) {
    const auto& limit = task.guard.max_validity;
    if (!task.guard.within(limit, set.inception, set.expiration)) {
        task.findings.refuse(action, "actionParams.expiration",
                             limit_text("max-validity", limit) + ", this signature lasts " +
                                 days_text(set.inception, set.expiration));
    }
}

void review_horizon(const ReviewTask& task, const Reach& reach) {
    const auto& limit = task.guard.max_horizon;
    if (!task.guard.within(limit, reach.first, reach.last)) {
        task.findings.refuse(reach.last_set, "actionParams.expiration",
                             limit_text("max-horizon", limit) + ", the recipe covers " +
                                 days_text(reach.first, reach.last));
    }
}

void review_ahead(const ReviewTask& task, const Reach& reach, UtcTime now) {
    const Guard& guard = task.guard;
    const UtcTime last = reach.last;
    const std::string ahead =
        last < now ? "The last signature expired before that, " + last.text() + " UTC"
                   : "The last signature expires " + days_text(now, last) + " later, " +
                         last.text() + " UTC";
    std::vector<std::string> lines = clock_lines(task.recipe, now);
    lines.push_back(ahead);
    if (!guard.within(guard.max_ahead, now, last)) {
        task.findings.refuse(reach.last_set, "actionParams.expiration",
                             limit_text("max-ahead", guard.max_ahead) +
                                 ", and by the clock here, " + now.text() + ", it is " +
                                 days_text(now, last) + " ahead");
    } else if (guard.is_written && guard.confirm == Confirmation::words) {
        task.findings.ask(ask_yes(guard, Subject::ahead, std::move(lines),
                                  "is the clock right, and is that how long it should be?"));
        return;
    }
    for (std::string& line : lines) {
        task.findings.note(std::move(line));
    }
}

}  // namespace

std::vector<std::string> clock_lines(const recipe::Recipe& recipe, UtcTime now) {
    std::vector<std::string> lines = {"The clock of this machine shows " + now.text() + " UTC"};
    constexpr std::int64_t slack = 3600;  // the clock of another machine may be ahead
    const UtcTime made = recipe.preamble.timestamp;
    if (made.seconds() - now.seconds() > slack) {
        lines.push_back("Warning: the recipe was made after that, " + made.text() +
                        " UTC: is this clock right?");
    }
    return lines;
}

void review_times(const ReviewTask& task, const std::optional<UtcTime>& now) {
    std::optional<Reach> reach;
    for (std::size_t action = 0; action < task.recipe.actions.size(); ++action) {
        const auto* set = std::get_if<ProduceSignedKeyset>(&task.recipe.actions[action].params);
        if (set != nullptr) {
            review_validity(task, action, *set);
            add(reach, action, *set);
        }
    }
    if (reach) {
        review_horizon(task, *reach);
    }
    if (reach && now) {
        review_ahead(task, *reach, *now);
    }
}

}  // namespace ceremony::cooker
