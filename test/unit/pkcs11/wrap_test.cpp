// SPDX-License-Identifier: BSD-3-Clause

#include "pkcs11/wrap.hpp"

#include <cstring>
#include <set>

#include "support/printing.hpp"
#include "unit/pkcs11/fake_cryptoki.hpp"

using namespace ceremony;
using namespace ceremony::pkcs11;
using namespace ceremony::test;

namespace {

Entry key_to_wrap() {
    Entry entry;
    entry.handle = 11;
    entry.object.object_class = ObjectClass::private_key;
    return entry;
}

Entry wrapping_key() {
    Entry entry;
    entry.handle = 22;
    entry.object.public_key = PublicKey();
    entry.object.public_key->modulus = Bytes(256, 0xff);
    return entry;
}

/// Makes the fake offer `types` for wrapping.
void offer(FakeCryptoki& fake, std::set<CK_MECHANISM_TYPE> types) {
    fake.mechanism_info = [types](CK_MECHANISM_TYPE type, CK_MECHANISM_INFO* info) {
        info->flags = CKF_WRAP;
        return types.contains(type) ? CK_RV{CKR_OK} : CK_RV{CKR_MECHANISM_INVALID};
    };
}

CK_RV give(unsigned char* wrapped, CK_ULONG* size, std::size_t count, unsigned char octet) {
    std::memset(wrapped, octet, count);
    *size = count;
    return CKR_OK;
}

Result<WrappedKey> wrap_with(FakeCryptoki& fake) {
    const Session session = must(Session::open(fake.list(), 1));
    return wrap_key(session, Mechanisms(fake.list(), 1), key_to_wrap(), wrapping_key());
}

}  // namespace

TEST_CASE("wrap: the combined mechanism is used where it is offered", "[pkcs11][wrap]") {
    FakeCryptoki fake;
    offer(fake, {CKM_RSA_AES_KEY_WRAP, CKM_AES_KEY_WRAP_PAD});
    const bool knows_sha256 = GENERATE(true, false);
    fake.wrap = [knows_sha256](const CK_MECHANISM& mechanism, CK_OBJECT_HANDLE key,
                               unsigned char* wrapped, CK_ULONG* size) {
        CHECK(mechanism.mechanism == CKM_RSA_AES_KEY_WRAP);
        CHECK(key == 11);
        const auto* parameters = static_cast<const RsaAesKeyWrapParameters*>(mechanism.pParameter);
        CHECK(mechanism.ulParameterLen == sizeof *parameters);
        CHECK(parameters->aes_key_bits == 256);
        CHECK(parameters->oaep->source == CKZ_DATA_SPECIFIED);
        CHECK(parameters->oaep->ulSourceDataLen == 0);
        if (parameters->oaep->hashAlg == CKM_SHA256) {
            CHECK(parameters->oaep->mgf == CKG_MGF1_SHA256);
            return knows_sha256 ? give(wrapped, size, 300, 1) : CK_RV{CKR_MECHANISM_PARAM_INVALID};
        }
        CHECK(parameters->oaep->hashAlg == CKM_SHA_1);
        CHECK(parameters->oaep->mgf == CKG_MGF1_SHA1);
        return give(wrapped, size, 300, 2);
    };
    const WrappedKey wrapped = must(wrap_with(fake));
    CHECK(wrapped.oaep == (knows_sha256 ? OaepHash::sha256 : OaepHash::sha1));
    CHECK(wrapped.blob == Bytes(300, knows_sha256 ? 1 : 2));
}

