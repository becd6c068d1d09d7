// SPDX-License-Identifier: BSD-3-Clause
//
// comparison.hpp -- how a difference between two things is told, a line each.

#pragma once

#include <string>
#include <vector>

namespace ceremony::planner {

using Lines = std::vector<std::string>;

/// Adds "what: AFTER instead of BEFORE" to `lines`, if they differ.
inline void compare(const std::string& what,
                    const std::string& before,
                    const std::string& after,
                    Lines& lines) {
    if (before != after) {
        lines.push_back(what + ": " + after + " instead of " + before);
    }
}

/// Compares two maps from names: `both(what + name, old, new)` for what is in both of them, else
/// "NAME: no more" or "NAME: new".
template <typename Table, typename Compare>
void compare_tables(const std::string& what,
                    const Table& before,
                    const Table& after,
                    Lines& lines,
                    Compare&& both) {
    for (const auto& [name, value] : before) {
        const auto other = after.find(name);
        if (other == after.end()) {
            lines.push_back(what + name + ": no more");
        } else {
            both(what + name, value, other->second);
        }
    }
    for (const auto& [name, value] : after) {
        if (!before.contains(name)) {
            lines.push_back(what + name + ": new");
        }
    }
}

/// What `text_of_one` makes of each, in one line; "none" if there is none.
template <typename T, typename TextOf>
std::string joined(const std::vector<T>& things, TextOf text_of_one) {
    std::string text;
    for (const T& thing : things) {
        text += (text.empty() ? "" : "; ") + text_of_one(thing);
    }
    return text.empty() ? "none" : text;
}

}  // namespace ceremony::planner
