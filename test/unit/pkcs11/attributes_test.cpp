// SPDX-License-Identifier: BSD-3-Clause

#include "pkcs11/attributes.hpp"

#include <array>
#include <cstring>

#include "support/printing.hpp"
#include "unit/pkcs11/fake_cryptoki.hpp"

using namespace ceremony;
using namespace ceremony::pkcs11;
using namespace ceremony::test;

namespace {

constexpr std::array<CK_ATTRIBUTE_TYPE, 3> three = {CKA_ID, CKA_LABEL, CKA_TOKEN};

void give(CK_ATTRIBUTE& attribute, std::string_view value) {
    std::memcpy(attribute.pValue, value.data(), value.size());
    attribute.ulValueLen = value.size();
}

Result<Attributes> read(FakeCryptoki& fake) {
    return Attributes::read(must(Session::open(fake.list(), 1)), 5, three);
}

}  // namespace

TEST_CASE("attributes: one call does when the token plays along", "[pkcs11][attributes]") {
    FakeCryptoki fake;
    int calls = 0;
    fake.attributes = [&calls](CK_ATTRIBUTE* attributes, CK_ULONG count) {
        ++calls;
        CHECK(count == 3);
        give(attributes[0], "ab");
        give(attributes[1], "");
        give(attributes[2], "\x01");
        return CK_RV{CKR_OK};
    };
    const Attributes attributes = must(read(fake));
    CHECK(calls == 1);
    CHECK(attributes.text(CKA_ID) == "ab");
    CHECK(attributes.octets(CKA_LABEL).empty());
    CHECK(attributes.flag(CKA_TOKEN) == true);
    CHECK_FALSE(attributes.flag(CKA_ID));
    CHECK_FALSE(attributes.number(CKA_ID));
    CHECK_FALSE(attributes.flag(CKA_SIGN));
}

TEST_CASE("attributes: what cannot be read together is read alone", "[pkcs11][attributes]") {
    FakeCryptoki fake;
    fake.attributes = [](CK_ATTRIBUTE* attributes, CK_ULONG count) {
        if (count > 1) {
            return CK_RV{CKR_FUNCTION_FAILED};
        }
        if (attributes->type == CKA_ID) {
            return CK_RV{CKR_ATTRIBUTE_TYPE_INVALID};
        }
        if (attributes->type == CKA_LABEL) {
            attributes->ulValueLen = unavailable;  // and CKR_OK, as some do
            return CK_RV{CKR_OK};
        }
        attributes->ulValueLen = 1;
        *static_cast<unsigned char*>(attributes->pValue) = 0;
        return CK_RV{CKR_OK};
    };
    const Attributes attributes = must(read(fake));
    CHECK(attributes.octets(CKA_ID).empty());
    CHECK(attributes.octets(CKA_LABEL).empty());
    CHECK(attributes.flag(CKA_TOKEN) == false);
}

TEST_CASE("attributes: a failure is not taken for an absent attribute", "[pkcs11][attributes]") {
    FakeCryptoki fake;
    fake.attributes = [](CK_ATTRIBUTE*, CK_ULONG) {
        return CK_RV{CKR_DEVICE_REMOVED};
    };
    const auto attributes = read(fake);
    REQUIRE_FALSE(attributes.ok());
    CHECK(attributes.error().code() == Errc::token);
}

TEST_CASE("attributes: long values are read and absurd ones refused", "[pkcs11][attributes]") {
    FakeCryptoki fake;
    CK_ULONG size = 5000;
    fake.attributes = [&size](CK_ATTRIBUTE* attributes, CK_ULONG count) {
        if (count > 1 || (attributes->pValue != nullptr && attributes->ulValueLen < size)) {
            return CK_RV{CKR_BUFFER_TOO_SMALL};
        }
        attributes->ulValueLen = size;
        if (attributes->pValue != nullptr) {
            std::memset(attributes->pValue, 'x', size);
        }
        return CK_RV{CKR_OK};
    };
    CHECK(must(read(fake)).text(CKA_LABEL) == std::string(5000, 'x'));
    size = 65537;
    CHECK(read(fake).error().code() == Errc::limit);
}
