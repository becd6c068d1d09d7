// SPDX-License-Identifier: BSD-3-Clause

#include "program/progress.hpp"

namespace ceremony::program {

namespace {

constexpr std::int64_t patience = 2000;  // milliseconds without a line
constexpr std::int64_t interval = 250;   // between two lines

}  // namespace

Progress::Progress(const Program& program)
    : program_(program), started_(program.stopwatch ? program.stopwatch() : 0) {}

void Progress::begin(std::string_view what, std::size_t zones) {
    what_ = what;
    zones_ = zones;
    done_ = 0;
    shown_at_ = started_;
    show();
}

void Progress::tick() {
    ++done_;
    show();
}

void Progress::end() {
    if (width_ > 0) {
        static_cast<void>(program_.err("\r" + std::string(width_, ' ') + "\r"));
        width_ = 0;
    }
}

void Progress::show() {
    if (!program_.stopwatch) {
        return;
    }
    const std::int64_t now = program_.stopwatch();
    if (now - started_ < patience || now - shown_at_ < interval) {
        return;
    }
    shown_at_ = now;
    std::string line = program_.name + ": " + what_;
    if (zones_ > 0) {
        line += ": " + std::to_string(done_) + " of " + std::to_string(zones_) + " zones";
    }
    end();
    width_ = line.size();
    static_cast<void>(program_.err(line));
}

}  // namespace ceremony::program
