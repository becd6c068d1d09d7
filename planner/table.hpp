// SPDX-License-Identifier: BSD-3-Clause
//
// table.hpp -- rows of cells in columns that are as wide as they have to be.

#pragma once

#include <string>
#include <vector>

namespace ceremony::planner {

class Table {
public:
    /// The heads of the columns.
    explicit Table(std::vector<std::string> heads);

    /// REQUIRES: no more cells than heads.
    void add(std::vector<std::string> cells);

    /// A line for the heads and one for each row, indented by two, without blanks at its end. Cells
    /// are ASCII on one line.
    [[nodiscard]] std::string text() const;

private:
    std::vector<std::vector<std::string>> rows_;  ///< the heads first
};

}  // namespace ceremony::planner
