// SPDX-License-Identifier: BSD-3-Clause
//
// journal_line.hpp -- one line of a journal: a word and named values, behind a check.
//
//     4f2a9c01d3e87b66 MADE repository=default id=0a0b public-key=9f86d0...
//
// The check is the first 16 hexadecimal digits of the SHA-256 over the check of the line
// before and the rest of this one. A line that was cut off, changed, moved or lost breaks
// the chain. It is no signature: whoever can write the file can write another one.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "crypto/digest.hpp"

namespace ceremony::cooker {

/// A line to be written. Values that are texts may hold any octets.
class JournalLine {
public:
    explicit JournalLine(std::string_view word) : content_(word) {}

    JournalLine& text(std::string_view name, std::string_view value);
    JournalLine& octets(std::string_view name, ByteView value);
    JournalLine& number(std::string_view name, std::uint64_t value);

    /// Word and values, without the check.
    [[nodiscard]] const std::string& content() const noexcept { return content_; }

private:
    std::string content_;
};

/// The check of a line with this content behind a line with the check `previous`, which is
/// empty for the first one. Errc::internal: OpenSSL had no memory.
[[nodiscard]] Result<std::string> journal_check(std::string_view previous,
                                                std::string_view content);

/// Splits `line`, without its LF, into its check and its content. Errc::syntax when it has
/// not that form; whether the check is right is not looked at.
struct CheckedContent {
    std::string_view check;
    std::string_view content;
};
[[nodiscard]] Result<CheckedContent> split_journal_line(std::string_view line);

/// Takes the values of a line that was read, in the order in which they were written; every
/// other order, name or spelling is Errc::syntax.
class JournalValues {
public:
    [[nodiscard]] static Result<JournalValues> from_content(std::string_view content);

    [[nodiscard]] const std::string& word() const noexcept { return word_; }
    [[nodiscard]] Result<std::string> text(std::string_view name);
    [[nodiscard]] Result<Bytes> octets(std::string_view name);
    [[nodiscard]] Result<crypto::Sha256> sha256(std::string_view name);
    [[nodiscard]] Result<std::uint64_t> number(std::string_view name);
    /// Errc::syntax when a value was not asked for.
    [[nodiscard]] Outcome expect_end() const;

private:
    JournalValues() = default;
    [[nodiscard]] Result<std::string> next(std::string_view name);

    std::string word_;
    std::vector<std::pair<std::string, std::string>> values_;  // as they stand in the line
    std::size_t position_ = 0;
};

}  // namespace ceremony::cooker
