// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/key_text.hpp"

#include "base/quote.hpp"
#include "cooker/summary.hpp"
#include "encoding/hex.hpp"
#include "recipe/key_data.hpp"

namespace ceremony::cooker {

namespace {

// " of algorithm 13"
std::string algorithm_text(dns::Algorithm algorithm) {
    return " of algorithm " + std::to_string(static_cast<unsigned>(algorithm));
}

std::string_view role_of(recipe::KeyKind kind) noexcept {
    return role_text(static_cast<std::uint16_t>(kind.role));
}

}  // namespace

std::string key_text(const recipe::KeyName& name) {
    std::string text;
    if (!name.id().empty()) {
        text = "ID " + encoding::encode_hex(name.id());
    }
    if (!name.label().empty()) {
        text += (text.empty() ? "" : " ") + quote(name.label());
    }
    if (name.store() != recipe::default_store) {
        text += " on " + quote(name.store());
    }
    return text;
}

std::string key_text(const recipe::KeyReference& key) {
    return std::string(role_of(key.kind)) + algorithm_text(key.kind.algorithm) + ", " +
           key_text(key.name);
}

std::string key_text(const recipe::DirectKey& key) {
    std::string text = std::string(role_of(key.kind)) + " " +
                       tag_text(dns::key_tag(recipe::to_dnskey(key.kind, key.data))) +
                       algorithm_text(key.kind.algorithm);
    if (key.source) {
        text += " from " + quote(key.source->name);
    }
    return text;
}

std::string key_text(const recipe::KeysetKey& key) {
    return std::visit([](const auto& held) { return key_text(held); }, key);
}

std::uint16_t rsa_bits_of(ByteView key_field) {
    const auto bits = recipe::rsa_bits(key_field);
    return bits.ok() ? bits.value() : std::uint16_t{0};
}

Result<Sha256> fingerprint_of(ByteView key_field) {
    return crypto::sha256(key_field);
}

std::string fingerprint_text(const Sha256& fingerprint) {
    return "sha256:" + encoding::encode_hex(fingerprint);
}

}  // namespace ceremony::cooker
