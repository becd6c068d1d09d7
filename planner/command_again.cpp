// SPDX-License-Identifier: BSD-3-Clause

#include "planner/command_again.hpp"

#include <optional>
#include <string_view>

namespace ceremony::planner {

namespace {

// A word as a shell takes it.
std::string shell_word(const std::string& word) {
    constexpr std::string_view plain =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:,=+@";
    if (!word.empty() && word.find_first_not_of(plain) == std::string::npos) {
        return word;
    }
    std::string text = "'";
    for (const char c : word) {
        text += c == '\'' ? "'\\''" : std::string(1, c);
    }
    return text + "'";
}

}  // namespace

std::string command_again(const Options& options, const Times& times) {
    std::string text = "planner produce";
    const auto add = [&text](std::string_view option, const std::optional<std::string>& value) {
        if (value) {
            text += " " + std::string(option) + " " + shell_word(*value);
        }
    };
    add("--now", options.like ? std::nullopt : std::optional(times.request.now.rfc3339()));
    add("--like", options.like);
    add("-c", options.config);
    add("--from", times.request.from ? std::optional(times.request.from->rfc3339()) : std::nullopt);
    for (const Previous& previous : options.previous) {
        add("--previous", previous.file);
        add("--expect", previous.expect);
    }
    add("--keys", options.keys);
    add("--recover", options.recover);
    for (const std::string& zone : options.zones) {
        add("--zone", zone);
    }
    add("--spec", options.spec == "v1.1" ? std::nullopt : std::optional(options.spec));
    add("-o", options.output == "recipe.json" ? std::nullopt : std::optional(options.output));
    text += " " + shell_word(options.until);
    return options.description.empty() ? text : text + " " + shell_word(options.description);
}

}  // namespace ceremony::planner
