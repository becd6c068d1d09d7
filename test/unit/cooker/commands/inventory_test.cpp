// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/commands/inventory.hpp"

#include <algorithm>

#include "cooker/key_forms.hpp"
#include "dns/dnskey.hpp"
#include "dns/scan.hpp"
#include "dnssec/key_form.hpp"
#include "support/printing.hpp"
#include "support/sample_keys.hpp"

using namespace ceremony;
using namespace ceremony::cooker;
using ceremony::test::must;
using ceremony::test::sample_keys;
using pkcs11::Object;
using pkcs11::ObjectClass;

namespace {

const dns::Name example = must(dns::Name::from_text("example."));

pkcs11::PublicKey public_key_of(const test::SampleKey& sample) {
    const dns::Dnskey key =
        must(dns::read_dnskey(must(dns::scan_record(sample.dnskey, "key")).rdata()));
    return as_on_token(must(dnssec::read_key_field(key.algorithm, key.public_key)));
}

Object half(ObjectClass object_class, KeyKind kind, Bytes id, std::string label) {
    Object object;
    object.object_class = object_class;
    object.kind = kind;
    object.type = std::string(to_string(kind));
    object.bits = kind == KeyKind::rsa ? 2048 : 256;
    object.id = std::move(id);
    object.label = std::move(label);
    object.on_token = true;
    return object;
}

// Both halves of the sample key of this number.
std::vector<Object> pair_of(std::size_t number, const Bytes& id, const std::string& label) {
    const pkcs11::PublicKey key = public_key_of(sample_keys.at(number));
    Object secret = half(ObjectClass::private_key, key.kind, id, label);
    secret.sensitive = true;
    secret.extractable = false;
    secret.never_extractable = true;
    secret.local = true;
    secret.may_sign = true;
    secret.may_unwrap = false;
    Object open = half(ObjectClass::public_key, key.kind, id, label);
    open.public_key = key;
    open.may_wrap = false;
    open.may_verify = true;
    return {secret, open};
}

std::string told(const std::vector<Object>& objects,
                 const std::set<dns::Name>& zones = {},
                 Detail detail = Detail::plain) {
    std::string text;
    for (const std::string& line : must(inventory_lines(objects, zones, detail))) {
        text += line + "\n";
    }
    return text;
}

std::string tag(std::uint16_t number) {
    const std::string text = std::to_string(number);
    return std::string(5 - text.size(), '0') + text;
}

}  // namespace

TEST_CASE("inventory: the halves of a key stand together with its tags and its DS",
          "[cooker][inventory]") {
    const test::SampleKey& sample = sample_keys[2];
    CHECK(told(pair_of(2, {0x0a}, "my key"), {example}) ==
          "key pair P-256, ID 0a, label \"my key\"\n"
          "  private half, sensitive, not extractable and never was, made here, signs, does not "
          "unwrap, on the token\n"
          "  public half, does not wrap, verifies, on the token\n"
          "  key field "
          "sha256:81af94ed176acc88423ce7b9a34aeeb6e1c6a0e7f51c041c65142386df12b37a\n"
          "  algorithm 13: tag " +
              tag(sample.tag) + " as KSK, " + tag(static_cast<std::uint16_t>(sample.tag - 1)) +
              " as ZSK\n"
              "  example. DS " +
              std::string(sample.ds_sha256) + "\n");
}

TEST_CASE("inventory: an RSA key has the tags of two algorithms", "[cooker][inventory]") {
    const std::string plain = told(pair_of(0, {1}, ""));
    CHECK(plain.find("algorithm 8: tag 28934 as KSK, 28933 as ZSK\n") != std::string::npos);
    CHECK(plain.find("algorithm 10") == std::string::npos);
    const std::string full = told(pair_of(0, {1}, ""), {}, Detail::full);
    CHECK(full.find("  algorithm 8: tag 28934 as KSK") != std::string::npos);
    CHECK(full.find("  algorithm 10: tag ") != std::string::npos);
    CHECK(full.find("key field") == full.rfind("key field"));
}

