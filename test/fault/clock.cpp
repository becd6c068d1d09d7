// SPDX-License-Identifier: BSD-3-Clause
//
// clock.cpp -- a library for LD_PRELOAD that moves the time a program sees. Three environment
// variables, read at the first call:
//
//   CEREMONY_CLOCK        seconds since 1970: the time at that call; from then on it passes
//                         at its usual speed. Absent: the time is the right one
//   CEREMONY_CLOCK_STATE  what adjtimex says about the clock: "synchronised",
//                         "unsynchronised", or "denied" (EPERM). Absent: what the kernel says
//   CEREMONY_CLOCK_HASTE  a number: whoever waits in poll for some time waits that many times
//                         shorter. Absent: 1
//
// Moved are clock_gettime of the clocks that tell the time of day, time, gettimeofday and
// adjtimex, which changes nothing when it is called here. Clocks that measure durations
// stay as they are: a program that waits would wait for years. What is replaced here is asked of
// the kernel, so that no function of the C library is needed for it.

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <poll.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/timex.h>
#include <unistd.h>

namespace {

constexpr long nanoseconds_in_microsecond = 1000;
constexpr long nanoseconds_in_millisecond = 1000000;
constexpr long milliseconds_in_second = 1000;

int real_time(clockid_t clock, timespec* now) {
    return static_cast<int>(::syscall(SYS_clock_gettime, clock, now));
}

// How far the time is moved.
time_t offset() {
    static const time_t seconds = [] {
        const char* const wanted = std::getenv("CEREMONY_CLOCK");
        timespec now{};
        if (wanted == nullptr || real_time(CLOCK_REALTIME, &now) != 0) {
            return time_t{0};
        }
        return static_cast<time_t>(std::strtoll(wanted, nullptr, 10)) - now.tv_sec;
    }();
    return seconds;
}

bool tells_time_of_day(clockid_t clock) {
    constexpr std::array<clockid_t, 3> clocks = {CLOCK_REALTIME, CLOCK_REALTIME_COARSE, CLOCK_TAI};
    for (const clockid_t one : clocks) {
        if (one == clock) {
            return true;
        }
    }
    return false;
}

int moved_time(clockid_t clock, timespec* now) {
    const int done = real_time(clock, now);
    if (done == 0 && tells_time_of_day(clock)) {
        now->tv_sec += offset();
    }
    return done;
}

int haste() {
    static const int times = [] {
        const char* const wanted = std::getenv("CEREMONY_CLOCK_HASTE");
        const int number = wanted == nullptr ? 1 : std::atoi(wanted);
        return number < 1 ? 1 : number;
    }();
    return times;
}

bool state_is(const char* state) {
    const char* const wanted = std::getenv("CEREMONY_CLOCK_STATE");
    return wanted != nullptr && std::strcmp(wanted, state) == 0;
}

}  // namespace

extern "C" {

int clock_gettime(clockid_t clock, timespec* now) noexcept {
    return moved_time(clock, now);
}

time_t time(time_t* now) noexcept {
    timespec precise{};
    if (moved_time(CLOCK_REALTIME, &precise) != 0) {
        return -1;
    }
    if (now != nullptr) {
        *now = precise.tv_sec;
    }
    return precise.tv_sec;
}

int gettimeofday(timeval* now, void* zone) noexcept {
    if (zone != nullptr) {
        std::memset(zone, 0, sizeof(struct timezone));
    }
    timespec precise{};
    const int done = moved_time(CLOCK_REALTIME, &precise);
    now->tv_sec = precise.tv_sec;
    now->tv_usec = precise.tv_nsec / nanoseconds_in_microsecond;
    return done;
}

int adjtimex(timex* state) noexcept {
    if (state_is("denied")) {
        errno = EPERM;
        return -1;
    }
    state->modes = 0;
    const auto said = static_cast<int>(::syscall(SYS_adjtimex, state));
    if (said < 0) {
        return said;
    }
    state->time.tv_sec += offset();
    if (state_is("synchronised")) {
        state->status &= ~STA_UNSYNC;
        return TIME_OK;
    }
    if (state_is("unsynchronised")) {
        state->status |= STA_UNSYNC;
        return TIME_ERROR;
    }
    return said;
}

int poll(pollfd* watched, nfds_t count, int milliseconds) {
    const int rest = milliseconds / haste();
    timespec limit = {rest / milliseconds_in_second,
                      rest % milliseconds_in_second * nanoseconds_in_millisecond};
    return static_cast<int>(
        ::syscall(SYS_ppoll, watched, count, milliseconds < 0 ? nullptr : &limit, nullptr, 0));
}

}  // extern "C"
