// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/actions/have_key.hpp"

#include "cooker/key_forms.hpp"
#include "hsm/cooker/bunker.hpp"
#include "support/judge.hpp"

namespace ceremony::test {
namespace {

TEST_CASE("have_key: a key that is there is told by its public key and its tag",
          "[hsm][have_key]") {
    Bunker bunker;
    const auto pair = bunker.make_key(new_key(KeyKind::p256, "ksk"));
    const Bytes data =
        must(cooker::key_data_of(dns::Algorithm::ecdsap256sha256, pair.public_key()));
    recipe::HaveKey stated{key("ksk"), false, data, std::nullopt};
    Rig rig(bunker,
            recipe_of({have(key("ksk")), {"", stated}, produce({key("ksk")}, {key("ksk")})}));
    const dns::Dnskey dnskey = recipe::to_dnskey(key("ksk").kind, data);
    const std::string tag = std::to_string(dns::key_tag(dnskey));
    const std::string line = must(cooker::have_key(rig.execution(), 0));
    CHECK(line.starts_with("example. KSK "));
    CHECK(line.find(tag) != std::string::npos);
    CHECK(line.ends_with("  present"));
    CHECK(must(cooker::have_key(rig.execution(), 1)).ends_with("  present, matches"));
    const recipe::HaveKeyResult expected{true, dns::key_tag(dnskey), data};
    CHECK(std::get<recipe::HaveKey>(rig.cooked.actions[0].params).cooked == expected);
}

TEST_CASE("have_key: a key that may be missing and is, is said to be absent", "[hsm][have_key]") {
    Bunker bunker;
    recipe::HaveKey relaxed{key("ksk"), true, std::nullopt, std::nullopt};
    Rig rig(bunker, recipe_of({{"", relaxed}}));
    CHECK(must(cooker::have_key(rig.execution(), 0)).ends_with("absent, and need not be there"));
    const recipe::HaveKeyResult expected{};
    CHECK(std::get<recipe::HaveKey>(rig.cooked.actions[0].params).cooked == expected);
}

TEST_CASE("have_key: a transport key has no tag", "[hsm][have_key]") {
    Bunker bunker;
    const TransportKey receiver(2048);
    bunker.on_token([&](pkcs11::Token& token) {
        return must(token.import_public_key(
            {receiver.public_key(), {0x77}, "receiver", pkcs11::Lifetime::token}));
    });
    recipe::HaveKey have{transport("receiver"), false, std::nullopt, std::nullopt};
    Rig rig(bunker, recipe_of({{"", have}}));
    CHECK(must(cooker::have_key(rig.execution(), 0)).starts_with("transport key "));
    const recipe::HaveKeyResult expected{true, std::nullopt,
                                         must(cooker::transport_key_data(receiver.public_key()))};
    CHECK(std::get<recipe::HaveKey>(rig.cooked.actions[0].params).cooked == expected);
}

}  // namespace
}  // namespace ceremony::test
