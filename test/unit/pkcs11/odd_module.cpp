// SPDX-License-Identifier: BSD-3-Clause
//
// A module that load_module must refuse. Why, a macro says: NO_LIST, VERSION_1 or NO_SIGN.

#include <p11-kit/pkcs11.h>

namespace {

CK_RV do_nothing() {
    return CKR_FUNCTION_NOT_SUPPORTED;
}

/// A list with all functions, as far as a caller can see.
CK_FUNCTION_LIST make_list() {
    CK_FUNCTION_LIST list{};
    auto* const functions = reinterpret_cast<void**>(&list.C_Initialize);
    for (int i = 0; i < 68; ++i) {
        functions[i] = reinterpret_cast<void*>(do_nothing);
    }
    list.version = {2, 40};
    return list;
}

CK_FUNCTION_LIST list = make_list();

}  // namespace

extern "C" CK_RV C_GetFunctionList(CK_FUNCTION_LIST** result) {
#ifdef VERSION_1
    list.version = {1, 0};
#endif
#ifdef NO_SIGN
    list.C_Sign = nullptr;
#endif
#ifdef NO_LIST
    *result = nullptr;
#else
    *result = &list;
#endif
    return CKR_OK;
}
