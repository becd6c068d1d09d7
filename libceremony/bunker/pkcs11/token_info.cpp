// SPDX-License-Identifier: BSD-3-Clause

#include "pkcs11/token_info.hpp"

#include "base/quote.hpp"

namespace ceremony::pkcs11 {
namespace {

std::string list(const std::vector<TokenInfo>& tokens) {
    std::string text;
    for (const TokenInfo& token : tokens) {
        text += (text.empty() ? "" : "; ") + describe(token);
    }
    return text.empty() ? "no slot has a token" : text;
}

/// `label "OKS"`, for messages.
std::string describe(const config::TokenName& name) {
    if (const auto* label = std::get_if<config::TokenLabel>(&name)) {
        return "label " + quote(label->text);
    }
    if (const auto* serial = std::get_if<config::TokenSerial>(&name)) {
        return "serial " + quote(serial->text);
    }
    return "slot " + std::to_string(std::get<config::TokenSlot>(name).number);
}

bool is_called(const TokenInfo& token, const config::TokenName& name) {
    return token.initialised && (name == config::TokenName(config::TokenLabel{token.label}) ||
                                 name == config::TokenName(config::TokenSerial{token.serial}) ||
                                 name == config::TokenName(config::TokenSlot{token.slot}));
}

}  // namespace

std::string describe(const TokenInfo& token) {
    const std::string slot = "slot " + std::to_string(token.slot) + ": ";
    if (!token.initialised) {
        return slot + "no initialised token";
    }
    return slot + "label " + quote(token.label) + ", serial " + quote(token.serial);
}

Result<TokenInfo> choose_token(const std::vector<TokenInfo>& tokens,
                               const config::TokenName& name) {
    std::vector<TokenInfo> found;
    for (const TokenInfo& token : tokens) {
        if (is_called(token, name)) {
            found.push_back(token);
        }
    }
    if (found.empty()) {
        return Error{Errc::token, "no token has " + describe(name) + "; there is: " + list(tokens)}
            .with_hint("the configuration names the token by its label, its serial or its slot");
    }
    if (found.size() > 1) {
        return Error{Errc::configuration, std::to_string(found.size()) + " tokens have " +
                                              describe(name) + ": " + list(found)}
            .with_hint("name the token by its serial or its slot");
    }
    return found.front();
}

}  // namespace ceremony::pkcs11
