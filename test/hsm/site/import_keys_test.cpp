// SPDX-License-Identifier: BSD-3-Clause

#include "site/import_keys.hpp"

#include <memory>

#include "cooked/key_id.hpp"
#include "dnssec/key_form.hpp"
#include "hsm/fixture.hpp"
#include "keys/key_forms.hpp"
#include "site/inventory.hpp"
#include "site/transport_key.hpp"

using namespace ceremony;
using namespace ceremony::test;
using ceremony::keysets::ExportedKey;
using ceremony::site::Arrival;
using ceremony::site::import_keys;

namespace {

// A bunker that wraps keys for the transport key of a site.
class TwoTokens {
public:
    TwoTokens() {
        hsm_.add_token("bunker");
        hsm_.add_token("oper");
        bunker_ = open_token(modules_, repository_with("bunker"));
        site_ = open_token(modules_, repository_with("oper"));
        policy::TransportKey key;
        key.label = "recipekey";
        key.size = 2048;
        const crypto::PublicKey made = must(site::find_or_make_transport_key(*site_, key));
        transport_data = must(keys::transport_key_data(keys::as_on_token(made)));
        pkcs11::NewPublicKey brought;
        brought.key = keys::as_on_token(made);
        brought.id = {0x77};
        brought.label = "site";
        must(bunker_->import_public_key(brought));
    }

    // As a cooked recipe has it.
    [[nodiscard]] ExportedKey exported(dns::Algorithm algorithm, const std::string& label) {
        pkcs11::NewKeyPair wanted = new_key(keys::token_kind(algorithm), label);
        wanted.extraction = pkcs11::Extraction::allowed;
        const pkcs11::KeyPair pair = must(bunker_->generate(wanted));
        const pkcs11::WrappedKey wrapped = must(bunker_->wrap(labelled(label), labelled("site")));
        ExportedKey key{.name = must(recipe::KeyName::make("default", wanted.id, label)),
                        .dnskey = {dns::zsk_flags, algorithm,
                                   must(keys::key_data_of(algorithm, pair.public_key()))},
                        .zones = {must(dns::Name::from_text("example."))},
                        .wrapping_key = must(recipe::KeyName::make(
                            "default", cooked::id_from_label("recipekey"), "recipekey")),
                        .transport = transport_data,
                        .hash = recipe::OaepHash::sha1,  // SoftHSM 2.6.1 has no other
                        .blob = wrapped.blob};
        return key;
    }
    [[nodiscard]] pkcs11::Token& site() { return *site_; }
    [[nodiscard]] std::size_t objects() { return must(site_->objects()).size(); }

    Bytes transport_data;

private:
    SoftHsm hsm_;
    pkcs11::Modules modules_{uninspected};
    std::unique_ptr<pkcs11::Token> bunker_;
    std::unique_ptr<pkcs11::Token> site_;
};

using Arrivals = std::vector<Arrival>;
constexpr auto p256 = dns::Algorithm::ecdsap256sha256;

Error refusal(const Result<Arrivals>& arrivals, Errc code) {
    REQUIRE_FALSE(arrivals.ok());
    CHECK(arrivals.error().code() == code);
    return arrivals.error();
}

}  // namespace

TEST_CASE("import_keys: a key comes once, and works", "[hsm][import_keys]") {
    const auto algorithm =
        GENERATE(dns::Algorithm::rsasha256, p256, dns::Algorithm::ecdsap384sha384);
    CAPTURE(dns::to_string(algorithm));
    TwoTokens tokens;
    const ExportedKey key = tokens.exported(algorithm, "zsk");
    CHECK(must(import_keys(tokens.site(), {key})) == Arrivals{Arrival::imported});
    CHECK(tokens.objects() == 4);
    const pkcs11::KeyPair pair = must(tokens.site().find_key_pair(labelled("zsk")));
    CHECK(pair.private_half.id == key.name.id());
    CHECK(pair.private_half.extractable == false);
    CHECK(pair.private_half.sensitive == true);
    CHECK(pair.private_half.may_sign == true);
    CHECK(pair.private_half.on_token == true);
    CHECK(must(keys::key_data_of(algorithm, pair.public_key())) == key.dnskey.public_key);
    CHECK(must(must(site::Inventory::of(tokens.site())).id_of(key.dnskey)) == key.name.id());
    CHECK(must(import_keys(tokens.site(), {key})) == Arrivals{Arrival::present});
    // Whatever it is called.
    ExportedKey renamed = key;
    renamed.name = must(recipe::KeyName::make("default", key.name.id(), "another"));
    CHECK(must(import_keys(tokens.site(), {renamed})) == Arrivals{Arrival::present});
    CHECK(tokens.objects() == 4);
}

