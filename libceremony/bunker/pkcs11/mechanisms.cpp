// SPDX-License-Identifier: BSD-3-Clause

#include "pkcs11/mechanisms.hpp"

#include <string>

#include "pkcs11/error.hpp"

namespace ceremony::pkcs11 {
namespace {

Error not_offered(const Mechanism& mechanism, KeyKind kind, std::string_view what) {
    return Error{Errc::semantics, "this token cannot " + std::string(what) + " " +
                                      std::string(to_string(kind)) + " keys: it does not offer " +
                                      std::string(mechanism.name)};
}

}  // namespace

KeyMechanisms mechanisms_of(KeyKind kind) {
    switch (kind) {
        case KeyKind::rsa:
            return {CKK_RSA,
                    {CKM_RSA_PKCS_KEY_PAIR_GEN, "CKM_RSA_PKCS_KEY_PAIR_GEN"},
                    {CKM_RSA_PKCS, "CKM_RSA_PKCS"}};
        case KeyKind::p256:
        case KeyKind::p384:
            return {CKK_EC, {CKM_EC_KEY_PAIR_GEN, "CKM_EC_KEY_PAIR_GEN"}, {CKM_ECDSA, "CKM_ECDSA"}};
        case KeyKind::ed25519:
        case KeyKind::ed448:
            return {CKK_EC_EDWARDS,
                    {CKM_EC_EDWARDS_KEY_PAIR_GEN, "CKM_EC_EDWARDS_KEY_PAIR_GEN"},
                    {CKM_EDDSA, "CKM_EDDSA"}};
    }
    return {};
}

Result<CK_MECHANISM_INFO> Mechanisms::info(CK_MECHANISM_TYPE type) const {
    CK_MECHANISM_INFO info{};
    const CK_RV value = functions_->C_GetMechanismInfo(slot_, type, &info);
    if (value == CKR_MECHANISM_INVALID) {
        return CK_MECHANISM_INFO{};
    }
    TRY(check("C_GetMechanismInfo", value));
    return info;
}

Result<bool> Mechanisms::offer(CK_MECHANISM_TYPE type, CK_FLAGS use) const {
    return (TRY(info(type)).flags & use) != 0;
}

Outcome Mechanisms::can_generate(KeyKind kind, std::size_t bits) const {
    const Mechanism mechanism = mechanisms_of(kind).generation;
    const CK_MECHANISM_INFO offered = TRY(info(mechanism.type));
    if ((offered.flags & CKF_GENERATE_KEY_PAIR) == 0) {
        return not_offered(mechanism, kind, "generate");
    }
    // Tokens agree on the unit of the sizes for RSA only: bits of the modulus.
    if (kind == KeyKind::rsa && (bits < offered.ulMinKeySize || bits > offered.ulMaxKeySize)) {
        return Error{Errc::semantics, "this token generates RSA keys of " +
                                          std::to_string(offered.ulMinKeySize) + " to " +
                                          std::to_string(offered.ulMaxKeySize) + " bits, not of " +
                                          std::to_string(bits)};
    }
    return Nothing{};
}

Outcome Mechanisms::can_sign(KeyKind kind) const {
    const Mechanism mechanism = mechanisms_of(kind).signing;
    if (!TRY(offer(mechanism.type, CKF_SIGN))) {
        return not_offered(mechanism, kind, "sign with");
    }
    return Nothing{};
}

}  // namespace ceremony::pkcs11
