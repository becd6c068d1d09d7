// SPDX-License-Identifier: BSD-3-Clause

#include "pkcs11/attributes.hpp"

#include <cstring>
#include <vector>

#include "pkcs11/error.hpp"

namespace ceremony::pkcs11 {
namespace {

// Holds the modulus of an RSA key of 8192 bits, the longest that is in use, and any
// ID and label that a person would choose: one call then does for an object.
constexpr std::size_t usual_size = 1024;

// An attribute that is longer is none of those that are asked for.
constexpr CK_ULONG largest_size = 65536;

/// One attribute. CKR_OK with `value` empty optional: the object does not tell it.
Result<std::optional<Bytes>> read_one(const Session& session,
                                      CK_OBJECT_HANDLE object,
                                      CK_ATTRIBUTE_TYPE type) {
    CK_FUNCTION_LIST& functions = session.functions();
    Bytes value(usual_size);
    CK_ATTRIBUTE attribute{type, value.data(), value.size()};
    CK_RV result = functions.C_GetAttributeValue(session.handle(), object, &attribute, 1);
    if (result == CKR_BUFFER_TOO_SMALL) {
        attribute = CK_ATTRIBUTE{type, nullptr, 0};
        TRY(check("C_GetAttributeValue",
                  functions.C_GetAttributeValue(session.handle(), object, &attribute, 1)));
        if (attribute.ulValueLen > largest_size) {
            return Error{Errc::limit, "an attribute of an object is longer than 64 KiB"};
        }
        value.resize(attribute.ulValueLen);
        attribute.pValue = value.data();
        result = functions.C_GetAttributeValue(session.handle(), object, &attribute, 1);
    }
    if (result == CKR_ATTRIBUTE_TYPE_INVALID || result == CKR_ATTRIBUTE_SENSITIVE) {
        return std::optional<Bytes>();
    }
    TRY(check("C_GetAttributeValue", result));
    if (attribute.ulValueLen >
        value.size()) {  // also `unavailable`, from modules that return CKR_OK
        return std::optional<Bytes>();
    }
    value.resize(attribute.ulValueLen);
    return std::optional<Bytes>(std::move(value));
}

}  // namespace

Result<Attributes> Attributes::read(const Session& session,
                                    CK_OBJECT_HANDLE object,
                                    std::span<const CK_ATTRIBUTE_TYPE> types) {
    std::vector<Bytes> buffers(types.size(), Bytes(usual_size));
    std::vector<CK_ATTRIBUTE> request;
    for (std::size_t i = 0; i < types.size(); ++i) {
        request.push_back(CK_ATTRIBUTE{types[i], buffers[i].data(), buffers[i].size()});
    }
    Attributes attributes;
    const CK_RV value = session.functions().C_GetAttributeValue(session.handle(), object,
                                                                request.data(), request.size());
    for (std::size_t i = 0; i < types.size(); ++i) {
        // One attribute that an object does not have makes some modules fail the whole
        // call: then each is asked for alone.
        if (value == CKR_OK && request[i].ulValueLen <= usual_size) {
            buffers[i].resize(request[i].ulValueLen);
            attributes.values_.emplace(types[i], std::move(buffers[i]));
            continue;
        }
        std::optional<Bytes> alone = TRY(read_one(session, object, types[i]));
        if (alone) {
            attributes.values_.emplace(types[i], std::move(*alone));
        }
    }
    return attributes;
}

std::optional<bool> Attributes::flag(CK_ATTRIBUTE_TYPE type) const {
    const ByteView value = octets(type);
    if (value.size() != sizeof(CK_BBOOL)) {
        return std::nullopt;
    }
    return value.front() != CK_FALSE;
}

std::optional<CK_ULONG> Attributes::number(CK_ATTRIBUTE_TYPE type) const {
    const ByteView value = octets(type);
    CK_ULONG number = 0;
    if (value.size() != sizeof number) {
        return std::nullopt;
    }
    std::memcpy(&number, value.data(), sizeof number);
    return number;
}

ByteView Attributes::octets(CK_ATTRIBUTE_TYPE type) const {
    const auto found = values_.find(type);
    return found == values_.end() ? ByteView() : ByteView(found->second);
}

std::string Attributes::text(CK_ATTRIBUTE_TYPE type) const {
    return std::string(as_text(octets(type)));
}

}  // namespace ceremony::pkcs11
