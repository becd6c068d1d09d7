// SPDX-License-Identifier: BSD-3-Clause
//
// fault_p11.cpp -- a PKCS #11 module that passes every call on to another one, and fails where
// it is told to.
//
// The environment variable CEREMONY_FAULT_P11 names a control file, which is read at every
// C_Initialize; for a whole program, the `environment` of a repository sets it. Its lines,
// in any order, each at most once:
//
//   module PATH        the module that does the work; required
//   log PATH           every call appends a line "number name value" to this file, the value in
//                      hex, so its last number is how many calls there were; and see scan
//   fail N VALUE       call N returns VALUE (hex) and is not passed on
//   fail-after N VALUE call N is passed on, then returns VALUE: done, but not known to be
//   refuse NAME VALUE  every call of this name returns VALUE and is not passed on
//   gone N             call N and all later ones but C_Finalize return CKR_DEVICE_REMOVED
//   full N             from call N on, whatever would make an object returns CKR_DEVICE_MEMORY
//   kill N             the process kills itself instead of call N
//   kill-after N       the process kills itself right after call N
//   falsify N          a bit is wrong in what call N returns: a signature, all attributes
//   point HEX          CKA_EC_POINT reads as these octets wherever it is as long
//   modulus            a bit in the middle of CKA_MODULUS is wrong wherever it is read
//   same-key K         the first K key pairs that are generated on P-256 are one and the same, a
//                      good one, so that key tags collide; CKA_LOCAL, CKA_ALWAYS_SENSITIVE and
//                      CKA_NEVER_EXTRACTABLE are false, because they are stored ones
//   scan HEX           at C_Finalize, writable memory is searched for this text, each octet
//                      of it exclusive-ored with 0x55 here so that this file, and what is
//                      read of it, do not hold it; the log gets "found" or "clean", and
//                      before "found" a line "place" for each mapping that holds it
//
// N counts the calls from 1, C_Initialize being the first; C_GetFunctionList is not counted,
// and what this module calls for itself is not either. Without a control file, or with one
// that is not as above, C_Initialize returns CKR_GENERAL_ERROR. Calls may come from several
// threads.

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstring>
#include <dlfcn.h>
#include <fcntl.h>
#include <mutex>
#include <optional>
#include <signal.h>  // NOLINT(modernize-deprecated-headers): kill() is of POSIX
#include <string>
#include <string_view>
#include <unistd.h>
#include <vector>

#include <p11-kit/pkcs11.h>

#include "fault/fault_plan.hpp"
#include "fault/memory_search.hpp"

