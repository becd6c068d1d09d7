// SPDX-License-Identifier: BSD-3-Clause

#include "pkcs11/key.hpp"

#include <bit>

#include "base/quote.hpp"
#include "encoding/hex.hpp"

namespace ceremony::pkcs11 {

std::size_t modulus_bits(const PublicKey& key) noexcept {
    if (key.modulus.empty()) {
        return 0;
    }
    return 8 * (key.modulus.size() - 1) +
           static_cast<std::size_t>(std::bit_width(key.modulus.front()));
}

std::string describe(const KeyName& name) {
    std::string text;
    if (!name.id.empty()) {
        text = "ID " + encoding::encode_hex(name.id);
    }
    if (!name.label.empty()) {
        text += (text.empty() ? "label " : " and label ") + quote(name.label);
    }
    return text.empty() ? "neither ID nor label" : text;
}

std::string_view to_string(ObjectClass object_class) noexcept {
    switch (object_class) {
        case ObjectClass::public_key:
            return "public key";
        case ObjectClass::private_key:
            return "private key";
        case ObjectClass::secret_key:
            return "secret key";
        case ObjectClass::certificate:
            return "certificate";
        case ObjectClass::data:
            return "data object";
        case ObjectClass::other:
            return "other object";
    }
    return "?";
}

std::string describe(const Object& object) {
    std::string text(to_string(object.object_class));
    if (object.object_class == ObjectClass::other) {
        text += " of class " + std::to_string(object.class_number);
    }
    if (!object.type.empty()) {
        text += " " + object.type;
    }
    if (object.bits != 0 && (!object.kind || object.kind == KeyKind::rsa)) {
        text += " " + std::to_string(object.bits) + " bits";
    }
    text += object.id.empty() ? ", no ID" : ", ID " + encoding::encode_hex(object.id);
    text += object.label.empty() ? ", no label" : ", label " + quote(object.label);
    return text;
}

}  // namespace ceremony::pkcs11
