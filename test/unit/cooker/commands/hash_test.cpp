// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/commands/hash.hpp"

#include "support/printing.hpp"
#include "support/temp_folder.hpp"

using namespace ceremony;
using namespace ceremony::cooker;
using ceremony::test::must;
using ceremony::test::TempFolder;

namespace {

Result<std::string> hashed(const std::vector<std::string>& files) {
    std::string out;
    Program program;
    program.out = [&out](std::string_view text) -> Outcome {
        out += text;
        return Nothing{};
    };
    Options options;
    options.files = files;
    TRY(hash(options, program));
    return out;
}

}  // namespace

TEST_CASE("hash: files are told as by sha256sum and as words", "[cooker][hash]") {
    const TempFolder folder;
    const std::string abc = folder.file("abc", "abc");
    const std::string none = folder.file("e\xc3\xa9 ", "");
    // sha256sum (coreutils 9.1).
    CHECK(must(hashed({abc, none})) ==
          "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  " + abc +
              "\n"
              "  shadow indigo backward rebellion payday adviser stagehand undaunted\n"
              "  cranky decadence crackdown telephone exceed performance blockade cannonball\n"
              "  ruffled aggregate fallout pandemic prefer bookseller keyboard october\n"
              "  scenic autopsy zulu frequency uproot adroitness backfield perceptive\n"
              "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  \"" +
              folder.path() +
              "/e\\xc3\\xa9 \"\n"
              "  tissue phonetic snowslide december printer wilmington befriend belowground\n"
              "  pupil wichita upshot retrieval prowler hemisphere sentence capricorn\n"
              "  brackish performance cranky tradition flytrap norwegian playhouse disbelief\n"
              "  regain montana prowler bravado island enrollment select equipment\n");
}

TEST_CASE("hash: the first file that cannot be read ends it", "[cooker][hash]") {
    const TempFolder folder;
    const auto result = hashed({folder.file("a", ""), folder / "b"});
    REQUIRE_FALSE(result.ok());
    CHECK(result.error().code() == Errc::not_found);
    CHECK(hashed({folder.path()}).error().code() == Errc::unreadable);
}
