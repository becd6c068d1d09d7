// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/journal_records.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/quote.hpp"
#include "base/read_file.hpp"
#include "cooker/journal_line.hpp"

namespace ceremony::cooker {

namespace {

constexpr std::uint64_t journal_version = 1;

// The fingerprints of a token with 200,000 objects and what a run adds.
constexpr std::size_t journal_size_limit = std::size_t{64} << 20U;

// In the order of JournalRecord.
constexpr std::array<std::string_view, std::variant_size_v<JournalRecord>> words = {
    "INTENT", "MADE", "READY", "DELETING", "DELETED", "FINAL", "END"};

// --- values

template <typename T, std::size_t size>
using Names = std::array<std::pair<std::string_view, T>, size>;

constexpr Names<Making, 2> makings = {{{"generate", Making::generate}, {"import", Making::import}}};
constexpr Names<Deletion, 2> deletions = {
    {{"failed", Deletion::failed}, {"succeeded", Deletion::succeeded}}};
constexpr Names<Attestation, 2> attestations = {
    {{"none", Attestation::none}, {"wanted", Attestation::wanted}}};
constexpr Names<Ending, 2> endings = {{{"done", Ending::done}, {"undone", Ending::undone}}};

template <typename T, std::size_t size>
std::string_view name_of(const Names<T, size>& names, T value) {
    const auto found = std::find_if(names.begin(), names.end(),
                                    [value](const auto& entry) { return entry.second == value; });
    return found == names.end() ? std::string_view() : found->first;
}

template <typename T, std::size_t size>
Result<T> named(const Names<T, size>& names, std::string_view name) {
    for (const auto& [known, value] : names) {
        if (known == name) {
            return value;
        }
    }
    return Error{Errc::syntax, quote(name) + " is not known here"};
}

// A file as journal_name() writes it: a bare name, or the parts of a path from the root on. Each
// part is a name of its own, so that what people read is the file that is meant.
bool is_file_name(std::string_view name) {
    if (name.starts_with('/')) {
        name.remove_prefix(1);
    } else if (name.find('/') != std::string_view::npos) {
        return false;
    }
    for (;;) {
        const std::size_t slash = name.find('/');
        const std::string_view part = name.substr(0, slash);
        if (part.empty() || part == "." || part == "..") {
            return false;
        }
        if (slash == std::string_view::npos) {
            return true;
        }
        name.remove_prefix(slash + 1);
    }
}

Result<std::string> read_file_name(JournalValues& values, std::string_view key) {
    std::string name = TRY(values.text(key));
    if (!is_file_name(name)) {
        return Error{Errc::syntax, std::string(key) +
                                       " is not the name of a file in this folder, and no plain "
                                       "path from the root on: " +
                                       quote(name)};
    }
    return name;
}

void write_key(JournalLine& line, const JournalKey& key) {
    line.text("repository", key.repository).octets("id", key.id).text("label", key.label);
}

Result<JournalKey> read_key(JournalValues& values) {
    JournalKey key;
    key.repository = TRY(values.text("repository"));
    key.id = TRY(values.octets("id"));
    key.label = TRY(values.text("label"));
    return key;
}

// --- records to values

void write(JournalLine& line, const Intent& record) {
    line.text("what", name_of(makings, record.making));
    write_key(line, record.key);
}
void write(JournalLine& line, const Made& record) {
    write_key(line, record.key);
    line.octets("public-key", record.public_key);
}
void write(JournalLine& line, const Ready& record) {
    line.octets("part", record.part);
}
void write(JournalLine& line, const Deleting& record) {
    write_key(line, record.key);
    Bytes objects;
    for (const crypto::Sha256& object : record.objects) {
        append(objects, object);
    }
    line.octets("objects", objects);
}
void write(JournalLine& line, const Deleted& record) {
    write_key(line, record.key);
    line.text("deletion", name_of(deletions, record.deletion));
}
void write(JournalLine& line, const Final& record) {
    line.octets("file", record.file);
}
void write(JournalLine& line, const End& record) {
    line.text("ending", name_of(endings, record.ending));
}

// --- values to records

Result<JournalRecord> read_intent(JournalValues& values) {
    Intent record;
    record.making = TRY(named(makings, TRY(values.text("what"))));
    record.key = TRY(read_key(values));
    return JournalRecord(std::move(record));
}

Result<JournalRecord> read_made(JournalValues& values) {
    Made record;
    record.key = TRY(read_key(values));
    record.public_key = TRY(values.sha256("public-key"));
    return JournalRecord(std::move(record));
}

Result<JournalRecord> read_ready(JournalValues& values) {
    Ready record;
    record.part = TRY(values.sha256("part"));
    return JournalRecord(record);
}

Result<JournalRecord> read_deleting(JournalValues& values) {
    Deleting record;
    record.key = TRY(read_key(values));
    const Bytes objects = TRY(values.octets("objects"));
    crypto::Sha256 object{};
    if (objects.size() % object.size() != 0) {
        return Error{Errc::syntax, "objects are not fingerprints"};
    }
    for (auto it = objects.begin(); it != objects.end(); it += object.size()) {
        std::copy_n(it, object.size(), object.begin());
        record.objects.push_back(object);
    }
    return JournalRecord(std::move(record));
}

Result<JournalRecord> read_deleted(JournalValues& values) {
    Deleted record;
    record.key = TRY(read_key(values));
    record.deletion = TRY(named(deletions, TRY(values.text("deletion"))));
    return JournalRecord(std::move(record));
}

Result<JournalRecord> read_final(JournalValues& values) {
    Final record;
    record.file = TRY(values.sha256("file"));
    return JournalRecord(record);
}

Result<JournalRecord> read_end(JournalValues& values) {
    End record;
    record.ending = TRY(named(endings, TRY(values.text("ending"))));
    return JournalRecord(record);
}

// --- lines

Outcome add_line(JournalText& text, const JournalLine& line) {
    text.last_check = TRY(journal_check(text.last_check, line.content()));
    text.text.append(text.last_check).append(" ").append(line.content()).append("\n");
    return Nothing{};
}

// Puts a journal together, line by line.
class Assembly {
public:
    Outcome add(std::string_view content) {
        JournalValues values = TRY(JournalValues::from_content(content));
        TRY(is_begun_ ? add_record(values) : add_to_head(values));
        return values.expect_end();
    }

