// SPDX-License-Identifier: BSD-3-Clause

#include "crypto/openssl.hpp"

#include <string>

#include <openssl/crypto.h>
#include <openssl/err.h>

namespace ceremony::crypto {

namespace {

// NO_LOAD_CONFIG counts only in the first call of a process, which is this one:
// later calls, also those that OpenSSL makes itself, find the matter decided.
// NO_ATEXIT: a thread that still verifies while the process ends must not find
// OpenSSL taken down.
bool initialised() {
    // A constant: set once, before its first use, by whichever thread comes first.
    static const bool done =
        OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG | OPENSSL_INIT_NO_ATEXIT, nullptr) == 1;
    return done;
}

}  // namespace

Result<OpenSsl> OpenSsl::enter() {
    if (!initialised()) {
        return Error{Errc::internal, "OpenSSL cannot be initialised"};
    }
    return OpenSsl();
}

OpenSsl::OpenSsl() noexcept {
    ERR_clear_error();
}

OpenSsl::~OpenSsl() {
    ERR_clear_error();
}

// NOLINTNEXTLINE(readability-convert-member-functions-to-static): there is an error only inside
Error OpenSsl::error(Errc code, std::string_view call) const {
    const char* reason = ERR_reason_error_string(ERR_get_error());
    ERR_clear_error();
    return Error{code, reason == nullptr ? "failed" : reason}.in(call);
}

}  // namespace ceremony::crypto
