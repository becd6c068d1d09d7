// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/key_identity.hpp"

#include "cooker/key_forms.hpp"
#include "dns/dnskey.hpp"
#include "dns/scan.hpp"
#include "dnssec/key_form.hpp"
#include "support/printing.hpp"
#include "support/sample_keys.hpp"

namespace key_identity_test {

using namespace ceremony;
using namespace ceremony::cooker;
using ceremony::test::must;
using ceremony::test::sample_keys;

namespace {

const dns::Name example = must(dns::Name::from_text("example."));

pkcs11::PublicKey public_key_of(const test::SampleKey& sample) {
    const dns::Dnskey key =
        must(dns::read_dnskey(must(dns::scan_record(sample.dnskey, "key")).rdata()));
    return as_on_token(must(dnssec::read_key_field(key.algorithm, key.public_key)));
}

std::string text_of(const Result<std::vector<std::string>>& lines) {
    std::string text;
    for (const std::string& line : must(Result<std::vector<std::string>>(lines))) {
        text += line + "\n";
    }
    return text;
}

// "12345 as KSK, 12344 as ZSK": the flags are the one 16-bit word in which they differ.
std::string tags(const test::SampleKey& sample) {
    return tag_text(sample.tag) + " as KSK, " +
           tag_text(static_cast<std::uint16_t>(sample.tag - 1)) + " as ZSK";
}

}  // namespace

TEST_CASE("key identity: a key has its tags and its DS whatever anybody calls it",
          "[cooker][key_identity]") {
    const test::SampleKey& sample = sample_keys[2];
    const std::string text =
        text_of(identity_lines(public_key_of(sample), {example}, Detail::plain));
    CHECK(text ==
          // dig or BIND's file | base64 -d | sha256sum of the key field
          "  key field "
          "sha256:81af94ed176acc88423ce7b9a34aeeb6e1c6a0e7f51c041c65142386df12b37a\n"
          "  algorithm 13: tag " +
              tags(sample) + "\n  example. DS " + std::string(sample.ds_sha256) + "\n");
}

TEST_CASE("key identity: an RSA key is one of two algorithms", "[cooker][key_identity]") {
    const pkcs11::PublicKey key = public_key_of(sample_keys[0]);
    const std::string plain = text_of(identity_lines(key, {example}, Detail::plain));
    CHECK_THAT(plain, Catch::Contains("  algorithm 8: tag " + tags(sample_keys[0]) + "\n"));
    CHECK_THAT(plain, !Catch::Contains("algorithm 10"));
    const std::string full = text_of(identity_lines(key, {example}, Detail::full));
    CHECK_THAT(full, Catch::StartsWith(plain) && Catch::Contains("  algorithm 10: tag "));
    CHECK(full.find("key field") == full.rfind("key field"));
}

TEST_CASE("key identity: a key that no DNSKEY can hold is told as that", "[cooker][key_identity]") {
    pkcs11::PublicKey key = public_key_of(sample_keys[0]);
    key.modulus.clear();
    CHECK_THAT(text_of(identity_lines(key, {example}, Detail::full)),
               Catch::StartsWith("  UNUSABLE: "));
}

TEST_CASE("key identity: of halves each is told, and the public key that one of them shows",
          "[cooker][key_identity]") {
    pkcs11::Object secret;
    secret.object_class = pkcs11::ObjectClass::private_key;
    secret.type = "P-256";
    secret.label = "mine";
    pkcs11::Object open = secret;
    open.object_class = pkcs11::ObjectClass::public_key;
    CHECK(text_of(key_lines({secret}, {example})) == "  " + describe(secret) + "\n");
    open.public_key = public_key_of(sample_keys[2]);
    CHECK(text_of(key_lines({secret, open}, {example})) ==
          "  " + describe(secret) + "\n  " + describe(open) + "\n" +
              text_of(identity_lines(*open.public_key, {example}, Detail::full)));
}

}  // namespace key_identity_test
