// SPDX-License-Identifier: BSD-3-Clause
//
// object_index.hpp -- lookups by ID and label among objects that were enumerated: exactly one,
// or an error that names what is there.

#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "pkcs11/enumerate.hpp"
#include "pkcs11/key.hpp"

namespace ceremony::pkcs11 {

/// Both halves of a key, borrowed from an index; valid until it changes.
struct EntryPair {
    const Entry* private_half = nullptr;
    const Entry* public_half = nullptr;
};

class ObjectIndex {
public:
    ObjectIndex() = default;
    explicit ObjectIndex(std::vector<Entry> entries);

    [[nodiscard]] const std::vector<Entry>& entries() const noexcept { return entries_; }
    void add(Entry entry);
    void remove(CK_OBJECT_HANDLE handle);

    /// The entries of a class that `name` matches by ID and label, borrowed, in the order
    /// of entries(). Errc::semantics: it has neither.
    [[nodiscard]] Result<std::vector<const Entry*>> matching(const KeyName& name,
                                                             ObjectClass object_class) const;
    /// Errors as Token::find_key_pair.
    [[nodiscard]] Result<EntryPair> key_pair(const KeyName& name) const;
    /// Errors as Token::find_public_key.
    [[nodiscard]] Result<const Entry*> public_key(const KeyName& name) const;
    /// Errc::refused when a private or public key has the ID, or has the label (if that is
    /// not empty): a new key could not be told from it.
    [[nodiscard]] Outcome expect_none(ByteView id, const std::string& label) const;

private:
    std::vector<Entry> entries_;
    std::multimap<Bytes, std::size_t> by_id_;
    std::multimap<std::string, std::size_t> by_label_;
};

}  // namespace ceremony::pkcs11
