// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/store.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <unistd.h>
#include <utility>

#include "base/descriptor.hpp"
#include "base/file_facts.hpp"
#include "base/folder.hpp"
#include "base/quote.hpp"
#include "base/read_file.hpp"
#include "base/write_file.hpp"
#include "encoding/hex.hpp"
#include "json/builder.hpp"
#include "keysets/admission.hpp"
#include "keysets/state_text.hpp"
#include "program/recipe_file.hpp"

namespace ceremony::consumer {

namespace {

std::string state_path(const std::string& folder) {
    return folder + "/state.json";
}

// The files of the sets that a zone was published from, as far as it remembers.
std::set<crypto::Sha256> remembered_files(const keysets::State& state) {
    std::set<crypto::Sha256> files;
    for (const auto& [name, zone] : state.zones) {
        if (zone.published) {
            files.insert(zone.published->set.file);
        }
        for (const keysets::Published& change : zone.changes) {
            files.insert(change.set.file);
        }
    }
    return files;
}

std::set<dns::Name> both(const std::vector<dns::Name>& some, const std::set<dns::Name>& others) {
    std::set<dns::Name> zones;
    std::copy_if(some.begin(), some.end(), std::inserter(zones, zones.end()),
                 [&others](const dns::Name& zone) { return others.contains(zone); });
    return zones;
}

Error not_imported(const std::string& path) {
    return Error{Errc::refused, quote_path(path) + ": not the file that was imported"};
}

// Equal ones mean the same content, as far as a file system tells.
std::string stamp_of(const FileFacts& facts) {
    return std::to_string(facts.size) + " " + std::to_string(facts.inode) + " " +
           std::to_string(facts.modified_ns) + " " + std::to_string(facts.changed_ns);
}

// As the lock does, which is not taken by who only looks.
Outcome check_is_no_link(const std::string& folder) {
    const auto facts =
        ceremony::look_at(folder.substr(0, folder.find_last_not_of('/') + 1), Links::refuse);
    if (facts.ok() && facts.value().kind == FileKind::symbolic_link) {
        return Error{Errc::unreadable,
                     quote_path(folder) + ": is a symbolic link, and links are not followed"};
    }
    return Nothing{};
}

// As keysets::store_name() makes it: a person may have put a file of another name there, to import
// it.
bool is_of_result(const std::string& name) {
    const std::string_view extension = ".json";
    const std::size_t digits = 2 * crypto::Sha256{}.size();
    return name.size() == digits + extension.size() && name.ends_with(extension) &&
           encoding::decode_hex(name.substr(0, digits)).ok();
}

// Without its state nobody knows what of the files in it was published, and what may follow.
Outcome check_is_new(const std::string& folder) {
    constexpr std::size_t most = 100'000;
    const auto names = list_folder(folder, most);
    if (!names.ok()) {
        return names.error().code() == Errc::not_found ? Outcome(Nothing{})
                                                       : Outcome(names.error());
    }
    const bool has_results =
        std::any_of(names.value().begin(), names.value().end(),
                    [](const std::string& name) { return is_of_result(name); });
    if (has_results) {
        return Error{Errc::refused, quote(folder) + ": there are results in it, but no state.json"}
            .with_hint(
                "restore it from a backup; or move the results away, to begin anew by importing "
                "them as at first, and record again what the parent has: consumer event");
    }
    return Nothing{};
}

// Files that another user makes cannot be read by whom the store belongs to, and the runs of that
// user stand still from then on. Root could make them anywhere.
Outcome check_owner(const std::string& folder) {
    const auto state = look_at(state_path(folder), Links::refuse);
    const bool is_new = !state.ok() && state.error().code() == Errc::not_found;
    if (is_new && ::geteuid() != 0) {
        return Nothing{};
    }
    const FileFacts of_folder = TRY(look_at(folder, Links::follow));
    if (is_new ? of_folder.is_callers : TRY(state).is_callers) {
        return Nothing{};
    }
    if (of_folder.is_callers) {
        return Error{Errc::refused, quote(state_path(folder)) +
                                        ": belongs to another user than the store, which is yours"}
            .with_hint("chown --reference=" + folder + " " + state_path(folder));
    }
    return Error{Errc::refused, quote(folder) +
                                    ": belongs to another user, who could not read what "
                                    "is written there"}
        .with_hint("as that user: runuser -u \"$(stat -c %U " + folder + ")\" -- consumer ...");
}

}  // namespace

Result<Store> Store::open(const std::string& folder) {
    Store store(folder);
    const Outcome read = store.lock_and_read();
    if (!read.ok() && read.error().code() != Errc::not_found) {
        return read.error();
    }
    TRY(store.check_is_there());
    return store;
}

Result<Store> Store::open_or_make(const std::string& folder) {
    TRY(create_folder(folder));
    Store store(folder);
    TRY(store.lock_and_read());
    return store;
}

Result<Store> Store::look_at(const std::string& folder) {
    Store store(folder);
    TRY(check_is_no_link(folder));
    TRY(store.read());
    return store;
}

Outcome Store::check_is_there() const {
    if (!text_) {
        return Error{Errc::refused,
                     quote(folder_) + ": there is no store; consumer import makes it"};
    }
    return Nothing{};
}

Outcome Store::lock_and_read() {
    TRY(check_owner(folder_));
    auto lock = FileLock::take(folder_);
    if (!lock.ok() && lock.error().code() == Errc::busy) {
        return std::move(lock).error().with_hint("try again in a minute");
    }
    lock_.emplace(TRY(std::move(lock)));
    return read();
}

Outcome Store::read() {
    const std::string path = state_path(folder_);
    auto text = read_file(path, json::text_limit);
    if (!text.ok()) {
        if (text.error().code() != Errc::not_found) {
            return std::move(text).error();
        }
        return check_is_new(folder_);
    }
    auto state = keysets::read_state(text.value(), path);
    if (!state.ok()) {
        return std::move(state).error().with_hint(
            "restore it from a backup; what is published stays as it is until then");
    }
    state_ = std::move(state).value();
    text_ = std::move(text).value();
    return Nothing{};
}

Outcome Store::save(keysets::State state) {
    std::string text = keysets::write_state(state);
    if (text_ != text) {
        TRY(write_file(state_path(folder_), text, {Existing::replace}));
    }
    state_ = std::move(state);
    text_ = std::move(text);
    return Nothing{};
}

Outcome Store::add(const crypto::Sha256& sha256, std::string_view text) {
    if (!text_) {
        TRY(save({}));  // so that results never are there without a state
    }
    return write_file(folder_ + "/" + keysets::store_name(sha256), text, {Existing::replace});
}

Outcome Store::remove(const crypto::Sha256& sha256) const {
    return remove_file(folder_ + "/" + keysets::store_name(sha256));
}

Result<keysets::Contents> Store::contents_of(const keysets::StoredFile& file) const {
    return contents_of(file, {file.zones.begin(), file.zones.end()});
}

Result<keysets::Contents> Store::contents_of(const keysets::StoredFile& file,
                                             const std::set<dns::Name>& zones) const {
    const std::string path = folder_ + "/" + file.name;
    const program::RecipeFile read = TRY(program::read_recipe_file(path));
    if (read.sha256 != file.sha256) {
        return not_imported(path);
    }
    keysets::Contents contents =
        TRY(keysets::from_cooked(read.recipe, read.sha256).in(quote(path)));
    return keysets::only_of(std::move(contents), zones);
}

Outcome Store::check(keysets::StoredFile& file) const {
    const std::string path = folder_ + "/" + file.name;
    const FileFacts facts = TRY(ceremony::look_at(path, Links::follow));
    std::string stamp = stamp_of(facts);
    if (stamp == file.stamp) {
        return Nothing{};
    }
    const std::string text =
        TRY(read_file(path, json::text_limit, {Links::follow, Writer::anyone}));
    const crypto::Sha256 digest = TRY(crypto::sha256(as_bytes(text)));
    if (digest != file.sha256) {
        return not_imported(path);
    }
    file.stamp = std::move(stamp);
    return Nothing{};
}

std::vector<crypto::Sha256> Store::needed_at(const keysets::State& state, UtcTime time) {
    const std::set<crypto::Sha256> remembered = remembered_files(state);
    std::vector<crypto::Sha256> needed;
    for (const keysets::StoredFile& file : state.files) {
        if (!file.zones.empty() && (file.expiration >= time || remembered.contains(file.sha256))) {
            needed.push_back(file.sha256);
        }
    }
    return needed;
}

Stock Store::contents_at(UtcTime time) const {
    std::set<dns::Name> zones;
    for (const keysets::StoredFile& file : state_.files) {
        zones.insert(file.zones.begin(), file.zones.end());
    }
    return contents_at(time, zones);
}

Stock Store::contents_at(UtcTime time, const std::set<dns::Name>& zones) const {
    Stock stock;
    std::vector<keysets::Contents> readable;
    for (const crypto::Sha256& sha256 : needed_at(state_, time)) {
        const keysets::StoredFile& file = *keysets::find_file(state_, sha256);
        const std::set<dns::Name> wanted = both(file.zones, zones);
        if (wanted.empty()) {
            continue;
        }
        auto contents = contents_of(file, wanted);
        if (contents.ok()) {
            readable.push_back(std::move(contents).value());
            continue;
        }
        const Error error =
            Error(contents.error()).with_hint("import that file again to put it back");
        for (const dns::Name& zone : wanted) {
            stock.lost.try_emplace(zone, Loss{sha256, error});
        }
    }
    stock.zones = keysets::by_zone(std::move(readable));
    return stock;
}

Result<const keysets::ZoneSets*> Stock::sets_of(const dns::Name& zone) const {
    static const keysets::ZoneSets none;
    const auto why = lost.find(zone);
    if (why != lost.end()) {
        return Error(why->second.why);
    }
    const auto found = zones.find(zone);
    return found == zones.end() ? &none : &found->second;
}

}  // namespace ceremony::consumer
