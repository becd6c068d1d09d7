// SPDX-License-Identifier: BSD-3-Clause

#include "pkcs11/enumerate.hpp"

#include <array>
#include <initializer_list>
#include <string>

#include "pkcs11/attributes.hpp"
#include "pkcs11/curve.hpp"
#include "pkcs11/error.hpp"

namespace ceremony::pkcs11 {
namespace {

ObjectClass to_class(CK_ULONG number) {
    switch (number) {
        case CKO_PUBLIC_KEY:
            return ObjectClass::public_key;
        case CKO_PRIVATE_KEY:
            return ObjectClass::private_key;
        case CKO_SECRET_KEY:
            return ObjectClass::secret_key;
        case CKO_CERTIFICATE:
            return ObjectClass::certificate;
        case CKO_DATA:
            return ObjectClass::data;
        default:
            return ObjectClass::other;
    }
}

std::string type_in_words(CK_ULONG type) {
    switch (type) {
        case CKK_RSA:
            return "RSA";
        case CKK_EC:
            return "EC";
        case CKK_EC_EDWARDS:
            return "Edwards";
        case CKK_AES:
            return "AES";
        default:
            return "type " + std::to_string(type);
    }
}

/// What there is to ask about an object beyond its class, which decides: an attribute that
/// an object cannot have makes some tokens fail the whole call.
std::vector<CK_ATTRIBUTE_TYPE> attributes_of(ObjectClass object_class) {
    std::vector<CK_ATTRIBUTE_TYPE> types = {CKA_LABEL, CKA_TOKEN, CKA_PRIVATE};
    const auto add = [&types](std::initializer_list<CK_ATTRIBUTE_TYPE> more) {
        types.insert(types.end(), more);
    };
    switch (object_class) {
        case ObjectClass::public_key:
            add({CKA_KEY_TYPE, CKA_ID, CKA_LOCAL, CKA_VERIFY, CKA_ENCRYPT, CKA_WRAP});
            break;
        case ObjectClass::secret_key:
            add({CKA_VALUE_LEN, CKA_WRAP});
            [[fallthrough]];
        case ObjectClass::private_key:
            add({CKA_KEY_TYPE, CKA_ID, CKA_LOCAL, CKA_SENSITIVE, CKA_ALWAYS_SENSITIVE,
                 CKA_EXTRACTABLE, CKA_NEVER_EXTRACTABLE, CKA_SIGN, CKA_DECRYPT, CKA_UNWRAP});
            break;
        case ObjectClass::certificate:
            add({CKA_ID});
            break;
        case ObjectClass::data:
        case ObjectClass::other:
            break;
    }
    return types;
}

Bytes without_leading_zeros(ByteView number) {
    while (!number.empty() && number.front() == 0) {
        number = number.subspan(1);
    }
    return {number.begin(), number.end()};
}

void read_rsa(const Attributes& attributes, Object& object) {
    PublicKey key;
    key.kind = KeyKind::rsa;
    key.modulus = without_leading_zeros(attributes.octets(CKA_MODULUS));
    key.exponent = without_leading_zeros(attributes.octets(CKA_PUBLIC_EXPONENT));
    object.kind = KeyKind::rsa;
    object.bits = modulus_bits(key);
    if (!key.modulus.empty() && !key.exponent.empty()) {
        object.public_key = std::move(key);
    } else {
        object.flaw = "the token does not tell modulus and exponent";
    }
}

std::size_t field_bits(KeyKind kind) {
    return kind == KeyKind::ed448 ? 448 : kind == KeyKind::p384 ? 384 : 256;
}

void read_curve(const Attributes& attributes, Object& object) {
    object.kind = curve_of(attributes.octets(CKA_EC_PARAMS));
    if (!object.kind) {
        object.flaw = "a curve that is not supported";
        return;
    }
    object.type = to_string(*object.kind);
    object.bits = field_bits(*object.kind);
    if (object.object_class != ObjectClass::public_key) {
        return;
    }
    Result<Bytes> point = read_point(*object.kind, attributes.octets(CKA_EC_POINT));
    if (!point.ok()) {
        object.flaw = point.error().message();
        return;
    }
    PublicKey key;
    key.kind = *object.kind;
    key.point = std::move(point).value();
    object.public_key = std::move(key);
}

/// The public part of a key pair's half, as far as it is revealed.
Outcome read_public_part(const Session& session, Entry& entry, CK_ULONG type) {
    const bool is_public = entry.object.object_class == ObjectClass::public_key;
    if (type == CKK_RSA) {
        const std::array types = {CK_ATTRIBUTE_TYPE{CKA_MODULUS},
                                  CK_ATTRIBUTE_TYPE{CKA_PUBLIC_EXPONENT}};
        read_rsa(TRY(Attributes::read(session, entry.handle, types)), entry.object);
    } else if (type == CKK_EC || type == CKK_EC_EDWARDS) {
        // Of private keys few tokens tell the point, and none has to.
        std::vector<CK_ATTRIBUTE_TYPE> types = {CKA_EC_PARAMS};
        if (is_public) {
            types.push_back(CKA_EC_POINT);
        }
        read_curve(TRY(Attributes::read(session, entry.handle, types)), entry.object);
    } else {
        entry.object.flaw = "a type of key that is not supported";
    }
    return Nothing{};
}

}  // namespace

Result<Entry> read_object(const Session& session, CK_OBJECT_HANDLE handle) {
    Entry entry;
    entry.handle = handle;
    Object& object = entry.object;
    const std::array class_only = {CK_ATTRIBUTE_TYPE{CKA_CLASS}};
    const Attributes first = TRY(Attributes::read(session, handle, class_only));
    object.class_number = first.number(CKA_CLASS).value_or(unavailable);
    object.object_class = to_class(object.class_number);

    const std::vector<CK_ATTRIBUTE_TYPE> types = attributes_of(object.object_class);
    const Attributes attributes = TRY(Attributes::read(session, handle, types));
    const ByteView id = attributes.octets(CKA_ID);
    object.id.assign(id.begin(), id.end());
    object.label = attributes.text(CKA_LABEL);
    object.on_token = attributes.flag(CKA_TOKEN);
    object.is_private = attributes.flag(CKA_PRIVATE);
    object.local = attributes.flag(CKA_LOCAL);
    object.sensitive = attributes.flag(CKA_SENSITIVE);
    object.always_sensitive = attributes.flag(CKA_ALWAYS_SENSITIVE);
    object.extractable = attributes.flag(CKA_EXTRACTABLE);
    object.never_extractable = attributes.flag(CKA_NEVER_EXTRACTABLE);
    object.may_sign = attributes.flag(CKA_SIGN);
    object.may_decrypt = attributes.flag(CKA_DECRYPT);
    object.may_unwrap = attributes.flag(CKA_UNWRAP);
    object.may_verify = attributes.flag(CKA_VERIFY);
    object.may_encrypt = attributes.flag(CKA_ENCRYPT);
    object.may_wrap = attributes.flag(CKA_WRAP);
    object.bits = 8 * attributes.number(CKA_VALUE_LEN).value_or(0);

    const std::optional<CK_ULONG> type = attributes.number(CKA_KEY_TYPE);
    if (type) {
        object.type = type_in_words(*type);
    }
    if (object.object_class == ObjectClass::public_key ||
        object.object_class == ObjectClass::private_key) {
        TRY(read_public_part(session, entry, type.value_or(unavailable)));
    }
    return entry;
}

Result<std::vector<Entry>> enumerate(const Session& session) {
    // As many as a token returns at a time without complaint.
    constexpr std::size_t batch = 256;
    CK_FUNCTION_LIST& functions = session.functions();
    TRY(check("C_FindObjectsInit", functions.C_FindObjectsInit(session.handle(), nullptr, 0)));
    // All handles are collected before anything is read: a search that is still open
    // breaks on some tokens when other calls come between.
    std::vector<CK_OBJECT_HANDLE> handles;
    std::array<CK_OBJECT_HANDLE, batch> found{};
    CK_ULONG count = 0;
    CK_RV value = CKR_OK;
    do {
        count = 0;
        value = functions.C_FindObjects(session.handle(), found.data(), found.size(), &count);
        if (value == CKR_OK && count > found.size()) {
            value = CKR_GENERAL_ERROR;
        }
        if (value == CKR_OK) {
            handles.insert(handles.end(), found.begin(),
                           std::next(found.begin(), static_cast<std::ptrdiff_t>(count)));
        }
    } while (value == CKR_OK && count > 0);
    const CK_RV final_value = functions.C_FindObjectsFinal(session.handle());
    TRY(check("C_FindObjects", value));
    TRY(check("C_FindObjectsFinal", final_value));

    std::vector<Entry> entries;
    entries.reserve(handles.size());
    for (const CK_OBJECT_HANDLE handle : handles) {
        entries.push_back(TRY(read_object(session, handle)));
    }
    return entries;
}

}  // namespace ceremony::pkcs11
