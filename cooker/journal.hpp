// SPDX-License-Identifier: BSD-3-Clause
//
// journal.hpp -- what a run has begun and what it has done, on the medium before it matters.
//
// Every record is synced before the program does what the record announces. Whoever finds
// a journal without End therefore knows all that may have been changed: `cooker resume`
// brings it to "done" or "as before", whenever the run was killed. There are no secrets in it.
//
//     JOURNAL, TOKEN, OBJECT..., BEGIN     the head, which appears whole or not at all
//     (INTENT MADE?)*                      keys announced, keys made
//     READY                                the commit point: before it everything is undone,
//                                          after it everything goes forward
//     (DELETING DELETED?)*                 keys destroyed
//     FINAL                                the hash of the finished file
//     END                                  nothing is left to do
//
// END may also follow directly on the keys: then all of it was undone. Any other order is
// refused, when a journal is read and when a record is to be written.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/append_log.hpp"
#include "base/bytes.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "crypto/digest.hpp"

namespace ceremony::cooker {

/// A token as it was before the first change: who it is, and a fingerprint of each object
/// (inventory.hpp), sorted; one that is there twice stands twice.
struct TokenAtBegin {
    std::string repository;
    std::string label;
    std::string serial;
    std::vector<crypto::Sha256> objects;

    friend bool operator==(const TokenAtBegin&, const TokenAtBegin&) = default;
};

/// Whether the configuration of a run asks for an attestation of its result.
enum class Attestation : std::uint8_t {
    none,
    wanted
};

struct JournalBegin {
    UtcTime time;             ///< by the clock of this machine
    crypto::Sha256 recipe{};  ///< of the recipe file as it was approved
    crypto::Sha256 config{};  ///< of the configuration file
    // Names of files, as journal_name() writes them: a bare name of a file in the folder of the
    // journal, or a path from the root on, without "." and "..".
    std::string recipe_name;
    std::string output_name;
    std::string transcript_name;
    Attestation attestation = Attestation::none;
    std::vector<TokenAtBegin> tokens;

    friend bool operator==(const JournalBegin&, const JournalBegin&) = default;
};

enum class Making : std::uint8_t {
    generate,
    import
};

/// A key on a token; an ID is there whenever this program makes a key.
struct JournalKey {
    std::string repository;
    Bytes id;
    std::string label;

    friend bool operator==(const JournalKey&, const JournalKey&) = default;
};

/// A key is about to be made on the token. It did not exist.
struct Intent {
    Making making = Making::generate;
    JournalKey key;

    friend bool operator==(const Intent&, const Intent&) = default;
};

/// It was made: the SHA-256 of its public key (public_key_hash() in key_forms.hpp).
struct Made {
    JournalKey key;
    crypto::Sha256 public_key{};

    friend bool operator==(const Made&, const Made&) = default;
};

/// OUTPUT.part is complete, verified and on the medium.
struct Ready {
    crypto::Sha256 part{};

    friend bool operator==(const Ready&, const Ready&) = default;
};

/// A key is about to be destroyed: the fingerprints of the objects that are there of it.
struct Deleting {
    JournalKey key;
    std::vector<crypto::Sha256> objects;

    friend bool operator==(const Deleting&, const Deleting&) = default;
};

enum class Deletion : std::uint8_t {
    failed,
    succeeded
};

struct Deleted {
    JournalKey key;
    Deletion deletion = Deletion::failed;

    friend bool operator==(const Deleted&, const Deleted&) = default;
};

/// OUTPUT.final is complete, verified and on the medium.
struct Final {
    crypto::Sha256 file{};

    friend bool operator==(const Final&, const Final&) = default;
};

enum class Ending : std::uint8_t {
    done,
    undone
};

struct End {
    Ending ending = Ending::done;

    friend bool operator==(const End&, const End&) = default;
};

using JournalRecord = std::variant<Intent, Made, Ready, Deleting, Deleted, Final, End>;

/// Where a run stands.
enum class Stage : std::uint8_t {
    making,      ///< before READY: undo
    destroying,  ///< after READY, before FINAL: go on
    finishing,   ///< after FINAL: finish
    ended
};

/// What stands in a journal.
class JournalContents {
public:
    JournalContents() = default;
    explicit JournalContents(JournalBegin begin) : begin_(std::move(begin)) {}