    [[nodiscard]] bool is_begun() const noexcept { return is_begun_; }
    [[nodiscard]] JournalContents take() && { return std::move(contents_); }

private:
    Outcome add_to_head(JournalValues& values) {
        if (!has_version_) {
            has_version_ = true;
            if (values.word() != "JOURNAL" || TRY(values.number("version")) != journal_version) {
                return Error{Errc::syntax, "not a journal of this version"};
            }
        } else if (values.word() == "TOKEN") {
            TokenAtBegin token;
            token.repository = TRY(values.text("repository"));
            token.label = TRY(values.text("label"));
            token.serial = TRY(values.text("serial"));
            begin_.tokens.push_back(std::move(token));
        } else if (values.word() == "OBJECT" && !begin_.tokens.empty()) {
            begin_.tokens.back().objects.push_back(TRY(values.sha256("fingerprint")));
        } else if (values.word() == "BEGIN") {
            TRY(add_begin(values));
        } else {
            return Error{Errc::syntax, quote(values.word()) + " cannot stand here"};
        }
        return Nothing{};
    }

    Outcome add_begin(JournalValues& values) {
        begin_.time = TRY(UtcTime::from_text(TRY(values.text("time"))));
        begin_.recipe = TRY(values.sha256("recipe"));
        begin_.config = TRY(values.sha256("config"));
        begin_.recipe_name = TRY(read_file_name(values, "recipe-name"));
        begin_.output_name = TRY(read_file_name(values, "output-name"));
        begin_.transcript_name = TRY(read_file_name(values, "transcript-name"));
        begin_.attestation = TRY(named(attestations, TRY(values.text("attestation"))));
        contents_ = JournalContents(std::move(begin_));
        is_begun_ = true;
        return Nothing{};
    }

