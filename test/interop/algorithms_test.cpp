// SPDX-License-Identifier: BSD-3-Clause
//
// Every algorithm, from a new key to a zone that validates. ldns and BIND know all of them;
// OpenSSL alone judges what they have no part in, the signature of the new ZSK.

#include <algorithm>

#include "cooker/key_forms.hpp"
#include "encoding/base64.hpp"
#include "interop/judged_zone.hpp"
#include "interop/shipped.hpp"
#include "interop/tools.hpp"
#include "support/judge.hpp"

namespace ceremony::test {
namespace {

struct Row {
    Algorithm algorithm;
    std::uint16_t bits;  // 0 where the algorithm says it
    const char* name;    // as ldns calls it
};

recipe::Action generate_with_size(const recipe::KeyReference& wanted, std::uint16_t bits) {
    recipe::Action action = generate(wanted);
    if (bits != 0) {
        std::get<recipe::GenerateKey>(action.params).key_size = bits;
    }
    return action;
}

TEST_CASE("algorithms: what is made and signed with each is valid to ldns and to BIND",
          "[interop][algorithms]") {
    needs(
        {"ldns-keygen", "ldns-signzone", "ldns-verify-zone", "dnssec-verify", "dnssec-dsfromkey"});
    const auto row = GENERATE(values<Row>({
        {Algorithm::rsasha256, 2048, "RSASHA256"},
        {Algorithm::rsasha256, 4096, "RSASHA256"},
        {Algorithm::rsasha512, 2048, "RSASHA512"},
        {Algorithm::ecdsap256sha256, 0, "ECDSAP256SHA256"},
        {Algorithm::ecdsap384sha384, 0, "ECDSAP384SHA384"},
        {Algorithm::ed25519, 0, "ED25519"},
        {Algorithm::ed448, 0, "ED448"},
    }));
    CAPTURE(row.name, row.bits);
    Bunker bunker;
    const auto algorithm = static_cast<dns::Algorithm>(row.algorithm);
    const auto ksk = key("ksk", recipe::KeyRole::ksk, algorithm);
    const auto zsk = key("zsk", recipe::KeyRole::zsk, algorithm);
    // Not every key can leave the token: a third one, of the signer, signs the zone.
    const KeyFiles signer = make_key_files(bunker.folder, row.name, "example.");
    const Bytes signer_data = must(encoding::decode_base64(key_data_in(signer)));
    const recipe::DirectKey of_signer{{algorithm, recipe::KeyRole::zsk}, signer_data, {}, {}};
    bunker.put(recipe_of({generate_with_size(ksk, row.bits), generate_with_size(zsk, row.bits),
                          produce({ksk, zsk, of_signer}, {ksk})}));
    const Ran ran = run_cooker(bunker, "cook");
    CAPTURE(ran.output);
    REQUIRE(ran.status == 0);

    const auto keyset = keyset_of(bunker, 2);
    REQUIRE(keyset.size() == 4);
    const std::string trusted =
        bunker.folder.file("ksk.key", *std::ranges::find_if(keyset, [](const std::string& record) {
                               return record.find(" DNSKEY 257 ") != std::string::npos;
                           }) + "\n");
    JudgedZone zone("example.", trusted, {signer});
    zone.publish(keyset);
    CHECK(zone.accepted_by(at("2026-12-31 23:59:59")) == "nobody");
    CHECK(zone.accepted_by(at("2027-01-15")) == "ldns and BIND");
    CHECK(zone.accepted_by(at("2027-02-01 00:00:01")) == "nobody");
    auto changed = keyset;
    changed.back() = with_an_octet_changed(changed.back());
    zone.publish(changed);
    CHECK(zone.accepted_by(at("2027-01-15")) == "nobody");

    // The DS record that people saw is the one of BIND for that key.
    const auto document = parse_recipe(slurp(bunker.folder / "recipe.json"));
    const json::Value actions = document->root().find("recipe")->find("actions").value();
    const json::Value first = *actions.elements().begin();
    const std::string ours(first.find("cooked")->find("ds")->text());
    const Ran bind = run_program({"dnssec-dsfromkey", "-2", "-f", trusted, "example."});
    CAPTURE(ours, bind.output);
    REQUIRE(bind.status == 0);
    CHECK(bind.output == "example. IN DS " + ours + "\n");

    // The new ZSK signs, and OpenSSL verifies it with the key that was published.
    const auto zsk_public = bunker.on_token([](pkcs11::Token& token) {
        return must(token.find_key_pair(labelled("zsk"))).public_key();
    });
    const auto signatures = bunker.on_token([&](pkcs11::Token& token) {
        return must(token.sign({signing_job(row.algorithm, labelled("zsk"), "text")}, {}));
    });
    CHECK(verifies(row.algorithm, zsk_public, "text", signatures.front()));
    const std::string published =
        encoding::encode_base64(must(cooker::key_data_of(algorithm, zsk_public)));
    CHECK(std::ranges::count_if(
              keyset, [&](const std::string& record) { return record.ends_with(published); }) == 1);
    CHECK((row.bits == 0 || zsk_public.modulus.size() * 8 == row.bits));
}

}  // namespace
}  // namespace ceremony::test
