// SPDX-License-Identifier: BSD-3-Clause
//
// version.hpp -- the key `version:` that every configuration has.

#pragma once

#include <cstdint>

#include "base/result.hpp"
#include "config/mapping.hpp"

namespace ceremony::config {

enum class Version : std::uint8_t {
    prototype,  ///< 0: written for the prototype; what it leaves out has defaults
    current,    ///< 1
};

/// The version of `configuration`. Errc::configuration when there is none, or another.
[[nodiscard]] Result<Version> read_version(Mapping& configuration);

}  // namespace ceremony::config
