// SPDX-License-Identifier: BSD-3-Clause

#include "recipe/writer.hpp"

#include "support/printing.hpp"

using namespace ceremony;
using namespace ceremony::recipe;
using ceremony::test::must;

namespace {

template <typename Key>
std::string written(const Key& key, SpecVersion version) {
    Writer out(version);
    out.put(key);
    std::string text = out.take();
    std::erase(text, '\n');
    std::erase(text, ' ');
    return text;
}

}  // namespace

TEST_CASE("writer: a key by reference has one spelling in each version", "[recipe][writer]") {
    const KeyReference key{{dns::Algorithm::rsasha512, KeyRole::revoked_ksk},
                           must(KeyName::make("safe", {0xab}, "l"))};
    CHECK(written(key, SpecVersion::v1_1) ==
          R"({"keyType":"byRef","keyAlgo":10,"keyFlags":385,"keyStore":"safe","keyID":"hexab",)"
          R"("keyLabel":"l"})");
    CHECK(written(key, SpecVersion::v1_0) ==
          R"({"keyType":"byRef","keyAlgo":10,"keyFlags":385,"keyStore":"safe","keyID":"qw==",)"
          R"("keyLabel":"l"})");
    const KeyReference by_label{{dns::Algorithm::ed448, KeyRole::ksk},
                                must(KeyName::make("default", {}, "l"))};
    CHECK(written(by_label, SpecVersion::v1_1) ==
          R"({"keyType":"byRef","keyAlgo":16,"keyFlags":"KSK","keyLabel":"l"})");
    CHECK(written(by_label, SpecVersion::v1_0) ==
          R"({"keyType":"byRef","keyAlgo":16,"keyFlags":257,"keyStore":"default","keyLabel":"l"})");
}

TEST_CASE("writer: a transport key is marked by algorithm 8 and flags 0", "[recipe][writer]") {
    const TransportKeyReference key{must(KeyName::make("default", {1}, ""))};
    CHECK(written(key, SpecVersion::v1_1) ==
          R"({"keyType":"byRef","keyAlgo":8,"keyFlags":0,"keyID":"hex01"})");
}

TEST_CASE("writer: a key in full keeps its source in v1.1 only", "[recipe][writer]") {
    const KeysetKey key = DirectKey{
        {dns::Algorithm::ed25519, KeyRole::zsk}, Bytes(32, 0), Source{Sha256{}, "request"}, {}};
    const std::string start = R"({"keyType":"direct","keyAlgo":15,"keyFlags":)";
    const std::string data = R"(,"keyData":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")";
    CHECK(written(key, SpecVersion::v1_1) == start + "\"ZSK\"" + data + R"(,"source":{"sha256":")" +
                                                 std::string(64, '0') + R"(","name":"request"}})");
    CHECK(written(key, SpecVersion::v1_0) == start + "256" + data + "}");
}
