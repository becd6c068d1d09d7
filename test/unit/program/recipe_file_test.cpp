// SPDX-License-Identifier: BSD-3-Clause

#include "program/recipe_file.hpp"

#include "base/wordlist.hpp"
#include "cooked/attestation.hpp"
#include "encoding/hex.hpp"
#include "support/printing.hpp"
#include "support/temp_folder.hpp"
#include "support/vectors.hpp"

using namespace ceremony;
using namespace ceremony::program;
using ceremony::test::must;
using ceremony::test::read_vector_file;
using ceremony::test::read_vectors;
using ceremony::test::TempFolder;
using ceremony::test::Vector;

namespace {

// What other implementations made: test/vectors/cooked/README.md.
std::vector<Vector> attestations() {
    return read_vectors("cooked/attestation.vec", {"algorithm", "key", "signature"});
}

// A folder with rsa.json, its attestation as `vector` has it, and the key.
struct Attested {
    explicit Attested(const Vector& vector) {
        recipe =
            must(read_recipe_file(folder.file("cooked.json", read_vector_file("cooked/rsa.json"))));
        const crypto::PublicKey key = must(crypto::PublicKey::from_der(vector.hex("key")));
        key_file = folder.file("attest.pub", must(key.to_pem()));
        const auto pinned = must(
            jws::PinnedKey::make(must(jws::algorithm_from_text(vector.text("algorithm"))), key));
        const Bytes signature = vector.hex("signature");
        const auto manifest = must(cooked::make_manifest(*recipe.document, recipe.recipe));
        jws = must(cooked::attest(manifest, pinned,
                                  [&signature](ByteView) -> Result<Bytes> { return signature; }));
        static_cast<void>(folder.file("cooked.json.attest.jws", jws));
    }

    TempFolder folder;
    RecipeFile recipe;
    std::string key_file;
    std::string jws;
};

std::string refusal(const Outcome& outcome) {
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().code() == Errc::refused);
    return outcome.error().message();
}

}  // namespace

TEST_CASE("recipe_file: what is hashed is what was read", "[program][recipe_file]") {
    const TempFolder folder;
    const std::string text = read_vector_file("cooked/rsa.json");
    const RecipeFile file = must(read_recipe_file(folder.file("r.json", text)));
    CHECK(file.sha256 == must(crypto::sha256(as_bytes(text))));
    CHECK(read_recipe_file(folder / "none").error().code() == Errc::not_found);
    CHECK(read_recipe_file(folder.file("x", "{}")).error().code() == Errc::syntax);
}

TEST_CASE("recipe_file: a configuration is not a recipe", "[program][recipe_file]") {
    const TempFolder folder;
    for (const std::string text : {"# Ceremonies\nversion: 1\n", " \n[]", "-"}) {
        CAPTURE(text);
        const auto wrong = read_recipe_file(folder.file("ceremony.yaml", text));
        REQUIRE_FALSE(wrong.ok());
        CHECK(wrong.error().code() == Errc::syntax);
        CHECK_THAT(wrong.error().message(),
                   Catch::EndsWith("ceremony.yaml\": not a recipe: it does not begin with {"));
        CHECK_THAT(wrong.error().hint(), Catch::Contains("planner produce"));
    }
    // What is empty, or begins like a recipe, is read: the error names the place.
    CHECK(read_recipe_file(folder.file("empty", " \n")).error().place());
    CHECK(read_recipe_file(folder.file("half", "\n {")).error().place());
}

TEST_CASE("recipe_file: a hash is given as digits or as words", "[program][recipe_file]") {
    const crypto::Sha256 digest = must(crypto::sha256(as_bytes("abc")));
    CHECK(must(sha256_from_text(encoding::encode_hex(digest))) == digest);
    CHECK(must(sha256_from_text(print_words(digest))) == digest);
    // FIPS 180-2, appendix B.1, has them so.
    CHECK(must(sha256_from_text("ba7816bf 8f01cfea 414140de 5dae2223 b00361a3 96177a9c b410ff61 "
                                "f20015ad")) == digest);
    const std::string slip = "ba7816bf 8f01cfea 414140de 5dae22z3";
    for (const std::string& text : {std::string(), std::string("ba7816bf"), slip}) {
        const auto wrong = sha256_from_text(text);
        REQUIRE_FALSE(wrong.ok());
        CHECK(wrong.error().code() == Errc::usage);
        CHECK(wrong.error().message() ==
              "not a SHA-256, as 64 hexadecimal digits or as 32 words: \"" + text + "\"");
    }
}

