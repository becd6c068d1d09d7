// SPDX-License-Identifier: BSD-3-Clause

#include "keysets/public_keys.hpp"

#include <map>

#include "encoding/hex.hpp"
#include "support/printing.hpp"
#include "unit/cooked/samples.hpp"

using namespace ceremony;
using keysets::PublicKeys;
using test::cooked_sample;

namespace {

// The first octet of each key, by ID; 0 where it is not known.
std::map<std::string, int> known_keys(const recipe::Recipe& recipe) {
    const PublicKeys keys(recipe);
    std::map<std::string, int> known;
    for (const recipe::KeyUse& use : keys.index().uses()) {
        if (use.name != nullptr && use.kind && !use.name->id().empty()) {
            const Bytes* data = keys.data_of(use);
            known[encoding::encode_hex(use.name->id())] = data == nullptr ? 0 : data->front();
        }
    }
    return known;
}

}  // namespace

TEST_CASE("public_keys: what is stated is known", "[keysets][public_keys]") {
    // ecdsa.json states 00b1 and 00b3; 00b2 was deleted unseen.
    const auto known = known_keys(cooked_sample("ecdsa").recipe);
    CHECK(known == std::map<std::string, int>{{"00b1", 0x2c}, {"00b2", 0}, {"00b3", 0x1e}});
}

TEST_CASE("public_keys: keys of v1.0 follow from where they stand", "[keysets][public_keys]") {
    // The first octets of the DNSKEY records in v1_0.json: ZSK 0003 stands in the first two sets,
    // ZSK 0004 in the last two, KSKs 0001 and 0002 in all, of which 0001 signs.
    const auto known = known_keys(cooked_sample("v1_0").recipe);
    CHECK(known.at("0003") == 0x1d);
    CHECK(known.at("0004") == 0xcd);
    CHECK(known.at("0001") != 0);
    CHECK(known.at("0002") != 0);
    CHECK(known.at("0001") != known.at("0002"));
}

TEST_CASE("public_keys: keys that always go together are not told apart",
          "[keysets][public_keys]") {
    // Without the sets in which only one of the two ZSKs stands.
    const auto known = known_keys(
        cooked_sample("v1_0", "remove recipe.actions[4] ;; remove recipe.actions[2]").recipe);
    CHECK(known.at("0003") == 0);
    CHECK(known.at("0004") == 0);
    CHECK(known.at("0001") != 0);
}
