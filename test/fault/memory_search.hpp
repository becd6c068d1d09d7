// SPDX-License-Identifier: BSD-3-Clause
//
// memory_search.hpp -- is a text anywhere in the memory that this process may write?
//
// The search must not put the text there: it is given masked, each octet
// exclusive-ored with `mask`, and compared octet by octet.

#pragma once

#include <string>
#include <vector>

namespace fault {

inline constexpr unsigned char mask = 0x55;

/// The lines of /proc/self/maps whose mappings hold the text that `masked` stands for, each
/// with its line end. REQUIRES: `masked` is not empty.
std::vector<std::string> find_in_memory(const std::vector<unsigned char>& masked);

}  // namespace fault
