// SPDX-License-Identifier: BSD-3-Clause
//
// hook_round.hpp -- the hooks of one run, one after the other.
//
// What several targets want runs once. A run has the store to itself, and systemd ends it after ten
// minutes (packaging/systemd/ceremony-publish.service). So when many hooks hang, those that are
// left are left to the next run.

#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "consumer/hook.hpp"

namespace ceremony::consumer {

/// What all hooks of a run may take. The last one that began in this time may end after it.
inline constexpr std::chrono::milliseconds round_limit = std::chrono::minutes(5);

/// What came of a hook.
struct HookAnswer {
    bool has_succeeded = false;
    /// What people have to be told of; nothing when it was told before.
    std::optional<Error> news = std::nullopt;
};

class HookRound {
public:
    /// It begins with its first hook.
    explicit HookRound(std::chrono::milliseconds limit = round_limit) : limit_(limit) {}

    /// Runs `command` as run_hook() does, if it did not run yet. Errc::left_over, as news: as
    /// there; or there is no time left for it. REQUIRES: `command` is not empty.
    [[nodiscard]] HookAnswer run(const std::vector<std::string>& command);

private:
    std::chrono::milliseconds limit_;
    std::optional<std::chrono::steady_clock::time_point> end_;
    bool is_over_ = false;
    std::map<std::vector<std::string>, bool> done_;  // did it succeed?
};

}  // namespace ceremony::consumer
