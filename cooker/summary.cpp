// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/summary.hpp"

#include <algorithm>
#include <utility>

#include "base/wordlist.hpp"
#include "cooker/transcript.hpp"
#include "encoding/hex.hpp"

namespace ceremony::cooker {

namespace {

// "produceSignedKeyset", the longest name of an action.
constexpr std::size_t action_width = 19;
// Where the time that a step took ends.
constexpr std::size_t step_width = 96;

// `number`, with `fill` in front up to `width` characters.
std::string padded(const std::string& number, std::size_t width, char fill) {
    return number.size() < width ? std::string(width - number.size(), fill) + number : number;
}

// "0.1 s"
std::string seconds_text(std::int64_t milliseconds) {
    const std::int64_t tenths = (milliseconds + 50) / 100;
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " s";
}

}  // namespace

std::vector<std::string> hash_lines(std::string_view title, const crypto::Sha256& digest) {
    constexpr std::size_t group = 4;  // octets
    std::vector<std::string> lines = {std::string(title)};
    std::string line = " ";
    for (std::size_t i = 0; i < digest.size(); i += group) {
        line += " " + encoding::encode_hex(ByteView(digest).subspan(i, group));
    }
    lines.push_back(line);
    for (std::string& words : word_lines(digest)) {
        lines.push_back(std::move(words));
    }
    return lines;
}

std::vector<std::string> word_lines(const crypto::Sha256& digest) {
    constexpr std::size_t words_in_line = 8;
    std::vector<std::string> lines;
    const std::vector<std::string> words = words_of(digest);
    for (std::size_t i = 0; i < words.size(); i += words_in_line) {
        std::string line = " ";
        for (std::size_t j = i; j < std::min(i + words_in_line, words.size()); ++j) {
            line += " " + words[j];
        }
        lines.push_back(line);
    }
    return lines;
}

std::string tag_text(std::uint16_t tag) {
    return padded(std::to_string(tag), 5, '0');
}

std::string_view role_text(std::uint16_t flags) noexcept {
    switch (flags) {
        case dns::ksk_flags:
            return "KSK";
        case dns::zsk_flags:
            return "ZSK";
        case dns::revoked_ksk_flags:
            return "revoked KSK";
        default:
            return "key";
    }
}

std::string step_line(const Step& step) {
    const std::string total = std::to_string(step.total);
    std::string line =
        "Step " + padded(std::to_string(step.number), std::max<std::size_t>(total.size(), 2), ' ') +
        "/" + total + " " + std::string(step.action);
    line.resize(std::max(line.size(), line.size() - step.action.size() + action_width), ' ');
    line += " " + step.text;
    if (step.milliseconds) {
        const std::string time = seconds_text(*step.milliseconds);
        const std::size_t used = line.size() + time.size();
        line += std::string(used + 2 < step_width ? step_width - used : 2, ' ') + time;
    }
    return line;
}

std::string progress_line(std::size_t done, std::size_t total, std::int64_t milliseconds) {
    std::string line = "  " + std::to_string(done) + " of " + std::to_string(total) + " keysets";
    if (milliseconds <= 0 || done == 0) {
        return line;
    }
    const auto elapsed = static_cast<std::uint64_t>(milliseconds);
    const std::uint64_t rate = done * 1000 / elapsed;
    const std::uint64_t left = (total - std::min(done, total)) * elapsed / done / 1000;
    return line + ", " + std::to_string(rate) + " a second, " + std::to_string(left) + " s left";
}

}  // namespace ceremony::cooker
