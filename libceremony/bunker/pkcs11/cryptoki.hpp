// SPDX-License-Identifier: BSD-3-Clause
//
// cryptoki.hpp -- the Cryptoki (PKCS #11) interface as this folder uses it.
//
// The declarations are p11-kit's. What they lack is added here, and every size
// and offset that a module compiled elsewhere must agree with is asserted: on
// Linux the structures are not packed. Only pkcs11/ and the tests of it include
// this file; no name from it stands in token.hpp or in what that includes.

#pragma once

#include <cstddef>

#include <p11-kit/pkcs11.h>

#include "base/bytes.hpp"

namespace ceremony::pkcs11 {

// PKCS #11 v3.0, section 2.13.3: AES key wrap with padding as in RFC 5649.
inline constexpr CK_MECHANISM_TYPE mechanism_aes_key_wrap_kwp = 0x210bUL;

// PKCS #11 v2.40, section 2.1.8: mask generation functions and where the OAEP
// encoding parameter comes from.
inline constexpr CK_ULONG mgf1_sha1 = 1;
inline constexpr CK_ULONG mgf1_sha256 = 2;
inline constexpr CK_ULONG oaep_source_specified = 1;

// What ulValueLen holds when an attribute cannot be read (PKCS #11 v2.40, section 5.7).
inline constexpr CK_ULONG unavailable = ~CK_ULONG{0};

// PKCS #11 v2.40 mechanisms, section 2.1.21.
struct RsaAesKeyWrapParameters {
    CK_ULONG aes_key_bits;
    CK_RSA_PKCS_OAEP_PARAMS* oaep;
};

/// `octets` as an argument that a module only reads. Cryptoki declares every pointer
/// to plain octets without const.
[[nodiscard]] inline CK_BYTE* input(ByteView octets) noexcept {
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast): see above
    return const_cast<CK_BYTE*>(octets.data());
}

static_assert(sizeof(CK_BYTE) == 1 && sizeof(CK_BBOOL) == 1);
static_assert(sizeof(CK_ULONG) == sizeof(void*));
static_assert(sizeof(CK_RV) == sizeof(CK_ULONG) && sizeof(CK_FLAGS) == sizeof(CK_ULONG));
static_assert(sizeof(CK_SESSION_HANDLE) == sizeof(CK_ULONG));
static_assert(sizeof(CK_OBJECT_HANDLE) == sizeof(CK_ULONG));
static_assert(sizeof(CK_ATTRIBUTE_TYPE) == sizeof(CK_ULONG));

inline constexpr std::size_t word = sizeof(CK_ULONG);

static_assert(sizeof(CK_VERSION) == 2);
static_assert(sizeof(CK_ATTRIBUTE) == 3 * word && offsetof(CK_ATTRIBUTE, pValue) == word &&
              offsetof(CK_ATTRIBUTE, ulValueLen) == 2 * word);
static_assert(sizeof(CK_MECHANISM) == 3 * word && offsetof(CK_MECHANISM, pParameter) == word &&
              offsetof(CK_MECHANISM, ulParameterLen) == 2 * word);
static_assert(sizeof(CK_MECHANISM_INFO) == 3 * word);
static_assert(sizeof(CK_C_INITIALIZE_ARGS) == 6 * word &&
              offsetof(CK_C_INITIALIZE_ARGS, flags) == 4 * word);
static_assert(sizeof(CK_RSA_PKCS_OAEP_PARAMS) == 5 * word);
static_assert(sizeof(RsaAesKeyWrapParameters) == 2 * word);

static_assert(offsetof(CK_TOKEN_INFO, label) == 0 && offsetof(CK_TOKEN_INFO, model) == 64 &&
              offsetof(CK_TOKEN_INFO, serialNumber) == 80 && offsetof(CK_TOKEN_INFO, flags) == 96 &&
              offsetof(CK_TOKEN_INFO, ulMaxSessionCount) == 96 + word &&
              offsetof(CK_TOKEN_INFO, ulMaxPinLen) == 96 + 5 * word &&
              offsetof(CK_TOKEN_INFO, hardwareVersion) == 96 + 11 * word &&
              offsetof(CK_TOKEN_INFO, firmwareVersion) == 98 + 11 * word);

// Sixty-eight pointers behind the version, in the order of PKCS #11 v2.40.
static_assert(offsetof(CK_FUNCTION_LIST, C_Initialize) == word);
static_assert(offsetof(CK_FUNCTION_LIST, C_OpenSession) == 13 * word);
static_assert(offsetof(CK_FUNCTION_LIST, C_GetAttributeValue) == 25 * word);
static_assert(offsetof(CK_FUNCTION_LIST, C_SignInit) == 43 * word);
static_assert(offsetof(CK_FUNCTION_LIST, C_WrapKey) == 61 * word);
static_assert(sizeof(CK_FUNCTION_LIST) == 69 * word);

}  // namespace ceremony::pkcs11
