// SPDX-License-Identifier: BSD-3-Clause
//
// findings.hpp -- tables of single changes to a good cooked recipe, and what is found.

#pragma once

#include <string>

namespace ceremony::test {

/// Each block of test/vectors/cooked/FILE changes a cooked recipe of test/vectors/cooked:
/// `base` is its name, `edit` what support/recipes.hpp understands; nothing changes without.
/// It is verified as a final text, or with `stage = ready` as one at the commit point. Found
/// must be exactly what `path` and `reason`, `path2` and `reason2` and so on say, in this
/// order: each message has the path, and a reason that begins as given. With `expect = ok`
/// nothing is found.
void check_findings(const std::string& file);

}  // namespace ceremony::test