TEST_CASE("import_keys: what an older recipe does not say is found out", "[hsm][import_keys]") {
    TwoTokens tokens;
    ExportedKey key = tokens.exported(p256, "zsk");
    key.transport.reset();
    key.hash.reset();
    key.name = must(recipe::KeyName::make("default", {}, "zsk"));
    CHECK(must(import_keys(tokens.site(), {key})) == Arrivals{Arrival::imported});
    const Bytes id = must(tokens.site().find_key_pair(labelled("zsk"))).private_half.id;
    CHECK(id == cooked::id_from_label("zsk"));
}

TEST_CASE("import_keys: a key for another site is left alone", "[hsm][import_keys]") {
    TwoTokens tokens;
    const ExportedKey here = tokens.exported(p256, "zsk");
    ExportedKey there = here;
    there.transport->back() ^= 2U;
    ExportedKey unknown = here;
    unknown.transport.reset();
    unknown.wrapping_key = must(recipe::KeyName::make("default", {9}, ""));
    CHECK(must(import_keys(tokens.site(), {there, here, unknown, here})) ==
          Arrivals{Arrival::elsewhere, Arrival::imported, Arrival::elsewhere, Arrival::present});
    CHECK(tokens.objects() == 4);
    // One that is for others only does not belong here, or this is not the right token.
    const ExportedKey other = tokens.exported(p256, "other");
    ExportedKey lost = other;
    lost.transport->back() ^= 2U;
    const ExportedKey more = tokens.exported(p256, "more");
    CHECK_THAT(refusal(import_keys(tokens.site(), {more, lost}), Errc::refused).message(),
               Catch::EndsWith("is wrapped for other sites only, with \"recipekey\""));
    CHECK(tokens.objects() == 4);
}

TEST_CASE("import_keys: what a killed run left behind is made whole", "[hsm][import_keys]") {
    TwoTokens tokens;
    const ExportedKey key = tokens.exported(p256, "zsk");
    const ExportedKey rsa = tokens.exported(dns::Algorithm::rsasha256, "rsa");
    // The public half alone; of an RSA key, as one that wraps.
    pkcs11::NewPublicKey half;
    half.key = keys::as_on_token(
        must(dnssec::read_key_field(rsa.dnskey.algorithm, rsa.dnskey.public_key)));
    half.id = rsa.name.id();
    half.label = "rsa";
    half.lifetime = pkcs11::Lifetime::token;
    must(tokens.site().import_public_key(half));
    CHECK(must(import_keys(tokens.site(), {key, rsa})) ==
          Arrivals{Arrival::imported, Arrival::imported});
    CHECK(tokens.objects() == 6);
    // That of another key is not touched.
    const ExportedKey other = tokens.exported(dns::Algorithm::rsasha256, "other");
    half.id = other.name.id();
    half.label = "other";
    must(tokens.site().import_public_key(half));
    static_cast<void>(refusal(import_keys(tokens.site(), {other}), Errc::refused));
    CHECK(tokens.objects() == 7);
}

TEST_CASE("import_keys: all or nothing", "[hsm][import_keys]") {
    TwoTokens tokens;
    const ExportedKey good = tokens.exported(p256, "good");
    ExportedKey bad = tokens.exported(p256, "bad");
    SECTION("a blob is damaged") {
        bad.blob.back() ^= 1U;
        CHECK_THAT(refusal(import_keys(tokens.site(), {good, bad}), Errc::token).message(),
                   Catch::StartsWith("key " + std::to_string(dns::key_tag(bad.dnskey)) +
                                     " of example.: "));
    }
    SECTION("a blob is cut short") {
        bad.blob.resize(256);
        static_cast<void>(refusal(import_keys(tokens.site(), {good, bad}), Errc::syntax));
    }
    SECTION("a blob holds another key than the recipe says") {
        bad.blob = good.blob;
        static_cast<void>(refusal(import_keys(tokens.site(), {good, bad}), Errc::crypto));
    }
    SECTION("an RSA blob holds another key than the recipe says") {
        const ExportedKey one = tokens.exported(dns::Algorithm::rsasha256, "one");
        bad = tokens.exported(dns::Algorithm::rsasha256, "two");
        bad.blob = one.blob;
        static_cast<void>(refusal(import_keys(tokens.site(), {good, bad}), Errc::refused));
    }
    SECTION("a key has the ID already") {
        pkcs11::NewKeyPair other = new_key(KeyKind::p256, "other");
        other.id = bad.name.id();
        must(tokens.site().generate(other));
        static_cast<void>(refusal(import_keys(tokens.site(), {good, bad}), Errc::refused));
        CHECK(tokens.objects() == 4);
        must(tokens.site().destroy(labelled("other")));
    }
    CHECK(tokens.objects() == 2);
    CHECK(must(import_keys(tokens.site(), {good})) == Arrivals{Arrival::imported});
}
