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
