// SPDX-License-Identifier: BSD-3-Clause

#include "pkcs11/error.hpp"

#include "support/printing.hpp"

using namespace ceremony;
using namespace ceremony::pkcs11;

TEST_CASE("error: a return value is told by call and name and number and meaning",
          "[pkcs11][error]") {
    CHECK(check("C_Sign", CKR_OK).ok());
    const Outcome outcome = check("C_Login", CKR_PIN_INCORRECT);
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().code() == Errc::token);
    CHECK(outcome.error().message() == "C_Login: CKR_PIN_INCORRECT (0xa0): wrong PIN");
}

TEST_CASE("error: values are named as the standard names them", "[pkcs11][error]") {
    CHECK(describe(CKR_CANCEL) == "CKR_CANCEL (0x1): the call was cancelled");
    CHECK(describe(CKR_DEVICE_REMOVED) ==
          "CKR_DEVICE_REMOVED (0x32): the token is no longer there");
    CHECK(describe(CKR_OPERATION_ACTIVE).starts_with("CKR_OPERATION_ACTIVE (0x90): "));
    CHECK(describe(CKR_FUNCTION_REJECTED) ==
          "CKR_FUNCTION_REJECTED (0x200): somebody at the token refused");
    // PKCS #11 v2.40, pkcs11t.h; p11-kit's header has another value.
    CHECK(describe(0x1b6) == "CKR_FIPS_SELF_TEST_FAILED (0x1b6): the token failed its self-test");
}

TEST_CASE("error: values of vendors and unknown ones are said to be that", "[pkcs11][error]") {
    CHECK(describe(0x8000002fUL) == "0x8000002f: an error that the vendor of the module defines");
    CHECK(describe(0x80000000UL) == "0x80000000: an error that the vendor of the module defines");
    CHECK(describe(0x7fffffffUL) == "0x7fffffff: an error that is not expected here");
    CHECK(describe(0x4) == "0x4: an error that is not expected here");
    // Of C_VerifyInit and C_Verify, which are not called.
    CHECK(describe(CKR_SIGNATURE_INVALID) == "0xc0: an error that is not expected here");
    CHECK(describe(~CK_RV{0}).starts_with("0xffffffffffffffff: "));
}
