// SPDX-License-Identifier: BSD-3-Clause
//
// journal_records.hpp -- the head and the records of a journal as lines. For journal.cpp only.

#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "cooker/journal.hpp"

namespace ceremony::cooker {

/// "INTENT"
[[nodiscard]] std::string_view word_of(const JournalRecord& record) noexcept;

/// Lines with their ends, and the check of the last one.
struct JournalText {
    std::string text;
    std::string last_check;
};

/// Errc::internal: OpenSSL had no memory.
[[nodiscard]] Result<JournalText> write_head(const JournalBegin& begin);
[[nodiscard]] Result<JournalText> write_record(const JournalRecord& record,
                                               std::string_view previous_check);

}  // namespace ceremony::cooker
