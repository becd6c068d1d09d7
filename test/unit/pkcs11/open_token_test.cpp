// SPDX-License-Identifier: BSD-3-Clause

#include "pkcs11/open_token.hpp"

#include "pkcs11/local_token.hpp"
#include "support/printing.hpp"
#include "unit/pkcs11/fake_cryptoki.hpp"

using namespace ceremony;
using namespace ceremony::pkcs11;
using namespace ceremony::test;

namespace {

std::unique_ptr<Token> token_with(FakeCryptoki& fake, const TokenInfo& info) {
    return must(LocalToken::open(must(Module::initialise(fake.list())), info, 1, Omissions()));
}

Result<Secret> answer(const TokenInfo& /*token*/) {
    return Secret(as_bytes("1234"));
}

}  // namespace

TEST_CASE("open_token: no PIN is tried when a wrong one would lock the token",
          "[pkcs11][open_token]") {
    FakeCryptoki fake;
    fake.login = [](const unsigned char*, CK_ULONG) {
        FAIL("a login was tried");
        return CK_RV{CKR_OK};
    };
    TokenInfo info;
    info.pin_final_try = true;
    const auto token = token_with(fake, info);
    const Outcome outcome = log_in(*token, config::PinFromTerminal{}, answer);
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().code() == Errc::refused);
    CHECK_FALSE(outcome.error().hint().empty());
}

TEST_CASE("open_token: a PIN pad asks itself", "[pkcs11][open_token]") {
    FakeCryptoki fake;
    std::size_t tries = 0;
    fake.login = [&tries](const unsigned char* pin, CK_ULONG size) {
        ++tries;
        CHECK(pin == nullptr);
        CHECK(size == 0);
        return CK_RV{CKR_OK};
    };
    TokenInfo info;
    info.has_pin_pad = true;
    const auto token = token_with(fake, info);
    CHECK(log_in(*token, config::PinFromPinpad{}, answer).ok());
    CHECK(tries == 1);
}

TEST_CASE("open_token: a login that fails says how many tries are left", "[pkcs11][open_token]") {
    struct Row {
        CK_FLAGS flags;
        std::string end;
    };
    const auto row = GENERATE(values<Row>({
        {0, "wrong PIN"},
        {CKF_USER_PIN_COUNT_LOW, "wrong PIN; few tries may be left"},
        {CKF_USER_PIN_COUNT_LOW | CKF_USER_PIN_FINAL_TRY, "wrong PIN; one try is left"},
        {CKF_USER_PIN_LOCKED, "wrong PIN; the PIN is now locked"},
    }));
    FakeCryptoki fake;
    fake.login = [](const unsigned char*, CK_ULONG) {
        return CK_RV{CKR_PIN_INCORRECT};
    };
    fake.token_info = [&row](CK_SLOT_ID, CK_TOKEN_INFO* info) {
        info->flags = row.flags;
        return CK_RV{CKR_OK};
    };
    const auto token = token_with(fake, TokenInfo());
    const Outcome outcome = log_in(*token, config::PinFromTerminal{}, answer);
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().message().ends_with(row.end));
}
