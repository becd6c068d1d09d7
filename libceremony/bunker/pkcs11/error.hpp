// SPDX-License-Identifier: BSD-3-Clause
//
// error.hpp -- what a module returned, in words: call, name, number, what it usually means.

#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "pkcs11/cryptoki.hpp"

namespace ceremony::pkcs11 {

/// "CKR_PIN_INCORRECT (0xa0): wrong PIN". A value that vendors define for themselves, and one
/// that no function called here may return, are said to be that.
[[nodiscard]] std::string describe(CK_RV value);

/// Every Cryptoki call goes through this. Errc::token unless `value` is CKR_OK:
/// "C_Login: CKR_PIN_INCORRECT (0xa0): wrong PIN".
[[nodiscard]] Outcome check(std::string_view call, CK_RV value);

}  // namespace ceremony::pkcs11
