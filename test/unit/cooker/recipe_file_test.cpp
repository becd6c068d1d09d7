// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/recipe_file.hpp"

#include <filesystem>

#include "support/child.hpp"
#include "support/printing.hpp"
#include "support/temp_folder.hpp"
#include "support/vectors.hpp"

namespace ceremony::cooker {
namespace {

TEST_CASE("recipe_file: what is hashed is what is understood", "[cooker][recipe_file]") {
    const test::TempFolder folder;
    const std::string text = test::read_vector_file("recipe/accept/no_actions.json");
    const std::string path = folder.file("recipe.json", text);
    const auto once = read_once(path);
    REQUIRE(once.ok());
    CHECK(once.value().sha256 == crypto::sha256(as_bytes(text)).value());
    const auto file = understand(once.value());
    REQUIRE(file.ok());
    CHECK(file.value().document->text() == text);
    CHECK(file.value().sha256 == once.value().sha256);
    CHECK(file.value().recipe.actions.empty());
    CHECK(read_once(folder / "none").error().code() == Errc::not_found);
    CHECK(understand({"x", "{", {}}).error().code() == Errc::syntax);
}

TEST_CASE("recipe_file: a link is followed only by those who say so", "[cooker][recipe_file]") {
    const test::TempFolder folder;
    const std::string path = folder.file("recipe.json", "{}");
    std::filesystem::create_symlink(path, folder / "link");
    CHECK(read_once(folder / "link").error().code() == Errc::unreadable);
    CHECK(test::must(read_once(folder / "link", Links::follow)).text == "{}");
}

TEST_CASE("recipe_file: a path is a folder and a name", "[cooker][recipe_file]") {
    CHECK(folder_of("recipe.json") == ".");
    CHECK(folder_of("a/b/recipe.json") == "a/b");
    CHECK(folder_of("/recipe.json") == "/");
    CHECK(name_of("recipe.json") == "recipe.json");
    CHECK(name_of("a/b/recipe.json") == "recipe.json");
}

TEST_CASE("recipe_file: files that come of a recipe lie beside the result",
          "[cooker][recipe_file]") {
    const OutputFiles files{"in/recipe.json", "out/cooked.json", "journals"};
    CHECK_FALSE(files.replaces_recipe());
    CHECK(files.part() == "out/cooked.json.part");
    CHECK(files.final_file() == "out/cooked.json.final");
    CHECK(files.attestation() == "out/cooked.json.attest.jws");
    CHECK(files.approved() == "in/recipe.json.approved");
    CHECK(files.journal() == "journals/cooked.json.journal");
    CHECK(OutputFiles{"r", "r", "."}.replaces_recipe());
    CHECK(OutputFiles{"/r", "/r", "/"}.journal() == "/r.journal");
}

TEST_CASE("recipe_file: a run needs the names of its files to be free", "[cooker][recipe_file]") {
    const test::TempFolder folder;
    const std::string text = test::read_vector_file("recipe/accept/no_actions.json");
    const std::string path = folder.file("recipe.json", text);
    const RecipeFile recipe = test::must(understand(test::must(read_once(path))));
    const OutputFiles replacing{path, path, folder.path()};
    const OutputFiles beside{path, folder / "cooked.json", folder.path()};
    CHECK(replacing.expect_free(recipe).ok());
    CHECK(beside.expect_free(recipe).ok());

    SECTION("files of a run") {
        const auto name = GENERATE(as<std::string>{}, ".part", ".final", ".attest.jws", ".journal");
        static_cast<void>(folder.file("recipe.json" + name, "x"));
        CHECK(replacing.expect_free(recipe).error().code() == Errc::unwritable);
        CHECK(beside.expect_free(recipe).ok());
    }
    SECTION("the result itself") {
        static_cast<void>(folder.file("cooked.json", "x"));
        CHECK(beside.expect_free(recipe).error().code() == Errc::unwritable);
    }
    SECTION("the same approved recipe") {
        static_cast<void>(folder.file("recipe.json.approved", text));
        CHECK(replacing.expect_free(recipe).ok());
    }
    SECTION("another approved recipe") {
        static_cast<void>(folder.file("recipe.json.approved", text + "\n"));
        CHECK(replacing.expect_free(recipe).error().code() == Errc::unwritable);
        CHECK(beside.expect_free(recipe).ok());
    }
    SECTION("approvals that nobody here can check") {
        static_cast<void>(folder.file("recipe.json.approval.jws", "{}"));
        CHECK(replacing.expect_free(recipe).error().code() == Errc::refused);
        CHECK(beside.expect_free(recipe).error().code() == Errc::refused);
    }
}

TEST_CASE("recipe_file: a journal names files so that its folder can be moved",
          "[cooker][recipe_file]") {
    const test::TempFolder folder;
    const test::TempFolder other;
    CHECK(journal_name(folder / "recipe.json", folder.path()).value() == "recipe.json");
    CHECK(journal_name(folder.path() + "/./recipe.json", folder.path() + "/.").value() ==
          "recipe.json");
    CHECK(journal_name(other / "recipe.json", folder.path()).value() == other / "recipe.json");
    CHECK(journal_name("/nonexistent/recipe.json", folder.path()).error().code() ==
          Errc::unreadable);
    CHECK(journal_name(folder / "recipe.json", "/nonexistent").error().code() == Errc::unreadable);
    CHECK(path_from_journal("recipe.json", "/a/b") == "/a/b/recipe.json");
    CHECK(path_from_journal("/c/recipe.json", "/a/b") == "/c/recipe.json");
    CHECK(path_from_journal("recipe.json", "/") == "/recipe.json");
}

TEST_CASE("recipe_file: a new file is whole, and takes no name that is in use",
          "[cooker][recipe_file]") {
    const test::TempFolder folder;
    const std::string path = folder / "new";
    CHECK(write_new_file(path, "text").ok());
    CHECK(test::slurp(path) == "text");
    CHECK(folder.names() == std::vector<std::string>{"new"});
    const auto again = write_new_file(path, "other");
    REQUIRE_FALSE(again.ok());
    CHECK(again.error().code() == Errc::unwritable);
    CHECK(test::slurp(path) == "text");
}

TEST_CASE("recipe_file: a file that cannot be written whole is told", "[cooker][recipe_file]") {
    const test::TempFolder folder;
    const auto outcome = test::in_child([&]() -> Outcome {
        test::limit_file_size(2);
        return write_new_file(folder / "new", "text");
    });
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().code() == Errc::unwritable);
}

TEST_CASE("recipe_file: what is not there need not be removed", "[cooker][recipe_file]") {
    const test::TempFolder folder;
    const std::string path = folder.file("x", "");
    CHECK(remove_if_there(path).ok());
    CHECK(folder.names().empty());
    CHECK(remove_if_there(path).ok());
    CHECK(remove_if_there(folder / "no/x").ok());
    CHECK(remove_if_there(folder.path()).error().code() == Errc::unwritable);
}

TEST_CASE("recipe_file: the approved recipe is kept, and it is known who made the copy",
          "[cooker][recipe_file]") {
    const test::TempFolder folder;
    const std::string text = test::read_vector_file("recipe/accept/no_actions.json");
    const std::string path = folder.file("recipe.json", text);
    const RecipeFile recipe = test::must(understand(test::must(read_once(path))));
    const OutputFiles replacing{path, path, folder.path()};
    const OutputFiles beside{path, folder / "cooked.json", folder.path()};
    CHECK(test::must(keep_approved(beside, recipe)) == Kept::before);
    CHECK_FALSE(is_there(replacing.approved()));
    CHECK(test::must(keep_approved(replacing, recipe)) == Kept::now);
    CHECK(test::slurp(replacing.approved()) == text);
    CHECK(test::must(keep_approved(replacing, recipe)) == Kept::before);
    test::must(remove_if_there(replacing.approved()));
    static_cast<void>(folder.file("recipe.json.approved", "{}"));
    const auto refused = keep_approved(replacing, recipe);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code() == Errc::unwritable);
    CHECK(refused.error().hint() ==
          "it was carried out, or begun, under this name: keep it under another one");
}

TEST_CASE("recipe_file: a result whose folder is gone is not said to be removed",
          "[cooker][recipe_file]") {
    const test::TempFolder folder;
    const std::string part = folder.file("o.json.part", "");
    CHECK(remove_part({"r", folder / "o.json", "."}).ok());
    CHECK_FALSE(is_there(part));
    CHECK(remove_part({"r", folder / "o.json", "."}).ok());
    const auto gone = remove_part({"r", folder / "gone/o.json", "."});
    REQUIRE_FALSE(gone.ok());
    CHECK(gone.error().code() == Errc::unwritable);
    CHECK_THAT(gone.error().message(),
               Catch::Contains("o.json.part") && Catch::Contains("its folder is not there"));
}

TEST_CASE("recipe_file: one file is one file, however it is spelled", "[cooker][recipe_file]") {
    const test::TempFolder folder;
    const std::string path = folder.file("x", "");
    CHECK(is_one_file(path, folder.path() + "/./x"));
    CHECK(is_one_file("none", "none"));
    CHECK_FALSE(is_one_file(path, folder.file("y", "")));
    CHECK_FALSE(is_one_file("none", "other"));
}

}  // namespace
}  // namespace ceremony::cooker
