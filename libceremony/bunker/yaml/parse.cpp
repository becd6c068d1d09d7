// SPDX-License-Identifier: BSD-3-Clause

#include "yaml/parse.hpp"

#include <utility>

#include "json/builder.hpp"
#include "yaml/block.hpp"
#include "yaml/characters.hpp"
#include "yaml/composer.hpp"
#include "yaml/source.hpp"

namespace ceremony::yaml {

Result<json::Document> parse(std::string text, std::string name) {
    if (text.size() > text_limit) {
        return Error(Errc::limit, "larger than " + std::to_string(text_limit) + " octets").in(name);
    }
    json::Builder builder(std::move(name), std::move(text));
    if (const auto bad = find_bad_character(builder.text())) {
        return builder.fail(bad->offset, Errc::syntax, bad->what);
    }
    Source source(builder);
    Composer composer(builder);
    TRY(read_document(source, composer));
    return std::move(builder).finish();
}

}  // namespace ceremony::yaml