TEST_CASE("wrap: the two steps give the AES key and then the key", "[pkcs11][wrap]") {
    FakeCryptoki fake;
    const bool kwp = GENERATE(true, false);
    offer(fake, kwp ? std::set<CK_MECHANISM_TYPE>{mechanism_aes_key_wrap_kwp, CKM_AES_KEY_WRAP_PAD}
                    : std::set<CK_MECHANISM_TYPE>{CKM_AES_KEY_WRAP_PAD});
    fake.wrap = [kwp](const CK_MECHANISM& mechanism, CK_OBJECT_HANDLE key, unsigned char* wrapped,
                      CK_ULONG* size) {
        if (mechanism.mechanism == CKM_RSA_PKCS_OAEP) {
            CHECK(key == 77);
            return give(wrapped, size, 256, 1);
        }
        CHECK(mechanism.mechanism == (kwp ? mechanism_aes_key_wrap_kwp : CKM_AES_KEY_WRAP_PAD));
        CHECK(key == 11);
        return give(wrapped, size, 80, 2);
    };
    std::vector<CK_OBJECT_HANDLE> destroyed;
    fake.destroy = [&destroyed](CK_OBJECT_HANDLE object) {
        destroyed.push_back(object);
        return CK_RV{CKR_OK};
    };
    Bytes expected(256, 1);
    append(expected, Bytes(80, 2));
    CHECK(must(wrap_with(fake)).blob == expected);
    CHECK(destroyed == std::vector<CK_OBJECT_HANDLE>{77});
}

TEST_CASE("wrap: the AES key is destroyed after every failure", "[pkcs11][wrap]") {
    FakeCryptoki fake;
    offer(fake, {CKM_AES_KEY_WRAP_PAD});
    std::size_t destroyed = 0;
    CK_RV destroying = CKR_OK;
    fake.destroy = [&](CK_OBJECT_HANDLE) {
        ++destroyed;
        return destroying;
    };
    std::string reason;
    SECTION("the key is not wrapped") {
        fake.wrap = [](const CK_MECHANISM&, CK_OBJECT_HANDLE, unsigned char*, CK_ULONG*) {
            return CK_RV{CKR_KEY_NOT_WRAPPABLE};
        };
        reason = "CKR_KEY_NOT_WRAPPABLE";
    }
    SECTION("the AES key is not wrapped") {
        fake.wrap = [](const CK_MECHANISM& mechanism, CK_OBJECT_HANDLE, unsigned char* wrapped,
                       CK_ULONG* size) {
            return mechanism.mechanism == CKM_RSA_PKCS_OAEP ? CK_RV{CKR_KEY_SIZE_RANGE}
                                                            : give(wrapped, size, 80, 2);
        };
        reason = "wrapping the temporary AES key: C_WrapKey: CKR_KEY_SIZE_RANGE";
    }
    SECTION("the wrapped AES key has another length") {
        const std::size_t length = GENERATE(as<std::size_t>(), 80, 255, 257);
        fake.wrap = [length](const CK_MECHANISM&, CK_OBJECT_HANDLE, unsigned char* wrapped,
                             CK_ULONG* size) {
            return give(wrapped, size, length, 2);
        };
        reason = "another length than that of the modulus";
    }
    SECTION("the AES key cannot be destroyed") {
        destroying = CKR_DEVICE_ERROR;
        fake.wrap = [](const CK_MECHANISM&, CK_OBJECT_HANDLE, unsigned char* wrapped,
                       CK_ULONG* size) {
            return give(wrapped, size, 256, 2);
        };
        reason = "C_DestroyObject: CKR_DEVICE_ERROR";
    }
    const auto wrapped = wrap_with(fake);
    REQUIRE_FALSE(wrapped.ok());
    CHECK(wrapped.error().code() == Errc::token);
    CAPTURE(wrapped.error().message());
    CHECK(wrapped.error().message().find(reason) != std::string::npos);
    CHECK(destroyed == 1);
}

TEST_CASE("wrap: a token that offers no way says so", "[pkcs11][wrap]") {
    FakeCryptoki fake;
    const auto wrapped = wrap_with(fake);
    REQUIRE_FALSE(wrapped.ok());
    CHECK(wrapped.error().code() == Errc::semantics);
}
