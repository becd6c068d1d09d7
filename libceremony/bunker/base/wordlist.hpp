// SPDX-License-Identifier: BSD-3-Clause
//
// wordlist.hpp -- hashes as words that can be read aloud: the PGP word list.
//
// An octet at an even position (counting from 0) is one of 256 words of two
// syllables, at an odd position one of 256 words of three (P. Zimmermann and
// P. Juola, 1995). The two lists share no word, so a word that is read twice, two
// neighbours that are swapped, and a word that is left out before another are noticed.
// What is left out at the end is not, nor are two neighbours left out together: for
// these the reader has to know how many words there are.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"

namespace ceremony {

/// One word an octet, in lower case; the first octet is at an even position.
[[nodiscard]] std::vector<std::string> words_of(ByteView octets);

/// The same words with one space between two.
[[nodiscard]] std::string print_words(ByteView octets);

/// The octets that `text` spells: words in any letter case, separated by white space
/// (space, TAB, LF, CR). Errc::syntax, with the position of the word counted from 1,
/// for a word of neither list and for a word of the list that cannot stand there. How many
/// octets there have to be is for the caller to check.
[[nodiscard]] Result<Bytes> read_words(std::string_view text);

}  // namespace ceremony