    [[nodiscard]] const JournalBegin& begin() const noexcept { return begin_; }
    [[nodiscard]] const std::vector<JournalRecord>& records() const noexcept { return records_; }
    [[nodiscard]] Stage stage() const noexcept { return stage_; }
    /// The hash in READY and the one in FINAL, once they stand there.
    [[nodiscard]] const std::optional<crypto::Sha256>& part() const noexcept { return part_; }
    [[nodiscard]] const std::optional<crypto::Sha256>& final_file() const noexcept {
        return final_file_;
    }

    /// Success when `record` may come next. Errc::semantics.
    [[nodiscard]] Outcome may_add(const JournalRecord& record) const;
    /// Adds it, or may_add()'s error.
    [[nodiscard]] Outcome add(JournalRecord record);

    friend bool operator==(const JournalContents&, const JournalContents&) = default;

private:
    JournalBegin begin_;
    std::vector<JournalRecord> records_;
    Stage stage_ = Stage::making;
    std::optional<crypto::Sha256> part_;
    std::optional<crypto::Sha256> final_file_;
};

/// A journal that was read.
struct ReadJournal {
    JournalContents contents;
    std::string text;        ///< its whole records
    std::uint64_t torn = 0;  ///< octets after them: a record that never got onto the medium
    /// What is torn has all the octets of a READY, and one could stand there: it may have been
    /// synced and acted on, and damaged afterwards.
    bool may_have_been_ready = false;
    std::string last_check;  ///< of the last whole record
};

/// Reads a journal. A last line that is not whole was never acted on, because what a record
/// announces is done only after it is synced: it is told in `torn` and otherwise as if it
/// were not there. Errc::syntax when anything else is wrong: the check of a line that others
/// follow, a word or value that is unknown, a name of a file or an order that no run writes. Errors
/// of reading as read_file().
[[nodiscard]] Result<ReadJournal> read_journal(const std::string& path);

/// A journal that is being written.
class Journal {
public:
    /// Makes the journal; its head is on the medium when this returns. Errc::unwritable, also
    /// when `path` exists.
    [[nodiscard]] static Result<Journal> begin(const std::string& path, JournalBegin begin);
    /// Continues a journal that was read from `path`; a torn record is cut off. What was read
    /// is written anew and synced first: after a failed sync it may have stood in memory only,
    /// and whatever is done from now on is done because it stands there. Errc::unwritable.
    [[nodiscard]] static Result<Journal> resume(const std::string& path, ReadJournal journal);

    [[nodiscard]] const std::string& path() const noexcept { return log_.path(); }
    [[nodiscard]] const JournalContents& contents() const noexcept { return contents_; }

    /// Success means: it is on the medium. Errc::unwritable; Errc::internal when `record` may
    /// not come next.
    [[nodiscard]] Outcome append(JournalRecord record);
    /// READY was to be appended, that failed, and it could not be cut off again: whether it got
    /// onto the medium, the next reader of the journal finds out. Until then nothing may be
    /// undone and nothing finished.
    [[nodiscard]] bool is_undecided() const noexcept { return is_undecided_; }

private:
    Journal(AppendLog log, JournalContents contents, std::string last_check);

    AppendLog log_;
    JournalContents contents_;
    std::string last_check_;
    bool is_undecided_ = false;
};

/// The name of a journal for a file OUTPUT: "OUTPUT.journal".
inline constexpr std::string_view journal_suffix = ".journal";

/// How the name of a journal ends that is evidence only.
inline constexpr std::string_view retired_suffix = ".done";

/// Gives the journal `path`, which has END, the first free name of path.done, path.2.done...:
/// it is evidence and stays. The new name. Errc::unwritable.
[[nodiscard]] Result<std::string> retire_journal(const std::string& path);

/// The files in `folder` whose names end in ".journal", as paths, sorted: runs that were
/// interrupted, as long as none is active. Errors of list_folder().
[[nodiscard]] Result<std::vector<std::string>> journals_in(const std::string& folder);

}  // namespace ceremony::cooker
