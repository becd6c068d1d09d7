// SPDX-License-Identifier: BSD-3-Clause

#include "pkcs11/keypair.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "pkcs11/curve.hpp"
#include "pkcs11/error.hpp"
#include "pkcs11/mechanisms.hpp"

namespace ceremony::pkcs11 {
namespace {

Flag flag_of(bool condition) {
    return condition ? Flag::yes : Flag::no;
}

void state_name(Template& attributes, ByteView id, const std::string& label) {
    attributes.octets(CKA_ID, id);
    if (!label.empty()) {
        attributes.octets(CKA_LABEL, as_bytes(label));
    }
}

void state_public_key(Template& attributes, const PublicKey& key) {
    if (key.kind == KeyKind::rsa) {
        attributes.octets(CKA_MODULUS, key.modulus);
        attributes.octets(CKA_PUBLIC_EXPONENT, key.exponent);
    } else {
        attributes.octets(CKA_EC_PARAMS, curve_parameters(key.kind).front());
        attributes.octets(CKA_EC_POINT, write_point(key));
    }
}

/// What a token answers that does not accept one spelling of a curve; it may accept another.
bool refuses_parameters(CK_RV value) {
    constexpr std::array<CK_RV, 8> refusals = {
        CKR_TEMPLATE_INCONSISTENT, CKR_ATTRIBUTE_VALUE_INVALID, CKR_DOMAIN_PARAMS_INVALID,
        CKR_CURVE_NOT_SUPPORTED,   CKR_MECHANISM_PARAM_INVALID, CKR_ARGUMENTS_BAD,
        CKR_GENERAL_ERROR,         CKR_FUNCTION_FAILED};
    return std::ranges::find(refusals, value) != refusals.end();
}

struct Handles {
    CK_OBJECT_HANDLE private_half = 0;
    CK_OBJECT_HANDLE public_half = 0;
};

/// One C_GenerateKeyPair. `parameters` spell the curve; empty for RSA.
CK_RV generate_once(const Session& session,
                    const NewKeyPair& wanted,
                    ByteView parameters,
                    std::pair<Template, Template>& templates,
                    Handles& handles) {
    auto& [private_half, public_half] = templates;
    if (wanted.kind == KeyKind::rsa) {
        public_half.number(CKA_MODULUS_BITS, wanted.bits);
        public_half.octets(CKA_PUBLIC_EXPONENT, usual_rsa_exponent);
    } else {
        public_half.octets(CKA_EC_PARAMS, parameters);
    }
    CK_MECHANISM mechanism{mechanisms_of(wanted.kind).generation.type, nullptr, 0};
    return session.functions().C_GenerateKeyPair(
        session.handle(), &mechanism, public_half.data(), public_half.size(), private_half.data(),
        private_half.size(), &handles.public_half, &handles.private_half);
}

Error not_as_asked(const Object& object, std::string_view what) {
    return Error{Errc::token, "the token made another key than it was asked for: " +
                                  std::string(what) + ": " + describe(object)};
}

/// Something that must be so, and what it means when it is not.
struct Expectation {
    bool holds;
    std::string_view otherwise;
};

Outcome expect(const Object& object, std::initializer_list<Expectation> expectations) {
    for (const Expectation& expectation : expectations) {
        if (!expectation.holds) {
            return not_as_asked(object, expectation.otherwise);
        }
    }
    return Nothing{};
}

/// What holds for both halves.
Outcome expect_half(const Object& object, const NewKeyPair& wanted, Lifetime lifetime) {
    return expect(object,
                  {{object.id == wanted.id, "the ID differs"},
                   {wanted.label.empty() || object.label == wanted.label, "the label differs"},
                   {object.on_token == (lifetime == Lifetime::token), "CKA_TOKEN differs"},
                   {object.kind == wanted.kind, "the kind differs"}});
}

Outcome expect_public_half(const Object& object, const NewKeyPair& wanted, Lifetime lifetime) {
    TRY(expect_half(object, wanted, lifetime));
    return expect(
        object, {{object.public_key.has_value(), object.flaw},
                 {wanted.kind != KeyKind::rsa || object.bits == wanted.bits, "the size differs"}});
}

/// Reads both halves of a new key and compares them with what was wanted.
Result<NewPairOfEntries> read_back(const Session& session,
                                   const Handles& handles,
                                   const NewKeyPair& wanted,
                                   Lifetime lifetime) {
    NewPairOfEntries pair;
    pair.private_half = TRY(read_object(session, handles.private_half));
    pair.public_half = TRY(read_object(session, handles.public_half));
    TRY(expect_private_half(pair.private_half.object, wanted, lifetime));
    TRY(expect_public_half(pair.public_half.object, wanted, lifetime));
    return pair;
}

Result<Entry> create_public_key(const Session& session,
                                Template& attributes,
                                const PublicKey& key) {
    state_public_key(attributes, key);
    CK_OBJECT_HANDLE handle = 0;
    TRY(check("C_CreateObject",
              session.functions().C_CreateObject(session.handle(), attributes.data(),
                                                 attributes.size(), &handle)));
    Temporary created(session, handle);
    Result<Entry> entry = read_object(session, handle);
    if (!entry.ok()) {
        return discard(created, std::move(entry).error());
    }
    if (entry.value().object.public_key != key) {
        return discard(created, not_as_asked(entry.value().object, "the key differs"));
    }
    created.keep();
    return entry;
}

}  // namespace

Template private_template(const NewKeyPair& wanted, Lifetime lifetime, const Omissions& omissions) {
    Template attributes;
    attributes.number(CKA_KEY_TYPE, mechanisms_of(wanted.kind).key_type);
    attributes.flag(CKA_TOKEN, flag_of(lifetime == Lifetime::token));
    attributes.flag(CKA_PRIVATE, Flag::yes);
    attributes.flag(CKA_SENSITIVE, Flag::yes);
    attributes.flag(CKA_EXTRACTABLE, flag_of(wanted.extraction == Extraction::allowed));
    attributes.flag(CKA_SIGN, flag_of(wanted.use == KeyUse::signing));
    attributes.flag(CKA_SIGN_RECOVER, Flag::no, omissions);
    attributes.flag(CKA_DECRYPT, Flag::no, omissions);
    if (wanted.use == KeyUse::unwrapping) {
        attributes.flag(CKA_UNWRAP, Flag::yes);
    } else {
        attributes.flag(CKA_UNWRAP, Flag::no, omissions);
    }
    attributes.flag(CKA_DERIVE, Flag::no, omissions);
    state_name(attributes, wanted.id, wanted.label);
    return attributes;
}

Template public_template(const NewKeyPair& wanted, Lifetime lifetime, const Omissions& omissions) {
    Template attributes;
    attributes.number(CKA_KEY_TYPE, mechanisms_of(wanted.kind).key_type);
    attributes.flag(CKA_TOKEN, flag_of(lifetime == Lifetime::token));
    attributes.flag(CKA_PRIVATE, Flag::no, omissions);
    attributes.flag(CKA_VERIFY, flag_of(wanted.use == KeyUse::signing), omissions);
    attributes.flag(CKA_VERIFY_RECOVER, Flag::no, omissions);
    attributes.flag(CKA_ENCRYPT, Flag::no, omissions);
    if (wanted.use == KeyUse::unwrapping) {
        attributes.flag(CKA_WRAP, Flag::yes);
    } else {
        attributes.flag(CKA_WRAP, Flag::no, omissions);
    }
    attributes.flag(CKA_DERIVE, Flag::no, omissions);
    state_name(attributes, wanted.id, wanted.label);
    return attributes;
}

Error discard(Temporary& object, Error reason) {
    const Outcome destroyed = object.destroy();
    if (destroyed.ok()) {
        return reason;
    }
    return Error{Errc::undo_failed, reason.message() + "; and the new object is left behind: " +
                                        destroyed.error().message()};
}

Outcome expect_private_half(const Object& object, const NewKeyPair& wanted, Lifetime lifetime) {
    TRY(expect_half(object, wanted, lifetime));
    return expect(object,
                  {{object.sensitive == true, "it is not sensitive"},
                   {object.is_private == true, "it is not private"},
                   {object.extractable == (wanted.extraction == Extraction::allowed),
                    "CKA_EXTRACTABLE differs"},
                   {object.may_sign == (wanted.use == KeyUse::signing), "CKA_SIGN differs"}});
}

Result<NewPairOfEntries> generate_key_pair(const Session& session,
                                           const NewKeyPair& wanted,
                                           Lifetime lifetime,
                                           const Omissions& omissions) {
    std::vector<Bytes> spellings = curve_parameters(wanted.kind);
    if (spellings.empty()) {
        spellings.emplace_back();  // RSA: one try, no curve
    }
    Handles handles;
    CK_RV first = CKR_OK;
    CK_RV value = CKR_OK;
    for (std::size_t i = 0; i < spellings.size() && (i == 0 || refuses_parameters(value)); ++i) {
        std::pair<Template, Template> templates(private_template(wanted, lifetime, omissions),
                                                public_template(wanted, lifetime, omissions));
        value = generate_once(session, wanted, spellings[i], templates, handles);
        first = i == 0 ? value : first;
    }
    // When no spelling is accepted, the answer to the standard one tells more.
    TRY(check("C_GenerateKeyPair", value == CKR_OK ? CKR_OK : first));
    Temporary private_half(session, handles.private_half);
    Temporary public_half(session, handles.public_half);
    Result<NewPairOfEntries> pair = read_back(session, handles, wanted, lifetime);
    if (!pair.ok()) {
        return discard(public_half, discard(private_half, std::move(pair).error()));
    }
    private_half.keep();
    public_half.keep();
    return pair;
}

Result<Entry> create_wrapping_key(const Session& session,
                                  const NewPublicKey& wanted,
                                  const Omissions& omissions) {
    NewKeyPair as_pair;
    as_pair.kind = wanted.key.kind;
    as_pair.id = wanted.id;
    as_pair.label = wanted.label;
    as_pair.use = KeyUse::unwrapping;
    Template attributes = public_template(as_pair, wanted.lifetime, omissions);
    attributes.number(CKA_CLASS, CKO_PUBLIC_KEY);
    return create_public_key(session, attributes, wanted.key);
}

Result<Entry> create_public_half(const Session& session,
                                 const NewKeyPair& wanted,
                                 const PublicKey& key,
                                 const Omissions& omissions) {
    Template attributes = public_template(wanted, Lifetime::token, omissions);
    attributes.number(CKA_CLASS, CKO_PUBLIC_KEY);
    return create_public_key(session, attributes, key);
}

}  // namespace ceremony::pkcs11
