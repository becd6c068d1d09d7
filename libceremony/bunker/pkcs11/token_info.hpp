// SPDX-License-Identifier: BSD-3-Clause
//
// token_info.hpp -- which tokens a module shows, and the choice of exactly one of them.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "config/repositories.hpp"

namespace ceremony::pkcs11 {

/// What a token says of itself; text without the padding, untrusted.
struct TokenInfo {
    std::uint64_t slot = 0;
    std::string label;
    std::string serial;
    std::string manufacturer;
    std::string model;
    std::string hardware;  ///< version: "2.6"
    std::string firmware;
    bool initialised = false;
    bool write_protected = false;
    bool has_pin_pad = false;          ///< CKF_PROTECTED_AUTHENTICATION_PATH
    bool pin_is_set = false;           ///< CKF_USER_PIN_INITIALIZED
    bool pin_must_be_changed = false;  ///< CKF_USER_PIN_TO_BE_CHANGED
    bool pin_count_low =
        false;  ///< CKF_USER_PIN_COUNT_LOW: a wrong PIN was tried since the last login
    bool pin_final_try = false;  ///< CKF_USER_PIN_FINAL_TRY: one more wrong PIN locks it
    bool pin_locked = false;     ///< CKF_USER_PIN_LOCKED
    std::uint64_t session_limit =
        0;  ///< how many sessions may be open at once; 0 = not known or no limit

    friend bool operator==(const TokenInfo&, const TokenInfo&) = default;
};

/// `slot 5: label "OKS", serial "12ab"`, for messages.
[[nodiscard]] std::string describe(const TokenInfo& token);

/// The one initialised token of `tokens` that is called `name`. Errc::configuration: several
/// are. Errc::token: none is. Both errors list what is there.
[[nodiscard]] Result<TokenInfo> choose_token(const std::vector<TokenInfo>& tokens,
                                             const config::TokenName& name);

}  // namespace ceremony::pkcs11
