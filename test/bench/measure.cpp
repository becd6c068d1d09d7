// SPDX-License-Identifier: BSD-3-Clause
//
// measure N COMMAND... -- runs COMMAND N times and prints what a run takes: the median of its wall
// clock, the median of its processor time, and the largest memory of any run. COMMAND keeps its
// output; the first run that fails ends it all.

#include <algorithm>
#include <charconv>
#include <chrono>
#include <iomanip>
#include <iostream>
#include <span>
#include <spawn.h>
#include <string_view>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace {

using Milliseconds = std::chrono::duration<double, std::milli>;

struct Cost {
    double wall = 0;
    double processor = 0;
    long kibibytes = 0;
};

double in_milliseconds(const timeval& time) {
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3;
}

// The exit status, and what the run took.
int run(char** command, Cost& cost) {
    const auto begin = std::chrono::steady_clock::now();
    pid_t child = 0;
    if (::posix_spawnp(&child, *command, nullptr, nullptr, command, environ) != 0) {
        return 127;
    }
    int status = 0;
    rusage usage{};
    if (::wait4(child, &status, 0, &usage) != child) {
        return 127;
    }
    cost.wall = Milliseconds(std::chrono::steady_clock::now() - begin).count();
    cost.processor = in_milliseconds(usage.ru_utime) + in_milliseconds(usage.ru_stime);
    cost.kibibytes = usage.ru_maxrss;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

template <typename Value>
Value median(std::vector<Cost>& costs, Value Cost::*member) {
    const auto middle = costs.begin() + static_cast<std::ptrdiff_t>(costs.size() / 2);
    std::nth_element(costs.begin(), middle, costs.end(),
                     [member](const Cost& a, const Cost& b) { return a.*member < b.*member; });
    return (*middle).*member;
}

}  // namespace

int main(int argc, char** argv) {
    const std::span arguments(argv, static_cast<std::size_t>(argc));
    std::size_t times = 0;
    if (arguments.size() > 2) {
        const std::string_view digits(arguments[1]);
        std::from_chars(digits.data(), digits.data() + digits.size(), times);
    }
    if (times == 0) {
        std::cerr << "usage: measure N COMMAND...\n";
        return 64;
    }
    std::vector<Cost> costs(times);
    for (Cost& cost : costs) {
        if (const int status = run(arguments.subspan(2).data(), cost); status != 0) {
            return status;
        }
    }
    const long largest =
        std::max_element(costs.begin(), costs.end(), [](const Cost& a, const Cost& b) {
            return a.kibibytes < b.kibibytes;
        })->kibibytes;
    std::cerr << std::fixed << std::setprecision(1) << std::setw(9) << median(costs, &Cost::wall)
              << " ms, " << std::setw(9) << median(costs, &Cost::processor) << " ms of processor, "
              << std::setw(7) << static_cast<double>(largest) / 1024 << " MiB\n";
    return 0;
}
