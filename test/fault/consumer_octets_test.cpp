// SPDX-License-Identifier: BSD-3-Clause
//
// Every octet of a small cooked recipe, and of its attestation, is changed in turn. Whoever
// vouches for it, nothing else is believed than what was cooked: it is refused, or all is as if
// the good file had come.

#include <filesystem>

#include "consumer/commands/import.hpp"
#include "cooker/key_forms.hpp"
#include "crypto/digest.hpp"
#include "dns/print.hpp"
#include "fault/stride.hpp"
#include "hsm/cooker/bunker.hpp"
#include "keysets/state_text.hpp"
#include "site/transport_key.hpp"
#include "unit/program/told.hpp"

namespace ceremony::test {
namespace {

// A KSK, a ZSK that travels, and a set, cooked; and a host to which they come.
class Delivered {
public:
    Delivered() {
        bunker_.add_token("oper");
        bunker_.make_key(new_key(KeyKind::p256, "attest"));
        const Bytes transport = make_transport_key();
        bunker_.configure(usual_guard + "  wrapping-keys: [" +
                              encoding::encode_hex(must(crypto::sha256(transport))) + "]\n",
                          "", "attest: { keyStore: default, keyLabel: attest }\n");
        bunker_.put(small_recipe(transport));
        REQUIRE(bunker_.cooked() == "done");
        cooked = slurp(path());
        attestation = slurp(path() + ".attest.jws");
        configure();
        options_.config = bunker_.folder / "ceremony.yaml";
        options_.files = {path()};
        told_.program.clock = [] {
            return UtcTime::from_text("2027-01-02");
        };
    }

    // Imports it in this form; empty `expect`: on the word of the bunker.
    [[nodiscard]] Outcome import(const std::string& text,
                                 const std::string& attested,
                                 const std::string& expect) {
        static_cast<void>(bunker_.folder.file("recipe.json", text));
        static_cast<void>(bunker_.folder.file("recipe.json.attest.jws", attested));
        options_.expect.clear();
        if (!expect.empty()) {
            options_.expect = {expect};
        }
        told_.out.clear();
        told_.err.clear();
        return consumer::import_results(options_, told_.program);
    }
    // What the host believes; "" at first.
    [[nodiscard]] std::string believed() const {
        const std::string state = bunker_.folder / "store/state.json";
        const std::string text = std::filesystem::exists(state) ? slurp(state) : "";
        return text == keysets::write_state({}) ? "" : text;
    }
    void forget() const { std::filesystem::remove_all(bunker_.folder / "store"); }

    std::string cooked;
    std::string attestation;

private:
    [[nodiscard]] std::string path() const { return bunker_.folder / "recipe.json"; }

    static Bytes make_transport_key() {
        pkcs11::Modules modules(uninspected);
        const auto token = open_token(modules, repository_with("oper"));
        policy::TransportKey key;
        key.label = "recipekey";
        key.size = 2048;
        const auto made = must(site::find_or_make_transport_key(*token, key));
        return must(cooker::transport_key_data(cooker::as_on_token(made)));
    }

    static recipe::Recipe small_recipe(const Bytes& transport_data) {
        const auto ksk = key("ksk");
        const auto zsk = key("zsk", recipe::KeyRole::zsk);
        const recipe::ImportPublicKey import{transport("receiver").name, transport_data,
                                             std::nullopt, true, std::nullopt};
        recipe::ProduceSignedKeyset set = keyset({ksk, zsk}, {ksk});
        set.publish = recipe::Publication{
            set.inception, set.expiration, {zsk}, must(recipe::Word::from_text("main")), 0};
        recipe::Recipe recipe =
            recipe_of({generate(ksk),
                       generate(zsk, true),
                       {"", set},
                       {"", import},
                       {"", recipe::ExportKeypair{zsk, transport("receiver"), std::nullopt}}});
        recipe.preamble.ceremony =
            recipe::Ceremony{must(recipe::Word::from_text("registry")), 1, 1, std::nullopt};
        return recipe;
    }

    void configure() {
        const auto attest = bunker_.on_token([](pkcs11::Token& token) {
            return must(token.find_key_pair(labelled("attest"))).public_key();
        });
        static_cast<void>(
            bunker_.folder.file("attest.pub", must(must(cooker::looked_at(attest)).to_pem())));
        const auto result = bunker_.result();
        const auto& made = std::get<recipe::GenerateKey>(result.actions.front().params);
        static_cast<void>(bunker_.folder.file(
            "ceremony.yaml",
            "version: 1\n"
            "repositories:\n"
            "  default: { module: " +
                softhsm_module() +
                ", label: oper, pin: file, pin-file: " + (bunker_.folder / "pin") +
                " }\n"
                "store: " +
                (bunker_.folder / "store") + "\nattest: [ " + (bunker_.folder / "attest.pub") +
                " ]\n"
                "zones: [ { name: example. } ]\n"
                "trust: { example.: [ \"" +
                dns::print(made.cooked.value().ds.value()) + "\" ] }\n"));
    }

    Bunker bunker_;
    consumer::Options options_;
    Told told_{"consumer"};
};

std::string with_another_octet(std::string text, std::size_t at) {
    text[at] = static_cast<char>(text[at] ^ 1);
    return text;
}

}  // namespace

TEST_CASE("consumer: no octet of what is imported can be another", "[fault][consumer]") {
    Delivered delivered;
    const std::string& good = delivered.cooked;
    const std::string& attestation = delivered.attestation;
    const std::string hash = encoding::encode_hex(must(crypto::sha256(as_bytes(good))));
    must(delivered.import(good, attestation, ""));
    const std::string state = delivered.believed();
    delivered.forget();
    must(delivered.import(good, attestation, hash));
    CHECK(delivered.believed() == state);
    delivered.forget();

    // Imported on the word of `expect`, or of the bunker.
    const auto is_harmless = [&](const std::string& text, const std::string& attested,
                                 const std::string& expect) {
        const bool is_refused = !delivered.import(text, attested, expect).ok();
        const std::string believed = delivered.believed();
        if (!is_refused) {
            delivered.forget();
        }
        return is_refused ? believed.empty() : believed == state;
    };
    SECTION("in a file that the bunker attested") {
        for (std::size_t at = 0; at < good.size(); at += stride(1)) {
            CAPTURE(at);
            REQUIRE(is_harmless(with_another_octet(good, at), attestation, ""));
        }
    }
    SECTION("in a file that a person vouches for") {
        for (std::size_t at = 0; at < good.size(); at += stride(1)) {
            CAPTURE(at);
            REQUIRE(is_harmless(with_another_octet(good, at), attestation, hash));
        }
    }
    SECTION("in the attestation") {
        for (std::size_t at = 0; at < attestation.size(); at += stride(1)) {
            CAPTURE(at);
            REQUIRE(is_harmless(good, with_another_octet(attestation, at), ""));
        }
    }
}

}  // namespace ceremony::test
