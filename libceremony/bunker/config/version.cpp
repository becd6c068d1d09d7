// SPDX-License-Identifier: BSD-3-Clause

#include "config/version.hpp"

#include <array>

#include "config/values.hpp"

namespace ceremony::config {

namespace {

constexpr std::array<Word<Version>, 2> versions = {{
    {"0", Version::prototype},
    {"1", Version::current},
}};

}  // namespace

Result<Version> read_version(Mapping& configuration) {
    return configuration.required("version",
                                  [](json::Value value) { return to_word(value, versions); });
}

}  // namespace ceremony::config
