// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/inventory.hpp"

#include <algorithm>
#include <functional>

#include "cooker/key_forms.hpp"
#include "support/printing.hpp"

namespace ceremony::cooker {
namespace {

using pkcs11::Object;
using pkcs11::ObjectClass;

pkcs11::PublicKey public_key() {
    // The base point of P-256 (SEC 2, section 2.4.2), which is on the curve.
    return {
        KeyKind::p256, {}, {}, {0x6b, 0x17, 0xd1, 0xf2, 0xe1, 0x2c, 0x42, 0x47, 0xf8, 0xbc, 0xe6,
                                0xe5, 0x63, 0xa4, 0x40, 0xf2, 0x77, 0x03, 0x7d, 0x81, 0x2d, 0xeb,
                                0x33, 0xa0, 0xf4, 0xa1, 0x39, 0x45, 0xd8, 0x98, 0xc2, 0x96, 0x4f,
                                0xe3, 0x42, 0xe2, 0xfe, 0x1a, 0x7f, 0x9b, 0x8e, 0xe7, 0xeb, 0x4a,
                                0x7c, 0x0f, 0x9e, 0x16, 0x2b, 0xce, 0x33, 0x57, 0x6b, 0x31, 0x5e,
                                0xce, 0xcb, 0xb6, 0x40, 0x68, 0x37, 0xbf, 0x51, 0xf5}};
}

Object half(ObjectClass object_class, Byte id) {
    Object object;
    object.object_class = object_class;
    object.type = "P-256";
    object.kind = KeyKind::p256;
    object.bits = 256;
    object.id = {id};
    object.label = "key";
    if (object_class == ObjectClass::public_key) {
        object.public_key = public_key();
    }
    object.on_token = true;
    return object;
}

const JournalKey key_a{"default", {0x0a}, "key"};

JournalContents journal_of(const std::vector<JournalRecord>& records) {
    JournalContents journal{JournalBegin{}};
    for (const JournalRecord& record : records) {
        REQUIRE(journal.add(record).ok());
    }
    return journal;
}

std::vector<std::string> lines(const InventoryChange& change, const JournalContents& journal) {
    return unexplained(change, journal, "default");
}

TEST_CASE("inventory: whatever a token tells of an object changes its fingerprint",
          "[cooker][inventory]") {
    using Change = std::function<void(Object&)>;
    const std::vector<Change> changes = {
        [](Object& o) { o.object_class = ObjectClass::private_key; },
        [](Object& o) { o.class_number = 1; },
        [](Object& o) { o.type = "RSA"; },
        [](Object& o) { o.bits = 255; },
        [](Object& o) {
            o.id = {0x0a, 0x00};
        },
        [](Object& o) { o.label = "kez"; },
        [](Object& o) { o.public_key.reset(); },
        [](Object& o) { o.public_key->point.back() ^= 1U; },
        [](Object& o) { o.public_key->modulus = {1}; },
        [](Object& o) { o.public_key->exponent = {1}; },
        [](Object& o) { o.is_private = true; },
        [](Object& o) { o.local = true; },
        [](Object& o) { o.sensitive = true; },
        [](Object& o) { o.sensitive = false; },
        [](Object& o) { o.always_sensitive = true; },
        [](Object& o) { o.extractable = true; },
        [](Object& o) { o.never_extractable = true; },
        [](Object& o) { o.may_sign = true; },
        [](Object& o) { o.may_decrypt = true; },
        [](Object& o) { o.may_unwrap = true; },
        [](Object& o) { o.may_verify = true; },
        [](Object& o) { o.may_encrypt = true; },
        [](Object& o) { o.may_wrap = true; },
        // Octets that move from one field to the next.
        [](Object& o) {
            o.type = "P-25";
            o.label = "6key";
        },
    };
    const Object object = half(ObjectClass::public_key, 0x0a);
    std::vector<crypto::Sha256> seen = {test::must(fingerprint(object))};
    CHECK(test::must(fingerprint(object)) == seen.front());
    for (const Change& change : changes) {
        Object changed = object;
        change(changed);
        const crypto::Sha256 digest = test::must(fingerprint(changed));
        CHECK(std::find(seen.begin(), seen.end(), digest) == seen.end());
        seen.push_back(digest);
    }
}

TEST_CASE("inventory: objects of a session do not count, and twins count twice",
          "[cooker][inventory]") {
    const Object a = half(ObjectClass::private_key, 0x0a);
    Object passing = half(ObjectClass::private_key, 0x0b);
    passing.on_token = false;
    const auto digests = test::must(fingerprints({a, passing, a}));
    CHECK(digests.size() == 2);
    CHECK(digests.front() == digests.back());
    CHECK(test::must(inventory_change(digests, {a, a})).is_none());
    CHECK(test::must(inventory_change(digests, {a, passing, a})).is_none());
    CHECK(test::must(inventory_change(digests, {a})).vanished.size() == 1);
    CHECK(test::must(inventory_change(digests, {a, a, a})).appeared.size() == 1);
}

TEST_CASE("inventory: a key that was made accounts for its two halves and for nothing else",
          "[cooker][inventory]") {
    const crypto::Sha256 hash = test::must(public_key_hash(public_key()));
    const Object private_half = half(ObjectClass::private_key, 0x0a);
    const Object public_half = half(ObjectClass::public_key, 0x0a);
    const JournalContents journal =
        journal_of({Intent{Making::generate, key_a}, Made{key_a, hash}});
    CHECK(lines({{public_half, private_half}, {}}, journal).empty());
    CHECK(lines({{public_half}, {}}, journal).size() == 1);
    CHECK(lines({{public_half, private_half, private_half}, {}}, journal).size() == 1);
    CHECK(lines({{public_half, private_half, half(ObjectClass::public_key, 0x0b)}, {}}, journal)
              .size() == 1);
    CHECK(lines({{}, {}}, journal).size() == 2);
    Object stranger = public_half;
    std::swap(stranger.public_key->point.front(), stranger.public_key->point.back());
    CHECK(lines({{stranger, private_half}, {}}, journal).size() == 2);
    CHECK(unexplained({{}, {}}, journal, "other").empty());
}

TEST_CASE("inventory: an imported key is a public half", "[cooker][inventory]") {
    const crypto::Sha256 hash = test::must(public_key_hash(public_key()));
    const JournalContents journal = journal_of({Intent{Making::import, key_a}, Made{key_a, hash}});
    CHECK(lines({{half(ObjectClass::public_key, 0x0a)}, {}}, journal).empty());
    CHECK(lines({{half(ObjectClass::public_key, 0x0a), half(ObjectClass::private_key, 0x0a)}, {}},
                journal)
              .size() == 1);
}

TEST_CASE("inventory: a key that was announced and not made accounts for nothing",
          "[cooker][inventory]") {
    const JournalContents journal = journal_of({Intent{Making::generate, key_a}});
    CHECK(lines({{half(ObjectClass::private_key, 0x0a)}, {}}, journal).size() == 1);
    CHECK(lines({{}, {}}, journal).empty());
}

TEST_CASE("inventory: what was destroyed is gone, all of it and nothing else",
          "[cooker][inventory]") {
    crypto::Sha256 one{};
    one.fill(1);
    crypto::Sha256 two{};
    two.fill(2);
    crypto::Sha256 three{};
    three.fill(3);
    const JournalContents succeeded =
        journal_of({Ready{}, Deleting{key_a, {one, two}}, Deleted{key_a, Deletion::succeeded}});
    CHECK(lines({{}, {one, two}}, succeeded).empty());
    CHECK(lines({{}, {one}}, succeeded).size() == 1);
    CHECK(lines({{}, {one, two, three}}, succeeded).size() == 1);
    CHECK(lines({{}, {one, two, two}}, succeeded).size() == 1);

    const JournalContents failed =
        journal_of({Ready{}, Deleting{key_a, {one, two}}, Deleted{key_a, Deletion::failed}});
    CHECK(lines({{}, {}}, failed).empty());
    CHECK(lines({{}, {one}}, failed).empty());
    CHECK(lines({{}, {one, two}}, failed).empty());
    CHECK(lines({{}, {three}}, failed).size() == 1);
}

}  // namespace
}  // namespace ceremony::cooker
