// SPDX-License-Identifier: BSD-3-Clause
//
// produced.hpp -- recipes made in a temporary folder.

#pragma once

#include <string>

#include "planner/commands/produce.hpp"
#include "support/temp_folder.hpp"
#include "unit/program/told.hpp"

namespace ceremony::test {

/// A configuration with the zone example. and nothing to export.
inline const std::string plain_configuration =
    "version: 1\n"
    "kasp: { zsk: { export: none } }\n"
    "zones: [ { name: example. } ]\n";

/// A folder in which recipes are made.
class Workshop {
public:
    explicit Workshop(const std::string& configuration = plain_configuration) {
        options.config = folder.file("ceremony.yaml", configuration);
        options.now = "2027-01-01";
        options.until = "2028-01-01";
        options.output = folder / "recipe.json";
    }
    Workshop(const Workshop&) = delete;
    Workshop(Workshop&&) = delete;
    Workshop& operator=(const Workshop&) = delete;
    Workshop& operator=(Workshop&&) = delete;
    ~Workshop() = default;

    [[nodiscard]] Outcome produce() { return planner::produce(options, told.program); }
    /// The path of a recipe that must come out well.
    [[nodiscard]] std::string produced() {
        const Outcome outcome = produce();
        if (!outcome.ok()) {
            FAIL(outcome.error().message());
        }
        return options.output;
    }

    TempFolder folder;
    planner::Options options;
    Told told;
};

/// Why it does not come out.
inline std::string refusal(const Outcome& outcome, Errc code) {
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().code() == code);
    return outcome.error().message();
}

}  // namespace ceremony::test
