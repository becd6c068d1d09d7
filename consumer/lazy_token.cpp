// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/lazy_token.hpp"

#include <string>
#include <utility>

#include "consumer/wrong_pin.hpp"

namespace ceremony::consumer {

Result<site::SiteToken> LazyToken::open() {
    if (auto reason = why_not_to_log_in(configuration_)) {
        is_pin_refused_ = true;
        return *std::move(reason);
    }
    auto token = site::SiteToken::open_default(configuration_, program_);
    if (token.ok()) {
        TRY(note_right_pin(configuration_));
    } else if (site::is_refused_pin(token.error())) {
        is_pin_refused_ = true;
        TRY(note_wrong_pin(configuration_, TRY(program_.clock())).in(token.error().message()));
        return with_way_out(configuration_, std::move(token).error());
    }
    return token;
}

Result<const site::SiteToken*> LazyToken::get() {
    if (failure_) {
        return *failure_;
    }
    if (!token_) {
        auto token = open();
        if (!token.ok()) {
            failure_ = token.error();
            return *failure_;
        }
        token_.emplace(std::move(token).value());
    }
    const site::SiteToken* token = &*token_;
    return token;
}

Result<const site::Inventory*> LazyToken::inventory() {
    const site::SiteToken& token = *TRY(get());
    if (!inventory_) {
        inventory_ = TRY(site::Inventory::of(*token));
    }
    const site::Inventory* inventory = &*inventory_;
    return inventory;
}

Outcome LazyToken::close() {
    return token_ ? (*token_)->close() : Outcome(Nothing{});
}

bool may_pass(const Error& error) {
    const bool is_of_pin = error.message().find("CKR_PIN_") != std::string::npos;
    return (error.code() == Errc::token && !is_of_pin) || error.code() == Errc::unavailable;
}

}  // namespace ceremony::consumer
