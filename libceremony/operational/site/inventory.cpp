// SPDX-License-Identifier: BSD-3-Clause

#include "site/inventory.hpp"

#include <algorithm>
#include <utility>

#include "dnssec/key_form.hpp"
#include "encoding/hex.hpp"
#include "keys/key_forms.hpp"

namespace ceremony::site {

using pkcs11::Object;
using pkcs11::ObjectClass;

Inventory::Inventory(std::vector<Object> objects) : objects_(std::move(objects)) {
    for (std::size_t number = 0; number < objects_.size(); ++number) {
        const Object& object = objects_[number];
        by_id_[object.id].push_back(number);
        if (object.public_key) {
            by_material_[material_of(*object.public_key)].push_back(number);
        }
    }
}

Inventory::Material Inventory::material_of(const pkcs11::PublicKey& key) {
    return {key.kind, key.modulus, key.exponent, key.point};
}

Result<Inventory> Inventory::of(pkcs11::Token& token) {
    return Inventory(TRY(token.objects()));
}

Result<std::optional<Bytes>> Inventory::id_of(const dns::Dnskey& key) const {
    const crypto::PublicKey known = TRY(dnssec::read_key_field(key.algorithm, key.public_key));
    return id_of(keys::as_on_token(known));
}

Result<std::optional<Bytes>> Inventory::id_of(const pkcs11::PublicKey& key) const {
    const auto known = by_material_.find(material_of(key));
    if (known == by_material_.end()) {
        return std::optional<Bytes>();
    }
    for (const std::size_t number : known->second) {
        const Bytes& id = objects_[number].id;
        if (!id.empty() && TRY(has_private_half(key, id))) {
            return std::optional(id);
        }
    }
    return std::optional<Bytes>();
}

Result<bool> Inventory::has_private_half(const pkcs11::PublicKey& key, const Bytes& id) const {
    const Object* half = nullptr;
    for (const std::size_t number : by_id_.at(id)) {
        if (objects_[number].object_class != ObjectClass::private_key) {
            continue;
        }
        if (half != nullptr) {
            return Error{Errc::refused, "several private keys on the token have the ID " +
                                            encoding::encode_hex(id)};
        }
        half = &objects_[number];
    }
    return half != nullptr && half->kind == key.kind &&
           (!half->public_key || half->public_key == key);
}

bool Inventory::has_key_with(const Bytes& id) const {
    const auto known = by_id_.find(id);
    return known != by_id_.end() &&
           std::any_of(known->second.begin(), known->second.end(), [this](std::size_t number) {
               const ObjectClass object_class = objects_[number].object_class;
               return object_class == ObjectClass::private_key ||
                      object_class == ObjectClass::public_key;
           });
}

}  // namespace ceremony::site
