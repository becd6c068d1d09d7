// SPDX-License-Identifier: BSD-3-Clause
//
// fake_cryptoki.hpp -- a function list whose calls a test writes itself, for answers that
// SoftHSM never gives.
//
// Calls that a test does not set succeed and do nothing. There is one fake at a
// time, because Cryptoki's functions carry no state of their caller.

#pragma once

#include <functional>

#include "pkcs11/cryptoki.hpp"

namespace ceremony::test {

class FakeCryptoki {
public:
    FakeCryptoki() {
        current() = this;
        list_.version = {2, 40};
        list_.C_Initialize = [](void* arguments) {
            return current()->initialise(arguments);
        };
        list_.C_Finalize = [](void*) {
            return current()->finalise();
        };
        list_.C_GetSlotList = [](unsigned char, CK_SLOT_ID* ids, CK_ULONG* count) {
            return current()->slots(ids, count);
        };
        list_.C_GetTokenInfo = [](CK_SLOT_ID slot, CK_TOKEN_INFO* info) {
            return current()->token_info(slot, info);
        };
        list_.C_GetMechanismInfo = [](CK_SLOT_ID, CK_MECHANISM_TYPE type, CK_MECHANISM_INFO* info) {
            return current()->mechanism_info(type, info);
        };
        list_.C_OpenSession = [](CK_SLOT_ID, CK_FLAGS, void*, CK_NOTIFY,
                                 CK_SESSION_HANDLE* session) {
            *session = ++current()->sessions;
            return CK_RV{CKR_OK};
        };
        list_.C_CloseSession = [](CK_SESSION_HANDLE) {
            ++current()->closed;
            return CK_RV{CKR_OK};
        };
        list_.C_Login = [](CK_SESSION_HANDLE, CK_USER_TYPE, unsigned char* pin, CK_ULONG size) {
            return current()->login(pin, size);
        };
        list_.C_Logout = [](CK_SESSION_HANDLE) {
            return current()->logout;
        };
        list_.C_DestroyObject = [](CK_SESSION_HANDLE, CK_OBJECT_HANDLE object) {
            return current()->destroy(object);
        };
        list_.C_GetAttributeValue = [](CK_SESSION_HANDLE, CK_OBJECT_HANDLE, CK_ATTRIBUTE* values,
                                       CK_ULONG count) {
            return current()->attributes(values, count);
        };
        list_.C_FindObjectsInit = [](CK_SESSION_HANDLE, CK_ATTRIBUTE*, CK_ULONG) {
            return CK_RV{CKR_OK};
        };
        list_.C_FindObjects = [](CK_SESSION_HANDLE, CK_OBJECT_HANDLE*, CK_ULONG, CK_ULONG* count) {
            *count = 0;
            return CK_RV{CKR_OK};
        };
        list_.C_FindObjectsFinal = [](CK_SESSION_HANDLE) {
            return CK_RV{CKR_OK};
        };
        list_.C_SignInit = [](CK_SESSION_HANDLE, CK_MECHANISM*, CK_OBJECT_HANDLE) {
            return CK_RV{CKR_OK};
        };
        list_.C_Sign = [](CK_SESSION_HANDLE session, unsigned char* data, CK_ULONG data_size,
                          unsigned char* signature, CK_ULONG* size) {
            return current()->sign(session, ByteView(data, data_size), signature, size);
        };
        list_.C_GenerateKey = [](CK_SESSION_HANDLE, CK_MECHANISM*, CK_ATTRIBUTE*, CK_ULONG,
                                 CK_OBJECT_HANDLE* key) {
            *key = 77;
            return CK_RV{CKR_OK};
        };
        list_.C_WrapKey = [](CK_SESSION_HANDLE, CK_MECHANISM* mechanism, CK_OBJECT_HANDLE,
                             CK_OBJECT_HANDLE key, unsigned char* wrapped, CK_ULONG* size) {
            return current()->wrap(*mechanism, key, wrapped, size);
        };
    }
    FakeCryptoki(const FakeCryptoki&) = delete;
    FakeCryptoki(FakeCryptoki&&) = delete;
    FakeCryptoki& operator=(const FakeCryptoki&) = delete;
    FakeCryptoki& operator=(FakeCryptoki&&) = delete;
    ~FakeCryptoki() { current() = nullptr; }

    [[nodiscard]] CK_FUNCTION_LIST& list() { return list_; }

    std::function<CK_RV(void*)> initialise = [](void*) {
        return CK_RV{CKR_OK};
    };
    std::function<CK_RV()> finalise = [] {
        return CK_RV{CKR_OK};
    };
    std::function<CK_RV(CK_SLOT_ID*, CK_ULONG*)> slots = [](CK_SLOT_ID*, CK_ULONG* count) {
        *count = 0;
        return CK_RV{CKR_OK};
    };
    std::function<CK_RV(CK_SLOT_ID, CK_TOKEN_INFO*)> token_info = [](CK_SLOT_ID, CK_TOKEN_INFO*) {
        return CK_RV{CKR_OK};
    };
    std::function<CK_RV(CK_MECHANISM_TYPE, CK_MECHANISM_INFO*)> mechanism_info =
        [](CK_MECHANISM_TYPE, CK_MECHANISM_INFO*) {
            return CK_RV{CKR_MECHANISM_INVALID};
        };
    std::function<CK_RV(const unsigned char*, CK_ULONG)> login = [](const unsigned char*,
                                                                    CK_ULONG) {
        return CK_RV{CKR_OK};
    };
    CK_RV logout = CKR_OK;
    std::function<CK_RV(CK_OBJECT_HANDLE)> destroy = [](CK_OBJECT_HANDLE) {
        return CK_RV{CKR_OK};
    };
    std::function<CK_RV(CK_ATTRIBUTE*, CK_ULONG)> attributes = [](CK_ATTRIBUTE*, CK_ULONG) {
        return CK_RV{CKR_OK};
    };
    std::function<CK_RV(CK_SESSION_HANDLE, ByteView, unsigned char*, CK_ULONG*)> sign =
        [](CK_SESSION_HANDLE, ByteView, unsigned char*, CK_ULONG*) {
            return CK_RV{CKR_OK};
        };
    std::function<CK_RV(const CK_MECHANISM&, CK_OBJECT_HANDLE, unsigned char*, CK_ULONG*)> wrap =
        [](const CK_MECHANISM&, CK_OBJECT_HANDLE, unsigned char*, CK_ULONG*) {
            return CK_RV{CKR_OK};
        };

    CK_SESSION_HANDLE sessions = 0;  ///< how many were opened
    std::size_t closed = 0;          ///< and closed

private:
    static FakeCryptoki*& current() {
        static FakeCryptoki* fake = nullptr;
        return fake;
    }

    CK_FUNCTION_LIST list_{};
};

}  // namespace ceremony::test
