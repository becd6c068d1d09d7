// SPDX-License-Identifier: BSD-3-Clause
//
// store.hpp -- the folder in which the consumer keeps cooked recipes and its state.
//
// One process at a time changes it. What it holds appears whole or not at all: a file is there
// before the state lists it, and a file that the state does not list is of no account.

#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_lock.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "keysets/from_cooked.hpp"
#include "keysets/state.hpp"
#include "keysets/zone_sets.hpp"

namespace ceremony::consumer {

/// A file that cannot be read.
struct Loss {
    crypto::Sha256 file{};
    Error why;
};

/// What several files have.
struct Stock {
    std::map<dns::Name, keysets::ZoneSets> zones;
    /// Zones with sets in a file that is lost, the first one: what is right for them is not known.
    std::map<dns::Name, Loss> lost;

    /// The sets of a zone, empty when there are none. The error for one that is lost.
    [[nodiscard]] Result<const keysets::ZoneSets*> sets_of(const dns::Name& zone) const;
};

class Store {
public:
    /// Opens the store `folder` to change it. Errc::refused: there is none, as where its disk is
    /// not mounted, it has results and no state, or it, or its state, belongs to another user.
    /// Errc::busy: another process has it open so. Errc::unreadable, also for a symbolic link;
    /// other errors of reading and of keysets::read_state().
    [[nodiscard]] static Result<Store> open(const std::string& folder);
    /// The same, but makes the folder when it is missing, and what is saved or added first makes it
    /// a store.
    [[nodiscard]] static Result<Store> open_or_make(const std::string& folder);
    /// Opens it only to look at it; a store that is missing is empty. Other errors as of open().
    [[nodiscard]] static Result<Store> look_at(const std::string& folder);

    /// Errc::refused: it is missing, and who makes it.
    [[nodiscard]] Outcome check_is_there() const;

    [[nodiscard]] const keysets::State& state() const noexcept { return state_; }

    /// Writes `state` in place of what was; equal states are not written again. REQUIRES: opened to
    /// change it. Errc::unwritable.
    [[nodiscard]] Outcome save(keysets::State state);

    /// Keeps the text of a cooked recipe with this hash, never without a state beside it.
    /// REQUIRES: opened to change it. Errc::unwritable.
    [[nodiscard]] Outcome add(const crypto::Sha256& sha256, std::string_view text);
    /// Removes it again. REQUIRES: the state does not list it.
    [[nodiscard]] Outcome remove(const crypto::Sha256& sha256) const;

    /// What is in one of its files, of the zones that it was admitted for. Errc::refused: it is not
    /// the file that was imported.
    [[nodiscard]] Result<keysets::Contents> contents_of(const keysets::StoredFile& file) const;

    /// Is `file` of its state as it was imported? While it lies there as `stamp` says, it is not
    /// read; else its hash is taken, and `stamp` put right. Errc::refused: it is another one;
    /// errors of reading.
    [[nodiscard]] Outcome check(keysets::StoredFile& file) const;

    /// Those of its files that may still matter at `time`: with a set that has not expired, or one
    /// that a zone remembers to have published.
    [[nodiscard]] static std::vector<crypto::Sha256> needed_at(const keysets::State& state,
                                                               UtcTime time);

    /// What is in them.
    [[nodiscard]] Stock contents_at(UtcTime time) const;
    /// The same of `zones` alone. A file that has nothing of them is not read.
    [[nodiscard]] Stock contents_at(UtcTime time, const std::set<dns::Name>& zones) const;

private:
    explicit Store(std::string folder) : folder_(std::move(folder)) {}

    [[nodiscard]] Outcome lock_and_read();
    [[nodiscard]] Outcome read();
    [[nodiscard]] Result<keysets::Contents> contents_of(const keysets::StoredFile& file,
                                                        const std::set<dns::Name>& zones) const;

    std::string folder_;
    std::optional<FileLock> lock_;
    keysets::State state_;
    std::optional<std::string> text_;  // of the state as it is on the disk; nothing: there is none
};

}  // namespace ceremony::consumer
