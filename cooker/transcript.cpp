// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/transcript.hpp"

#include <algorithm>
#include <utility>

#include "base/bytes.hpp"
#include "base/file_facts.hpp"
#include "base/quote.hpp"
#include "base/read_file.hpp"
#include "cooker/summary.hpp"
#include "encoding/hex.hpp"

namespace ceremony::cooker {

namespace {

// Lines for the file alone are collected up to so many octets before they are written:
// syncing each would take longer than signing.
constexpr std::size_t pending_limit = 65536;
// Far more than any ceremony says.
constexpr std::size_t file_limit = std::size_t{1} << 30U;

std::string clean(std::string_view text) {
    std::string line(text);
    std::replace_if(
        line.begin(), line.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
    return line;
}

constexpr std::string_view gap = "  ";  // between the time and what was said

// "2026-11-27 09:58:07  " and then these words.
bool begins_with(std::string_view text, std::string_view words) {
    const std::size_t end = text.find(gap);
    return end != std::string_view::npos && UtcTime::from_text(text.substr(0, end)).ok() &&
           text.substr(end + gap.size()).starts_with(words);
}

}  // namespace

std::string transcript_name(const std::optional<CeremonyName>& ceremony, UtcTime time) {
    std::string name = "transcript-";
    if (ceremony) {
        name += ceremony->chain + "-" + std::to_string(ceremony->sequence) + "-" +
                std::to_string(ceremony->attempt) + "-";
    }
    return name + time.compact() + ".txt";
}

std::vector<std::string> wrap(std::string_view text, std::size_t width) {
    const std::size_t indent = std::min(text.find_first_not_of(' '), text.size());
    std::vector<std::string> lines;
    std::string front;
    while (front.size() + text.size() > width) {
        // The last blank that leaves the line short enough, else the first one at all.
        const std::size_t first = text.find_first_not_of(' ');
        std::size_t end = text.rfind(' ', width - front.size());
        if (end == std::string_view::npos || end < first) {
            end = text.find(' ', first);
        }
        if (end == std::string_view::npos) {
            break;
        }
        const std::size_t next = text.find_first_not_of(' ', end);
        if (next == std::string_view::npos) {
            break;
        }
        const std::string_view line = text.substr(0, end);
        lines.push_back(front + std::string(line.substr(0, line.find_last_not_of(' ') + 1)));
        text.remove_prefix(next);
        front.assign(indent + 2, ' ');
    }
    lines.push_back(front + std::string(text));
    return lines;
}

Transcript::Transcript(Sink screen, Clock clock) noexcept
    : screen_(std::move(screen)), clock_(clock) {}

Outcome Transcript::open(const std::string& path) {
    hasher_.emplace(TRY(crypto::Hasher<crypto::Sha256>::start()));
    file_.emplace(TRY(AppendLog::create(path).in("transcript")));
    return flush();
}

Outcome Transcript::open_free(const std::string& path) {
    constexpr std::string_view ending = ".txt";
    constexpr int most = 99;
    const std::string stem = path.substr(0, path.size() - ending.size());
    std::string candidate = path;
    for (int number = 2; number <= most && look_at(candidate, Links::refuse).ok(); ++number) {
        candidate = stem + "-" + std::to_string(number) + std::string(ending);
    }
    return open(candidate);
}

Outcome Transcript::reopen(const std::string& path, std::string_view beginning) {
    const std::string text = TRY(read_file(path, file_limit).in("transcript"));
    if (!begins_with(text, beginning)) {
        return Error{Errc::refused, quote_path(path) + ": does not begin as a transcript does"};
    }
    hasher_.emplace(TRY(crypto::Hasher<crypto::Sha256>::start()));
    TRY(hasher_->add(as_bytes(text)));
    file_.emplace(TRY(AppendLog::resume(path, text.size()).in("transcript")));
    if (!text.empty() && text.back() != '\n') {  // the last line was cut short
        pending_.insert(0, "\n");
    }
    return flush();
}

Outcome Transcript::say(std::string_view text) {
    return say(std::vector<std::string>{std::string(text)});
}

Outcome Transcript::say(const std::vector<std::string>& texts) {
    std::string shown;
    for (const std::string& text : texts) {
        if (std::exchange(is_paragraph_over_, false)) {
            TRY(keep(""));
            shown += "\n";
        }
        has_spoken_ = true;
        for (const std::string& line : wrap(clean(text))) {
            TRY(keep(line));
            shown += line + "\n";
        }
    }
    // Whichever of the two fails, the other one has all of it.
    auto kept = flush();
    auto told = screen_(shown);
    return kept.ok() ? told : kept;
}

Outcome Transcript::note(std::string_view text) {
    TRY(keep(clean(text)));
    return pending_.size() < pending_limit ? Nothing{} : flush();
}

Outcome Transcript::flush() {
    if (!file_ || pending_.empty()) {
        return Nothing{};
    }
    TRY(write_out(pending_));
    pending_.clear();
    return Nothing{};
}

Outcome Transcript::finish() {
    if (!file_) {
        return Nothing{};
    }
    TRY(flush());
    const crypto::Sha256 digest = TRY(std::move(*hasher_).finish());
    TRY(file_->append(encoding::encode_hex(digest) + "  SHA-256 of everything above this line\n")
            .in("transcript"));
    for (const std::string& line :
         hash_lines("SHA-256 of all but the last line of " + quote_path(path()), digest)) {
        for (const std::string& part : wrap(line)) {
            TRY(screen_(part + "\n"));
        }
    }
    return Nothing{};
}

std::string Transcript::path() const {
    return file_ ? file_->path() : std::string();
}

Outcome Transcript::keep(std::string_view line) {
    const UtcTime time = TRY(clock_());
    pending_ += time.text();
    pending_ += line.empty() ? "" : gap;
    pending_ += line;
    pending_ += "\n";
    return Nothing{};
}

Outcome Transcript::write_out(std::string_view text) {
    TRY(file_->append(text).in("transcript"));
    return hasher_->add(as_bytes(text));
}

}  // namespace ceremony::cooker
