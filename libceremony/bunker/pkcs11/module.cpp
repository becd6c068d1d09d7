// SPDX-License-Identifier: BSD-3-Clause

#include "pkcs11/module.hpp"

#include <dlfcn.h>
#include <span>
#include <string_view>

#include "base/quote.hpp"
#include "pkcs11/error.hpp"

namespace ceremony::pkcs11 {
namespace {

Error loading_failed(const std::string& path) {
    // NOLINTNEXTLINE(concurrency-mt-unsafe): glibc keeps the message of each thread apart
    const char* const reason = ::dlerror();
    return Error{Errc::token, "cannot load the module: " +
                                  quote(reason == nullptr ? "no reason given" : reason, 200)}
        .in(quote(path, 200));
}

template <typename... Functions>
bool are_there(Functions... functions) {
    return (... && (functions != nullptr));
}

/// Whether the module has every function that this program calls.
bool is_complete(const CK_FUNCTION_LIST& list) {
    return are_there(list.C_Initialize, list.C_Finalize, list.C_GetSlotList, list.C_GetTokenInfo,
                     list.C_GetMechanismInfo, list.C_OpenSession, list.C_CloseSession, list.C_Login,
                     list.C_Logout, list.C_CreateObject, list.C_DestroyObject,
                     list.C_GetAttributeValue, list.C_FindObjectsInit, list.C_FindObjects,
                     list.C_FindObjectsFinal, list.C_SignInit, list.C_Sign, list.C_GenerateKey,
                     list.C_GenerateKeyPair, list.C_WrapKey, list.C_UnwrapKey);
}

/// A fixed field of Cryptoki: padded with spaces, by some modules with NULs.
template <std::size_t size>
std::string unpadded(
    // NOLINTNEXTLINE(cppcoreguidelines-avoid-c-arrays,modernize-avoid-c-arrays): theirs
    const unsigned char (&field)[size]) {
    std::string_view text = as_text(field);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\0')) {
        text.remove_suffix(1);
    }
    return std::string(text);
}

std::string to_text(const CK_VERSION& version) {
    return std::to_string(version.major) + "." + std::to_string(version.minor);
}

}  // namespace

Result<CK_FUNCTION_LIST*> load_module(const std::string& path) {
    if (!path.starts_with('/')) {
        return Error{Errc::configuration,
                     "the path of a module must be absolute: " + quote(path, 200)};
    }
    void* const library = ::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr) {
        return loading_failed(path);
    }
    void* const symbol = ::dlsym(library, "C_GetFunctionList");
    if (symbol == nullptr) {
        return loading_failed(path);
    }
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): as POSIX defines dlsym
    const auto get_function_list = reinterpret_cast<CK_C_GetFunctionList>(symbol);
    CK_FUNCTION_LIST* functions = nullptr;
    TRY(check("C_GetFunctionList", get_function_list(&functions)).in(quote(path, 200)));
    // Of the version only the layout matters: later 2.x and 3.x keep the list of 2.x.
    if (functions == nullptr || functions->version.major < 2) {
        return Error{Errc::token, quote(path, 200) +
                                      ": the module has no function list of "
                                      "PKCS #11 version 2 or later"};
    }
    if (!is_complete(*functions)) {
        return Error{Errc::token,
                     quote(path, 200) + ": the module leaves out functions that are needed"};
    }
    return functions;
}

Result<std::shared_ptr<Module>> Module::initialise(CK_FUNCTION_LIST& functions) {
    CK_C_INITIALIZE_ARGS arguments{};
    arguments.flags = CKF_OS_LOCKING_OK;
    Threads threads = Threads::allowed;
    CK_RV value = functions.C_Initialize(&arguments);
    if (value == CKR_CANT_LOCK) {
        threads = Threads::forbidden;
        value = functions.C_Initialize(nullptr);
    }
    State state = State::ours;
    if (value == CKR_CRYPTOKI_ALREADY_INITIALIZED) {
        state = State::of_others;
    } else {
        TRY(check("C_Initialize", value));
    }
    return std::make_shared<Module>(functions, threads, state);
}

Module::~Module() {
    if (state_ == State::ours) {
        static_cast<void>(functions_.C_Finalize(nullptr));
    }
}

Outcome Module::finalise() {
    if (state_ == State::ours) {
        state_ = State::finalised;
        TRY(check("C_Finalize", functions_.C_Finalize(nullptr)));
    }
    return Nothing{};
}

Result<std::vector<TokenInfo>> Module::tokens() const {
    // A token that is put in between the two calls makes the list longer: ask again,
    // but not for ever.
    constexpr int most_tries = 4;
    std::vector<CK_SLOT_ID> slots;
    CK_RV value = CKR_BUFFER_TOO_SMALL;
    for (int i = 0; i < most_tries && value == CKR_BUFFER_TOO_SMALL; ++i) {
        CK_ULONG count = 0;
        TRY(check("C_GetSlotList", functions_.C_GetSlotList(CK_TRUE, nullptr, &count)));
        slots.resize(count + 1);  // never empty, so that data() is not null
        value = functions_.C_GetSlotList(CK_TRUE, slots.data(), &count);
        slots.resize(value == CKR_OK ? std::min<std::size_t>(count, slots.size()) : slots.size());
    }
    TRY(check("C_GetSlotList", value));
    std::vector<TokenInfo> tokens;
    tokens.reserve(slots.size());
    for (const CK_SLOT_ID slot : slots) {
        tokens.push_back(TRY(token(slot)));
    }
    return tokens;
}

Result<TokenInfo> Module::token(CK_SLOT_ID slot) const {
    TokenInfo token;
    token.slot = slot;
    CK_TOKEN_INFO info{};
    const CK_RV value = functions_.C_GetTokenInfo(slot, &info);
    if (value == CKR_TOKEN_NOT_RECOGNIZED || value == CKR_TOKEN_NOT_PRESENT) {
        return token;
    }
    TRY(check("C_GetTokenInfo", value).in("slot " + std::to_string(slot)));
    const auto has = [&info](CK_FLAGS flag) {
        return (info.flags & flag) != 0;
    };
    token.label = unpadded(info.label);
    token.serial = unpadded(info.serialNumber);
    token.manufacturer = unpadded(info.manufacturerID);
    token.model = unpadded(info.model);
    token.hardware = to_text(info.hardwareVersion);
    token.firmware = to_text(info.firmwareVersion);
    token.initialised = has(CKF_TOKEN_INITIALIZED);
    token.write_protected = has(CKF_WRITE_PROTECTED);
    token.has_pin_pad = has(CKF_PROTECTED_AUTHENTICATION_PATH);
    token.pin_is_set = has(CKF_USER_PIN_INITIALIZED);
    token.pin_must_be_changed = has(CKF_USER_PIN_TO_BE_CHANGED);
    token.pin_count_low = has(CKF_USER_PIN_COUNT_LOW);
    token.pin_final_try = has(CKF_USER_PIN_FINAL_TRY);
    token.pin_locked = has(CKF_USER_PIN_LOCKED);
    token.session_limit = info.ulMaxSessionCount == unavailable ? 0 : info.ulMaxSessionCount;
    return token;
}

}  // namespace ceremony::pkcs11
