// SPDX-License-Identifier: BSD-3-Clause

#include "recipe/recipe.hpp"

#include <algorithm>
#include <numeric>

#include "base/quote.hpp"

namespace ceremony::recipe {

namespace {

// RFC 1035, section 2.3.4 has the same limit for a label; it also fits every file name.
constexpr std::size_t word_limit = 63;

}  // namespace

Result<Word> Word::from_text(std::string_view text) {
    constexpr std::string_view allowed =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
    if (text.empty() || text.size() > word_limit || text.front() == '.' || text.front() == '-' ||
        text.find_first_not_of(allowed) != std::string_view::npos) {
        return Error{Errc::syntax,
                     quote(text) +
                         " is not 1 to 63 of A-Z, a-z, 0-9, dot, underscore and hyphen that "
                         "begin with none of dot and hyphen"};
    }
    return Word(std::string(text));
}

Result<KeyName> KeyName::make(std::string store, Bytes id, std::string label) {
    if (store.empty()) {
        return Error{Errc::syntax, "the keyStore is empty"};
    }
    if (id.empty() && label.empty()) {
        return Error{Errc::syntax, "a key needs a keyID or a keyLabel"};
    }
    return KeyName(std::move(store), std::move(id), std::move(label));
}

std::string_view to_string(OaepHash hash) noexcept {
    return hash == OaepHash::sha1 ? "SHA-1" : "SHA-256";
}

std::string_view action_type(const Action& action) noexcept {
    constexpr std::array<std::string_view, std::variant_size_v<ActionParams>> names = {
        "haveKey",         "deleteKey",    "generateKey", "produceSignedKeyset",
        "importPublicKey", "exportKeypair"};
    return names[action.params.index()];
}

const dns::Name* zone_of(const Action& action) noexcept {
    if (const auto* set = std::get_if<ProduceSignedKeyset>(&action.params)) {
        return &set->owner;
    }
    if (const auto* generation = std::get_if<GenerateKey>(&action.params)) {
        return generation->owner ? &*generation->owner : nullptr;
    }
    if (const auto* deletion = std::get_if<DeleteKey>(&action.params)) {
        return deletion->owner ? &*deletion->owner : nullptr;
    }
    return nullptr;
}

std::vector<std::size_t> execution_order(const Recipe& recipe) {
    std::vector<std::size_t> order(recipe.actions.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&recipe](std::size_t a, std::size_t b) {
        return recipe.actions[a].params.index() < recipe.actions[b].params.index();
    });
    return order;
}

bool carries_results(const Recipe& recipe) noexcept {
    return recipe.preamble.cooked || recipe.preamble.cooked_timestamp ||
           std::any_of(recipe.actions.begin(), recipe.actions.end(), [](const Action& action) {
               return std::visit([](const auto& params) { return params.cooked.has_value(); },
                                 action.params);
           });
}

dns::Dnskey to_dnskey(KeyKind kind, Bytes data) {
    return {static_cast<std::uint16_t>(kind.role), kind.algorithm, std::move(data)};
}

}  // namespace ceremony::recipe