TEST_CASE("inventory: what is dangerous is in capitals", "[cooker][inventory]") {
    std::vector<Object> objects = pair_of(2, {1}, "x");
    objects[0].sensitive = false;
    objects[0].extractable = true;
    objects[0].never_extractable = false;
    objects[0].local = false;
    objects[0].may_sign = false;
    objects[0].may_unwrap = true;
    objects[0].on_token = false;
    CHECK_THAT(told(objects),
               Catch::Contains("  private half, NOT SENSITIVE, EXTRACTABLE, not made here, does "
                               "not sign, unwraps, of the session"));
    objects[0].extractable = false;
    CHECK_THAT(told(objects), Catch::Contains(", not extractable, WAS EXTRACTABLE BEFORE, not"));
    objects[0].never_extractable.reset();
    CHECK_THAT(told(objects), Catch::Contains(", not extractable, not made here"));
    objects[0].sensitive.reset();
    objects[0].extractable.reset();
    CHECK_THAT(told(objects), Catch::Contains("  private half, not made here"));
}

TEST_CASE("inventory: halves alone are called so", "[cooker][inventory]") {
    const auto pair = pair_of(4, {1}, "");
    CHECK_THAT(told({pair[0]}), Catch::StartsWith("private key Ed25519, ID 01, no label\n"));
    CHECK_THAT(told({pair[1]}), Catch::StartsWith("public key Ed25519, ID 01, no label\n"));
    CHECK(told({pair[0]}).find("algorithm") == std::string::npos);
}

TEST_CASE("inventory: duplicates are flagged", "[cooker][inventory]") {
    auto objects = pair_of(2, {1}, "x");
    objects.push_back(objects[0]);
    CHECK_THAT(told(objects),
               Catch::Contains("  DUPLICATE: 2 private and 1 public keys with this ID\n"));
    objects = pair_of(2, {1}, "x");
    for (const Object& object : pair_of(3, {2}, "x")) {
        objects.push_back(object);
    }
    CHECK_THAT(told(objects), Catch::EndsWith("DUPLICATE: several keys have the label \"x\"\n"));
    objects.push_back(half(ObjectClass::public_key, KeyKind::rsa, {3}, "x"));
    const std::string three = told(objects);
    CHECK(three.find("several keys") == three.rfind("several keys"));
    CHECK(told(pair_of(2, {1}, "x")).find("DUPLICATE") == std::string::npos);
}

TEST_CASE("inventory: keys without an ID belong together by their label", "[cooker][inventory]") {
    auto objects = pair_of(2, {}, "x");
    for (const Object& object : pair_of(2, {}, "y")) {
        objects.push_back(object);
    }
    const std::string text = told(objects);
    CHECK(text.find("key pair P-256, no ID, label \"x\"\n") != std::string::npos);
    CHECK(text.find("key pair P-256, no ID, label \"y\"\n") != std::string::npos);
}

TEST_CASE("inventory: a public key that is none is told", "[cooker][inventory]") {
    auto objects = pair_of(2, {1}, "");
    objects[1].public_key->point.back() ^= 1U;
    CHECK_THAT(told(objects), Catch::Contains("  UNUSABLE: "));
    objects[1].public_key.reset();
    objects[1].flaw = "no point";
    CHECK_THAT(told(objects), Catch::Contains("on the token, \"no point\"\n"));
}

TEST_CASE("inventory: the order does not depend on the token", "[cooker][inventory]") {
    auto objects = pair_of(2, {2}, "b");
    for (const Object& object : pair_of(3, {1}, "a")) {
        objects.push_back(object);
    }
    Object data;
    data.object_class = ObjectClass::data;
    objects.push_back(data);
    const std::string text = told(objects);
    std::reverse(objects.begin(), objects.end());
    CHECK(told(objects) == text);
    CHECK(text.find("ID 01") < text.find("ID 02"));
    CHECK_THAT(text, Catch::EndsWith(describe(data) + "\n"));
}

TEST_CASE("inventory: other objects are one line each", "[cooker][inventory]") {
    Object data;
    data.object_class = ObjectClass::data;
    data.label = "note";
    Object secret;
    secret.object_class = ObjectClass::secret_key;
    secret.type = "AES";
    secret.bits = 256;
    CHECK(told({data, secret, data}) ==
          describe(secret) + "\n" + describe(data) + "\n" + describe(data) + "\n");
    CHECK(told({}).empty());
}
