// SPDX-License-Identifier: BSD-3-Clause

#include "base/wordlist.hpp"

#include <algorithm>
#include <set>

#include "support/printing.hpp"
#include "support/vectors.hpp"

using namespace ceremony;
using ceremony::test::must;
using ceremony::test::read_vectors;

namespace {

std::string in_case(std::string text, int (*change)(int)) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [change](unsigned char letter) { return static_cast<char>(change(letter)); });
    return text;
}

Bytes all_octets_twice() {
    Bytes octets;
    for (int octet = 0; octet < 256; ++octet) {
        octets.push_back(static_cast<Byte>(octet));
        octets.push_back(static_cast<Byte>(octet));
    }
    return octets;
}

}  // namespace

TEST_CASE("wordlist: hashes become the words that others give them and back", "[base][wordlist]") {
    for (const auto& vector : read_vectors("base/words.vec", {"octets", "words"})) {
        CAPTURE(vector.title());
        const std::string& words = vector.text("words");
        CHECK(print_words(vector.hex("octets")) == in_case(words, std::tolower));
        CHECK(must(read_words(words)) == vector.hex("octets"));
        CHECK(must(read_words(in_case(words, std::toupper))) == vector.hex("octets"));
    }
}

TEST_CASE("wordlist: all 512 words differ and are read back", "[base][wordlist]") {
    const Bytes octets = all_octets_twice();
    const std::vector<std::string> words = words_of(octets);
    CHECK(words.size() == 512);
    CHECK(std::set<std::string>(words.begin(), words.end()).size() == 512);
    CHECK(must(read_words(print_words(octets))) == octets);
}

TEST_CASE("wordlist: nothing is no words", "[base][wordlist]") {
    CHECK(print_words({}).empty());
    CHECK(words_of({}).empty());
    CHECK(must(read_words("")).empty());
    CHECK(must(read_words(" \t\r\n")).empty());
}

TEST_CASE("wordlist: white space separates words and nothing else does", "[base][wordlist]") {
    CHECK(must(read_words("  topmost\tIstanbul\r\nPluto vagabond\n")) ==
          Bytes{0xe5, 0x82, 0x94, 0xf2});
    CHECK(read_words("topmost-Istanbul").error().message() ==
          R"(word 1, "topmost-Istanbul", is not in the word list)");
    CHECK(read_words("topmost,Istanbul").error().code() == Errc::syntax);
}

TEST_CASE("wordlist: a word that is missing or misplaced is noticed but at the end",
          "[base][wordlist]") {
    const Bytes octets = {0xe5, 0x82, 0x94, 0xf2, 0xe5, 0x82};
    const std::vector<std::string> words = words_of(octets);
    const auto read = [](const std::vector<std::string>& spoken) {
        std::string text;
        for (const std::string& word : spoken) {
            text += word + " ";
        }
        return read_words(text);
    };
    for (std::size_t i = 0; i < words.size(); ++i) {
        CAPTURE(i);
        const bool is_last = i + 1 == words.size();
        const auto here = static_cast<std::ptrdiff_t>(i);
        auto twice = words;
        twice.insert(twice.begin() + here, words[i]);
        CHECK(read(twice).error().code() == Errc::syntax);
        auto missing = words;
        missing.erase(missing.begin() + here);
        if (is_last) {
            CHECK(must(read(missing)) == Bytes{0xe5, 0x82, 0x94, 0xf2, 0xe5});
            continue;
        }
        CHECK(read(missing).error().code() == Errc::syntax);
        auto swapped = words;
        std::swap(swapped[i], swapped[i + 1]);
        CHECK(read(swapped).error().code() == Errc::syntax);
        auto two_missing = words;
        two_missing.erase(two_missing.begin() + here, two_missing.begin() + here + 2);
        CHECK(must(read(two_missing)).size() == words.size() - 2);
    }
}

TEST_CASE("wordlist: wrong words are refused with their position", "[base][wordlist]") {
    struct Row {
        std::string what;
        std::string text;
        std::string message;
    };
    const std::string misplaced = " cannot stand there: a word before it is missing or too many";
    const auto row = GENERATE_COPY(values<Row>({
        {"unknown", "topmost Istanbul Plato", R"(word 3, "Plato", is not in the word list)"},
        {"a part of a word", "topm", R"(word 1, "topm", is not in the word list)"},
        {"a word and more", "topmosts", R"(word 1, "topmosts", is not in the word list)"},
        {"not a letter", "\x1b[0m", R"(word 1, "\x1b[0m", is not in the word list)"},
        {"first one missing", "Istanbul Pluto vagabond", R"(word 1, "Istanbul",)" + misplaced},
        {"one missing", "topmost Pluto vagabond", R"(word 2, "Pluto",)" + misplaced},
        {"one doubled", "topmost topmost Istanbul", R"(word 2, "topmost",)" + misplaced},
        {"two swapped", "topmost Istanbul vagabond Pluto", R"(word 3, "vagabond",)" + misplaced},
    }));
    CAPTURE(row.what);
    const auto octets = read_words(row.text);
    REQUIRE_FALSE(octets.ok());
    CHECK(octets.error().code() == Errc::syntax);
    CHECK(octets.error().message() == row.message);
}
