// SPDX-License-Identifier: BSD-3-Clause
//
// site_token.hpp -- the token beside the online signer, open and logged in.

#pragma once

#include <memory>
#include <string>

#include "base/result.hpp"
#include "config/repositories.hpp"
#include "pkcs11/open_token.hpp"
#include "policy/policy.hpp"
#include "program/program.hpp"

namespace ceremony::site {

class SiteToken {
public:
    /// The terminal and the credentials of `program` are where a PIN may come from.
    /// Errc::configuration: the PIN is a credential, and there are none, or it is empty;
    /// or there is no module that can be used.
    /// Errc::refused: the module is not the one of `module-sha256`. Else as Modules::open() and
    /// log_in().
    [[nodiscard]] static Result<SiteToken> open(const config::Repository& repository,
                                                const program::Program& program);

    /// The token that the configuration calls default. Errc::configuration, also when there is
    /// none.
    [[nodiscard]] static Result<SiteToken> open_default(const policy::Configuration& configuration,
                                                        const program::Program& program);

    [[nodiscard]] pkcs11::Token& operator*() const noexcept { return *token_; }
    [[nodiscard]] pkcs11::Token* operator->() const noexcept { return token_.get(); }

private:
    SiteToken(std::unique_ptr<pkcs11::Modules> modules,
              std::unique_ptr<pkcs11::Token> token) noexcept
        : modules_(std::move(modules)), token_(std::move(token)) {}

    std::unique_ptr<pkcs11::Modules> modules_;  // outlives the token
    std::unique_ptr<pkcs11::Token> token_;
};

/// Has a person type each PIN that is a credential, where systemd passed none and there is a
/// terminal: a command by hand has none of what the unit of a service has.
void have_pins_typed(config::Repositories& repositories, const program::Program& program);

/// "token "OKS"", and by its serial or its slot.
[[nodiscard]] std::string token_text(const config::TokenName& name);
/// Where the PIN comes from: "the PIN in the file "/etc/pin"". It is not read.
[[nodiscard]] std::string pin_text(const config::PinSource& pin);

/// Was a PIN tried, and is this what came of it? Of an error of SiteToken::open().
[[nodiscard]] bool is_refused_pin(const Error& error);

}  // namespace ceremony::site
