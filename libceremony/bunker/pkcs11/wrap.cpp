// SPDX-License-Identifier: BSD-3-Clause

#include "pkcs11/wrap.hpp"

#include <array>

#include "pkcs11/error.hpp"
#include "pkcs11/template.hpp"

namespace ceremony::pkcs11 {
namespace {

constexpr CK_ULONG aes_256_octets = 32;

// PKCS #8 of an RSA key of 8192 bits, the longest in use, has about 4700 octets.
constexpr std::size_t largest_wrapped = 16384;

/// What a token answers that does not do OAEP with SHA-256.
bool refuses_parameters(CK_RV value) {
    return value == CKR_ARGUMENTS_BAD || value == CKR_MECHANISM_PARAM_INVALID ||
           value == CKR_MECHANISM_INVALID;
}

/// C_WrapKey, its value kept apart because some are not the end.
struct Attempt {
    CK_RV value = CKR_OK;
    Bytes wrapped;
};

Attempt try_wrapping(const Session& session,
                     CK_MECHANISM mechanism,
                     CK_OBJECT_HANDLE wrapping_key,
                     CK_OBJECT_HANDLE key) {
    Attempt attempt;
    attempt.wrapped.resize(largest_wrapped);
    CK_ULONG size = attempt.wrapped.size();
    attempt.value = session.functions().C_WrapKey(session.handle(), &mechanism, wrapping_key, key,
                                                  attempt.wrapped.data(), &size);
    if (attempt.value == CKR_OK && size > attempt.wrapped.size()) {
        attempt.value = CKR_GENERAL_ERROR;
    }
    attempt.wrapped.resize(attempt.value == CKR_OK ? size : 0);
    return attempt;
}

Outcome expect_wrapped(const Attempt& attempt, const std::string& key) {
    return check("C_WrapKey", attempt.value).in("wrapping the " + key);
}

Result<Temporary> new_aes_key(const Session& session) {
    Template attributes;
    attributes.number(CKA_VALUE_LEN, aes_256_octets);
    attributes.flag(CKA_TOKEN, Flag::no);
    attributes.flag(CKA_PRIVATE, Flag::yes);
    attributes.flag(CKA_SENSITIVE, Flag::yes);
    attributes.flag(CKA_EXTRACTABLE, Flag::yes);  // wrapped with the RSA key, and only so
    attributes.flag(CKA_WRAP, Flag::yes);
    CK_MECHANISM mechanism{CKM_AES_KEY_GEN, nullptr, 0};
    CK_OBJECT_HANDLE handle = 0;
    TRY(check("C_GenerateKey",
              session.functions().C_GenerateKey(session.handle(), &mechanism, attributes.data(),
                                                attributes.size(), &handle)));
    return Temporary(session, handle);
}

/// Tries `wrapping` with SHA-256 and, when the token does not accept that, with SHA-1.
template <typename Wrapping>
Result<WrappedKey> with_some_oaep(const Wrapping& wrapping, const std::string& key) {
    Attempt attempt = wrapping(OaepHash::sha256);
    OaepHash hash = OaepHash::sha256;
    if (refuses_parameters(attempt.value)) {
        attempt = wrapping(OaepHash::sha1);
        hash = OaepHash::sha1;
    }
    TRY(expect_wrapped(attempt, key));
    return WrappedKey{std::move(attempt.wrapped), hash};
}

Result<WrappedKey> wrap_at_once(const Session& session,
                                const Entry& key,
                                const Entry& wrapping_key) {
    return with_some_oaep(
        [&](OaepHash hash) {
            CK_RSA_PKCS_OAEP_PARAMS oaep = oaep_parameters(hash);
            RsaAesKeyWrapParameters parameters{8 * aes_256_octets, &oaep};
            return try_wrapping(session,
                                CK_MECHANISM{CKM_RSA_AES_KEY_WRAP, &parameters, sizeof parameters},
                                wrapping_key.handle, key.handle);
        },
        describe(key.object));
}

Result<WrappedKey> wrap_in_two_steps(const Session& session,
                                     const Mechanism& key_wrap,
                                     const Entry& key,
                                     const Entry& wrapping_key) {
    Temporary aes_key = TRY(new_aes_key(session));
    const Attempt inner = try_wrapping(session, CK_MECHANISM{key_wrap.type, nullptr, 0},
                                       aes_key.object(), key.handle);
    TRY(expect_wrapped(inner, describe(key.object)));
    WrappedKey wrapped = TRY(with_some_oaep(
        [&](OaepHash hash) {
            CK_RSA_PKCS_OAEP_PARAMS oaep = oaep_parameters(hash);
            return try_wrapping(session, CK_MECHANISM{CKM_RSA_PKCS_OAEP, &oaep, sizeof oaep},
                                wrapping_key.handle, aes_key.object());
        },
        "temporary AES key"));
    TRY(aes_key.destroy());
    // A reader takes as many octets for the AES key as the modulus has.
    if (wrapped.blob.size() != wrapping_key.object.public_key->modulus.size()) {
        return Error{Errc::token,
                     "the token returned a wrapped AES key of another length than "
                     "that of the modulus"};
    }
    append(wrapped.blob, inner.wrapped);
    return wrapped;
}

}  // namespace

std::string_view to_string(OaepHash hash) noexcept {
    return hash == OaepHash::sha1 ? "SHA-1" : "SHA-256";
}

CK_RSA_PKCS_OAEP_PARAMS oaep_parameters(OaepHash hash) noexcept {
    CK_RSA_PKCS_OAEP_PARAMS parameters{};
    parameters.hashAlg = hash == OaepHash::sha1 ? CKM_SHA_1 : CKM_SHA256;
    parameters.mgf = hash == OaepHash::sha1 ? mgf1_sha1 : mgf1_sha256;
    parameters.source = oaep_source_specified;
    return parameters;
}

Result<Mechanism> key_wrap_mechanism(const Mechanisms& mechanisms, CK_FLAGS use) {
    const std::array candidates = {Mechanism{mechanism_aes_key_wrap_kwp, "CKM_AES_KEY_WRAP_KWP"},
                                   Mechanism{CKM_AES_KEY_WRAP_PAD, "CKM_AES_KEY_WRAP_PAD"}};
    for (const Mechanism& candidate : candidates) {
        if (TRY(mechanisms.offer(candidate.type, use))) {
            return candidate;
        }
    }
    return Error{Errc::semantics,
                 "this token cannot wrap keys: it offers neither CKM_RSA_AES_KEY_WRAP nor "
                 "CKM_AES_KEY_WRAP_KWP nor CKM_AES_KEY_WRAP_PAD"};
}

Result<WrappedKey> wrap_key(const Session& session,
                            const Mechanisms& mechanisms,
                            const Entry& key,
                            const Entry& wrapping_key) {
    if (TRY(mechanisms.offer(CKM_RSA_AES_KEY_WRAP, CKF_WRAP))) {
        return wrap_at_once(session, key, wrapping_key);
    }
    const Mechanism key_wrap = TRY(key_wrap_mechanism(mechanisms, CKF_WRAP));
    return wrap_in_two_steps(session, key_wrap, key, wrapping_key);
}

}  // namespace ceremony::pkcs11
