// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/pending_hooks.hpp"

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "consumer/hook_round.hpp"
#include "policy/read_consumer.hpp"

namespace ceremony::consumer {

namespace {

using keysets::WrittenTarget;
using keysets::ZoneState;

struct Pending {
    const policy::Target& target;
    ZoneState& zone;
    WrittenTarget& written;
};

std::vector<Pending> all_pending(const Round& round, keysets::State& state) {
    std::vector<Pending> pending;
    for (const policy::Target& target : round.configuration.publish) {
        const auto zone = state.zones.find(target.zone);
        if (zone == state.zones.end() || !round.rules.is_for(target)) {
            continue;
        }
        for (WrittenTarget& written : zone->second.targets) {
            if (written.file == target.file && written.hook_pending) {
                pending.push_back({target, zone->second, written});
            }
        }
    }
    return pending;
}

enum class Debt : std::uint8_t {
    own,
    of_earlier_run
};

void run_hook_of(const Pending& one, Debt debt, HookRound& hooks, Round& round) {
    const policy::Target& target = one.target;
    WrittenTarget& written = one.written;
    if (target.after.empty()) {
        written.hook_pending = false;
        return;
    }
    HookAnswer answer = hooks.run(target.after);
    if (answer.news) {
        round.troubles.add(std::move(*answer.news).in(target.zone.text()));
    }
    written.hook_pending = !answer.has_succeeded;
    if (!written.hook_pending) {
        written.heard_until.reset();
    }
    if (answer.has_succeeded && debt == Debt::of_earlier_run) {
        const Outcome told = round.program.out(
            target.zone.text() + ": " + std::string(policy::to_string(target.format)) + " " +
            target.file + ": the hook that an earlier run owes has succeeded\n");
        if (!told.ok()) {
            round.troubles.add(told.error());
        }
    }
    const bool has_news = !answer.has_succeeded || !round.refreshed.contains(written.file);
    if (is_publication(round.configuration, target) && has_news) {
        keysets::note_delay(one.zone, round.now);
        one.zone.look_again.reset();
    }
}

// Where a run begins. When some of them hang, no one is left out for ever: however far apart the
// runs are, their multiples of the golden ratio lie everywhere (Knuth, TAOCP vol. 3, section 6.4).
std::size_t first_of(std::size_t count, UtcTime now) {
    constexpr std::uint64_t golden = 0x9e3779b97f4a7c15;
    constexpr unsigned low_half = 32;
    const std::uint64_t fraction = static_cast<std::uint64_t>(now.seconds()) * golden >> low_half;
    return (fraction * count) >> low_half;
}

}  // namespace

std::set<std::string> pending_hooks(const keysets::State& state) {
    std::set<std::string> pending;
    for (const auto& [name, zone] : state.zones) {
        for (const WrittenTarget& target : zone.targets) {
            if (target.hook_pending) {
                pending.insert(target.file);
            }
        }
    }
    return pending;
}

void run_pending_hooks(Round& round, keysets::State& state, const std::set<std::string>& owed) {
    const std::vector<Pending> pending = all_pending(round, state);
    HookRound hooks;
    std::vector<const Pending*> left;
    for (const Pending& one : pending) {
        if (owed.contains(one.written.file)) {
            left.push_back(&one);
        } else {
            run_hook_of(one, Debt::own, hooks, round);
        }
    }
    for (std::size_t i = 0; i < left.size(); ++i) {
        const std::size_t one = (first_of(left.size(), round.now) + i) % left.size();
        run_hook_of(*left[one], Debt::of_earlier_run, hooks, round);
    }
}

}  // namespace ceremony::consumer
