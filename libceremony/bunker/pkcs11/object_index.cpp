// SPDX-License-Identifier: BSD-3-Clause

#include "pkcs11/object_index.hpp"

#include <algorithm>
#include <utility>

namespace ceremony::pkcs11 {
namespace {

std::string list(const std::vector<const Entry*>& entries) {
    std::string text;
    for (const Entry* entry : entries) {
        text += (text.empty() ? "" : "; ") + describe(entry->object);
    }
    return text;
}

std::string count_of(const std::vector<const Entry*>& entries, std::string_view what) {
    if (entries.empty()) {
        return "no " + std::string(what);
    }
    return std::to_string(entries.size()) + " " + std::string(what) +
           (entries.size() == 1 ? "" : "s");
}

/// Why the halves are not halves of one key; empty when nothing speaks against it.
std::string contradiction(const Object& private_half, const Object& public_half) {
    if (!public_half.public_key) {
        return public_half.flaw;
    }
    if (private_half.kind != public_half.kind) {
        return "they are of different kinds";
    }
    if (!private_half.id.empty() && !public_half.id.empty() && private_half.id != public_half.id) {
        return "they have different IDs";
    }
    if (private_half.public_key && private_half.public_key != public_half.public_key) {
        return "their moduli or exponents differ";
    }
    return {};
}

Outcome expect_key(const KeyName& name, const Object& object) {
    if (name.public_key && name.public_key != object.public_key) {
        return Error{Errc::refused,
                     "the key with " + describe(name) + " is not the key that is expected there"};
    }
    return Nothing{};
}

}  // namespace

ObjectIndex::ObjectIndex(std::vector<Entry> entries) {
    entries_.reserve(entries.size());
    for (Entry& entry : entries) {
        add(std::move(entry));
    }
}

void ObjectIndex::add(Entry entry) {
    const std::size_t position = entries_.size();
    by_id_.emplace(entry.object.id, position);
    by_label_.emplace(entry.object.label, position);
    entries_.push_back(std::move(entry));
}

void ObjectIndex::remove(CK_OBJECT_HANDLE handle) {
    std::vector<Entry> rest = std::move(entries_);
    std::erase_if(rest, [handle](const Entry& entry) { return entry.handle == handle; });
    *this = ObjectIndex(std::move(rest));
}

Result<std::vector<const Entry*>> ObjectIndex::matching(const KeyName& name,
                                                        ObjectClass object_class) const {
    if (name.id.empty() && name.label.empty()) {
        return Error{Errc::semantics, "a key is named by neither ID nor label"};
    }
    std::vector<std::size_t> positions;
    const auto collect = [&](const auto& index, const auto& key) {
        const auto [first, last] = index.equal_range(key);
        for (auto it = first; it != last; ++it) {
            const Object& object = entries_[it->second].object;
            if (object.object_class == object_class &&
                (name.label.empty() || object.label == name.label)) {
                positions.push_back(it->second);
            }
        }
    };
    if (!name.id.empty()) {
        collect(by_id_, name.id);
    } else {
        collect(by_label_, name.label);
    }
    std::ranges::sort(positions);
    std::vector<const Entry*> found;
    found.reserve(positions.size());
    for (const std::size_t position : positions) {
        found.push_back(&entries_[position]);
    }
    return found;
}

Result<EntryPair> ObjectIndex::key_pair(const KeyName& name) const {
    const auto private_halves = TRY(matching(name, ObjectClass::private_key));
    const auto public_halves = TRY(matching(name, ObjectClass::public_key));
    if (private_halves.empty() && public_halves.empty()) {
        return Error{Errc::not_found, "no key with " + describe(name)};
    }
    auto found = private_halves;
    found.insert(found.end(), public_halves.begin(), public_halves.end());
    if (private_halves.size() != 1 || public_halves.size() != 1) {
        return Error{Errc::refused, describe(name) + " does not name one key pair: there is " +
                                        count_of(private_halves, "private key") + " and " +
                                        count_of(public_halves, "public key") + ": " + list(found)};
    }
    const EntryPair pair{private_halves.front(), public_halves.front()};
    const std::string reason = contradiction(pair.private_half->object, pair.public_half->object);
    if (!reason.empty()) {
        return Error{Errc::refused, describe(name) + " does not name one key pair: " + reason +
                                        ": " + list(found)};
    }
    TRY(expect_key(name, pair.public_half->object));
    return pair;
}

Result<const Entry*> ObjectIndex::public_key(const KeyName& name) const {
    const auto found = TRY(matching(name, ObjectClass::public_key));
    if (found.empty()) {
        return Error{Errc::not_found, "no public key with " + describe(name)};
    }
    if (found.size() != 1) {
        return Error{Errc::refused, describe(name) + " does not name one public key: there is " +
                                        count_of(found, "public key") + ": " + list(found)};
    }
    const Object& object = found.front()->object;
    if (!object.public_key) {
        return Error{Errc::refused, describe(object) + ": " + object.flaw};
    }
    TRY(expect_key(name, object));
    return found.front();
}

Outcome ObjectIndex::expect_none(ByteView id, const std::string& label) const {
    std::vector<const Entry*> found;
    for (const Entry& entry : entries_) {
        const Object& object = entry.object;
        const bool is_half = object.object_class == ObjectClass::private_key ||
                             object.object_class == ObjectClass::public_key;
        if (is_half &&
            (std::ranges::equal(object.id, id) || (!label.empty() && object.label == label))) {
            found.push_back(&entry);
        }
    }
    if (!found.empty()) {
        return Error{Errc::refused, "the ID or the label is taken: " + list(found)};
    }
    return Nothing{};
}

}  // namespace ceremony::pkcs11
