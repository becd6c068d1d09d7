// SPDX-License-Identifier: BSD-3-Clause
//
// openssl.hpp -- how crypto/ uses OpenSSL: one way in, owning pointers, errors as Error.
//
// OpenSSL left to itself reads a configuration file at its first use, and loads
// the shared objects that the file, or the environment, names: foreign code in
// the bunker. It does so exactly once, so it is enough to forbid it before the
// first use. Every function of crypto/ that calls OpenSSL begins with
// OpenSsl::enter(), which does that. Only crypto/ may include this file.

#pragma once

#include <memory>
#include <string_view>

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include "base/result.hpp"

namespace ceremony::crypto {

/// The time between entering OpenSSL and leaving it, on one thread.
class OpenSsl {
public:
    /// Forbids configuration files, then clears the error queue of this thread.
    /// Errc::internal when OpenSSL cannot be initialised.
    [[nodiscard]] static Result<OpenSsl> enter();

    OpenSsl(OpenSsl&& other) noexcept = default;
    OpenSsl(const OpenSsl&) = delete;
    OpenSsl& operator=(const OpenSsl&) = delete;
    OpenSsl& operator=(OpenSsl&&) = delete;
    /// Clears the error queue: nobody else finds an error of this use in it.
    ~OpenSsl();

    /// What the error queue says about `call`, which failed: "call: reason". The
    /// earliest entry, which names the cause, is told; all are removed.
    [[nodiscard]] Error error(Errc code, std::string_view call) const;

private:
    OpenSsl() noexcept;
};

template <auto release>
struct Release {
    template <typename T>
    void operator()(T* object) const noexcept {
        release(object);
    }
};

/// Frees what OpenSSL allocated for its caller.
inline void free_buffer(void* buffer) noexcept {
    OPENSSL_free(buffer);
}

// Each is null when what should have made it failed.
using BigNumber = std::unique_ptr<BIGNUM, Release<BN_free>>;
using BigNumberContext = std::unique_ptr<BN_CTX, Release<BN_CTX_free>>;
template <typename T>
using Buffer = std::unique_ptr<T, Release<free_buffer>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Release<EVP_MD_CTX_free>>;
using EcdsaSignature = std::unique_ptr<ECDSA_SIG, Release<ECDSA_SIG_free>>;
using Key = std::unique_ptr<EVP_PKEY, Release<EVP_PKEY_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Release<EVP_PKEY_CTX_free>>;
using Parameters = std::unique_ptr<OSSL_PARAM, Release<OSSL_PARAM_free>>;
using ParametersBuilder = std::unique_ptr<OSSL_PARAM_BLD, Release<OSSL_PARAM_BLD_free>>;
using Stream = std::unique_ptr<BIO, Release<BIO_free_all>>;

}  // namespace ceremony::crypto
