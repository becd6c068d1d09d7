// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/difference.hpp"

#include <algorithm>
#include <cstdint>
#include <span>
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

using Lines = std::span<const std::string_view>;

std::size_t common_length(std::string_view a, std::string_view b) {
    const auto [end, other] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
    return static_cast<std::size_t>(end - a.begin());
}

constexpr std::size_t widest = 120;

// Where the part of a line that is shown begins: at 0, or so that what tells the line from all of
// `others` is in it.
std::size_t begin_of_shown(std::string_view line, Lines others) {
    constexpr std::size_t most_before = 40;
    if (line.size() <= widest) {
        return 0;
    }
    std::size_t alike = 0;
    for (const std::string_view other : others) {
        alike = std::max(alike, common_length(line, other));
    }
    return alike <= widest - most_before ? 0 : alike - most_before;
}

// A tab does no harm, and zone files have them.
bool is_harmless(char c) {
    return (c >= ' ' && c <= '~') || c == '\t';
}

std::string shown(std::string_view line, std::size_t begin) {
    const std::string_view part = line.substr(begin);
    const std::string before = begin == 0 ? "" : "...";
    if (!std::all_of(part.begin(), part.end(), is_harmless)) {
        return before + quote(part, widest);
    }
    return before + std::string(part.substr(0, widest)) + (part.size() <= widest ? "" : "...");
}

// What is taken out and put in between two lines that stay.
std::string hunk(Lines removed, Lines added) {
    std::string text;
    for (const std::string_view line : removed) {
        text += "-" + shown(line, begin_of_shown(line, added)) + "\n";
    }
    for (const std::string_view line : added) {
        text += "+" + shown(line, begin_of_shown(line, removed)) + "\n";
    }
    return text;
}

// How many lines the ends of two texts have in common, in order, from each line of either on.
class CommonLines {
public:
    CommonLines(Lines before, Lines after)
        : width_(after.size() + 1), counts_((before.size() + 1) * width_) {
        for (std::size_t i = before.size(); i-- > 0;) {
            for (std::size_t j = after.size(); j-- > 0;) {
                counts_[i * width_ + j] = before[i] == after[j]
                                              ? at(i + 1, j + 1) + 1
                                              : std::max(at(i + 1, j), at(i, j + 1));
            }
        }
    }

    [[nodiscard]] std::uint32_t at(std::size_t i, std::size_t j) const {
        return counts_[i * width_ + j];
    }

private:
    std::size_t width_;
    std::vector<std::uint32_t> counts_;
};

// As few lines as there can be.
std::string fewest_lines(Lines before, Lines after) {
    const CommonLines common(before, after);
    std::string text;
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < before.size() || j < after.size()) {
        const std::size_t old_begin = i;
        const std::size_t new_begin = j;
        while (i < before.size() && common.at(i + 1, j) == common.at(i, j)) {
            ++i;
        }
        while (j < after.size() && common.at(i, j + 1) == common.at(i, j)) {
            ++j;
        }
        text +=
            hunk(before.subspan(old_begin, i - old_begin), after.subspan(new_begin, j - new_begin));
        // Both are at a line that they have in common, or at their ends.
        while (i < before.size() && j < after.size() && before[i] == after[j]) {
            ++i;
            ++j;
        }
    }
    return text;
}

}  // namespace

std::string difference(std::string_view before, std::string_view after) {
    constexpr std::size_t most_compared = std::size_t{1} << 22U;  // pairs of lines
    const std::vector<std::string_view> old_lines = lines_of(before);
    const std::vector<std::string_view> new_lines = lines_of(after);
    const auto [old_begin, new_begin] =
        std::mismatch(old_lines.begin(), old_lines.end(), new_lines.begin(), new_lines.end());
    const auto [old_end, new_end] =
        std::mismatch(old_lines.rbegin(), std::make_reverse_iterator(old_begin), new_lines.rbegin(),
                      std::make_reverse_iterator(new_begin));
    const Lines removed(old_begin, old_end.base());
    const Lines added(new_begin, new_end.base());
    const bool is_small = added.empty() || removed.size() <= most_compared / added.size();
    return is_small ? fewest_lines(removed, added) : hunk(removed, added);
}

}  // namespace ceremony::consumer
