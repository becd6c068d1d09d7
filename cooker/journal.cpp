// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/journal.hpp"

#include "base/folder.hpp"
#include "base/quote.hpp"
#include "base/read_file.hpp"
#include "base/write_file.hpp"
#include "cooker/journal_line.hpp"
#include "cooker/journal_records.hpp"
#include "cooker/recipe_file.hpp"

namespace ceremony::cooker {

namespace {

// Is `last` a `Record` about `key`?
template <typename Record>
bool is_about(const JournalRecord* last, const JournalKey& key) {
    const auto* record = last == nullptr ? nullptr : std::get_if<Record>(last);
    return record != nullptr && record->key == key;
}

// Where the next record would stand.
struct Position {
    Stage stage;
    const JournalRecord* last;  // null when there is none
};

bool fits(const Position& at, const Intent& /*record*/) {
    return at.stage == Stage::making;
}
bool fits(const Position& at, const Made& record) {
    return is_about<Intent>(at.last, record.key);
}
bool fits(const Position& at, const Ready& /*record*/) {
    return at.stage == Stage::making;
}
bool fits(const Position& at, const Deleting& /*record*/) {
    return at.stage == Stage::destroying;
}
bool fits(const Position& at, const Deleted& record) {
    return is_about<Deleting>(at.last, record.key);
}
bool fits(const Position& at, const Final& /*record*/) {
    return at.stage == Stage::destroying;
}
bool fits(const Position& at, const End& record) {
    return at.stage == (record.ending == Ending::done ? Stage::finishing : Stage::making);
}

}  // namespace

Outcome JournalContents::may_add(const JournalRecord& record) const {
    const Position at{stage_, records_.empty() ? nullptr : &records_.back()};
    if (!std::visit([&at](const auto& held) { return fits(at, held); }, record)) {
        return Error{Errc::semantics, std::string(word_of(record)) + " cannot stand here"};
    }
    return Nothing{};
}

Outcome JournalContents::add(JournalRecord record) {
    TRY(may_add(record));
    if (const auto* ready = std::get_if<Ready>(&record)) {
        stage_ = Stage::destroying;
        part_ = ready->part;
    } else if (const auto* last = std::get_if<Final>(&record)) {
        stage_ = Stage::finishing;
        final_file_ = last->file;
    } else if (std::holds_alternative<End>(record)) {
        stage_ = Stage::ended;
    }
    records_.push_back(std::move(record));
    return Nothing{};
}

Journal::Journal(AppendLog log, JournalContents contents, std::string last_check)
    : log_(std::move(log)), contents_(std::move(contents)), last_check_(std::move(last_check)) {}

Result<Journal> Journal::begin(const std::string& path, JournalBegin begin) {
    const JournalText head = TRY(write_head(begin));
    TRY(write_file(path, head.text));
    auto log = AppendLog::resume(path, head.text.size());
    if (!log.ok()) {
        // Nothing was done yet: without the journal nobody has to be told of it.
        static_cast<void>(remove_file(path));
        return std::move(log).error();
    }
    return Journal(std::move(log).value(), JournalContents(std::move(begin)), head.last_check);
}

Result<Journal> Journal::resume(const std::string& path, ReadJournal journal) {
    WriteRules rules;
    rules.existing = Existing::replace;
    TRY(write_file(path, journal.text, rules));
    TRY(compare_with_medium(path, journal.text));
    AppendLog log = TRY(AppendLog::resume(path, journal.text.size()));
    return Journal(std::move(log), std::move(journal.contents), std::move(journal.last_check));
}

Outcome Journal::append(JournalRecord record) {
    auto allowed = contents_.may_add(record);
    if (!allowed.ok()) {
        return std::move(allowed).error().as(Errc::internal).in("journal");
    }
    const JournalText line = TRY(write_record(record, last_check_));
    auto appended = log_.append(line.text);
    if (!appended.ok()) {
        is_undecided_ = std::holds_alternative<Ready>(record) && log_.is_broken();
        return appended;
    }
    last_check_ = line.last_check;
    return contents_.add(std::move(record));
}

Result<std::string> retire_journal(const std::string& path) {
    constexpr int most_attempts = 10'000;
    for (int i = 1; i < most_attempts; ++i) {
        std::string name = path;
        if (i > 1) {
            name.append(".").append(std::to_string(i));
        }
        name.append(retired_suffix);
        const bool is_taken = look_at(name, Links::refuse).ok();
        if (!is_taken) {
            TRY(rename_file(path, name, Existing::refuse));
            return name;
        }
    }
    return Error{Errc::unwritable, quote_path(path) + ": there are too many finished journals"};
}

Result<std::vector<std::string>> journals_in(const std::string& folder) {
    constexpr std::size_t most_entries = 100'000;
    const std::vector<std::string> names = TRY(list_folder(folder, most_entries));
    std::vector<std::string> journals;
    for (const std::string& name : names) {
        if (name.ends_with(journal_suffix)) {
            journals.push_back(path_from_journal(name, folder));
        }
    }
    return journals;
}

}  // namespace ceremony::cooker
