// SPDX-License-Identifier: BSD-3-Clause

#include "pkcs11/session.hpp"

#include "support/printing.hpp"
#include "unit/pkcs11/fake_cryptoki.hpp"

using namespace ceremony;
using namespace ceremony::pkcs11;
using namespace ceremony::test;

TEST_CASE("session: it is closed once however it is moved", "[pkcs11][session]") {
    FakeCryptoki fake;
    {
        Session first = must(Session::open(fake.list(), 1));
        Session second = std::move(first);
        CHECK(fake.closed == 0);
    }
    CHECK(fake.closed == 1);
    Session session = must(Session::open(fake.list(), 1));
    CHECK(session.close().ok());
    CHECK(session.close().ok());
    CHECK(fake.closed == 2);
}

TEST_CASE("session: to be logged in already or no longer is no failure", "[pkcs11][session]") {
    FakeCryptoki fake;
    const Session session = must(Session::open(fake.list(), 1));
    const Secret pin(as_bytes("1234"));
    fake.login = [](const unsigned char* octets, CK_ULONG size) {
        CHECK(as_text(ByteView(octets, size)) == "1234");
        return CK_RV{CKR_USER_ALREADY_LOGGED_IN};
    };
    CHECK(session.log_in(&pin).ok());
    fake.login = [](const unsigned char* octets, CK_ULONG size) {
        CHECK(octets == nullptr);  // the PIN pad asks
        CHECK(size == 0);
        return CK_RV{CKR_FUNCTION_CANCELED};
    };
    CHECK(session.log_in(nullptr).error().code() == Errc::token);
    fake.logout = CKR_USER_NOT_LOGGED_IN;
    CHECK(session.log_out().ok());
    fake.logout = CKR_DEVICE_ERROR;
    CHECK(session.log_out().error().code() == Errc::token);
}

TEST_CASE("session: a temporary object is destroyed once unless it is kept", "[pkcs11][session]") {
    FakeCryptoki fake;
    std::vector<CK_OBJECT_HANDLE> destroyed;
    fake.destroy = [&destroyed](CK_OBJECT_HANDLE object) {
        destroyed.push_back(object);
        return object == 3 ? CK_RV{CKR_DEVICE_ERROR} : CK_RV{CKR_OK};
    };
    const Session session = must(Session::open(fake.list(), 1));
    {
        Temporary first(session, 1);
        const Temporary moved = std::move(first);
        CHECK(moved.object() == 1);
        Temporary kept(session, 2);
        kept.keep();
        Temporary failing(session, 3);
        CHECK(failing.destroy().error().code() == Errc::token);
        CHECK(failing.destroy().ok());
    }
    CHECK(destroyed == std::vector<CK_OBJECT_HANDLE>{3, 1});
}
