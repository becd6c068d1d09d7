// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/bench.hpp"

#include "support/printing.hpp"
#include "support/recipes.hpp"
#include "support/vectors.hpp"

namespace ceremony::cooker {
namespace {

using recipe::Position;

recipe::Recipe everything() {
    return test::must(
        test::read_recipe_text(test::read_vector_file("recipe/accept/everything.json")));
}

TEST_CASE("bench: only direct keys are known before anybody has looked", "[cooker][bench]") {
    const recipe::Recipe recipe = everything();
    const Bench bench(recipe);
    for (const recipe::KeyUse& use : bench.index().uses()) {
        const BenchKey& key = bench.key(use);
        CHECK(key.presence == (use.direct != nullptr ? Presence::direct : Presence::absent));
        CHECK_FALSE(key.is_there());
        CHECK(bench.dnskey(use).ok() == (use.direct != nullptr));
    }
}

TEST_CASE("bench: a key is laid out once, wherever it stands", "[cooker][bench]") {
    const recipe::Recipe recipe = everything();
    Bench bench(recipe);
    // The KSK in use stands in haveKey and in three sets, there also as a revoked one.
    const recipe::KeyUse have = use_at(bench, 0, Position::have);
    bench.key(have).presence = Presence::present;
    bench.key(have).data = {0x01, 0x02};
    const recipe::KeyUse signer = use_at(bench, 5, Position::signer);
    const recipe::KeyUse revoked = use_at(bench, 6, Position::signer);
    CHECK(bench.key(signer).is_there());
    CHECK(test::must(bench.dnskey(signer)).flags == dns::ksk_flags);
    CHECK(test::must(bench.dnskey(revoked)).flags == dns::revoked_ksk_flags);
    CHECK(test::must(bench.dnskey(revoked)).public_key == Bytes{0x01, 0x02});
    std::size_t firsts = 0;
    for (const recipe::KeyUse& use : bench.first_uses()) {
        firsts += use.key == have.key ? 1U : 0U;
    }
    CHECK(firsts == 1);
}

TEST_CASE("bench: the zones of a key are those that the recipe gives it", "[cooker][bench]") {
    const recipe::Recipe recipe = everything();
    const Bench bench(recipe);
    const std::vector<dns::Name> example = {test::must(dns::Name::from_text("example."))};
    CHECK(bench.zones(use_at(bench, 0, Position::have)) == example);
    CHECK(bench.zones(use_at(bench, 1, Position::have)).empty());
    CHECK(bench.zones(use_at(bench, 2, Position::deletion)) == example);
    CHECK(bench.zones(use_at(bench, 3, Position::generation)) == example);
}

TEST_CASE("bench: a key in full that is on a token, too, is not direct", "[cooker][bench]") {
    // The second zone signer becomes, in full, the key of which haveKey states the data.
    recipe::Recipe recipe = everything();
    auto& set = std::get<recipe::ProduceSignedKeyset>(recipe.actions[5].params);
    const auto& have = std::get<recipe::HaveKey>(recipe.actions[0].params);
    recipe::DirectKey direct;
    direct.kind = std::get<recipe::KeyReference>(have.key).kind;
    direct.data = *have.key_data;
    set.keyset[2] = direct;
    Bench bench(recipe);
    const auto uses = bench.index().uses_of(5);
    const recipe::KeyUse& in_full = uses[2];
    REQUIRE(in_full.direct != nullptr);
    CHECK(bench.key(in_full).presence == Presence::absent);
    bench.key(in_full).data = {0x01};
    CHECK(test::must(bench.dnskey(in_full)).public_key == *have.key_data);
}

TEST_CASE("bench: a transport key is no DNSKEY", "[cooker][bench]") {
    const recipe::Recipe recipe = everything();
    Bench bench(recipe);
    const recipe::KeyUse use = use_at(bench, 1, Position::have);
    bench.key(use).data = {0x01};
    CHECK(bench.dnskey(use).error().code() == Errc::internal);
}

}  // namespace
}  // namespace ceremony::cooker
