// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/actions/export_keypair.hpp"

#include "cooker/actions/generate_key.hpp"
#include "cooker/actions/import_public_key.hpp"
#include "cooker/key_forms.hpp"
#include "encoding/hex.hpp"
#include "hsm/cooker/bunker.hpp"
#include "support/judge.hpp"

namespace ceremony::test {
namespace {

struct Case {
    Case() {
        const Bytes data = must(cooker::transport_key_data(receiver.public_key()));
        bunker.configure(usual_guard + "  wrapping-keys: [" +
                         encoding::encode_hex(must(crypto::sha256(data))) + "]\n");
        const auto zsk = key("zsk", recipe::KeyRole::zsk);
        recipe::ImportPublicKey import{transport("receiver").name, data, std::nullopt, false,
                                       std::nullopt};
        recipe::ExportKeypair exportation{zsk, transport("receiver"), std::nullopt};
        rig.emplace(bunker, recipe_of({generate(zsk, true), {"", import}, {"", exportation}}));
    }

    TransportKey receiver{2048};
    Bunker bunker;
    std::optional<Rig> rig;
};

TEST_CASE("export_keypair: what leaves the token signs at the receiver", "[hsm][export]") {
    Case test;
    Rig& rig = *test.rig;
    must(cooker::generate_key(rig.execution(), 0));
    must(cooker::import_public_key(rig.execution(), 1));
    const std::string line = must(cooker::export_keypair(rig.execution(), 2));
    CHECK(line.find("  wrapped with ") != std::string::npos);
    const auto& result = *std::get<recipe::ExportKeypair>(rig.cooked.actions[2].params).cooked;
    const pkcs11::PublicKey public_key =
        must(rig.token().find_key_pair(labelled("zsk"))).public_key();
    pkcs11::WrappedKey wrapped{result.key_blob, pkcs11::OaepHash::sha1};
    CHECK(result.wrap_mechanism == recipe::OaepHash::sha1);
    const Bytes signature =
        test.receiver.unwrap_and_sign(wrapped, Algorithm::ecdsap256sha256, "text");
    CHECK(verifies(Algorithm::ecdsap256sha256, public_key, "text", signature));
    CHECK(result.key_data ==
          must(cooker::key_data_of(dns::Algorithm::ecdsap256sha256, public_key)));
}

TEST_CASE("export_keypair: a wrapping key that became another one is refused", "[hsm][export]") {
    Case test;
    Rig& rig = *test.rig;
    must(cooker::generate_key(rig.execution(), 0));
    must(cooker::import_public_key(rig.execution(), 1));
    // Another program puts its own key in the place of the one that was looked at.
    const TransportKey thief(2048);
    const recipe::KeyUse& use = cooker::use_at(rig.preflight->bench, 2, recipe::Position::wrapping);
    const pkcs11::KeyName name = rig.preflight->bench.key(use).name;
    must(rig.token().destroy(name));
    must(rig.token().import_public_key(
        {thief.public_key(), name.id, name.label, pkcs11::Lifetime::session}));
    const auto line = cooker::export_keypair(rig.execution(), 2);
    REQUIRE_FALSE(line.ok());
    CHECK(line.error().code() == Errc::refused);
    CHECK_FALSE(std::get<recipe::ExportKeypair>(rig.cooked.actions[2].params).cooked.has_value());
}

TEST_CASE("export_keypair: nothing is exported that is not there", "[hsm][export]") {
    Case test;
    const auto line = cooker::export_keypair(test.rig->execution(), 2);
    REQUIRE_FALSE(line.ok());
    CHECK(line.error().code() == Errc::internal);
}

}  // namespace
}  // namespace ceremony::test
