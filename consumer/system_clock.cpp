// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/system_clock.hpp"

#include <sys/timex.h>

namespace ceremony::consumer {

Synchronised ask_kernel() noexcept {
    ::timex clock{};  // asks, and changes nothing
    const int state = ::adjtimex(&clock);
    if (state < 0) {
        return Synchronised::unknown;
    }
    return state == TIME_ERROR || (clock.status & STA_UNSYNC) != 0 ? Synchronised::no
                                                                   : Synchronised::yes;
}

Result<std::string> check_clock(const ClockFacts& facts, policy::ClockRule rule) {
    if (facts.last && facts.now.seconds() < facts.last->seconds() - facts.skew) {
        return Error{Errc::refused, "the clock has gone back: it says " + facts.now.text() +
                                        ", and the run before saw " + facts.last->text()}
            .with_hint("the next run goes by the clock as it is");
    }
    if (facts.synchronised == Synchronised::yes) {
        return std::string();
    }
    const std::string what = facts.synchronised == Synchronised::no
                                 ? "the system clock is not synchronised"
                                 : "the system does not tell whether its clock is synchronised";
    if (rule == policy::ClockRule::required) {
        return Error{Errc::refused, what + ", and clock: required wants it to be"};
    }
    return what;
}

}  // namespace ceremony::consumer
