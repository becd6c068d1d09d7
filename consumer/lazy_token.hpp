// SPDX-License-Identifier: BSD-3-Clause
//
// lazy_token.hpp -- the token beside the signer, opened when it is needed and not before.

#pragma once

#include <optional>

#include "base/result.hpp"
#include "policy/policy.hpp"
#include "program/program.hpp"
#include "site/inventory.hpp"
#include "site/site_token.hpp"

namespace ceremony::consumer {

class LazyToken {
public:
    /// Refers to both.
    LazyToken(const policy::Configuration& configuration, const program::Program& program)
        : configuration_(configuration), program_(program) {}

    /// The token, open and logged in; it is opened once. Errc::token, also when it refused the PIN,
    /// now or before (wrong_pin.hpp); else errors as site::SiteToken::open_default().
    [[nodiscard]] Result<const site::SiteToken*> get();
    /// What is on it; it is looked through once.
    [[nodiscard]] Result<const site::Inventory*> inventory();
    /// Is it, since somebody wanted it?
    [[nodiscard]] bool is_open() const noexcept { return token_.has_value(); }
    /// Did it refuse the PIN, now or before?
    [[nodiscard]] bool is_pin_refused() const noexcept { return is_pin_refused_; }
    /// Closes it if it is open; it is not used any more.
    [[nodiscard]] Outcome close();

private:
    [[nodiscard]] Result<site::SiteToken> open();

    const policy::Configuration& configuration_;
    const program::Program& program_;
    std::optional<Error> failure_;  // a PIN is not tried twice
    bool is_pin_refused_ = false;
    std::optional<site::SiteToken> token_;
    std::optional<site::Inventory> inventory_;
};

/// May the next run do without this error of a token, although nobody mends anything? A wrong PIN
/// stays wrong, and each try brings the token nearer to being locked.
[[nodiscard]] bool may_pass(const Error& error);

}  // namespace ceremony::consumer
