// SPDX-License-Identifier: BSD-3-Clause
//
// checks.hpp -- the groups of rules that check.hpp consists of. For check.cpp and its parts only.

#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "recipe/check.hpp"
#include "recipe/key_index.hpp"

namespace ceremony::recipe {

/// A recipe under examination, and what was found.
struct Examination {
    const Recipe& recipe;
    const CheckContext& context;
    const KeyIndex& index;
    std::vector<Violation>& found;

    void add(std::size_t action, std::string_view path, std::string reason) const {
        found.push_back({action, std::string(path), std::move(reason)});
    }
    void add(const KeyUse& use, std::string reason) const {
        add(use.action, path_of(use), std::move(reason));
    }
};

/// "actions[3]"
[[nodiscard]] inline std::string name_of(std::size_t action) {
    return "actions[" + std::to_string(action) + "]";
}

/// Rules 1 to 3: one key is one thing wherever it stands; what is made is new; what is
/// deleted is unused.
void check_keys(const Examination& examination);
/// Rule 4: who may sign a set, and whom the parent may be asked to trust.
void check_signers(const Examination& examination);
/// Rule 5: which keys may leave a token, and under what.
void check_exports(const Examination& examination);
/// Rules 6 to 8: signature times, publication times, one TTL and one set at a time.
void check_times(const Examination& examination);
/// Rule 9: key tags are unique among the keys of a zone.
void check_tags(const Examination& examination);

}  // namespace ceremony::recipe
