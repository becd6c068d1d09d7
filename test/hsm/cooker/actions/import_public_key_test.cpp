// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/actions/import_public_key.hpp"

#include "cooker/key_forms.hpp"
#include "hsm/cooker/bunker.hpp"
#include "support/judge.hpp"

namespace ceremony::test {
namespace {

recipe::Action importing(const TransportKey& receiver, bool persistent) {
    return {"", recipe::ImportPublicKey{transport("receiver").name,
                                        must(cooker::transport_key_data(receiver.public_key())),
                                        std::nullopt, persistent, std::nullopt}};
}

// The guard lets a key be imported that is not used: only wrapping is its business.
TEST_CASE("import_public_key: a key of the session is gone with it", "[hsm][import]") {
    Bunker bunker;
    const TransportKey receiver(2048);
    {
        Rig rig(bunker, recipe_of({importing(receiver, false)}));
        CHECK(must(cooker::import_public_key(rig.execution(), 0))
                  .ends_with("stored until the end of this run"));
        CHECK(rig.journal->contents().records().empty());
        CHECK(must(rig.token().find_public_key(labelled("receiver"))).public_key ==
              receiver.public_key());
    }
    CHECK(bunker.objects().empty());
}

TEST_CASE("import_public_key: a key that stays is announced and noted", "[hsm][import]") {
    Bunker bunker;
    const TransportKey receiver(2048);
    const auto recipe = recipe_of({importing(receiver, true)});
    {
        Rig rig(bunker, recipe);
        CHECK(must(cooker::import_public_key(rig.execution(), 0)).ends_with("stored on the token"));
        const auto& records = rig.journal->contents().records();
        REQUIRE(records.size() == 2);
        CHECK(std::get<cooker::Intent>(records[0]).making == cooker::Making::import);
        CHECK(std::get<cooker::Made>(records[1]).public_key ==
              must(cooker::public_key_hash(receiver.public_key())));
    }
    CHECK(bunker.objects().size() == 1);
    std::filesystem::remove(bunker.folder / "recipe.json.journal");

    // The same once more: it is there, and stays as it is.
    Rig rig(bunker, recipe);
    CHECK(must(cooker::import_public_key(rig.execution(), 0)).ends_with("present, identical"));
    CHECK(rig.journal->contents().records().empty());
}

}  // namespace
}  // namespace ceremony::test
