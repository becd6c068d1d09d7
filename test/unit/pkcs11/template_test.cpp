// SPDX-License-Identifier: BSD-3-Clause

#include "pkcs11/template.hpp"

#include <map>
#include <span>

#include "pkcs11/keypair.hpp"
#include "support/printing.hpp"

using namespace ceremony;
using namespace ceremony::pkcs11;

namespace {

/// What a module would read from the template.
std::map<CK_ATTRIBUTE_TYPE, Bytes> read(Template& attributes) {
    std::map<CK_ATTRIBUTE_TYPE, Bytes> values;
    for (const CK_ATTRIBUTE& attribute : std::span(attributes.data(), attributes.size())) {
        const ByteView value(static_cast<const Byte*>(attribute.pValue), attribute.ulValueLen);
        // A template that states an attribute twice is refused by tokens.
        CHECK(values.emplace(attribute.type, Bytes(value.begin(), value.end())).second);
    }
    return values;
}

const Bytes yes = {CK_TRUE};
const Bytes no = {CK_FALSE};

NewKeyPair wanted(KeyUse use) {
    NewKeyPair key;
    key.kind = KeyKind::rsa;
    key.id = {0x01, 0x02};
    key.label = "key";
    key.use = use;
    return key;
}

}  // namespace

TEST_CASE("template: values are owned and survive a move", "[pkcs11][template]") {
    Template attributes;
    {
        Bytes value = {1, 2, 3};
        attributes.octets(CKA_ID, value);
        value.assign(3, 9);
    }
    attributes.number(CKA_MODULUS_BITS, 2048);
    for (int i = 0; i < 20; ++i) {
        attributes.flag(CKA_VENDOR_DEFINED + static_cast<CK_ATTRIBUTE_TYPE>(i), Flag::yes);
    }
    Template moved = std::move(attributes);
    const auto values = read(moved);
    CHECK(values.size() == 22);
    CHECK(values.at(CKA_ID) == Bytes{1, 2, 3});
    CHECK(values.at(CKA_MODULUS_BITS) == Bytes{0x00, 0x08, 0, 0, 0, 0, 0, 0});  // little-endian
    CHECK(values.at(CKA_VENDOR_DEFINED) == yes);
}

TEST_CASE("template: a new signing key has every attribute stated", "[pkcs11][template]") {
    Template private_half = private_template(wanted(KeyUse::signing), Lifetime::token, Omissions());
    const auto values = read(private_half);
    CHECK(values.at(CKA_TOKEN) == yes);
    CHECK(values.at(CKA_PRIVATE) == yes);
    CHECK(values.at(CKA_SENSITIVE) == yes);
    CHECK(values.at(CKA_EXTRACTABLE) == no);
    CHECK(values.at(CKA_SIGN) == yes);
    CHECK(values.at(CKA_SIGN_RECOVER) == no);
    CHECK(values.at(CKA_DECRYPT) == no);
    CHECK(values.at(CKA_UNWRAP) == no);
    CHECK(values.at(CKA_DERIVE) == no);
    CHECK(values.at(CKA_ID) == Bytes{0x01, 0x02});
    CHECK(values.at(CKA_LABEL) == Bytes{'k', 'e', 'y'});
    CHECK(values.size() == 12);

    Template public_half = public_template(wanted(KeyUse::signing), Lifetime::token, Omissions());
    const auto public_values = read(public_half);
    CHECK(public_values.at(CKA_TOKEN) == yes);
    CHECK(public_values.at(CKA_PRIVATE) == no);
    CHECK(public_values.at(CKA_VERIFY) == yes);
    CHECK(public_values.at(CKA_VERIFY_RECOVER) == no);
    CHECK(public_values.at(CKA_ENCRYPT) == no);
    CHECK(public_values.at(CKA_WRAP) == no);
    CHECK(public_values.at(CKA_DERIVE) == no);
    CHECK(public_values.size() == 10);
}

