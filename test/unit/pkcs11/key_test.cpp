// SPDX-License-Identifier: BSD-3-Clause

#include "pkcs11/key.hpp"

#include "support/printing.hpp"

using namespace ceremony;
using namespace ceremony::pkcs11;

TEST_CASE("key: the size of a modulus is counted in bits", "[pkcs11][key]") {
    PublicKey key;
    CHECK(modulus_bits(key) == 0);
    key.modulus = {0x01};
    CHECK(modulus_bits(key) == 1);
    key.modulus = {0x80, 0x00};
    CHECK(modulus_bits(key) == 16);
    key.modulus = {0x7f, 0x00};
    CHECK(modulus_bits(key) == 15);
}

TEST_CASE("key: names and objects are described without harm", "[pkcs11][key]") {
    KeyName name;
    CHECK(describe(name) == "neither ID nor label");
    name.label = "a\x1b[2J";
    CHECK(describe(name) == "label \"a\\x1b[2J\"");
    name.id = {0x0a, 0xbc};
    CHECK(describe(name) == "ID 0abc and label \"a\\x1b[2J\"");
    name.label.clear();
    CHECK(describe(name) == "ID 0abc");

    Object object;
    object.class_number = 7;
    CHECK(describe(object) == "other object of class 7, no ID, no label");
    object.object_class = ObjectClass::certificate;
    object.label = "x\n";
    CHECK(describe(object) == "certificate, no ID, label \"x\\n\"");
    object.object_class = ObjectClass::private_key;
    object.type = "RSA";
    object.kind = KeyKind::rsa;
    object.bits = 2048;
    object.id = {0x01};
    CHECK(describe(object) == "private key RSA 2048 bits, ID 01, label \"x\\n\"");
    CHECK(to_string(ObjectClass::data) == "data object");
    CHECK(to_string(ObjectClass::secret_key) == "secret key");
}
