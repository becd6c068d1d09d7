// SPDX-License-Identifier: BSD-3-Clause

#include "cooked/manifest.hpp"

#include <algorithm>
#include <utility>

#include "crypto/merkle.hpp"
#include "encoding/hex.hpp"
#include "json/fields.hpp"
#include "json/parse.hpp"
#include "json/print.hpp"
#include "recipe/read.hpp"

namespace ceremony::cooked {

namespace {

// As large as recipes have it.
constexpr std::int64_t count_limit = 0x7fff'ffff;

Result<crypto::Sha256> actions_root(const json::Document& document) {
    crypto::MerkleTree tree;
    for (const json::Value action : recipe::action_values(document)) {
        TRY(tree.add(as_bytes(action.source())));
    }
    return tree.root();
}

Result<crypto::Sha256> read_sha256(json::Fields& fields, std::string_view name) {
    const json::Value value = TRY(fields.any(name));
    const auto octets = encoding::decode_hex(TRY(json::text_of(value)));
    crypto::Sha256 digest{};
    if (!octets.ok() || octets.value().size() != digest.size()) {
        return value.fail(Errc::syntax, "not the 64 digits of a SHA-256");
    }
    std::ranges::copy(octets.value(), digest.begin());
    return digest;
}

Result<std::uint32_t> read_count(json::Fields& fields, std::string_view name) {
    return static_cast<std::uint32_t>(TRY(fields.integer(name, {1, count_limit})));
}

Result<std::optional<Manifest::Ceremony>> read_ceremony(json::Fields& fields) {
    const std::optional<json::Value> value = fields.any_if_present("chain");
    if (!value) {
        return std::optional<Manifest::Ceremony>();
    }
    auto chain = recipe::Word::from_text(TRY(json::text_of(*value)));
    if (!chain.ok()) {
        return value->fail(chain.error().code(), chain.error().message());
    }
    const std::uint32_t sequence = TRY(read_count(fields, "sequence"));
    const std::uint32_t attempt = TRY(read_count(fields, "attempt"));
    return std::optional(Manifest::Ceremony{std::move(chain).value(), sequence, attempt});
}

Result<Manifest> read(json::Fields& fields) {
    Manifest manifest;
    manifest.file = TRY(read_sha256(fields, "sha256"));
    manifest.recipe = TRY(read_sha256(fields, "recipeSha256"));
    manifest.ceremony = TRY(read_ceremony(fields));
    manifest.actions_root = TRY(read_sha256(fields, "actionsRoot"));
    return manifest;
}

}  // namespace

Result<Manifest> make_manifest(const json::Document& document, const recipe::Recipe& cooked) {
    const std::optional<recipe::Cooked>& made = cooked.preamble.cooked;
    if (!made || !made->complete) {
        return Error{Errc::semantics, "only a complete cooked recipe has a manifest"};
    }
    Manifest manifest;
    manifest.file = TRY(crypto::sha256(as_bytes(document.text())));
    manifest.recipe = made->recipe;
    const std::optional<recipe::Ceremony>& ceremony = cooked.preamble.ceremony;
    if (ceremony) {
        manifest.ceremony =
            Manifest::Ceremony{ceremony->chain, ceremony->sequence, ceremony->attempt};
    }
    manifest.actions_root = TRY(actions_root(document));
    return manifest;
}

std::string write_manifest(const Manifest& manifest) {
    json::Printer out;
    const auto write_sha256 = [&out](std::string_view name, const crypto::Sha256& digest) {
        out.name(name);
        out.text(encoding::encode_hex(digest));
    };
    out.begin_object();
    write_sha256("sha256", manifest.file);
    write_sha256("recipeSha256", manifest.recipe);
    if (manifest.ceremony) {
        out.name("chain");
        out.text(manifest.ceremony->chain.text());
        out.name("sequence");
        out.integer(manifest.ceremony->sequence);
        out.name("attempt");
        out.integer(manifest.ceremony->attempt);
    }
    write_sha256("actionsRoot", manifest.actions_root);
    out.end();
    return out.take();
}

Result<Manifest> read_manifest(std::string text, std::string name) {
    const json::Document document = TRY(json::parse(std::move(text), std::move(name)));
    return json::read_object(document.root(), read);
}

}  // namespace ceremony::cooked
