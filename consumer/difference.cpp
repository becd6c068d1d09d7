// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/difference.hpp"

#include <algorithm>
#include <vector>

#include "base/quote.hpp"

namespace ceremony::consumer {

namespace {

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        lines.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

std::string shown(std::string_view line) {
    constexpr std::size_t widest = 120;
    const bool is_printable =
        std::all_of(line.begin(), line.end(), [](char c) { return c >= ' ' && c <= '~'; });
    if (!is_printable) {
        return quote(line, widest);
    }
    return line.size() <= widest ? std::string(line) : std::string(line.substr(0, widest)) + "...";
}

}  // namespace

std::string difference(std::string_view before, std::string_view after) {
    const std::vector<std::string_view> old_lines = lines_of(before);
    const std::vector<std::string_view> new_lines = lines_of(after);
    const auto [old_begin, new_begin] =
        std::mismatch(old_lines.begin(), old_lines.end(), new_lines.begin(), new_lines.end());
    const auto [old_end, new_end] =
        std::mismatch(old_lines.rbegin(), std::make_reverse_iterator(old_begin), new_lines.rbegin(),
                      std::make_reverse_iterator(new_begin));
    std::string text;
    for (auto line = old_begin; line != old_end.base(); ++line) {
        text += "-" + shown(*line) + "\n";
    }
    for (auto line = new_begin; line != new_end.base(); ++line) {
        text += "+" + shown(*line) + "\n";
    }
    return text;
}

}  // namespace ceremony::consumer
