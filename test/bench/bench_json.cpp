// SPDX-License-Identifier: BSD-3-Clause
//
// bench_json [MB] -- JSON parsing and printing beside nlohmann/json and RapidJSON.
//
// One text like a cooked recipe, 100 MB unless told otherwise. The libraries take
// turns, A B C A B C, so that what else the machine does meets all alike. Shown
// are the median speed, the median of the ratios of one round, and the peak memory
// of a process of its own that holds nothing but the text and its tree.

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>
#include <exception>
#include <filesystem>
#include <fstream>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

#include "bench/contestant.hpp"
#include "bench/sample.hpp"

using namespace ceremony::bench;

namespace {

constexpr std::size_t rounds = 7;
constexpr double megabyte = 1e6;

struct Entrant {
    const char* name;
    std::unique_ptr<Contestant> (*make)();
};

constexpr std::array<Entrant, 3> entrants = {{
    {"ceremony", make_ours},
    {"nlohmann/json", make_nlohmann},
    {"RapidJSON", make_rapidjson},
}};

using Row = std::array<double, entrants.size()>;

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

// Of processor time: each library uses one thread, and other programs run beside.
template <typename Work>
double seconds(Work work) {
    const std::clock_t start = std::clock();
    work();
    return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

[[noreturn]] void give_up(const std::string& what) {
    throw std::runtime_error(what);
}

double peak_megabytes() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-union-access): how glibc declares the member
    return static_cast<double>(usage.ru_maxrss) * 1024 / megabyte;
}

// The peak of a child that reads `file` and parses it, less its peak before.
double peak_of(const Entrant& entrant, const std::string& file, std::size_t size) {
    std::array<int, 2> ends{};
    if (pipe(ends.data()) != 0) {
        give_up("no pipe");
    }
    const pid_t child = fork();
    if (child == 0) {
        const double before = peak_megabytes();
        std::string text(size, '\0');
        std::ifstream in(file, std::ios::binary);
        const bool is_read = in.read(text.data(), static_cast<std::streamsize>(size)).good();
        const auto contestant = entrant.make();
        contestant->load(std::move(text));
        if (!is_read || !contestant->parse()) {
            _exit(1);
        }
        const double peak = peak_megabytes() - before;
        _exit(write(ends[1], &peak, sizeof peak) == sizeof peak ? 0 : 1);
    }
    close(ends[1]);
    double peak = 0;
    int status = 0;
    const bool is_told = read(ends[0], &peak, sizeof peak) == sizeof peak;
    close(ends[0]);
    if (waitpid(child, &status, 0) != child || status != 0 || !is_told) {
        give_up("the process that measures memory failed");
    }
    return peak;
}

// Runs before this process holds anything large: a child begins with what it holds.
Row peaks(std::size_t size) {
    const std::string file = (std::filesystem::temp_directory_path() / "bench_json.").string() +
                             std::to_string(getpid());
    const pid_t writer = fork();
    if (writer == 0) {
        std::ofstream out(file, std::ios::binary);
        out << cooked_recipe(size);
        _exit(out.flush().good() ? 0 : 1);
    }
    int status = 0;
    if (waitpid(writer, &status, 0) != writer || status != 0) {
        give_up("the text cannot be written");
    }
    Row row{};
    for (std::size_t i = 0; i < entrants.size(); ++i) {
        row[i] = peak_of(entrants[i], file, std::filesystem::file_size(file));
    }
    std::filesystem::remove(file);
    return row;
}

void show(const char* what, const std::vector<Row>& times, std::size_t size) {
    std::printf("%s\n", what);
    for (std::size_t i = 0; i < entrants.size(); ++i) {
        std::vector<double> speeds;
        std::vector<double> ratios;
        for (const Row& row : times) {
            speeds.push_back(static_cast<double>(size) / megabyte / row[i]);
            ratios.push_back(row[i] / row[0]);
        }
        std::printf("  %-14s %7.0f MB/s", entrants[i].name, median(speeds));
        if (i > 0) {
            std::printf("   ceremony is %.2f times as fast", median(ratios));
        }
        std::printf("\n");
    }
}

void race(const std::string& text) {
    std::vector<Row> parsing(rounds);
    std::vector<Row> printing(rounds);
    for (std::size_t round = 0; round < rounds; ++round) {
        for (std::size_t i = 0; i < entrants.size(); ++i) {
            const auto contestant = entrants[i].make();
            contestant->load(text);
            bool accepted = false;
            std::size_t printed = 0;
            parsing[round][i] = seconds([&] { accepted = contestant->parse(); });
            printing[round][i] = seconds([&] { printed = contestant->print(); });
            if (!accepted || printed == 0) {
                give_up(entrants[i].name);
            }
        }
    }
    show("parsing", parsing, text.size());
    show("printing", printing, text.size());
}

// One object of many members: the time of ten times as many is about ten times as long.
void show_members() {
    std::printf("one object of many members\n");
    for (const std::size_t size : {100000U, 1000000U}) {
        const auto ours = make_ours();
        ours->load(many_members(size));
        const double time = seconds([&] { static_cast<void>(ours->parse()); });
        std::printf("  %7zu members %8.1f ms\n", size, time * 1000);
    }
}

void run(std::size_t size) {
    const Row memory = peaks(size);
    const std::string text = cooked_recipe(size);
    std::printf("a text like a cooked recipe, %.1f MB, %zu rounds\n",
                static_cast<double>(text.size()) / megabyte, rounds);
    race(text);
    std::printf("peak memory while parsing, text included\n");
    for (std::size_t i = 0; i < entrants.size(); ++i) {
        std::printf("  %-14s %7.1f MB, %.2f times the text\n", entrants[i].name, memory[i],
                    memory[i] * megabyte / static_cast<double>(text.size()));
    }
    show_members();
}

}  // namespace

int main(int argc, char** argv) {
    const std::span arguments(argv, static_cast<std::size_t>(argc));
    try {
        run((arguments.size() > 1 ? std::stoul(arguments[1]) : 100) * 1000000);
    } catch (const std::exception& fault) {
        std::printf("bench_json: %s\n", fault.what());
        return 1;
    }
    return 0;
}