namespace {

// RFC 6979, section A.2.5: a private key on P-256 and its public key, as PKCS #11 has them.
constexpr std::string_view known_scalar =
    "c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721";
constexpr std::string_view known_point =
    "04410460fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"
    "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299";

fault::Plan plan;
CK_FUNCTION_LIST* real = nullptr;
CK_FUNCTION_LIST ours;
std::mutex log_mutex;
std::atomic<unsigned long> calls{0};
std::atomic<unsigned long> generated{0};

/// Begins anew with what the control file says. False when something is wrong with it.
bool begin() {
    const std::optional<fault::Plan> planned = fault::read_plan();
    if (!planned) {
        return false;
    }
    plan = *planned;
    calls = 0;
    generated = 0;
    void* const library = ::dlopen(plan.module.c_str(), RTLD_NOW | RTLD_LOCAL);
    void* const symbol = library == nullptr ? nullptr : ::dlsym(library, "C_GetFunctionList");
    return symbol != nullptr && reinterpret_cast<CK_C_GetFunctionList>(symbol)(&real) == CKR_OK;
}

void write_log(const std::string& line) {
    if (plan.log.empty()) {
        return;
    }
    const std::lock_guard lock(log_mutex);
    const int file = ::open(plan.log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (file >= 0) {
        static_cast<void>(::write(file, line.data(), line.size()) < 0);
        ::close(file);
    }
}

void log_call(unsigned long number, const char* name, CK_RV value) {
    char line[160];
    std::snprintf(line, sizeof line, "%lu %s 0x%lx\n", number, name, value);
    write_log(line);
}

[[noreturn]] void die() {
    ::kill(::getpid(), SIGKILL);
    for (;;) {
        ::pause();
    }
}

void search_memory() {
    if (plan.scan.empty()) {
        return;
    }
    const std::vector<std::string> places = fault::find_in_memory(plan.scan);
    for (const std::string& place : places) {
        write_log("place " + place);
    }
    write_log(places.empty() ? "clean\n" : "found\n");
}

// What a call returned, falsified: one bit, where the result has octets that matter.

void falsify_sign(unsigned char* signature, const unsigned long* size) {
    if (signature != nullptr && *size > 0) {
        signature[*size / 2] ^= 1U;
    }
}

bool is_there(const CK_ATTRIBUTE& attribute) {
    return attribute.pValue != nullptr && attribute.ulValueLen != ~0UL && attribute.ulValueLen > 0;
}

void change_attribute(const CK_ATTRIBUTE& attribute, bool falsify) {
    auto* const value = static_cast<unsigned char*>(attribute.pValue);
    if (attribute.type == CKA_EC_POINT && attribute.ulValueLen == plan.point.size()) {
        std::memcpy(value, plan.point.data(), plan.point.size());
    }
    if (attribute.type == CKA_MODULUS && plan.modulus) {
        value[attribute.ulValueLen / 2] ^= 1U;
    }
    if (falsify) {
        value[attribute.ulValueLen - 1] ^= 1U;
    }
}

// What is changed in the result of a call; chosen by the arguments it has, then by name.

template <typename... Arguments>
void change(std::string_view /*name*/, unsigned long /*number*/, Arguments... /*arguments*/) {}

void change(std::string_view name,
            unsigned long number,
            CK_SESSION_HANDLE /*session*/,
            unsigned char* /*data*/,
            unsigned long /*data_size*/,
            unsigned char* signature,
            unsigned long* size) {
    if (name == "C_Sign" && number == plan.falsify) {
        falsify_sign(signature, size);
    }
}

void change(std::string_view name,
            unsigned long number,
            CK_SESSION_HANDLE /*session*/,
            CK_OBJECT_HANDLE /*object*/,
            CK_ATTRIBUTE* attributes,
            unsigned long count) {
    for (unsigned long i = 0; name == "C_GetAttributeValue" && i < count; ++i) {
        if (is_there(attributes[i])) {
            change_attribute(attributes[i], number == plan.falsify);
        }
    }
}

// What is done instead of a call; chosen by the arguments it has.

template <typename... Arguments>
std::optional<CK_RV> instead(Arguments... /*arguments*/) {
    return std::nullopt;
}

/// C_CreateObject with `given` and more.
CK_RV create(CK_SESSION_HANDLE session,
             std::vector<CK_ATTRIBUTE> given,
             CK_OBJECT_CLASS object_class,
             CK_ATTRIBUTE key,
             CK_OBJECT_HANDLE* handle) {
    given.push_back({CKA_CLASS, &object_class, sizeof object_class});
    given.push_back(key);
    return real->C_CreateObject(session, given.data(), given.size(), handle);
}

/// C_GenerateKeyPair, the only function with these arguments, making the known key.
std::optional<CK_RV> instead(CK_SESSION_HANDLE session,
                             CK_MECHANISM* mechanism,
                             CK_ATTRIBUTE* public_attributes,
                             unsigned long public_count,
                             CK_ATTRIBUTE* private_attributes,
                             unsigned long private_count,
                             CK_OBJECT_HANDLE* public_half,
                             CK_OBJECT_HANDLE* private_half) {
    constexpr unsigned long p256_size = 10;  // of its object identifier; no other has it
    const std::vector<CK_ATTRIBUTE> public_given(public_attributes,
                                                 public_attributes + public_count);
    std::vector<CK_ATTRIBUTE> private_given(private_attributes, private_attributes + private_count);
    const auto curve =
        std::find_if(public_given.begin(), public_given.end(), [](const CK_ATTRIBUTE& one) {
            return one.type == CKA_EC_PARAMS && one.ulValueLen == p256_size;
        });
    if (mechanism->mechanism != CKM_EC_KEY_PAIR_GEN || curve == public_given.end() ||
        ++generated > plan.same_key) {
        return std::nullopt;
    }
    private_given.push_back(*curve);
    std::vector<unsigned char> point = fault::from_hex(known_point);
    std::vector<unsigned char> scalar = fault::from_hex(known_scalar);
    CK_RV value = create(session, public_given, CKO_PUBLIC_KEY,
                         {CKA_EC_POINT, point.data(), point.size()}, public_half);
    if (value == CKR_OK) {
        value = create(session, private_given, CKO_PRIVATE_KEY,
                       {CKA_VALUE, scalar.data(), scalar.size()}, private_half);
    }
    return value;
}

bool makes_objects(std::string_view name) {
    return name == "C_GenerateKeyPair" || name == "C_GenerateKey" || name == "C_CreateObject" ||
           name == "C_CopyObject" || name == "C_UnwrapKey" || name == "C_DeriveKey";
}

/// What is planned for a call; a value is returned instead of passing it on.
std::optional<CK_RV> before_call(unsigned long number, std::string_view name) {
    if (number == plan.kill) {
        die();
    }
    if (number >= plan.gone && name != "C_Finalize") {
        return CKR_DEVICE_REMOVED;
    }
    if (number >= plan.full && makes_objects(name)) {
        return CKR_DEVICE_MEMORY;
    }
    if (number == plan.fail) {
        return plan.fail_value;
    }
    if (name == plan.refuse) {
        return plan.refuse_value;
    }
    return std::nullopt;
}

template <typename Function, Function CK_FUNCTION_LIST::*member>
struct Wrap;

/// A call passed on with everything that is planned for it around it.
template <typename... Arguments, CK_RV (*CK_FUNCTION_LIST::*member)(Arguments...)>
struct Wrap<CK_RV (*)(Arguments...), member> {
    static inline const char* name = "";

    static CK_RV call(Arguments... arguments) {
        const std::string_view called = name;
        if (called == "C_Initialize" && !begin()) {
            return CKR_GENERAL_ERROR;
        }
        const unsigned long number = ++calls;
        if (called == "C_Finalize") {
            search_memory();
        }
        if (const std::optional<CK_RV> planned = before_call(number, called)) {
            log_call(number, name, *planned);
            return *planned;
        }
        const std::optional<CK_RV> done = instead(arguments...);
        CK_RV value = done ? *done : (real->*member)(arguments...);
        if (value == CKR_OK) {
            change(called, number, arguments...);
        }
        if (number == plan.kill_after) {
            die();
        }
        if (number == plan.fail_after) {
            value = plan.fail_after_value;
        }
        log_call(number, name, value);
        return value;
    }
};

template <typename Function, Function CK_FUNCTION_LIST::*member>
void wrap(const char* name) {
    Wrap<Function, member>::name = name;
    ours.*member = Wrap<Function, member>::call;
}

#define FAULT_WRAP(function) wrap<CK_##function, &CK_FUNCTION_LIST::function>(#function)

void wrap_all() {
    ours.version = {2, 40};
    FAULT_WRAP(C_Initialize);
    FAULT_WRAP(C_Finalize);
    FAULT_WRAP(C_GetInfo);
    FAULT_WRAP(C_GetSlotList);
    FAULT_WRAP(C_GetSlotInfo);
    FAULT_WRAP(C_GetTokenInfo);
    FAULT_WRAP(C_GetMechanismList);
    FAULT_WRAP(C_GetMechanismInfo);
    FAULT_WRAP(C_InitToken);
    FAULT_WRAP(C_InitPIN);
    FAULT_WRAP(C_SetPIN);
    FAULT_WRAP(C_OpenSession);
    FAULT_WRAP(C_CloseSession);
    FAULT_WRAP(C_CloseAllSessions);
    FAULT_WRAP(C_GetSessionInfo);
    FAULT_WRAP(C_GetOperationState);
    FAULT_WRAP(C_SetOperationState);
    FAULT_WRAP(C_Login);
    FAULT_WRAP(C_Logout);
    FAULT_WRAP(C_CreateObject);
    FAULT_WRAP(C_CopyObject);
    FAULT_WRAP(C_DestroyObject);
    FAULT_WRAP(C_GetObjectSize);
    FAULT_WRAP(C_GetAttributeValue);
    FAULT_WRAP(C_SetAttributeValue);
    FAULT_WRAP(C_FindObjectsInit);
    FAULT_WRAP(C_FindObjects);
    FAULT_WRAP(C_FindObjectsFinal);
    FAULT_WRAP(C_EncryptInit);
    FAULT_WRAP(C_Encrypt);
    FAULT_WRAP(C_EncryptUpdate);
    FAULT_WRAP(C_EncryptFinal);
    FAULT_WRAP(C_DecryptInit);
    FAULT_WRAP(C_Decrypt);
    FAULT_WRAP(C_DecryptUpdate);
    FAULT_WRAP(C_DecryptFinal);
    FAULT_WRAP(C_DigestInit);
    FAULT_WRAP(C_Digest);
    FAULT_WRAP(C_DigestUpdate);
    FAULT_WRAP(C_DigestKey);
    FAULT_WRAP(C_DigestFinal);
    FAULT_WRAP(C_SignInit);
    FAULT_WRAP(C_Sign);
    FAULT_WRAP(C_SignUpdate);
    FAULT_WRAP(C_SignFinal);
    FAULT_WRAP(C_SignRecoverInit);
    FAULT_WRAP(C_SignRecover);
    FAULT_WRAP(C_VerifyInit);
    FAULT_WRAP(C_Verify);
    FAULT_WRAP(C_VerifyUpdate);
    FAULT_WRAP(C_VerifyFinal);
    FAULT_WRAP(C_VerifyRecoverInit);
    FAULT_WRAP(C_VerifyRecover);
    FAULT_WRAP(C_DigestEncryptUpdate);
    FAULT_WRAP(C_DecryptDigestUpdate);
    FAULT_WRAP(C_SignEncryptUpdate);
    FAULT_WRAP(C_DecryptVerifyUpdate);
    FAULT_WRAP(C_GenerateKey);
    FAULT_WRAP(C_GenerateKeyPair);
    FAULT_WRAP(C_WrapKey);
    FAULT_WRAP(C_UnwrapKey);
    FAULT_WRAP(C_DeriveKey);
    FAULT_WRAP(C_SeedRandom);
    FAULT_WRAP(C_GenerateRandom);
    FAULT_WRAP(C_GetFunctionStatus);
    FAULT_WRAP(C_CancelFunction);
    FAULT_WRAP(C_WaitForSlotEvent);
}

}  // namespace

extern "C" CK_RV C_GetFunctionList(CK_FUNCTION_LIST** list) {
    ours.C_GetFunctionList = C_GetFunctionList;
    wrap_all();
    *list = &ours;
    return CKR_OK;
}
