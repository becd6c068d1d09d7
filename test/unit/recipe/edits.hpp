// SPDX-License-Identifier: BSD-3-Clause
//
// edits.hpp -- tables of single changes to a good recipe, and what must come of each.

#pragma once

#include <string>

namespace ceremony::test {

/// Each block of test/vectors/recipe/FILE changes a recipe of test/vectors/recipe/accept:
/// `base` is its name, `edit` what recipes.hpp understands. With `expect = ok` the changed
/// text is read as the same recipe as before, or with `same = no` as another one; else
/// reading it fails at `path`, with a reason that begins with `reason`.
void check_reading(const std::string& file);

/// The same for rules: the changed text is read, and check() finds exactly one violation,
/// at `path` and with `reason`; none with `expect = ok`. `ids` are the key IDs, as
/// hexadecimal digits, that may be exported.
void check_rules(const std::string& file);

}  // namespace ceremony::test
