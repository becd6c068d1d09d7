// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/destroy.hpp"

#include "cooker/key_forms.hpp"
#include "hsm/back_door.hpp"
#include "hsm/cooker/bunker.hpp"

namespace ceremony::test {
namespace {

const auto old_key = key("old");

bool is_deleted(const Rig& rig, std::size_t action = 0) {
    return std::get<recipe::DeleteKey>(rig.cooked.actions[action].params).cooked->success;
}

// Everything up to the commit point, then what is in between, then the destruction.
template <typename Between>
void destroy_after(Rig& rig, Between between) {
    rig.make();
    must(cooker::make_ready(rig.commitment()));
    between();
    must(cooker::destroy_keys(rig.commitment(), rig.preflight->bench));
}

void nothing() {}

TEST_CASE("destroy: both halves go, and the journal says so before and after", "[hsm][destroy]") {
    Bunker bunker;
    bunker.make_key(new_key(KeyKind::p256, "old"));
    Rig rig(bunker, recipe_of({destroy(old_key)}));
    destroy_after(rig, nothing);
    CHECK(is_deleted(rig));
    CHECK(must(rig.token().objects()).empty());
    const auto& records = rig.journal->contents().records();
    REQUIRE(records.size() == 3);
    CHECK(std::get<cooker::Deleting>(records[1]).objects.size() == 2);
    CHECK(std::get<cooker::Deleted>(records[2]).deletion == cooker::Deletion::succeeded);
    // A second time it changes nothing.
    must(cooker::destroy_keys(rig.commitment(), rig.preflight->bench));
    CHECK(is_deleted(rig));
    CHECK(rig.journal->contents().records().size() == 3);
    CHECK(rig.left_over.empty());
}

TEST_CASE("destroy: a half that is gone already is fine", "[hsm][destroy]") {
    Bunker bunker;
    bunker.make_key(new_key(KeyKind::p256, "old"));
    Rig rig(bunker, recipe_of({destroy(old_key)}));
    destroy_after(
        rig, [&rig] { BackDoor(rig.token()).destroy(pkcs11::ObjectClass::private_key, "old"); });
    CHECK(is_deleted(rig));
    CHECK(must(rig.token().objects()).empty());
}

TEST_CASE("destroy: what cannot be shown to be the key is left alone", "[hsm][destroy]") {
    Bunker bunker;
    const auto pair = bunker.make_key(new_key(KeyKind::p256, "old"));
    const Bytes data =
        must(cooker::key_data_of(dns::Algorithm::ecdsap256sha256, pair.public_key()));
    recipe::DeleteKey deletion{old_key, true, data, std::nullopt, std::nullopt};
    Rig rig(bunker, recipe_of({{"", deletion}}));
    SECTION("its public half is gone") {
        destroy_after(
            rig, [&rig] { BackDoor(rig.token()).destroy(pkcs11::ObjectClass::public_key, "old"); });
        CHECK(must(rig.token().objects()).size() == 1);
    }
    SECTION("another key has taken its place") {
        destroy_after(rig, [&rig] {
            must(rig.token().destroy(labelled("old")));
            must(rig.token().generate(new_key(KeyKind::p256, "old")));
        });
        CHECK(must(rig.token().objects()).size() == 2);
    }
    SECTION("there are two of that name") {
        destroy_after(rig,
                      [&rig] { BackDoor(rig.token()).generate(new_key(KeyKind::p256, "old")); });
        CHECK(must(rig.token().objects()).size() == 4);
    }
    SECTION("the guard protects it now") {
        const dns::Dnskey dnskey = recipe::to_dnskey(old_key.kind, data);
        destroy_after(rig, [&] {
            rig.settings->guard.protect = {{dns::key_tag(dnskey), dns::Algorithm::ecdsap256sha256,
                                            dns::DigestType::sha256, Bytes(32)}};
        });
        CHECK(must(rig.token().objects()).size() == 2);
    }
    CHECK_FALSE(is_deleted(rig));
    CHECK(rig.left_over.size() == 1);
    CHECK(rig.journal->contents().records().size() == 1);
}

TEST_CASE("destroy: where keyData says nothing, the journal and the guard still do",
          "[hsm][destroy]") {
    Bunker bunker;
    const auto pair = bunker.make_key(new_key(KeyKind::p256, "old"));
    const Bytes data =
        must(cooker::key_data_of(dns::Algorithm::ecdsap256sha256, pair.public_key()));
    Rig rig(bunker, recipe_of({destroy(old_key)}));
    SECTION("another key has taken its place") {
        destroy_after(rig, [&rig] {
            must(rig.token().destroy(labelled("old")));
            must(rig.token().generate(new_key(KeyKind::p256, "old")));
        });
    }
    SECTION("the guard protects it now") {
        const dns::Dnskey dnskey = recipe::to_dnskey(old_key.kind, data);
        destroy_after(rig, [&] {
            rig.settings->guard.protect = {{dns::key_tag(dnskey), dns::Algorithm::ecdsap256sha256,
                                            dns::DigestType::sha256, Bytes(32)}};
        });
    }
    CHECK(must(rig.token().objects()).size() == 2);
    CHECK_FALSE(is_deleted(rig));
    CHECK(rig.left_over.size() == 1);
}

TEST_CASE("destroy: a key that vanished is not said to be destroyed", "[hsm][destroy]") {
    Bunker bunker;
    bunker.make_key(new_key(KeyKind::p256, "old"));
    Rig rig(bunker, recipe_of({destroy(old_key)}));
    destroy_after(rig, [&rig] { must(rig.token().destroy(labelled("old"))); });
    CHECK_FALSE(is_deleted(rig));
    CHECK(rig.left_over.size() == 1);
}

TEST_CASE("destroy: a destruction that was interrupted is seen to its end", "[hsm][destroy]") {
    Bunker bunker;
    bunker.make_key(new_key(KeyKind::p256, "old"));
    Rig rig(bunker, recipe_of({destroy(old_key)}));
    const auto announce = [&rig] {
        const auto digests = must(cooker::fingerprints(must(rig.token().objects())));
        must(rig.journal->append(cooker::Deleting{{"default", {}, "old"}, digests}));
    };
    SECTION("before it") {
        destroy_after(rig, announce);
    }
    SECTION("between the halves") {
        destroy_after(rig, [&] {
            announce();
            BackDoor(rig.token()).destroy(pkcs11::ObjectClass::private_key, "old");
        });
    }
    SECTION("after it") {
        destroy_after(rig, [&] {
            announce();
            must(rig.token().destroy(labelled("old")));
        });
    }
    CHECK(is_deleted(rig));
    CHECK(rig.left_over.empty());
    CHECK(must(rig.token().objects()).empty());
    must(cooker::make_final(rig.commitment()));
    must(cooker::finish(rig.commitment()));
}

TEST_CASE("destroy: what failed before a run was interrupted is left over still",
          "[hsm][destroy]") {
    Bunker bunker;
    bunker.make_key(new_key(KeyKind::p256, "old"));
    Rig rig(bunker, recipe_of({destroy(old_key)}));
    destroy_after(rig, [&rig] {
        const auto digests = must(cooker::fingerprints(must(rig.token().objects())));
        must(rig.journal->append(cooker::Deleting{{"default", {}, "old"}, digests}));
        must(
            rig.journal->append(cooker::Deleted{{"default", {}, "old"}, cooker::Deletion::failed}));
    });
    CHECK_FALSE(is_deleted(rig));
    CHECK(rig.left_over.size() == 1);
    must(cooker::make_final(rig.commitment()));
    CHECK(cooker::finish(rig.commitment()).error().code() == Errc::left_over);
}

TEST_CASE("destroy: another key with the same ID is not taken for the one that is gone",
          "[hsm][destroy]") {
    Bunker bunker;
    bunker.make_key(new_key(KeyKind::p256, "old"));
    auto twin = new_key(KeyKind::p256, "twin");
    twin.id = new_key(KeyKind::p256, "old").id;
    bunker.on_token([&twin](pkcs11::Token& token) {
        BackDoor(token).generate(twin);
        return 0;
    });
    Rig rig(bunker, recipe_of({destroy(old_key)}));
    destroy_after(rig, nothing);
    CHECK(is_deleted(rig));
    CHECK(rig.left_over.empty());
    const auto left = must(rig.token().objects());
    REQUIRE(left.size() == 2);
    CHECK(left[0].label == "twin");
    CHECK(left[1].label == "twin");
    must(cooker::make_final(rig.commitment()));
    must(cooker::finish(rig.commitment()));
}

}  // namespace
}  // namespace ceremony::test
