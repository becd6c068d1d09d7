// SPDX-License-Identifier: BSD-3-Clause

#include "pkcs11/open_token.hpp"

#include <utility>

#include "base/checked.hpp"
#include "base/quote.hpp"
#include "base/read_file.hpp"
#include "pkcs11/local_token.hpp"
#include "pkcs11/module.hpp"
#include "pkcs11/template.hpp"

namespace ceremony::pkcs11 {

Outcome check_module(const std::string& path) {
    static_cast<void>(TRY(load_module(path)));
    return Nothing{};
}

Result<std::shared_ptr<Module>> Modules::module(const std::string& path) {
    CK_FUNCTION_LIST* const functions = TRY(load_module(path));
    // One library has one function list, whatever path or link led to it.
    for (const std::weak_ptr<Module>& known : modules_) {
        std::shared_ptr<Module> module = known.lock();
        if (module && &module->functions() == functions) {
            return module;
        }
    }
    std::shared_ptr<Module> module = TRY(Module::initialise(*functions).in(quote(path, 200)));
    std::erase_if(modules_, [](const std::weak_ptr<Module>& known) { return known.expired(); });
    modules_.push_back(module);
    return module;
}

Result<std::unique_ptr<Token>> Modules::open(const config::Repository& repository) {
    const auto sessions = TRY(narrow<std::size_t>(repository.bunker.sessions));
    Omissions omissions = TRY(Omissions::from_names(repository.bunker.omit));
    TRY(inspect_(repository));
    std::shared_ptr<Module> module = TRY(this->module(repository.module));
    const std::vector<TokenInfo> all = TRY(module->tokens());
    TokenInfo info = TRY(choose_token(all, repository.token));
    if (info.session_limit != 0 && sessions > info.session_limit) {
        return Error{Errc::configuration, "the token allows " + std::to_string(info.session_limit) +
                                              " sessions at once, fewer than are configured"};
    }
    return LocalToken::open(std::move(module), std::move(info), sessions, std::move(omissions));
}

Outcome log_in(Token& token, const config::PinSource& source, const AskPin& ask) {
    if (token.info().pin_final_try) {
        return Error{Errc::refused, "one more wrong PIN would lock the token"}.with_hint(
            "log in once with the right PIN and a tool of the token's vendor");
    }
    if (const auto* file = std::get_if<config::PinFromFile>(&source)) {
        return token.log_in(TRY(read_secret_file(file->path)));
    }
    if (const auto* pin = std::get_if<Secret>(&source)) {
        return token.log_in(*pin);
    }
    if (std::holds_alternative<config::PinFromPinpad>(source)) {
        return token.log_in_at_pin_pad();
    }
    if (std::holds_alternative<config::PinFromCredential>(source)) {
        return Error{Errc::configuration, "a PIN from a credential cannot be read here"};
    }
    return token.log_in(TRY(ask(token.info())));
}

}  // namespace ceremony::pkcs11
