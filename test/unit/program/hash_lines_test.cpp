// SPDX-License-Identifier: BSD-3-Clause

#include "program/hash_lines.hpp"

#include "encoding/hex.hpp"
#include "support/printing.hpp"

using namespace ceremony;
using namespace ceremony::program;
using ceremony::test::must;

TEST_CASE("hash_lines: digits as sha256sum has them, then words", "[program][hash_lines]") {
    // FIPS 180-2, appendix B.1: the SHA-256 of "abc"; the words are those of the PGP word list.
    const crypto::Sha256 digest = must(crypto::sha256(as_bytes("abc")));
    const std::string words =
        "  shadow indigo backward rebellion payday adviser stagehand undaunted\n"
        "  cranky decadence crackdown telephone exceed performance blockade cannonball\n"
        "  ruffled aggregate fallout pandemic prefer bookseller keyboard october\n"
        "  scenic autopsy zulu frequency uproot adroitness backfield perceptive\n";
    CHECK(word_lines(digest) == words);
    CHECK(hash_lines(digest, "a b.json") ==
          "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  a b.json\n" + words);
    CHECK(hash_lines(digest, "a\nb").find("  \"a\\nb\"\n") == 64);
}
