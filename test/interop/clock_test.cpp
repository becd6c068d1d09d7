// SPDX-License-Identifier: BSD-3-Clause
//
// clock.so, which every verdict of dnssec-verify here depends on, has a test of its own. The
// zone is made by ldns alone.

#include <dlfcn.h>
#include <sys/time.h>
#include <sys/timex.h>

#include "base/time.hpp"
#include "interop/tools.hpp"
#include "support/child.hpp"
#include "support/printing.hpp"
#include "support/temp_folder.hpp"

namespace ceremony::test {
namespace {

constexpr std::int64_t in_2030 = 1900000000;  // date -u -d @1900000000: 2030-03-17 17:46:40
constexpr std::int64_t patience = 60;         // a test may take its time, but not a minute

bool is_soon_after(std::int64_t time, std::int64_t wanted) {
    return time >= wanted && time < wanted + patience;
}

// A function of the library, called here and not preloaded.
template <typename Function>
Function* function_of(void* library, const char* name) {
    return reinterpret_cast<Function*>(::dlsym(library, name));
}

void* load_with_environment(const char* state) {
    REQUIRE(::setenv("CEREMONY_CLOCK", std::to_string(in_2030).c_str(), 1) == 0);
    REQUIRE(::setenv("CEREMONY_CLOCK_STATE", state, 1) == 0);
    void* const library = ::dlopen(CEREMONY_CLOCK_LIBRARY, RTLD_NOW | RTLD_LOCAL);
    REQUIRE(library != nullptr);
    return library;
}

TEST_CASE("clock: every way to ask for the time tells the one that was set", "[interop][clock]") {
    void* const library = load_with_environment("");
    auto* const moved_clock = function_of<int(clockid_t, timespec*)>(library, "clock_gettime");
    auto* const moved_time = function_of<time_t(time_t*)>(library, "time");
    auto* const moved_day = function_of<int(timeval*, void*)>(library, "gettimeofday");
    auto* const moved_timex = function_of<int(timex*)>(library, "adjtimex");
    for (const clockid_t clock : {CLOCK_REALTIME, CLOCK_REALTIME_COARSE}) {
        timespec now{};
        CHECK(moved_clock(clock, &now) == 0);
        CHECK(is_soon_after(now.tv_sec, in_2030 - 1));  // the coarse one lags by some ms
    }
    time_t stored = 0;
    CHECK(is_soon_after(moved_time(&stored), in_2030));
    CHECK(is_soon_after(stored, in_2030));
    timeval day{};
    CHECK(moved_day(&day, nullptr) == 0);
    CHECK(is_soon_after(day.tv_sec, in_2030));
    timex state{};
    CHECK(moved_timex(&state) >= 0);
    CHECK(is_soon_after(state.time.tv_sec, in_2030));
}

TEST_CASE("clock: durations are as long as they are", "[interop][clock]") {
    void* const library = load_with_environment("");
    auto* const moved_clock = function_of<int(clockid_t, timespec*)>(library, "clock_gettime");
    timespec before{};
    timespec moved{};
    REQUIRE(::clock_gettime(CLOCK_MONOTONIC, &before) == 0);
    CHECK(moved_clock(CLOCK_MONOTONIC, &moved) == 0);
    CHECK(is_soon_after(moved.tv_sec, before.tv_sec));
}

TEST_CASE("clock: it is synchronised or not as the environment says", "[interop][clock]") {
    struct Row {
        const char* state;
        int answer;
        int unsynchronised;
    };
    const auto row = GENERATE(values<Row>({
        {"synchronised", TIME_OK, 0},
        {"unsynchronised", TIME_ERROR, STA_UNSYNC},
    }));
    CAPTURE(row.state);
    void* const library = load_with_environment(row.state);
    auto* const moved_timex = function_of<int(timex*)>(library, "adjtimex");
    timex state{};
    CHECK(moved_timex(&state) == row.answer);
    CHECK((state.status & STA_UNSYNC) == row.unsynchronised);
    REQUIRE(::setenv("CEREMONY_CLOCK_STATE", "denied", 1) == 0);
    CHECK(moved_timex(&state) == -1);
    CHECK(errno == EPERM);
}

TEST_CASE("clock: a program that is started with it lives at another time", "[interop][clock]") {
    const Ran ran = run_at(in_2030, {"date", "-u", "+%s"});
    CHECK(ran.status == 0);
    CHECK(is_soon_after(std::stoll(ran.output), in_2030));
}

TEST_CASE("clock: dnssec-verify judges a zone at the time that was set", "[interop][clock]") {
    needs({"ldns-keygen", "ldns-signzone", "dnssec-verify"});
    const TempFolder folder;
    const std::string zone = folder.file("zone",
                                         "example. 3600 IN SOA ns. host. 1 3600 900 604800 300\n"
                                         "example. 3600 IN NS ns.\n");
    const std::string in_folder = "cd " + folder.path() + " && ";
    const Ran made = run_program(
        {"sh", "-c",
         in_folder + "ksk=$(ldns-keygen -a ECDSAP256SHA256 -k example) && "
                     "zsk=$(ldns-keygen -a ECDSAP256SHA256 example) && "
                     "ldns-signzone -i 20300301000000 -e 20300401000000 -f signed zone $ksk $zsk"});
    CAPTURE(made.output);
    REQUIRE(made.status == 0);
    const auto verdict_at = [&](std::string_view time) {
        const UtcTime at = must(UtcTime::from_text(time));
        return run_at(at.seconds(), {"dnssec-verify", "-q", "-o", "example.", folder / "signed"})
            .status;
    };
    CHECK(verdict_at("2030-02-28 23:59:50") != 0);
    CHECK(verdict_at("2030-03-01 00:00:01") == 0);
    CHECK(verdict_at("2030-03-31 23:59:00") == 0);
    CHECK(verdict_at("2030-04-01 00:00:01") != 0);
}

}  // namespace
}  // namespace ceremony::test
