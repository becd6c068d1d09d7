// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/inventory.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <set>

#include "cooker/key_forms.hpp"
#include "encoding/hex.hpp"
#include "encoding/writer.hpp"

namespace ceremony::cooker {

namespace {

using crypto::Sha256;

// Each part with its length in front, so that no two objects write the same octets.
class Parts {
public:
    void number(std::uint64_t value) {
        writer_.u32(static_cast<std::uint32_t>(value >> 32U));
        writer_.u32(static_cast<std::uint32_t>(value & 0xffff'ffffU));
    }
    void octets(ByteView value) {
        number(value.size());
        writer_.octets(value);
    }
    void flag(const std::optional<bool>& value) {
        constexpr std::uint8_t not_told = 2;
        writer_.u8(value ? static_cast<std::uint8_t>(*value) : not_told);
    }
    [[nodiscard]] Bytes take() { return writer_.take(); }

private:
    encoding::Writer writer_;
};

bool is_on_token(const pkcs11::Object& object) {
    return object.on_token.value_or(true);
}

// What of a key that was made must be there.
struct MadeKey {
    Sha256 public_key{};
    std::set<pkcs11::ObjectClass> halves;
};

using MadeKeys = std::map<Bytes, MadeKey>;  // by CKA_ID

MadeKeys made_keys(const JournalContents& journal, std::string_view repository) {
    MadeKeys keys;
    Making making = Making::generate;
    for (const JournalRecord& record : journal.records()) {
        if (const auto* intent = std::get_if<Intent>(&record)) {
            making = intent->making;
        }
        const auto* made = std::get_if<Made>(&record);
        if (made == nullptr || made->key.repository != repository) {
            continue;
        }
        MadeKey& key = keys[made->key.id];  // of one that was made anew, the last counts
        key.public_key = made->public_key;
        key.halves = {pkcs11::ObjectClass::public_key};
        if (making == Making::generate) {
            key.halves.insert(pkcs11::ObjectClass::private_key);
        }
    }
    return keys;
}

// Is the object a half that is still missing? Then it is missing no more.
bool accounts_for(MadeKeys& keys, const pkcs11::Object& object) {
    const auto found = keys.find(object.id);
    if (found == keys.end()) {
        return false;
    }
    if (object.public_key) {
        const auto hash = public_key_hash(*object.public_key);
        if (!hash.ok() || hash.value() != found->second.public_key) {
            return false;
        }
    }
    return found->second.halves.erase(object.object_class) == 1;
}

struct Destruction {
    std::multiset<Sha256> must_be_gone;
    std::multiset<Sha256> may_be_gone;
};

Destruction destruction(const JournalContents& journal, std::string_view repository) {
    Destruction destruction;
    const Deleting* deleting = nullptr;
    for (const JournalRecord& record : journal.records()) {
        if (const auto* begun = std::get_if<Deleting>(&record)) {
            deleting = begun;
        }
        const auto* deleted = std::get_if<Deleted>(&record);
        if (deleted == nullptr || deleted->key.repository != repository) {
            continue;
        }
        auto& objects = deleted->deletion == Deletion::succeeded ? destruction.must_be_gone
                                                                 : destruction.may_be_gone;
        objects.insert(deleting->objects.begin(), deleting->objects.end());
    }
    return destruction;
}

bool take_one(std::multiset<Sha256>& from, const Sha256& wanted) {
    const auto found = from.find(wanted);
    if (found == from.end()) {
        return false;
    }
    from.erase(found);
    return true;
}

std::string short_hex(const Sha256& digest) {
    constexpr std::size_t shown = 16;
    return encoding::encode_hex(digest).substr(0, shown);
}

}  // namespace

Result<Sha256> fingerprint(const pkcs11::Object& object) {
    Parts parts;
    parts.number(static_cast<std::uint64_t>(object.object_class));
    parts.number(object.class_number);
    parts.octets(as_bytes(object.type));
    parts.number(object.bits);
    parts.octets(object.id);
    parts.octets(as_bytes(object.label));
    parts.flag(object.public_key.has_value());
    if (object.public_key) {
        parts.octets(object.public_key->modulus);
        parts.octets(object.public_key->exponent);
        parts.octets(object.public_key->point);
    }
    for (const std::optional<bool>& flag :
         {object.is_private, object.local, object.sensitive, object.always_sensitive,
          object.extractable, object.never_extractable, object.may_sign, object.may_decrypt,
          object.may_unwrap, object.may_verify, object.may_encrypt, object.may_wrap}) {
        parts.flag(flag);
    }
    return crypto::sha256(parts.take());
}

Result<std::vector<Sha256>> fingerprints(const std::vector<pkcs11::Object>& objects) {
    std::vector<Sha256> digests;
    for (const pkcs11::Object& object : objects) {
        if (is_on_token(object)) {
            digests.push_back(TRY(fingerprint(object)));
        }
    }
    std::sort(digests.begin(), digests.end());
    return digests;
}

Result<InventoryChange> inventory_change(const std::vector<Sha256>& before,
                                         const std::vector<pkcs11::Object>& now) {
    std::multiset<Sha256> rest(before.begin(), before.end());
    InventoryChange change;
    for (const pkcs11::Object& object : now) {
        if (is_on_token(object) && !take_one(rest, TRY(fingerprint(object)))) {
            change.appeared.push_back(object);
        }
    }
    change.vanished.assign(rest.begin(), rest.end());
    return change;
}

std::vector<std::string> unexplained(const InventoryChange& change,
                                     const JournalContents& journal,
                                     std::string_view repository) {
    std::vector<std::string> lines;
    MadeKeys made = made_keys(journal, repository);
    for (const pkcs11::Object& object : change.appeared) {
        if (!accounts_for(made, object)) {
            lines.push_back("appeared: " + describe(object));
        }
    }
    for (const auto& [id, key] : made) {
        for (const pkcs11::ObjectClass half : key.halves) {
            lines.push_back("missing: the " + std::string(to_string(half)) + " with ID " +
                            encoding::encode_hex(id) + " that was made");
        }
    }
    Destruction destroyed = destruction(journal, repository);
    for (const Sha256& object : change.vanished) {
        if (!take_one(destroyed.must_be_gone, object) && !take_one(destroyed.may_be_gone, object)) {
            lines.push_back("vanished: an object with the fingerprint " + short_hex(object));
        }
    }
    for (const Sha256& object : destroyed.must_be_gone) {
        lines.push_back("still there: an object with the fingerprint " + short_hex(object) +
                        " that was destroyed");
    }
    return lines;
}

}  // namespace ceremony::cooker
