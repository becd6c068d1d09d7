// SPDX-License-Identifier: BSD-3-Clause

#include "planner/commands/hash.hpp"

#include "base/read_file.hpp"
#include "crypto/digest.hpp"
#include "program/hash_lines.hpp"

namespace ceremony::planner {

namespace {

// As large as the largest recipe.
constexpr std::size_t file_limit = std::size_t{1} << 30U;

}  // namespace

Outcome hash(const Options& options, const program::Program& program) {
    for (const std::string& path : options.files) {
        const std::string text = TRY(read_file(path, file_limit, {Links::follow, Writer::anyone}));
        const crypto::Sha256 digest = TRY(crypto::sha256(as_bytes(text)));
        TRY(program.out(program::hash_lines(digest, path)));
    }
    return Nothing{};
}

}  // namespace ceremony::planner
