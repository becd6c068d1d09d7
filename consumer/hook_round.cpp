// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/hook_round.hpp"

#include "base/quote.hpp"

namespace ceremony::consumer {

HookAnswer HookRound::run(const std::vector<std::string>& command) {
    const auto known = done_.find(command);
    if (known != done_.end()) {
        return {known->second};
    }
    const auto now = std::chrono::steady_clock::now();
    if (!end_) {
        end_ = now + limit_;
    }
    if (now >= *end_) {
        if (is_over_) {
            return {};
        }
        is_over_ = true;
        return {false, Error{Errc::left_over,
                             "hook " + quote(command.front()) +
                                 ": not run, nor those after it, because those before took " +
                                 std::to_string(limit_.count()) + " ms: the next run goes on"}};
    }
    const Outcome outcome = run_hook(command);
    done_[command] = outcome.ok();
    return outcome.ok() ? HookAnswer{true} : HookAnswer{false, outcome.error()};
}

}  // namespace ceremony::consumer
