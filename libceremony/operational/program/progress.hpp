// SPDX-License-Identifier: BSD-3-Clause
//
// progress.hpp -- how far a command is, for a person who waits at a terminal: one line on standard
// error that is written again and again and taken away at the end. A command that is done within
// two seconds has none.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "program/program.hpp"

namespace ceremony::program {

class Progress {
public:
    /// The time counts from here on. Without program.stopwatch nothing is ever written.
    explicit Progress(const Program& program);
    Progress(const Progress&) = delete;
    Progress(Progress&&) = delete;
    Progress& operator=(const Progress&) = delete;
    Progress& operator=(Progress&&) = delete;
    ~Progress() { end(); }

    /// What is done now, "reading", and of how many zones; 0: they are not counted.
    void begin(std::string_view what, std::size_t zones = 0);
    /// One zone more is done.
    void tick();
    /// Takes the line away, so that something else may be written.
    void end();

private:
    void show();

    const Program& program_;
    std::int64_t started_ = 0;  ///< on the stopwatch
    std::int64_t shown_at_ = 0;
    std::size_t width_ = 0;  ///< of the line that is there
    std::string what_;
    std::size_t zones_ = 0;
    std::size_t done_ = 0;
};

}  // namespace ceremony::program
