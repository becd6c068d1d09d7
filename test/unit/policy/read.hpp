// SPDX-License-Identifier: BSD-3-Clause
//
// read.hpp -- configurations in tests: from a text to what it says, or to why it does not.

#pragma once

#include <string>
#include <utility>

#include "config/load.hpp"
#include "policy/configuration.hpp"
#include "support/printing.hpp"

namespace ceremony::test {

inline Result<policy::Configuration> read(std::string text) {
    const config::Loaded loaded = must(config::load(std::move(text), "c"));
    return policy::read_configuration(loaded.root());
}

/// What a configuration says that has version: 1 and this behind it.
inline policy::Configuration says(const std::string& text) {
    return must(read("version: 1\n" + text));
}

/// Why the configuration is refused that has version: 1 in line 1 and `text` from line 2 on:
/// "3:9: kasp.ttl: ...".
inline std::string refusal(const std::string& text) {
    const auto result = read("version: 1\n" + text);
    REQUIRE_FALSE(result.ok());
    CHECK(result.error().code() == Errc::configuration);
    REQUIRE(result.error().message().starts_with("c:"));
    return result.error().message().substr(2);
}

}  // namespace ceremony::test
