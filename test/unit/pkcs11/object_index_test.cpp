// SPDX-License-Identifier: BSD-3-Clause

#include "pkcs11/object_index.hpp"

#include "support/printing.hpp"

using namespace ceremony;
using namespace ceremony::pkcs11;

namespace {

PublicKey ec_key(Byte octet) {
    PublicKey key;
    key.kind = KeyKind::p256;
    key.point = Bytes(64, octet);
    return key;
}

PublicKey rsa_key(Byte octet) {
    PublicKey key;
    key.kind = KeyKind::rsa;
    key.modulus = Bytes(256, octet);
    key.exponent = {0x03};
    return key;
}

Entry half(ObjectClass object_class, CK_OBJECT_HANDLE handle, Bytes id, const std::string& label) {
    Entry entry;
    entry.handle = handle;
    entry.object.object_class = object_class;
    entry.object.type = "P-256";
    entry.object.kind = KeyKind::p256;
    entry.object.id = std::move(id);
    entry.object.label = label;
    if (object_class == ObjectClass::public_key) {
        entry.object.public_key = ec_key(static_cast<Byte>(entry.object.id.empty() ? 0 : 1));
    }
    return entry;
}

Entry private_half(CK_OBJECT_HANDLE handle, Bytes id, const std::string& label) {
    return half(ObjectClass::private_key, handle, std::move(id), label);
}

Entry public_half(CK_OBJECT_HANDLE handle, Bytes id, const std::string& label) {
    return half(ObjectClass::public_key, handle, std::move(id), label);
}

Entry with_key(Entry entry, const PublicKey& key) {
    entry.object.kind = key.kind;
    entry.object.public_key = key;
    return entry;
}

KeyName by_id(Bytes id) {
    KeyName name;
    name.id = std::move(id);
    return name;
}

KeyName by_label(const std::string& label) {
    KeyName name;
    name.label = label;
    return name;
}

void check_refused(const ObjectIndex& index, const KeyName& name, const std::string& part) {
    const auto pair = index.key_pair(name);
    REQUIRE_FALSE(pair.ok());
    CHECK(pair.error().code() == Errc::refused);
    CAPTURE(pair.error().message());
    CHECK(pair.error().message().find(part) != std::string::npos);
}

}  // namespace

TEST_CASE("object_index: a pair is found by ID and by label and by both",
          "[pkcs11][object_index]") {
    const ObjectIndex index({private_half(1, {1}, "a"), public_half(2, {1}, "a"),
                             private_half(3, {2}, "b"), public_half(4, {2}, "b")});
    for (KeyName name : {by_id({2}), by_label("b")}) {
        const EntryPair pair = index.key_pair(name).value();
        CHECK(pair.private_half->handle == 3);
        CHECK(pair.public_half->handle == 4);
        CHECK(index.public_key(name).value()->handle == 4);
        name.id = {2};
        name.label = "b";
        CHECK(index.key_pair(name).value().private_half->handle == 3);
        name.label = "a";
        CHECK(index.key_pair(name).error().code() == Errc::not_found);
    }
}

TEST_CASE("object_index: a name without ID and label is refused", "[pkcs11][object_index]") {
    const ObjectIndex index({private_half(1, {}, ""), public_half(2, {}, "")});
    CHECK(index.key_pair(KeyName{}).error().code() == Errc::semantics);
    CHECK(index.public_key(KeyName{}).error().code() == Errc::semantics);
    CHECK(index.matching(KeyName{}, ObjectClass::private_key).error().code() == Errc::semantics);
}

TEST_CASE("object_index: keys without an ID are found by label", "[pkcs11][object_index]") {
    const ObjectIndex index({private_half(1, {}, "a"), public_half(2, {}, "a")});
    CHECK(index.key_pair(by_label("a")).value().private_half->handle == 1);
}

