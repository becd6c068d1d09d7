// SPDX-License-Identifier: BSD-3-Clause
//
// troubles.hpp -- what went wrong in a run that goes on all the same.

#pragma once

#include <optional>
#include <set>
#include <string>

#include "base/result.hpp"
#include "program/program.hpp"

namespace ceremony::consumer {

class Troubles {
public:
    /// Refers to `program`.
    explicit Troubles(const program::Program& program) : program_(program) {}

    /// All are told, one of them by whoever takes the outcome: one that the next run may not have
    /// only when there is no other. The same message is told once: what
    /// fails for one target, or at one time, often fails for the next.
    void add(Error error);

    [[nodiscard]] bool none() const noexcept { return !worst_.has_value(); }
    [[nodiscard]] Outcome outcome() const;

private:
    const program::Program& program_;
    std::optional<Error> worst_;
    std::set<std::string> messages_;
};

}  // namespace ceremony::consumer