TEST_CASE("template: an exportable key and a transport key differ where they must",
          "[pkcs11][template]") {
    NewKeyPair exportable = wanted(KeyUse::signing);
    exportable.extraction = Extraction::allowed;
    Template exported = private_template(exportable, Lifetime::session, Omissions());
    CHECK(read(exported).at(CKA_EXTRACTABLE) == yes);
    CHECK(read(exported).at(CKA_SENSITIVE) == yes);
    CHECK(read(exported).at(CKA_TOKEN) == no);

    Template transport = private_template(wanted(KeyUse::unwrapping), Lifetime::token, Omissions());
    CHECK(read(transport).at(CKA_UNWRAP) == yes);
    CHECK(read(transport).at(CKA_SIGN) == no);
    Template wrapping = public_template(wanted(KeyUse::unwrapping), Lifetime::token, Omissions());
    CHECK(read(wrapping).at(CKA_WRAP) == yes);
    CHECK(read(wrapping).at(CKA_VERIFY) == no);
}

TEST_CASE("template: omitted attributes are not stated and protecting ones always are",
          "[pkcs11][template]") {
    const Omissions omissions =
        Omissions::from_names({"decrypt", "derive", "encrypt", "public-private", "sign-recover",
                               "unwrap", "verify", "verify-recover", "wrap"})
            .value();
    Template private_half = private_template(wanted(KeyUse::signing), Lifetime::token, omissions);
    const auto values = read(private_half);
    CHECK(values.size() == 8);
    CHECK(values.contains(CKA_PRIVATE));
    CHECK(values.contains(CKA_SENSITIVE));
    CHECK(values.contains(CKA_EXTRACTABLE));
    CHECK(values.contains(CKA_SIGN));
    Template public_half = public_template(wanted(KeyUse::signing), Lifetime::token, omissions);
    CHECK(read(public_half).size() == 4);
    // What a transport key is for is stated in any case.
    Template transport = private_template(wanted(KeyUse::unwrapping), Lifetime::token, omissions);
    CHECK(read(transport).at(CKA_UNWRAP) == yes);
    Template wrapping = public_template(wanted(KeyUse::unwrapping), Lifetime::token, omissions);
    CHECK(read(wrapping).at(CKA_WRAP) == yes);
}

TEST_CASE("template: only what protects nothing can be omitted", "[pkcs11][template]") {
    for (const char* name :
         {"sensitive", "extractable", "private", "token", "sign", "id", "WRAP", ""}) {
        CAPTURE(name);
        const auto omissions = Omissions::from_names({"wrap", name});
        REQUIRE_FALSE(omissions.ok());
        CHECK(omissions.error().code() == Errc::configuration);
        CHECK(omissions.error().message() ==
              "\"" + std::string(name) +
                  "\" cannot be omitted; what can be is: decrypt, derive, encrypt, "
                  "public-private, sign-recover, unwrap, verify, verify-recover, wrap");
    }
}

TEST_CASE("template: a private half that is other than it was wanted is refused, and says how",
          "[pkcs11][template]") {
    const NewKeyPair asked = wanted(KeyUse::signing);
    Object half;
    half.object_class = ObjectClass::private_key;
    half.kind = asked.kind;
    half.id = asked.id;
    half.label = asked.label;
    half.on_token = true;
    half.is_private = true;
    half.sensitive = true;
    half.extractable = false;
    half.may_sign = true;
    CHECK(expect_private_half(half, asked, Lifetime::token).ok());
    struct Row {
        std::string why;
        void (*spoil)(Object&);
    };
    const auto row = GENERATE(values<Row>({
        {"the ID differs",
         [](Object& one) {
             one.id.push_back(1);
         }},
        {"the label differs",
         [](Object& one) {
             one.label += "x";
         }},
        {"CKA_TOKEN differs",
         [](Object& one) {
             one.on_token = false;
         }},
        {"the kind differs",
         [](Object& one) {
             one.kind = KeyKind::ed448;
         }},
        {"it is not sensitive",
         [](Object& one) {
             one.sensitive = false;
         }},
        {"it is not sensitive",
         [](Object& one) {
             one.sensitive.reset();
         }},
        {"it is not private",
         [](Object& one) {
             one.is_private = false;
         }},
        {"CKA_EXTRACTABLE differs",
         [](Object& one) {
             one.extractable = true;
         }},
        {"CKA_EXTRACTABLE differs",
         [](Object& one) {
             one.extractable.reset();
         }},
        {"CKA_SIGN differs",
         [](Object& one) {
             one.may_sign = false;
         }},
    }));
    CAPTURE(row.why);
    row.spoil(half);
    const Outcome refused = expect_private_half(half, asked, Lifetime::token);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code() == Errc::token);
    CHECK_THAT(refused.error().message(), Catch::Contains(": " + row.why + ": "));
}
