// SPDX-License-Identifier: BSD-3-Clause

#include "pkcs11/module.hpp"

#include <cstring>

#include "support/printing.hpp"
#include "unit/pkcs11/fake_cryptoki.hpp"

namespace module_test {

using namespace ceremony;
using namespace ceremony::pkcs11;
using namespace ceremony::test;

TEST_CASE("module: only an absolute path is loaded", "[pkcs11][module]") {
    for (const char* path : {"libsofthsm2.so", "./module.so", ""}) {
        const auto functions = load_module(path);
        REQUIRE_FALSE(functions.ok());
        CHECK(functions.error().code() == Errc::configuration);
    }
}

TEST_CASE("module: what cannot be loaded or is no module says why", "[pkcs11][module]") {
    const auto missing = load_module("/nonexistent/module.so");
    REQUIRE_FALSE(missing.ok());
    CHECK(missing.error().code() == Errc::token);
    CHECK(missing.error().message().starts_with(
        "\"/nonexistent/module.so\": cannot load the module: "));
    CHECK(load_module("/dev/null").error().code() == Errc::token);
}

TEST_CASE("module: one that has not what is needed is refused", "[pkcs11][module]") {
    const auto message = [](const char* path) {
        const auto functions = load_module(path);
        REQUIRE_FALSE(functions.ok());
        CHECK(functions.error().code() == Errc::token);
        return functions.error().message().substr(std::string_view(path).size() + 4);
    };
    const std::string version = "the module has no function list of PKCS #11 version 2 or later";
    CHECK(message(ODD_MODULE_NO_LIST) == version);
    CHECK(message(ODD_MODULE_VERSION_1) == version);
    CHECK(message(ODD_MODULE_NO_SIGN) == "the module leaves out functions that are needed");
}

TEST_CASE("module: it is initialised with locking by the system and finalised once",
          "[pkcs11][module]") {
    FakeCryptoki fake;
    int finalised = 0;
    fake.initialise = [](void* arguments) {
        CHECK(static_cast<CK_C_INITIALIZE_ARGS*>(arguments)->flags == CKF_OS_LOCKING_OK);
        CHECK(static_cast<CK_C_INITIALIZE_ARGS*>(arguments)->pReserved == nullptr);
        return CK_RV{CKR_OK};
    };
    fake.finalise = [&finalised] {
        ++finalised;
        return CK_RV{CKR_DEVICE_ERROR};
    };
    auto module = must(Module::initialise(fake.list()));
    CHECK(module->allows_threads());
    CHECK(module->finalise().error().message().starts_with("C_Finalize: CKR_DEVICE_ERROR"));
    CHECK(module->finalise().ok());
    module.reset();
    CHECK(finalised == 1);
    module = must(Module::initialise(fake.list()));
    module.reset();
    CHECK(finalised == 2);
}

TEST_CASE("module: one that cannot lock is called from one thread", "[pkcs11][module]") {
    FakeCryptoki fake;
    int tries = 0;
    fake.initialise = [&tries](void* arguments) {
        ++tries;
        return arguments == nullptr ? CK_RV{CKR_OK} : CK_RV{CKR_CANT_LOCK};
    };
    CHECK_FALSE(must(Module::initialise(fake.list()))->allows_threads());
    CHECK(tries == 2);
}

TEST_CASE("module: one that is in use already is left initialised", "[pkcs11][module]") {
    FakeCryptoki fake;
    fake.initialise = [](void*) {
        return CK_RV{CKR_CRYPTOKI_ALREADY_INITIALIZED};
    };
    fake.finalise = [] {
        FAIL("finalised what others use");
        return CK_RV{CKR_OK};
    };
    CHECK(must(Module::initialise(fake.list()))->finalise().ok());
}

TEST_CASE("module: a failure to initialise is an error", "[pkcs11][module]") {
    FakeCryptoki fake;
    fake.initialise = [](void*) {
        return CK_RV{CKR_GENERAL_ERROR};
    };
    const auto module = Module::initialise(fake.list());
    REQUIRE_FALSE(module.ok());
    CHECK(module.error().message().starts_with("C_Initialize: CKR_GENERAL_ERROR (0x5)"));
}

TEST_CASE("module: tokens are listed although their number changes", "[pkcs11][module]") {
    FakeCryptoki fake;
    CK_ULONG there = 1;
    fake.slots = [&there](CK_SLOT_ID* slots, CK_ULONG* count) {
        if (slots == nullptr) {
            *count = there;
            there = 3;
            return CK_RV{CKR_OK};
        }
        if (*count < there) {
            return CK_RV{CKR_BUFFER_TOO_SMALL};
        }
        for (CK_ULONG i = 0; i < there; ++i) {
            slots[i] = 10 + i;
        }
        *count = there;
        return CK_RV{CKR_OK};
    };
    fake.token_info = [](CK_SLOT_ID slot, CK_TOKEN_INFO* info) {
        std::memset(info, ' ', 96);  // the text fields, padded with spaces
        std::memcpy(info->label, "Label of mine", 13);
        std::memset(info->serialNumber, 0, sizeof info->serialNumber);
        std::memcpy(info->serialNumber, "0012", 4);
        info->flags =
            CKF_TOKEN_INITIALIZED | CKF_USER_PIN_FINAL_TRY | CKF_PROTECTED_AUTHENTICATION_PATH;
        info->ulMaxSessionCount = slot == 10 ? unavailable : 16;
        info->firmwareVersion = {4, 2};
        return CK_RV{CKR_OK};
    };
    const auto tokens = must(must(Module::initialise(fake.list()))->tokens());
    REQUIRE(tokens.size() == 3);
    CHECK(tokens[2].slot == 12);
    CHECK(tokens[0].label == "Label of mine");
    CHECK(tokens[0].serial == "0012");
    CHECK(tokens[0].manufacturer.empty());
    CHECK(tokens[0].initialised);
    CHECK(tokens[0].pin_final_try);
    CHECK(tokens[0].has_pin_pad);
    CHECK_FALSE(tokens[0].pin_locked);
    CHECK(tokens[0].session_limit == 0);
    CHECK(tokens[1].session_limit == 16);
    CHECK(tokens[0].firmware == "4.2");
}

TEST_CASE("module: a list of slots that grows for ever is an error", "[pkcs11][module]") {
    FakeCryptoki fake;
    fake.slots = [](CK_SLOT_ID* slots, CK_ULONG* count) {
        *count = 5;
        return slots == nullptr ? CK_RV{CKR_OK} : CK_RV{CKR_BUFFER_TOO_SMALL};
    };
    CHECK(must(Module::initialise(fake.list()))->tokens().error().code() == Errc::token);
}

TEST_CASE("module: a token that is not recognised does not stand in the way", "[pkcs11][module]") {
    FakeCryptoki fake;
    fake.slots = [](CK_SLOT_ID* slots, CK_ULONG* count) {
        *count = 1;
        if (slots != nullptr) {
            *slots = 4;
        }
        return CK_RV{CKR_OK};
    };
    CK_RV answer = CKR_TOKEN_NOT_RECOGNIZED;
    fake.token_info = [&answer](CK_SLOT_ID, CK_TOKEN_INFO*) {
        return answer;
    };
    const auto module = must(Module::initialise(fake.list()));
    const auto tokens = must(module->tokens());
    REQUIRE(tokens.size() == 1);
    CHECK(tokens.front().slot == 4);
    CHECK_FALSE(tokens.front().initialised);
    answer = CKR_DEVICE_ERROR;
    CHECK(module->tokens().error().message().starts_with("slot 4: C_GetTokenInfo: "));
}

}  // namespace module_test
