// SPDX-License-Identifier: BSD-3-Clause
//
// mechanisms.hpp -- what a token offers, and which mechanism belongs to which kind of key.

#pragma once

#include <cstddef>
#include <string_view>

#include "base/result.hpp"
#include "pkcs11/cryptoki.hpp"
#include "pkcs11/key.hpp"

namespace ceremony::pkcs11 {

/// A mechanism and its name, for messages.
struct Mechanism {
    CK_MECHANISM_TYPE type = 0;
    std::string_view name;
};

/// What PKCS #11 has for a kind of key.
struct KeyMechanisms {
    CK_KEY_TYPE key_type = CKK_VENDOR_DEFINED;
    Mechanism generation;
    Mechanism signing;
};

[[nodiscard]] KeyMechanisms mechanisms_of(KeyKind kind);

/// Asks one token about its mechanisms. Borrows the function list of the module.
class Mechanisms {
public:
    Mechanisms(CK_FUNCTION_LIST& functions, CK_SLOT_ID slot) noexcept
        : functions_(&functions), slot_(slot) {}

    /// Whether the token offers the mechanism for `use`, a CKF_ flag such as CKF_SIGN.
    [[nodiscard]] Result<bool> offer(CK_MECHANISM_TYPE type, CK_FLAGS use) const;
    /// Errc::semantics: the token cannot generate keys of this kind or, for RSA, size.
    [[nodiscard]] Outcome can_generate(KeyKind kind, std::size_t bits) const;
    /// Errc::semantics: the token cannot sign with keys of this kind.
    [[nodiscard]] Outcome can_sign(KeyKind kind) const;

private:
    /// Without any flag when the token does not offer the mechanism.
    [[nodiscard]] Result<CK_MECHANISM_INFO> info(CK_MECHANISM_TYPE type) const;

    CK_FUNCTION_LIST* functions_;
    CK_SLOT_ID slot_;
};

}  // namespace ceremony::pkcs11
