// SPDX-License-Identifier: BSD-3-Clause
//
// shipped.hpp -- the program as it is shipped, on the token of a Bunker, and what it wrote.

#pragma once

#include <string>
#include <vector>

#include "hsm/cooker/bunker.hpp"
#include "json/document.hpp"
#include "support/recipes.hpp"
#include "support/run_program.hpp"

namespace ceremony::test {

/// Runs `cooker` with these arguments behind its configuration and recipe.
[[nodiscard]] inline Ran run_cooker(const Bunker& bunker,
                                    const std::string& command,
                                    const std::vector<std::string>& arguments = {"-y"}) {
    std::vector<std::string> words = {"env",
                                      "LSAN_OPTIONS=suppressions=" CEREMONY_SOFTHSM_LEAKS,
                                      CEREMONY_COOKER,
                                      command,
                                      "-c",
                                      bunker.folder / "cooker.yaml",
                                      "-r",
                                      bunker.folder / "recipe.json"};
    words.insert(words.end(), arguments.begin(), arguments.end());
    return run_program(words);
}

/// What the program said, without the line breaks of its layout.
[[nodiscard]] inline std::string in_one_line(const std::string& text) {
    std::string line;
    for (const char c : text) {
        if (c != '\n' && c != ' ') {
            line.push_back(c);
        } else if (!line.ends_with(' ')) {
            line.push_back(' ');
        }
    }
    return line;
}

/// The records that stand in a cooked recipe under `member` of an action, as they stand there.
[[nodiscard]] inline std::vector<std::string> records_of(const Bunker& bunker,
                                                         std::size_t action,
                                                         std::string_view member) {
    const auto document = parse_recipe(slurp(bunker.folder / "recipe.json"));
    const json::Value actions = document->root().find("recipe")->find("actions").value();
    std::size_t at = 0;
    std::vector<std::string> records;
    for (const json::Value one : actions.elements()) {
        if (at++ == action) {
            const json::Value list = one.find("cooked")->find(member).value();
            for (const json::Value record : list.elements()) {
                records.emplace_back(record.text());
            }
        }
    }
    REQUIRE_FALSE(records.empty());
    return records;
}

[[nodiscard]] inline std::vector<std::string> keyset_of(const Bunker& bunker, std::size_t action) {
    return records_of(bunker, action, "signedKeysetRRs");
}

}  // namespace ceremony::test
