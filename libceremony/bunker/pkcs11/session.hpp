// SPDX-License-Identifier: BSD-3-Clause
//
// session.hpp -- an open session with a token.
//
// It borrows the function list of its module, which must outlive it. A session is
// used by one thread at a time; several may be used by several threads.

#pragma once

#include <memory>
#include <utility>

#include "base/result.hpp"
#include "base/secret.hpp"
#include "pkcs11/cryptoki.hpp"

namespace ceremony::pkcs11 {

class Session {
public:
    /// A read-write session: some tokens let only those log in or generate.
    [[nodiscard]] static Result<Session> open(CK_FUNCTION_LIST& functions, CK_SLOT_ID slot);

    Session(Session&& other) noexcept
        : functions_(std::exchange(other.functions_, nullptr)), handle_(other.handle_) {}
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;
    Session& operator=(Session&&) = delete;
    /// Closes it; a failure is ignored: nothing more can be done with the session.
    /// Closing the last one also logs out (PKCS #11 v2.40, section 5.6).
    ~Session();

    [[nodiscard]] CK_FUNCTION_LIST& functions() const noexcept { return *functions_; }
    [[nodiscard]] CK_SESSION_HANDLE handle() const noexcept { return handle_; }

    /// C_Login as the user, for all sessions with this token. To be logged in already is
    /// success. `pin` null = it is entered at the token.
    [[nodiscard]] Outcome log_in(const Secret* pin) const;
    /// C_Logout. Not to be logged in is success.
    [[nodiscard]] Outcome log_out() const;
    [[nodiscard]] Outcome close();

private:
    Session(CK_FUNCTION_LIST& functions, CK_SESSION_HANDLE handle) noexcept
        : functions_(&functions), handle_(handle) {}

    CK_FUNCTION_LIST* functions_;  // null in a session that was closed or moved from
    CK_SESSION_HANDLE handle_;
};

/// An object that is wanted only as long as this lives: a session key, or a new object
/// that nothing has accepted yet.
class Temporary {
public:
    Temporary(const Session& session, CK_OBJECT_HANDLE object) noexcept
        : session_(&session), object_(object) {}
    Temporary(Temporary&& other) noexcept
        : session_(std::exchange(other.session_, nullptr)), object_(other.object_) {}
    Temporary(const Temporary&) = delete;
    Temporary& operator=(const Temporary&) = delete;
    Temporary& operator=(Temporary&&) = delete;
    /// Destroys the object if destroy() was not called; a failure is ignored.
    ~Temporary();

    [[nodiscard]] CK_OBJECT_HANDLE object() const noexcept { return object_; }
    /// Destroys the object now and says whether that worked.
    [[nodiscard]] Outcome destroy();
    /// The object stays.
    void keep() noexcept { session_ = nullptr; }

private:
    const Session* session_;  // null when there is nothing to destroy
    CK_OBJECT_HANDLE object_;
};

}  // namespace ceremony::pkcs11
