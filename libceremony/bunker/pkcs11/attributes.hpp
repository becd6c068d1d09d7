// SPDX-License-Identifier: BSD-3-Clause
//
// attributes.hpp -- attributes of an object, read from the token.

#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "pkcs11/cryptoki.hpp"
#include "pkcs11/session.hpp"

namespace ceremony::pkcs11 {

class Attributes {
public:
    /// Reads `types` of `object`, in one call where the token plays along. An attribute that
    /// the object does not have, or does not reveal, is absent. Errc::token: the module
    /// failed. Errc::limit: a value of more than 64 KiB.
    [[nodiscard]] static Result<Attributes> read(const Session& session,
                                                 CK_OBJECT_HANDLE object,
                                                 std::span<const CK_ATTRIBUTE_TYPE> types);

    // Each is absent when the attribute is, and when its value has a length that it
    // cannot have.
    [[nodiscard]] std::optional<bool> flag(CK_ATTRIBUTE_TYPE type) const;
    [[nodiscard]] std::optional<CK_ULONG> number(CK_ATTRIBUTE_TYPE type) const;
    /// Borrowed; empty when absent.
    [[nodiscard]] ByteView octets(CK_ATTRIBUTE_TYPE type) const;
    [[nodiscard]] std::string text(CK_ATTRIBUTE_TYPE type) const;

private:
    std::map<CK_ATTRIBUTE_TYPE, Bytes> values_;
};

}  // namespace ceremony::pkcs11
