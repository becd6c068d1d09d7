// SPDX-License-Identifier: BSD-3-Clause
//
// sample.hpp -- texts to measure with, the same in every run.

#pragma once

#include <cstddef>
#include <string>

namespace ceremony::bench {

/// A cooked recipe of at least `size` octets: keys that are had and generated, and
/// the signed DNSKEY sets of many zones. Its octets of keys and signatures are random.
std::string cooked_recipe(std::size_t size);

/// One object of `size` members.
std::string many_members(std::size_t size);

}  // namespace ceremony::bench