TEST_CASE("recipe_file: of words that are no hash the first wrong one is named",
          "[program][recipe_file]") {
    const std::vector<std::string> words = words_of(must(crypto::sha256(as_bytes("abc"))));
    const auto why = [](const std::vector<std::string>& said) {
        std::string text;
        for (const std::string& word : said) {
            text += (text.empty() ? "" : " ") + word;
        }
        const auto wrong = sha256_from_text(text);
        REQUIRE_FALSE(wrong.ok());
        CHECK(wrong.error().code() == Errc::usage);
        return wrong.error().message();
    };
    const auto is_of_other_list = [](int number, const std::string& word) {
        return "not a SHA-256: word " + std::to_string(number) + ", \"" + word +
               "\", is of the other list: two are swapped, or one is left out or too many";
    };
    std::vector<std::string> said = words;
    said[2] = "flagpolle";
    CHECK(why(said) == "not a SHA-256: word 3, \"flagpolle\", is not in the list");
    said = words;
    said[31] = "\x1b[2J";  // a terminal would take it as an order
    CHECK(why(said) == "not a SHA-256: word 32, \"\\x1b[2J\", is not in the list");
    said = words;
    std::swap(said[4], said[5]);
    CHECK(why(said) == is_of_other_list(5, words[5]));
    said = words;
    said.erase(said.begin() + 7);
    CHECK(why(said) == is_of_other_list(8, words[8]));
    said = words;
    said.pop_back();
    CHECK(why(said) == "not a SHA-256: 31 words instead of 32");
    said.insert(said.end(), {words[31], words[0]});
    CHECK(why(said) == "not a SHA-256: 33 words instead of 32");
    CHECK(why({words[0]}) == "not a SHA-256: 1 word instead of 32");
}

TEST_CASE("recipe_file: a bunker vouches for its results", "[program][recipe_file]") {
    for (const Vector& vector : attestations()) {
        CAPTURE(vector.title());
        const Attested attested(vector);
        CHECK(believe(attested.recipe, {std::nullopt, {attested.key_file}}).ok());
    }
}

TEST_CASE("recipe_file: an attestation by another key is none", "[program][recipe_file]") {
    const auto vectors = attestations();
    const Attested attested(vectors.at(0));
    const Attested other(vectors.at(1));
    CHECK_THAT(refusal(believe(attested.recipe, {std::nullopt, {other.key_file}})),
               Catch::EndsWith(": none of the keys in attest: has attested it"));
    CHECK(believe(attested.recipe, {std::nullopt, {other.key_file, attested.key_file}}).ok());
    CHECK_FALSE(believe(attested.recipe, {std::nullopt, {attested.folder / "none"}}).ok());
    CHECK_FALSE(
        believe(attested.recipe, {std::nullopt, {attested.folder.file("bad.pub", "x")}}).ok());
}

TEST_CASE("recipe_file: an attestation of another file is none", "[program][recipe_file]") {
    const Attested attested(attestations().front());
    const TempFolder folder;
    const RecipeFile other =
        must(read_recipe_file(folder.file("e.json", read_vector_file("cooked/ecdsa.json"))));
    const auto missing = believe(other, {std::nullopt, {attested.key_file}});
    REQUIRE_FALSE(missing.ok());
    CHECK(missing.error().code() == Errc::not_found);
    static_cast<void>(folder.file("e.json.attest.jws", attested.jws));
    CHECK_THAT(refusal(believe(other, {std::nullopt, {attested.key_file}})),
               Catch::EndsWith(": none of the keys in attest: has attested it"));
}

TEST_CASE("recipe_file: a person vouches with the hash", "[program][recipe_file]") {
    const TempFolder folder;
    const RecipeFile file =
        must(read_recipe_file(folder.file("r.json", read_vector_file("cooked/rsa.json"))));
    CHECK(believe(file, {file.sha256, {}}).ok());
    CHECK_THAT(refusal(believe(file, {crypto::Sha256{}, {}})),
               Catch::EndsWith(": its SHA-256 is " + encoding::encode_hex(file.sha256) +
                               ", which is not the one that is expected"));
    const Outcome nobody = believe(file, {});
    CHECK_THAT(refusal(nobody), Catch::EndsWith(": nobody vouches for it"));
    CHECK_FALSE(nobody.error().hint().empty());
}

TEST_CASE("recipe_file: a good hash makes no bad result good", "[program][recipe_file]") {
    const TempFolder folder;
    const auto believed = [&](std::string text) {
        const RecipeFile file = must(read_recipe_file(folder.file("r.json", text)));
        return believe(file, {file.sha256, {}});
    };
    std::string text = read_vector_file("cooked/rsa.json");
    const std::string rehearsal = "\"rehearsal\": false";
    const auto at = text.find(rehearsal);
    REQUIRE(at != std::string::npos);
    text.replace(at, rehearsal.size(), "\"rehearsal\": true");
    CHECK_THAT(refusal(believed(text)), Catch::EndsWith(": the result of a rehearsal"));

    text = read_vector_file("cooked/rsa.json");
    const std::string success = "\"signSuccess\": true";
    const auto place = text.find(success);
    REQUIRE(place != std::string::npos);
    text.replace(place, success.size(), "\"signSuccess\": false");
    CHECK_THAT(refusal(believed(text)), Catch::StartsWith("not a good cooked recipe: "));
    CHECK_THAT(refusal(believed(read_vector_file("../cli/recipes/first.json"))),
               Catch::EndsWith(": a recipe without results: it was not carried out"));
}
