// SPDX-License-Identifier: BSD-3-Clause

#include "pkcs11/enumerate.hpp"

#include <algorithm>

#include "hsm/back_door.hpp"
#include "hsm/fixture.hpp"

using namespace ceremony;
using namespace ceremony::pkcs11;
using namespace ceremony::test;

TEST_CASE("enumerate: the inventory has every object and its attributes", "[hsm][enumerate]") {
    OneToken token;
    must(token->generate(new_key(KeyKind::rsa, "rsa")));
    must(token->generate(new_key(KeyKind::ed448, "ed448")));
    BackDoor door(token.token());
    Template data;
    data.number(CKA_CLASS, CKO_DATA);
    data.flag(CKA_TOKEN, Flag::yes);
    data.octets(CKA_LABEL, as_bytes("note\n"));
    CHECK(door.create(data) == CKR_OK);
    Template secret;
    secret.number(CKA_CLASS, CKO_SECRET_KEY);
    secret.number(CKA_KEY_TYPE, CKK_AES);
    secret.flag(CKA_TOKEN, Flag::yes);
    secret.flag(CKA_EXTRACTABLE, Flag::yes);
    secret.octets(CKA_VALUE, Bytes(32, 7));
    CHECK(door.create(secret) == CKR_OK);
    Template unknown;  // a public key on P-521
    unknown.number(CKA_CLASS, CKO_PUBLIC_KEY);
    unknown.number(CKA_KEY_TYPE, CKK_EC);
    unknown.flag(CKA_TOKEN, Flag::yes);
    unknown.octets(CKA_EC_PARAMS, Bytes{0x06, 0x05, 0x2b, 0x81, 0x04, 0x00, 0x23});
    unknown.octets(CKA_EC_POINT, Bytes(136, 4));
    unknown.octets(CKA_ID, Bytes(300, 0x55));
    unknown.octets(CKA_LABEL, Bytes(1500, 'x'));
    CHECK(door.create(unknown) == CKR_OK);

    std::vector<std::string> lines;
    for (const Object& object : must(token->objects())) {
        lines.push_back(describe(object));
        if (object.object_class == ObjectClass::secret_key) {
            CHECK(object.bits == 256);
            CHECK(object.extractable == true);
        }
        if (object.type == "EC") {
            CHECK(object.id == Bytes(300, 0x55));
            CHECK(object.label == std::string(1500, 'x'));
            CHECK(object.flaw == "a curve that is not supported");
            CHECK_FALSE(object.public_key);
        }
    }
    std::sort(lines.begin(), lines.end());
    REQUIRE(lines.size() == 7);
    CHECK(lines[0] == "data object, no ID, label \"note\\n\"");
    CHECK(lines[1] == "private key Ed448, ID 6964206f66206564343438, label \"ed448\"");
    CHECK(lines[2] == "private key RSA 2048 bits, ID 6964206f6620727361, label \"rsa\"");
    CHECK(lines[3].starts_with("public key EC, ID 5555"));
    CHECK(lines[6] == "secret key AES 256 bits, no ID, no label");
}

TEST_CASE("enumerate: more objects than one call returns are all found", "[hsm][enumerate]") {
    OneToken token;
    BackDoor door(token.token());
    constexpr std::size_t count = 300;
    for (std::size_t i = 0; i < count; ++i) {
        Template data;
        data.number(CKA_CLASS, CKO_DATA);
        data.flag(CKA_TOKEN, Flag::no);
        data.octets(CKA_LABEL, as_bytes("note " + std::to_string(i)));
        REQUIRE(door.create(data) == CKR_OK);
    }
    CHECK(must(token->objects()).size() == count);
}