    Outcome add_record(JournalValues& values) {
        using Read = Result<JournalRecord> (*)(JournalValues&);
        // In the order of JournalRecord.
        constexpr std::array<Read, words.size()> readers = {
            read_intent, read_made, read_ready, read_deleting, read_deleted, read_final, read_end};
        const auto* const found = std::find(words.begin(), words.end(), values.word());
        if (found == words.end()) {
            return Error{Errc::syntax, quote(values.word()) + " is not a record"};
        }
        const auto number = static_cast<std::size_t>(found - words.begin());
        JournalRecord record = TRY(readers[number](values));
        return contents_.add(std::move(record));
    }

    JournalBegin begin_;
    JournalContents contents_;
    bool has_version_ = false;
    bool is_begun_ = false;
};

}  // namespace

std::string_view word_of(const JournalRecord& record) noexcept {
    return words[record.index()];
}

Result<JournalText> write_head(const JournalBegin& begin) {
    JournalText head;
    TRY(add_line(head, JournalLine("JOURNAL").number("version", journal_version)));
    for (const TokenAtBegin& token : begin.tokens) {
        TRY(add_line(head, JournalLine("TOKEN")
                               .text("repository", token.repository)
                               .text("label", token.label)
                               .text("serial", token.serial)));
        for (const crypto::Sha256& object : token.objects) {
            TRY(add_line(head, JournalLine("OBJECT").octets("fingerprint", object)));
        }
    }
    TRY(add_line(head, JournalLine("BEGIN")
                           .text("time", begin.time.rfc3339())
                           .octets("recipe", begin.recipe)
                           .octets("config", begin.config)
                           .text("recipe-name", begin.recipe_name)
                           .text("output-name", begin.output_name)
                           .text("transcript-name", begin.transcript_name)
                           .text("attestation", name_of(attestations, begin.attestation))));
    return head;
}

Result<JournalText> write_record(const JournalRecord& record, std::string_view previous_check) {
    JournalText text;
    text.last_check = previous_check;
    JournalLine line(word_of(record));
    std::visit([&line](const auto& held) { write(line, held); }, record);
    TRY(add_line(text, line));
    return text;
}

Result<ReadJournal> read_journal(const std::string& path) {
    std::string text = TRY(read_file(path, journal_size_limit));
    const std::string name = quote_path(path);
    Assembly assembly;
    ReadJournal journal;
    std::size_t whole = 0;
    for (std::size_t number = 1; whole < text.size(); ++number) {
        const std::size_t end = text.find('\n', whole);
        const std::string_view line = std::string_view(text).substr(whole, end - whole);
        const auto split = split_journal_line(line);
        const bool is_whole =
            end != std::string::npos && split.ok() &&
            TRY(journal_check(journal.last_check, split.value().content)) == split.value().check;
        const bool is_last = end == std::string::npos || end + 1 == text.size();
        if (!is_whole && is_last) {
            break;
        }
        auto added =
            is_whole
                ? assembly.add(split.value().content)
                : Outcome(Error{Errc::syntax, "not a line of a journal, or one that is damaged"});
        if (!added.ok()) {
            return std::move(added).error().as(Errc::syntax).at(name, {number, 1});
        }
        journal.last_check = split.value().check;
        whole = end + 1;
    }
    journal.torn = text.size() - whole;
    if (!assembly.is_begun()) {
        return Error{Errc::syntax, name + ": not a journal: it has no BEGIN"};
    }
    journal.contents = std::move(assembly).take();
    const JournalText ready = TRY(write_record(Ready{}, journal.last_check));
    journal.may_have_been_ready =
        journal.torn >= ready.text.size() && journal.contents.may_add(Ready{}).ok();
    text.resize(whole);
    journal.text = std::move(text);
    return journal;
}

}  // namespace ceremony::cooker
