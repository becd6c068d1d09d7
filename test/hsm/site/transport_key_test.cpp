// SPDX-License-Identifier: BSD-3-Clause

#include "site/transport_key.hpp"

#include "hsm/fixture.hpp"
#include "keys/key_forms.hpp"

using namespace ceremony;
using namespace ceremony::test;
using ceremony::site::find_or_make_transport_key;

namespace {

policy::TransportKey recipekey() {
    policy::TransportKey key;
    key.label = "recipekey";
    key.size = 2048;
    return key;
}

}  // namespace

TEST_CASE("transport_key: it is made once and found from then on", "[hsm][transport_key]") {
    OneToken token;
    const crypto::PublicKey made = must(find_or_make_transport_key(token.token(), recipekey()));
    CHECK(made.modulus_bits() == 2048);
    CHECK(must(find_or_make_transport_key(token.token(), recipekey())) == made);
    CHECK(must(token->objects()).size() == 2);
    const pkcs11::KeyPair pair = must(token->find_key_pair(labelled("recipekey")));
    CHECK(keys::as_on_token(made) == pair.public_key());
    CHECK(pair.private_half.extractable == false);
    CHECK(pair.private_half.sensitive == true);
    CHECK(pair.private_half.may_unwrap == true);
    CHECK(pair.private_half.may_sign == false);
}

TEST_CASE("transport_key: it has the ID of the configuration", "[hsm][transport_key]") {
    OneToken token;
    policy::TransportKey key = recipekey();
    key.id = Bytes{0xca, 0xfe};
    must(find_or_make_transport_key(token.token(), key));
    CHECK(must(token->find_key_pair(labelled("recipekey"))).private_half.id == key.id);
    key.id = Bytes{1};
    // The label is taken.
    CHECK(find_or_make_transport_key(token.token(), key).error().code() == Errc::refused);
}

TEST_CASE("transport_key: a key that cannot unwrap is none", "[hsm][transport_key]") {
    OneToken token;
    must(token->generate(new_key(KeyKind::rsa, "recipekey")));
    const auto key = find_or_make_transport_key(token.token(), recipekey());
    REQUIRE_FALSE(key.ok());
    CHECK(key.error().code() == Errc::refused);
    CHECK(key.error().message() == "the key \"recipekey\" on the token is none to unwrap with");
}

TEST_CASE("transport_key: a size that the token cannot make is refused", "[hsm][transport_key]") {
    OneToken token;
    policy::TransportKey key = recipekey();
    key.size = 65535;
    CHECK(find_or_make_transport_key(token.token(), key).error().code() == Errc::semantics);
    CHECK(must(token->objects()).empty());
}