TEST_CASE("object_index: halves that do not belong together are refused",
          "[pkcs11][object_index]") {
    check_refused(ObjectIndex({private_half(1, {1}, "a"), public_half(2, {2}, "a")}), by_label("a"),
                  "they have different IDs: private key P-256, ID 01");
    check_refused(
        ObjectIndex({private_half(1, {1}, "a"), with_key(public_half(2, {1}, "a"), rsa_key(9))}),
        by_label("a"), "they are of different kinds");
    check_refused(ObjectIndex({with_key(private_half(1, {1}, "a"), rsa_key(8)),
                               with_key(public_half(2, {1}, "a"), rsa_key(9))}),
                  by_id({1}), "their moduli or exponents differ");
    Entry flawed = public_half(2, {1}, "a");
    flawed.object.public_key.reset();
    flawed.object.flaw = "a curve that is not supported";
    const ObjectIndex index({private_half(1, {1}, "a"), flawed});
    check_refused(index, by_id({1}), "a curve that is not supported");
    CHECK(index.public_key(by_id({1})).error().code() == Errc::refused);
}

TEST_CASE("object_index: duplicates and missing halves are told", "[pkcs11][object_index]") {
    check_refused(ObjectIndex({private_half(1, {1}, "a")}), by_id({1}),
                  "there is 1 private key and no public key");
    check_refused(ObjectIndex({public_half(1, {1}, "a")}), by_id({1}),
                  "there is no private key and 1 public key");
    const ObjectIndex index(
        {private_half(1, {1}, "a"), public_half(2, {1}, "a"), public_half(3, {1}, "b")});
    check_refused(index, by_id({1}), "there is 1 private key and 2 public keys");
    CHECK(index.key_pair(by_label("a")).ok());
    CHECK(index.public_key(by_id({1})).error().code() == Errc::refused);
    CHECK(index.public_key(by_label("c")).error().code() == Errc::not_found);
}

TEST_CASE("object_index: the public key in a name must be that of the key found",
          "[pkcs11][object_index]") {
    const ObjectIndex index({private_half(1, {1}, "a"), public_half(2, {1}, "a")});
    KeyName name = by_id({1});
    name.public_key = ec_key(1);
    CHECK(index.key_pair(name).ok());
    CHECK(index.public_key(name).ok());
    name.public_key = ec_key(2);
    check_refused(index, name, "the key with ID 01 is not the key that is expected there");
    CHECK(index.public_key(name).error().code() == Errc::refused);
}

TEST_CASE("object_index: other classes take no part", "[pkcs11][object_index]") {
    const ObjectIndex index({private_half(1, {1}, "a"), public_half(2, {1}, "a"),
                             half(ObjectClass::certificate, 3, {1}, "a"),
                             half(ObjectClass::secret_key, 4, {5}, "s")});
    CHECK(index.key_pair(by_id({1})).ok());
    CHECK(index.expect_none(Bytes{5}, "s").ok());
    CHECK(index.entries().size() == 4);
}

TEST_CASE("object_index: a new key must differ in ID and label", "[pkcs11][object_index]") {
    const ObjectIndex index({private_half(1, {1}, "a"), public_half(2, {2}, "")});
    CHECK(index.expect_none(Bytes{3}, "c").ok());
    CHECK(index.expect_none(Bytes{3}, "").ok());
    CHECK(index.expect_none(Bytes{1}, "c").error().code() == Errc::refused);
    CHECK(index.expect_none(Bytes{2}, "").error().code() == Errc::refused);
    CHECK(index.expect_none(Bytes{3}, "a").error().message() ==
          "the ID or the label is taken: private key P-256, ID 01, label \"a\"");
}

TEST_CASE("object_index: what is added is found and what is removed is not",
          "[pkcs11][object_index]") {
    ObjectIndex index;
    index.add(private_half(1, {1}, "a"));
    index.add(public_half(2, {1}, "a"));
    CHECK(index.key_pair(by_id({1})).ok());
    index.remove(1);
    CHECK(index.key_pair(by_id({1})).error().code() == Errc::refused);
    index.remove(2);
    index.remove(2);
    CHECK(index.key_pair(by_id({1})).error().code() == Errc::not_found);
    CHECK(index.entries().empty());
}
