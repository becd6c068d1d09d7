// SPDX-License-Identifier: BSD-3-Clause
//
// loaded.hpp -- what a reader makes of a configuration, for tests.

#pragma once

#include <string>

#include "config/load.hpp"
#include "support/printing.hpp"

namespace ceremony::test {

/// A configuration called "c.yaml".
inline config::Loaded loaded(std::string text) {
    return must(config::load(std::move(text), "c.yaml"));
}

/// What `read`, a function from a Value to a Result, makes of the one value `text`: at 1:4.
template <typename Read>
auto value_as(const std::string& text, Read&& read) {
    const config::Loaded document = loaded("a: " + text + "\n");
    return read(*document.root().find("a"));
}

/// The error in `result`, which must be one of the configuration: "2:5: what".
template <typename T>
std::string refusal(const Result<T>& result) {
    REQUIRE_FALSE(result.ok());
    CHECK(result.error().code() == Errc::configuration);
    CHECK(result.error().place().has_value());
    CHECK(result.error().message().starts_with("c.yaml:"));
    return result.error().message().substr(7);
}

}  // namespace ceremony::test
