// SPDX-License-Identifier: BSD-3-Clause
//
// told.hpp -- a Program that keeps what it is told to write, at a time of the test's choice.

#pragma once

#include <string>

#include "program/program.hpp"
#include "support/printing.hpp"

namespace ceremony::test {

class Told {
public:
    explicit Told(const std::string& name = "planner") {
        program.name = name;
        program.out = [this](std::string_view text) -> Outcome {
            out += text;
            return Nothing{};
        };
        program.err = [this](std::string_view text) -> Outcome {
            err += text;
            return Nothing{};
        };
        program.clock = [] {
            return UtcTime::from_text("2027-01-01");
        };
    }
    Told(const Told&) = delete;
    Told(Told&&) = delete;
    Told& operator=(const Told&) = delete;
    Told& operator=(Told&&) = delete;
    ~Told() = default;

    std::string out;
    std::string err;
    program::Program program;
};

}  // namespace ceremony::test
