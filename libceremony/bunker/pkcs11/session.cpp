// SPDX-License-Identifier: BSD-3-Clause

#include "pkcs11/session.hpp"

#include "pkcs11/error.hpp"

namespace ceremony::pkcs11 {

Result<Session> Session::open(CK_FUNCTION_LIST& functions, CK_SLOT_ID slot) {
    CK_SESSION_HANDLE handle = 0;
    TRY(check("C_OpenSession", functions.C_OpenSession(slot, CKF_SERIAL_SESSION | CKF_RW_SESSION,
                                                       nullptr, nullptr, &handle)));
    return Session(functions, handle);
}

Session::~Session() {
    if (functions_ != nullptr) {
        static_cast<void>(functions_->C_CloseSession(handle_));
    }
}

Outcome Session::log_in(const Secret* pin) const {
    CK_RV value = CKR_OK;
    if (pin == nullptr) {
        value = functions_->C_Login(handle_, CKU_USER, nullptr, 0);
    } else {
        const ByteView octets = pin->reveal();
        value = functions_->C_Login(handle_, CKU_USER, input(octets), octets.size());
    }
    if (value != CKR_USER_ALREADY_LOGGED_IN) {
        TRY(check("C_Login", value));
    }
    return Nothing{};
}

Outcome Session::log_out() const {
    const CK_RV value = functions_->C_Logout(handle_);
    if (value != CKR_USER_NOT_LOGGED_IN) {
        TRY(check("C_Logout", value));
    }
    return Nothing{};
}

Outcome Session::close() {
    CK_FUNCTION_LIST* const functions = std::exchange(functions_, nullptr);
    if (functions != nullptr) {
        TRY(check("C_CloseSession", functions->C_CloseSession(handle_)));
    }
    return Nothing{};
}

Temporary::~Temporary() {
    if (session_ != nullptr) {
        static_cast<void>(session_->functions().C_DestroyObject(session_->handle(), object_));
    }
}

Outcome Temporary::destroy() {
    const Session* const session = std::exchange(session_, nullptr);
    if (session != nullptr) {
        TRY(check("C_DestroyObject",
                  session->functions().C_DestroyObject(session->handle(), object_)));
    }
    return Nothing{};
}

}  // namespace ceremony::pkcs11
