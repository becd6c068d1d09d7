// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/resolve.hpp"

#include "hsm/back_door.hpp"
#include "hsm/cooker/findings_of.hpp"

namespace ceremony::test::resolve_test {
namespace {

const auto ksk = key("ksk");
const auto zsk = key("zsk", recipe::KeyRole::zsk);

TEST_CASE("resolve: a recipe whose keys are there is fine", "[hsm][resolve]") {
    Bunker bunker;
    const auto pair = bunker.make_key(new_key(KeyKind::p256, "ksk"));
    recipe::HaveKey stated{ksk, false, data_of(pair), std::nullopt};
    CHECK(
        problems_of(bunker, recipe_of({{"", stated}, generate(zsk), produce({ksk, zsk}, {ksk})})) ==
        "none");
}

TEST_CASE("resolve: a key that is missing or that another has the label of is refused",
          "[hsm][resolve]") {
    Bunker bunker;
    const auto recipe = recipe_of({produce({ksk}, {ksk})});
    CHECK(has(problems_of(bunker, recipe), "there is no key with label"));
    const auto pair = bunker.make_key(new_key(KeyKind::p256, "ksk"));
    CHECK(problems_of(bunker, recipe) == "none");
    // A second pair of that label, from a program that does not look.
    bunker.on_token([](pkcs11::Token& token) {
        pkcs11::NewKeyPair twin = new_key(KeyKind::p256, "ksk");
        twin.id = {0x99};
        BackDoor(token).generate(twin);
        return 0;
    });
    CHECK(has(problems_of(bunker, recipe), "does not name one key pair"));
    // By its ID it can still be told from the other.
    auto by_id = ksk;
    by_id.name = must(recipe::KeyName::make("default", pair.private_half.id, ""));
    CHECK(problems_of(bunker, recipe_of({produce({by_id}, {by_id})})) == "none");
}

TEST_CASE("resolve: of a key to be deleted a half may be gone, if the other shows which it is",
          "[hsm][resolve]") {
    const auto gone = GENERATE(pkcs11::ObjectClass::private_key, pkcs11::ObjectClass::public_key);
    const auto kind = GENERATE(KeyKind::p256, KeyKind::rsa);
    CAPTURE(to_string(gone), to_string(kind));
    Bunker bunker;
    bunker.make_key(new_key(kind, "old"));
    bunker.on_token([gone](pkcs11::Token& token) {
        BackDoor(token).destroy(gone, "old");
        return 0;
    });
    auto old = key("old");
    old.kind.algorithm = kind == KeyKind::rsa ? dns::Algorithm::rsasha256 : old.kind.algorithm;
    const std::string problems = problems_of(bunker, recipe_of({destroy(old)}));
    // Of a key on a curve the private half does not tell the public key.
    if (gone == pkcs11::ObjectClass::public_key && kind == KeyKind::p256) {
        CHECK(has(problems, "nothing shows which key it is"));
    } else {
        CHECK(problems == "none");
    }
    CHECK(has(problems_of(bunker, recipe_of({have(old)})), "does not name one key pair"));
}

TEST_CASE("resolve: a missing key is fine where the recipe says so", "[hsm][resolve]") {
    Bunker bunker;
    recipe::HaveKey relaxed{ksk, true, std::nullopt, std::nullopt};
    recipe::DeleteKey deletion{zsk, false, std::nullopt, std::nullopt, std::nullopt};
    CHECK(problems_of(bunker, recipe_of({{"", relaxed}, {"", deletion}})) == "none");
    relaxed.relaxed = false;
    CHECK(has(problems_of(bunker, recipe_of({{"", relaxed}})), "there is no key"));
    deletion.must_exist = true;
    CHECK(has(problems_of(bunker, recipe_of({{"", deletion}})), "there is no key"));
    // A set needs its keys, whatever haveKey says.
    relaxed.relaxed = true;
    CHECK(has(problems_of(bunker, recipe_of({{"", relaxed}, produce({ksk}, {ksk})})),
              "there is no key"));
}

TEST_CASE("resolve: keyData is the key, or the recipe is refused", "[hsm][resolve]") {
    Bunker bunker;
    bunker.make_key(new_key(KeyKind::p256, "ksk"));
    const auto other = bunker.make_key(new_key(KeyKind::p256, "other"));
    recipe::HaveKey have{ksk, false, data_of(other), std::nullopt};
    CHECK(has(problems_of(bunker, recipe_of({{"", have}})), "another public key"));
    recipe::DeleteKey deletion{ksk, true, data_of(other), std::nullopt, std::nullopt};
    CHECK(has(problems_of(bunker, recipe_of({{"", deletion}})), "another public key"));
}

TEST_CASE("resolve: on a rehearsal token it is the other way round", "[hsm][resolve]") {
    Bunker bunker;
    bunker.configure(usual_guard, "    rehearsal: true\n");
    const auto stand_in = bunker.make_key(new_key(KeyKind::p256, "ksk"));
    const auto real = bunker.make_key(new_key(KeyKind::p256, "real"));
    recipe::HaveKey have{ksk, false, data_of(real), std::nullopt};
    CHECK(problems_of(bunker, recipe_of({{"", have}, produce({ksk}, {ksk})})) == "none");
    CHECK(bunker.said("Rehearsal: another key stands in"));
    have.key_data = data_of(stand_in);
    CHECK(has(problems_of(bunker, recipe_of({{"", have}})), "not one to be thrown away"));
}

TEST_CASE("resolve: a key of another kind than its algorithm is refused", "[hsm][resolve]") {
    Bunker bunker;
    bunker.make_key(new_key(KeyKind::p384, "ksk"));
    CHECK(has(problems_of(bunker, recipe_of({have(ksk)})), "is a key of another kind: P-384"));
}

TEST_CASE("resolve: what is to be made must not be there", "[hsm][resolve]") {
    Bunker bunker;
    bunker.make_key(new_key(KeyKind::p256, "ksk"));
    CHECK(has(problems_of(bunker, recipe_of({generate(ksk)})), "is taken already"));
    auto by_id = ksk;
    by_id.name = must(recipe::KeyName::make("default", new_key(KeyKind::p256, "ksk").id, "new"));
    CHECK(has(problems_of(bunker, recipe_of({generate(by_id)})), "is taken already"));
}

}  // namespace
}  // namespace ceremony::test::resolve_test
