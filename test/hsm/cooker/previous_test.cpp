// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/previous.hpp"

#include "hsm/cooker/bunker.hpp"

namespace ceremony::test::previous_test {
namespace {

const auto ksk = key("ksk");

recipe::Recipe in_line(std::uint32_t sequence, std::vector<recipe::Action> actions) {
    auto recipe = recipe_of(std::move(actions));
    recipe.preamble.ceremony =
        recipe::Ceremony{must(recipe::Word::from_text("chain")), sequence, 1, std::nullopt};
    return recipe;
}

recipe::ProduceSignedKeyset later_set() {
    auto set = keyset({ksk}, {ksk});
    set.inception = at("2027-02-01");
    set.expiration = at("2027-03-01");
    return set;
}

// The first ceremony of a line, cooked; the hash of its result.
crypto::Sha256 first_ceremony(Bunker& bunker) {
    bunker.put(in_line(1, {generate(ksk), produce({ksk}, {ksk})}));
    bunker.options.output = bunker.folder / "first.json";
    REQUIRE(bunker.cooked() == "done");
    bunker.options.output.reset();
    return must(cooker::read_once(bunker.folder / "first.json")).sha256;
}

TEST_CASE("previous: a recipe that follows the one before is carried out", "[hsm][previous]") {
    Bunker bunker;
    const crypto::Sha256 first = first_ceremony(bunker);
    auto second = in_line(2, {{"", later_set()}});
    second.preamble.ceremony->previous = first;
    bunker.put(second);
    bunker.options.previous = bunker.folder / "first.json";
    std::string strict = usual_guard;
    strict.replace(strict.find("previous: optional"), 18, "previous: required");
    bunker.configure(strict);
    CAPTURE(bunker.screen);
    CHECK(bunker.cooked() == "done");
}

TEST_CASE("previous: a recipe that does not follow is refused", "[hsm][previous]") {
    Bunker bunker;
    const crypto::Sha256 first = first_ceremony(bunker);
    auto second = in_line(2, {{"", later_set()}});
    second.preamble.ceremony->previous = first;
    bunker.options.previous = bunker.folder / "first.json";
    SECTION("another hash") {
        second.preamble.ceremony->previous->front() ^= 1U;
    }
    SECTION("another sequence") {
        second.preamble.ceremony->sequence = 3;
    }
    SECTION("another chain") {
        second.preamble.ceremony->chain = must(recipe::Word::from_text("other"));
    }
    bunker.put(second);
    CHECK(bunker.check().error().code() == Errc::refused);
}

TEST_CASE("previous: a token that did not sign the last sets is another one", "[hsm][previous]") {
    Bunker bunker;
    const crypto::Sha256 first = first_ceremony(bunker);
    bunker.on_token([](pkcs11::Token& token) {
        must(token.destroy(labelled("ksk")));
        return must(token.generate(new_key(KeyKind::p256, "ksk")));
    });
    auto second = in_line(2, {{"", later_set()}});
    second.preamble.ceremony->previous = first;
    bunker.put(second);
    bunker.options.previous = bunker.folder / "first.json";
    CHECK(bunker.check().error().code() == Errc::refused);
    CHECK(bunker.said("no key here has signed the last key set of \"example.\""));
    bunker.configure(usual_guard, "    rehearsal: true\n");
    CHECK(bunker.check().ok());
    CHECK(bunker.said("Rehearsal: no key here has signed"));
}

TEST_CASE("previous: a guard that wants to see it does not go without", "[hsm][previous]") {
    Bunker bunker;
    std::string strict = usual_guard;
    strict.replace(strict.find("previous: optional"), 18, "previous: required");
    bunker.configure(strict);
    bunker.put(in_line(1, {generate(ksk)}));
    CHECK(bunker.check().error().code() == Errc::refused);
    bunker.options.previous = bunker.folder / "none.json";
    CHECK(bunker.check().error().code() == Errc::refused);
    CHECK(bunker.said("none.json\": cannot be opened: No such file or directory"));
}

TEST_CASE("previous: a token that signed real sets is none to be thrown away", "[hsm][previous]") {
    Bunker bunker;
    const crypto::Sha256 first = first_ceremony(bunker);
    auto second = in_line(2, {{"", later_set()}});
    second.preamble.ceremony->previous = first;
    bunker.put(second);
    bunker.options.previous = bunker.folder / "first.json";
    CHECK(bunker.check().ok());
    bunker.configure(usual_guard, "    rehearsal: true\n");
    CHECK(bunker.check().error().code() == Errc::refused);
    CHECK(bunker.said("the rehearsal token of repository \"default\" holds the key"));
    // Whatever the recipe signs.
    auto other = in_line(2, {generate(key("new"))});
    other.preamble.ceremony->previous = first;
    bunker.put(other);
    bunker.screen.clear();
    CHECK(bunker.check().error().code() == Errc::refused);
    CHECK(bunker.said("it is not one to be thrown away"));
}

TEST_CASE("previous: a rehearsal follows a rehearsal on the same token", "[hsm][previous]") {
    Bunker bunker;
    bunker.configure(usual_guard, "    rehearsal: true\n");
    const crypto::Sha256 first = first_ceremony(bunker);
    auto second = in_line(2, {{"", later_set()}});
    second.preamble.ceremony->previous = first;
    second.preamble.rehearsal = true;
    bunker.put(second);
    bunker.options.previous = bunker.folder / "first.json";
    CHECK(bunker.cooked() == "done");
}

}  // namespace
}  // namespace ceremony::test::previous_test
