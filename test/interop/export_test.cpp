// SPDX-License-Identifier: BSD-3-Clause
//
// An exported ZSK at its receiver: a second token of SoftHSM, and OpenSSL without any token.

#include "cooker/key_forms.hpp"
#include "encoding/base64.hpp"
#include "interop/receiver.hpp"
#include "interop/tools.hpp"

namespace ceremony::test::export_test {
namespace {

struct Row {
    Algorithm algorithm;
    KeyKind kind;
};

// Of each algorithm whose keys SoftHSM can wrap.
Row any_row() {
    return GENERATE(values<Row>({
        {Algorithm::rsasha256, KeyKind::rsa},
        {Algorithm::ecdsap256sha256, KeyKind::p256},
        {Algorithm::ecdsap384sha384, KeyKind::p384},
    }));
}

constexpr std::size_t exportation = 3;  // among the actions

// A KSK and a ZSK, a set with both, and the ZSK exported.
void cook_export(Bunker& bunker, dns::Algorithm algorithm) {
    const auto ksk = key("ksk", recipe::KeyRole::ksk, algorithm);
    const auto zsk = key("zsk", recipe::KeyRole::zsk, algorithm);
    const recipe::ExportKeypair wanted{zsk, transport("signer"), std::nullopt};
    bunker.put(
        recipe_of({generate(ksk), generate(zsk, true), produce({ksk, zsk}, {ksk}), {"", wanted}}));
    const Ran ran = run_cooker(bunker, "cook");
    CAPTURE(ran.output);
    REQUIRE(ran.status == 0);
}

std::string ksk_file(const Bunker& bunker) {
    for (const std::string& record : keyset_of(bunker, 2)) {
        if (record.find(" DNSKEY 257 ") != std::string::npos) {
            return bunker.folder.file("ksk.key", record + "\n");
        }
    }
    FAIL("no KSK in the set");
    return "";
}

TEST_CASE("export: OpenSSL alone opens the ZSK, and the zone that it signs is valid",
          "[interop][export]") {
    needs({"ldns-signzone", "ldns-verify-zone", "dnssec-verify"});
    const Row row = any_row();
    CAPTURE(static_cast<int>(row.algorithm));
    Bunker bunker;
    const TransportKey signer(2048);
    bring_transport_key(bunker, signer.public_key(), "signer");
    cook_export(bunker, static_cast<dns::Algorithm>(row.algorithm));
    JudgedZone zone("example.", ksk_file(bunker),
                    {open_export(bunker, exportation, signer, row.algorithm)});
    zone.publish(keyset_of(bunker, 2));
    CHECK(zone.accepted_by(at("2027-01-15")) == "ldns and BIND");
}

TEST_CASE("export: a second token opens the ZSK, and signs with the key that was published",
          "[interop][export]") {
    const Row row = any_row();
    CAPTURE(static_cast<int>(row.algorithm));
    Bunker bunker;
    bunker.add_token("signer");
    const auto at_signer = [](const auto& act) {
        pkcs11::Modules modules(uninspected);
        const auto token = open_token(modules, repository_with("signer"));
        return act(*token);
    };
    pkcs11::NewKeyPair wanted = new_key(KeyKind::rsa, "transport");
    wanted.use = pkcs11::KeyUse::unwrapping;
    const pkcs11::PublicKey transport_key =
        at_signer([&](pkcs11::Token& token) { return must(token.generate(wanted)).public_key(); });
    bring_transport_key(bunker, transport_key, "signer");
    cook_export(bunker, static_cast<dns::Algorithm>(row.algorithm));

    const pkcs11::PublicKey zsk = bunker.on_token([](pkcs11::Token& token) {
        return must(token.find_key_pair(labelled("zsk"))).public_key();
    });
    const Bytes signature = at_signer([&](pkcs11::Token& token) {
        must(token.unwrap(wrapped_by(bunker, exportation), labelled("transport"),
                          new_key(row.kind, "imported"), zsk));
        return must(token.sign({signing_job(row.algorithm, labelled("imported"), "text")}, {}))
            .front();
    });
    CHECK(verifies(row.algorithm, zsk, "text", signature));
    const std::string published = encoding::encode_base64(
        must(cooker::key_data_of(static_cast<dns::Algorithm>(row.algorithm), zsk)));
    const auto keyset = keyset_of(bunker, 2);
    CHECK(std::ranges::count_if(keyset, [&](const std::string& record) {
              return record.find(" DNSKEY 256 ") != std::string::npos &&
                     record.ends_with(published);
          }) == 1);
}

TEST_CASE("export: a ZSK of Ed25519 is refused before anything changes", "[interop][export]") {
    Bunker bunker;
    const TransportKey signer(2048);
    bring_transport_key(bunker, signer.public_key(), "signer");
    const auto ksk = key("ksk", recipe::KeyRole::ksk, dns::Algorithm::ed25519);
    const auto zsk = key("zsk", recipe::KeyRole::zsk, dns::Algorithm::ed25519);
    const recipe::ExportKeypair wanted{zsk, transport("signer"), std::nullopt};
    bunker.put(
        recipe_of({generate(ksk), generate(zsk, true), produce({ksk, zsk}, {ksk}), {"", wanted}}));
    const std::string approved = slurp(bunker.folder / "recipe.json");
    const auto before = bunker.inventory();
    const Ran ran = run_cooker(bunker, "cook");
    CHECK(ran.status == 1);
    CHECK_THAT(in_one_line(ran.output), Catch::Contains("this token cannot export Ed25519 keys"));
    CHECK(bunker.inventory() == before);
    CHECK(slurp(bunker.folder / "recipe.json") == approved);
}

}  // namespace
}  // namespace ceremony::test::export_test
