// SPDX-License-Identifier: BSD-3-Clause

#include "site/inventory.hpp"

#include <algorithm>

#include "dnssec/key_form.hpp"
#include "encoding/hex.hpp"
#include "keys/key_forms.hpp"

namespace ceremony::site {

using pkcs11::Object;
using pkcs11::ObjectClass;

Result<Inventory> Inventory::of(pkcs11::Token& token) {
    return Inventory(TRY(token.objects()));
}

Result<std::optional<Bytes>> Inventory::id_of(const dns::Dnskey& key) const {
    const crypto::PublicKey known = TRY(dnssec::read_key_field(key.algorithm, key.public_key));
    return id_of(keys::as_on_token(known));
}

Result<std::optional<Bytes>> Inventory::id_of(const pkcs11::PublicKey& key) const {
    for (const Object& object : objects_) {
        if (object.public_key == key && !object.id.empty() &&
            TRY(has_private_half(key, object.id))) {
            return std::optional(object.id);
        }
    }
    return std::optional<Bytes>();
}

Result<bool> Inventory::has_private_half(const pkcs11::PublicKey& key, const Bytes& id) const {
    const auto has_id = [&](const Object& object) {
        return object.object_class == ObjectClass::private_key && object.id == id;
    };
    const auto found = std::find_if(objects_.begin(), objects_.end(), has_id);
    if (found == objects_.end()) {
        return false;
    }
    if (std::find_if(found + 1, objects_.end(), has_id) != objects_.end()) {
        return Error{Errc::refused,
                     "several private keys on the token have the ID " + encoding::encode_hex(id)};
    }
    return found->kind == key.kind && (!found->public_key || found->public_key == key);
}

bool Inventory::has_key_with(const Bytes& id) const {
    return std::any_of(objects_.begin(), objects_.end(), [&](const Object& object) {
        return object.id == id && (object.object_class == ObjectClass::private_key ||
                                   object.object_class == ObjectClass::public_key);
    });
}

}  // namespace ceremony::site
