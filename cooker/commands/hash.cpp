// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/commands/hash.hpp"

#include "base/quote.hpp"
#include "base/read_file.hpp"
#include "cooker/summary.hpp"
#include "encoding/hex.hpp"

namespace ceremony::cooker {

namespace {

// As large as the largest recipe.
constexpr std::size_t file_limit = std::size_t{1} << 30U;

// The name of a file as sha256sum(1) would show it, unless it has strange letters.
std::string name_text(const std::string& path) {
    const std::string quoted = quote(path, path.size());
    return quoted == '"' + path + '"' ? path : quoted;
}

}  // namespace

Outcome hash(const Options& options, const Program& program) {
    for (const std::string& path : options.files) {
        const std::string text = TRY(read_file(path, file_limit, {Links::follow, Writer::anyone}));
        const crypto::Sha256 digest = TRY(crypto::sha256(as_bytes(text)));
        std::string lines = encoding::encode_hex(digest) + "  " + name_text(path) + "\n";
        for (const std::string& line : word_lines(digest)) {
            lines += line + "\n";
        }
        TRY(program.out(lines));
    }
    return Nothing{};
}

}  // namespace ceremony::cooker
