// SPDX-License-Identifier: BSD-3-Clause

#include "cooked/manifest.hpp"

#include "encoding/hex.hpp"
#include "support/printing.hpp"
#include "support/vectors.hpp"
#include "unit/cooked/samples.hpp"

using namespace ceremony;
using ceremony::cooked::make_manifest;
using ceremony::cooked::Manifest;
using ceremony::cooked::read_manifest;
using ceremony::cooked::write_manifest;
using ceremony::test::cooked_sample;
using ceremony::test::must;

TEST_CASE("manifest: it says what sha256sum and Python say of the file", "[cooked][manifest]") {
    for (const auto& vector : test::read_vectors("cooked/manifest.vec", {"base", "manifest"})) {
        CAPTURE(vector.title());
        const auto sample = cooked_sample(vector.text("base"));
        const Manifest manifest = must(make_manifest(*sample.document, sample.recipe));
        CHECK(manifest == must(read_manifest(vector.text("manifest"), "manifest")));
    }
}

TEST_CASE("manifest: what is written is read as the same manifest", "[cooked][manifest]") {
    const auto edits = GENERATE(as<std::string>{}, "", "remove recipe.preamble.ceremony");
    const auto sample = cooked_sample("rsa", edits);
    const Manifest manifest = must(make_manifest(*sample.document, sample.recipe));
    CHECK(manifest.ceremony.has_value() == edits.empty());
    const std::string text = write_manifest(manifest);
    const Manifest back = must(read_manifest(text, "manifest"));
    CHECK(back == manifest);
    CHECK(write_manifest(back) == text);
}

TEST_CASE("manifest: it names the ceremony and the attempt", "[cooked][manifest]") {
    const auto sample = cooked_sample("rsa", "set recipe.preamble.ceremony.attempt 2");
    const Manifest manifest = must(make_manifest(*sample.document, sample.recipe));
    REQUIRE(manifest.ceremony.has_value());
    CHECK(manifest.ceremony->attempt == 2);
}

TEST_CASE("manifest: another spelling of one action is another root", "[cooked][manifest]") {
    const auto sample = cooked_sample("rsa");
    const Manifest manifest = must(make_manifest(*sample.document, sample.recipe));
    const auto other = cooked_sample("rsa", "set recipe.actions[1].cooked.exists true");
    const Manifest changed = must(make_manifest(*other.document, other.recipe));
    CHECK(changed.actions_root != manifest.actions_root);
    const auto preamble = cooked_sample("rsa", "set recipe.preamble.description \"\"");
    const Manifest same = must(make_manifest(*preamble.document, preamble.recipe));
    CHECK(same.actions_root == manifest.actions_root);
    CHECK(same.file != manifest.file);
}

TEST_CASE("manifest: only what is complete has one", "[cooked][manifest]") {
    const auto edits = GENERATE(as<std::string>{}, "remove recipe.preamble.cooked",
                                "set recipe.preamble.cooked.complete false");
    const auto sample = cooked_sample("rsa", edits);
    const auto manifest = make_manifest(*sample.document, sample.recipe);
    REQUIRE_FALSE(manifest.ok());
    CHECK(manifest.error().code() == Errc::semantics);
}

TEST_CASE("manifest: what is not one is refused", "[cooked][manifest]") {
    const std::string hash(64, 'a');
    const std::string begin = R"({"sha256":")" + hash + R"(","recipeSha256":")" + hash + "\",";
    const std::string end = R"("actionsRoot":")" + hash + "\"}";
    must(read_manifest(begin + end, "manifest"));
    must(read_manifest(begin + R"("chain":"nl","sequence":1,"attempt":2147483647,)" + end, "m"));
    struct Row {
        std::string what;
        std::string text;
        Errc code;
        std::string path;
    };
    const auto row = GENERATE_COPY(values<Row>({
        {"no JSON", "{", Errc::syntax, ""},
        {"no object", "[]", Errc::syntax, "not an object"},
        {"no hash of the file", "{" + end, Errc::syntax, "sha256"},
        {"no hash of the recipe", R"({"sha256":")" + hash + "\"," + end, Errc::syntax,
         "recipeSha256"},
        {"no root", begin + R"("chain":"nl","sequence":1,"attempt":1})", Errc::syntax,
         "actionsRoot"},
        {"a short hash", R"({"sha256":"aa"})", Errc::syntax, "sha256: not the 64 digits"},
        {"a hash that is none", R"({"sha256":"x"})", Errc::syntax, "sha256: not the 64 digits"},
        {"a hash that is no text", R"({"sha256":1})", Errc::syntax, "sha256: not a text"},
        {"a chain that is no word", begin + R"("chain":".","sequence":1,"attempt":1,)" + end,
         Errc::syntax, "chain: \".\" is not"},
        {"a chain that is no text", begin + R"("chain":1,"sequence":1,"attempt":1,)" + end,
         Errc::syntax, "chain: not a text"},
        {"no sequence", begin + R"("chain":"nl","attempt":1,)" + end, Errc::syntax, "sequence"},
        {"no attempt", begin + R"("chain":"nl","sequence":1,)" + end, Errc::syntax, "attempt"},
        {"sequence 0", begin + R"("chain":"nl","sequence":0,"attempt":1,)" + end, Errc::semantics,
         "sequence"},
        {"attempt 2147483648", begin + R"("chain":"nl","sequence":1,"attempt":2147483648,)" + end,
         Errc::semantics, "attempt"},
        {"a sequence of no chain", begin + R"("sequence":1,"attempt":1,)" + end, Errc::syntax,
         "sequence"},
        {"another member", begin + R"("more":1,)" + end, Errc::syntax, "more"},
    }));
    CAPTURE(row.what);
    const auto manifest = read_manifest(row.text, "manifest");
    REQUIRE_FALSE(manifest.ok());
    CHECK(manifest.error().code() == row.code);
    CHECK_THAT(manifest.error().message(), Catch::Contains(row.path));
}
