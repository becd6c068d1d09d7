// SPDX-License-Identifier: BSD-3-Clause

#include "program/hash_lines.hpp"

#include <string_view>
#include <vector>

#include "base/quote.hpp"
#include "base/wordlist.hpp"
#include "encoding/hex.hpp"

namespace ceremony::program {

namespace {

// The name of a file as sha256sum(1) would show it, unless it has strange letters.
std::string name_text(const std::string& path) {
    const std::string quoted = quote(path, path.size());
    return quoted == '"' + path + '"' ? path : quoted;
}

}  // namespace

std::string word_lines(const crypto::Sha256& digest) {
    constexpr std::size_t words_in_line = 8;
    std::string text;
    std::size_t count = 0;
    for (const std::string_view word : words_of(digest)) {
        text.append(count % words_in_line == 0 ? "  " : " ").append(word);
        ++count;
        text.append(count % words_in_line == 0 ? "\n" : "");
    }
    return text;
}

std::string hash_lines(const crypto::Sha256& digest, const std::string& path) {
    return encoding::encode_hex(digest) + "  " + name_text(path) + "\n" + word_lines(digest);
}

}  // namespace ceremony::program
