// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/commands/verify.hpp"

#include <algorithm>
#include <optional>

#include "crypto/digest.hpp"
#include "encoding/hex.hpp"
#include "support/printing.hpp"
#include "support/recipes.hpp"
#include "support/temp_folder.hpp"
#include "support/vectors.hpp"

using namespace ceremony;
using namespace ceremony::cooker;
using ceremony::test::TempFolder;

namespace {

struct Told {
    Outcome outcome;
    std::string out;
    std::string err;

    [[nodiscard]] bool says(std::string_view text) const {
        return out.find(text) != std::string::npos;
    }
};

Told verified(const std::string& cooked, const std::optional<std::string>& recipe = std::nullopt) {
    Told told{Nothing{}, "", ""};
    Program program;
    const auto into = [](std::string& text) {
        return [&text](std::string_view more) -> Outcome {
            text += more;
            return Nothing{};
        };
    };
    program.out = into(told.out);
    program.err = into(told.err);
    Options options;
    options.verb = Verb::verify;
    options.files = {cooked};
    options.recipe = recipe;
    told.outcome = verify(options, program);
    return told;
}

std::string sample(const std::string& name, const std::string& edits = "") {
    const std::string text = test::read_vector_file("cooked/" + name + ".json");
    return edits.empty() ? text : test::edited(text, edits);
}

std::size_t lines_in(const std::string& text) {
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

}  // namespace

TEST_CASE("verify command: a good cooked recipe is told with its origin", "[cooker][verify]") {
    const TempFolder folder;
    const Told told = verified(folder.file("cooked.json", sample("ecdsa")));
    CHECK(told.outcome.ok());
    CHECK(told.err.empty());
    CHECK(told.says("A rollover of the KSK"));
    CHECK(told.says("Cooked 2026-12-01 10:00:00 UTC"));
    CHECK(told.says("on the token \"Bunker\", serial \"0123456789abcdef\", repository"));
    CHECK(told.says("Not deleted, or not there: ID 00b2"));
    CHECK(told.says("Good: 10 signatures verified\n"));
    CHECK_FALSE(told.says("REHEARSAL"));
}

TEST_CASE("verify command: every finding is told with its place", "[cooker][verify]") {
    const TempFolder folder;
    const std::string path =
        folder.file("cooked.json", sample("rsa",
                                          "set recipe.preamble.cooked.complete false ;; "
                                          "spoil recipe.actions[2].cooked.signedKeysetRRs[2]"));
    const Told told = verified(path);
    REQUIRE_FALSE(told.outcome.ok());
    CHECK(told.outcome.error().code() == Errc::refused);
    CHECK_THAT(told.outcome.error().message(),
               Catch::EndsWith("not a good cooked recipe: 2 findings"));
    CHECK(lines_in(told.err) == 2);
    CHECK_THAT(told.err, Catch::StartsWith("cooker: " + path + ":"));
    CHECK_THAT(told.err, Catch::Contains("recipe.preamble.cooked.complete: false"));
    CHECK_THAT(told.err, Catch::Contains("signedKeysetRRs[2]: the signature does not verify"));
    CHECK_FALSE(told.says("Good"));
}

TEST_CASE("verify command: a rehearsal and a file of v1.0 are told as such", "[cooker][verify]") {
    const TempFolder folder;
    const Told rehearsal =
        verified(folder.file("a.json", sample("rsa", "set recipe.preamble.cooked.rehearsal true")));
    CHECK(rehearsal.outcome.ok());
    CHECK(rehearsal.says("This is the result of a REHEARSAL"));
    const Told old = verified(folder.file("b.json", sample("v1_0")));
    CHECK(old.outcome.ok());
    CHECK(old.says("It is a file of v1.0"));
}

TEST_CASE("verify command: the approved recipe is held against it", "[cooker][verify]") {
    const TempFolder folder;
    const std::string results =
        "remove recipe.preamble.cooked ;; remove recipe.preamble.cooked_timestamp ;; "
        "remove recipe.actions[0].cooked ;; remove recipe.actions[1].cooked ;; "
        "remove recipe.actions[2].cooked";
    const std::string approved = folder.file("recipe.json", sample("rsa", results));
    const auto hash = test::must(crypto::sha256(as_bytes(sample("rsa", results))));
    const std::string named =
        "set recipe.preamble.cooked.recipeSha256 \"" + encoding::encode_hex(hash) + "\"";
    const Told good = verified(folder.file("a.json", sample("rsa", named)), approved);
    CHECK(good.outcome.ok());
    CHECK(good.says("and it is this recipe with results"));

    const Told other_hash = verified(folder.file("b.json", sample("rsa")), approved);
    CHECK_FALSE(other_hash.outcome.ok());
    CHECK_THAT(other_hash.err, Catch::Contains("cooked.recipeSha256: the hash of the approved"));
    const Told other = verified(
        folder.file("c.json", sample("rsa", named + " ;; set recipe.preamble.description \"x\"")),
        approved);
    CHECK_FALSE(other.outcome.ok());
    CHECK(lines_in(other.err) == 1);
    CHECK_THAT(other.err, Catch::Contains("recipe.preamble.description: not what was approved"));
}

TEST_CASE("verify command: what cannot be read is told as that", "[cooker][verify]") {
    const TempFolder folder;
    CHECK(verified(folder / "none.json").outcome.error().code() == Errc::not_found);
    CHECK(verified(folder.file("a.json", "{")).outcome.error().code() == Errc::syntax);
    const std::string good = folder.file("b.json", sample("rsa"));
    CHECK(verified(good, folder / "none.json").outcome.error().code() == Errc::not_found);
}
