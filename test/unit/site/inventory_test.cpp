// SPDX-License-Identifier: BSD-3-Clause

#include "site/inventory.hpp"

#include "dnssec/key_form.hpp"
#include "keys/key_forms.hpp"
#include "support/printing.hpp"
#include "support/sample_keys.hpp"

using namespace ceremony;
using ceremony::pkcs11::Object;
using ceremony::pkcs11::ObjectClass;
using ceremony::site::Inventory;
using ceremony::test::must;
using ceremony::test::sample_keys;

namespace {

const Bytes an_id = {1, 2};

dns::Dnskey sample(std::size_t number) {
    const Bytes rdata = must(encoding::decode_hex(sample_keys.at(number).rdata));
    return must(dns::read_dnskey(rdata));
}
constexpr std::size_t rsa = 0;
constexpr std::size_t p256 = 2;

pkcs11::PublicKey on_token(const dns::Dnskey& key) {
    return keys::as_on_token(must(dnssec::read_key_field(key.algorithm, key.public_key)));
}

Object half(ObjectClass object_class, const dns::Dnskey& key, const Bytes& id) {
    Object object;
    object.object_class = object_class;
    object.id = id;
    object.kind = on_token(key).kind;
    if (object_class == ObjectClass::public_key) {
        object.public_key = on_token(key);
    }
    return object;
}

Object public_half(const dns::Dnskey& key, const Bytes& id) {
    return half(ObjectClass::public_key, key, id);
}
Object private_half(const dns::Dnskey& key, const Bytes& id) {
    return half(ObjectClass::private_key, key, id);
}

}  // namespace

TEST_CASE("inventory: a private key is found by its public key", "[site][inventory]") {
    const dns::Dnskey key = sample(p256);
    const Inventory both({public_half(key, an_id), private_half(key, an_id)});
    CHECK(must(both.id_of(key)) == an_id);
    CHECK(must(both.id_of(sample(rsa))) == std::nullopt);
    CHECK(must(Inventory({private_half(key, an_id)}).id_of(key)) == std::nullopt);
    CHECK(must(Inventory({public_half(key, an_id)}).id_of(key)) == std::nullopt);
    CHECK(must(Inventory({public_half(key, {}), private_half(key, {})}).id_of(key)) ==
          std::nullopt);
    // A public key that somebody put there first does not hide the pair.
    const Bytes other = {3};
    CHECK(
        must(Inventory({public_half(key, other), public_half(key, an_id), private_half(key, an_id)})
                 .id_of(key)) == an_id);
}

TEST_CASE("inventory: an RSA private key tells what it belongs to", "[site][inventory]") {
    const dns::Dnskey key = sample(rsa);
    Object alone = private_half(key, an_id);
    alone.public_key = on_token(key);
    CHECK(must(Inventory({alone}).id_of(key)) == an_id);
    // And it is believed rather than a public key beside it.
    Object other = alone;
    other.public_key->modulus.back() ^= 2U;
    CHECK(must(Inventory({public_half(key, an_id), other}).id_of(key)) == std::nullopt);
}

TEST_CASE("inventory: a private key of another kind is another key", "[site][inventory]") {
    const dns::Dnskey key = sample(p256);
    CHECK(must(Inventory({public_half(key, an_id), private_half(sample(rsa), an_id)}).id_of(key)) ==
          std::nullopt);
}

TEST_CASE("inventory: an ID of two private keys is refused", "[site][inventory]") {
    const dns::Dnskey key = sample(p256);
    const auto id = Inventory({public_half(key, an_id), private_half(key, an_id),
                               private_half(sample(rsa), an_id)})
                        .id_of(key);
    REQUIRE_FALSE(id.ok());
    CHECK(id.error().code() == Errc::refused);
    CHECK(id.error().message() == "several private keys on the token have the ID 0102");
}

TEST_CASE("inventory: an ID is taken by either half of a key", "[site][inventory]") {
    const dns::Dnskey key = sample(p256);
    CHECK(Inventory({public_half(key, an_id)}).has_key_with(an_id));
    CHECK(Inventory({private_half(key, an_id)}).has_key_with(an_id));
    CHECK_FALSE(Inventory({private_half(key, {1})}).has_key_with(an_id));
    CHECK_FALSE(Inventory({half(ObjectClass::secret_key, key, an_id)}).has_key_with(an_id));
}

TEST_CASE("inventory: a DNSKEY that holds no key is none", "[site][inventory]") {
    dns::Dnskey key = sample(p256);
    key.public_key.pop_back();
    CHECK(Inventory({}).id_of(key).error().code() == Errc::syntax);
}
