// SPDX-License-Identifier: BSD-3-Clause
//
// merge.hpp -- which entries a merge key brings into a mapping.

#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace ceremony::yaml {

/// An entry of a mapping: what its key says, and the numbers in the builder of its
/// first value, which is the key, and of the one behind its last.
struct Entry {
    std::string_view key;
    std::uint32_t first = 0;
    std::uint32_t last = 0;
};
using Entries = std::vector<Entry>;

/// The entries of `sources` that the mapping with the entries `own` gets, in order: own
/// ones win over all others, those of an earlier source over those of a later one. No
/// key stands twice in `own` or in one source. Takes n log n comparisons of keys.
[[nodiscard]] Entries select_merged(const Entries& own, const std::vector<const Entries*>& sources);

}  // namespace ceremony::yaml
