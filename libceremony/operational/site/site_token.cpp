// SPDX-License-Identifier: BSD-3-Clause

#include "site/site_token.hpp"

#include <optional>
#include <utility>
#include <variant>

#include "base/quote.hpp"
#include "base/read_file.hpp"
#include "crypto/digest.hpp"

namespace ceremony::site {

namespace {

constexpr ReadRules anywhere = {Links::follow, Writer::anyone};
constexpr std::size_t module_limit = std::size_t{1} << 30U;

Outcome check_digest(const config::Repository& repository) {
    if (!repository.module_sha256) {
        return Nothing{};
    }
    const std::string module = TRY(read_file(repository.module, module_limit, anywhere));
    const crypto::Sha256 digest = TRY(crypto::sha256(as_bytes(module)));
    if (Bytes(digest.begin(), digest.end()) != *repository.module_sha256) {
        return Error{Errc::refused, quote(repository.module) + ": not the module of module-sha256"};
    }
    return Nothing{};
}

// A token may come by itself, a module does not.
Outcome inspect(const config::Repository& repository) {
    TRY(check_digest(repository));
    Outcome is_module = pkcs11::check_module(repository.module);
    if (!is_module.ok()) {
        return std::move(is_module)
            .error()
            .as(Errc::configuration)
            .with_hint("module: names the library of the token, with its folders");
    }
    return Nothing{};
}

// The file that the PIN is in; nothing when it is in none.
Result<std::optional<std::string>> path_of(const config::PinSource& pin,
                                           const program::Program& program) {
    if (const auto* file = std::get_if<config::PinFromFile>(&pin)) {
        return std::optional(file->path);
    }
    const auto* credential = std::get_if<config::PinFromCredential>(&pin);
    if (credential == nullptr) {
        return std::optional<std::string>();
    }
    if (program.credentials.empty()) {
        return Error{Errc::configuration, "the PIN is the credential " + quote(credential->name) +
                                              ", and systemd passed none"}
            .with_hint("in the unit: LoadCredential=" + credential->name + ":/path/of/the/file");
    }
    return std::optional(program.credentials + "/" + credential->name);
}

Outcome log_in(pkcs11::Token& token,
               const config::PinSource& pin,
               const program::Program& program) {
    const auto ask = [&program](const pkcs11::TokenInfo& info) -> Result<Secret> {
        Terminal terminal = TRY(program.open_terminal());
        return terminal.ask_secret("PIN of token " + quote(info.label) + ": ");
    };
    const std::optional<std::string> path = TRY(path_of(pin, program));
    if (!path) {
        return pkcs11::log_in(token, pin, ask);
    }
    Secret secret = TRY(read_secret_file(*path));
    if (secret.reveal().empty()) {
        return Error{Errc::configuration, pin_text(pin) + " is empty"};
    }
    const config::PinSource read = std::move(secret);
    return pkcs11::log_in(token, read, ask);
}

}  // namespace

Result<SiteToken> SiteToken::open(const config::Repository& repository,
                                  const program::Program& program) {
    auto modules = std::make_unique<pkcs11::Modules>(inspect);
    auto token = TRY(modules->open(repository));
    Outcome logged_in = log_in(*token, repository.pin, program);
    if (!logged_in.ok()) {
        Error error = std::move(logged_in).error();
        return is_refused_pin(error)
                   ? std::move(error).in(pin_text(repository.pin)).in(token_text(repository.token))
                   : std::move(error).in(token_text(repository.token));
    }
    return SiteToken(std::move(modules), std::move(token));
}

Result<SiteToken> SiteToken::open_default(const policy::Configuration& configuration,
                                          const program::Program& program) {
    const config::Repository* repository = configuration.repositories.find("default");
    if (repository == nullptr) {
        return Error{Errc::configuration,
                     configuration.path + ": there is no repository called default"};
    }
    return open(*repository, program);
}

void have_pins_typed(config::Repositories& repositories, const program::Program& program) {
    const bool is_by_hand =
        program.credentials.empty() && program.open_terminal && program.open_terminal().ok();
    for (config::Repository& repository : repositories.list) {
        if (is_by_hand && std::holds_alternative<config::PinFromCredential>(repository.pin)) {
            repository.pin = config::PinFromTerminal{};
        }
    }
}

std::string token_text(const config::TokenName& name) {
    if (const auto* label = std::get_if<config::TokenLabel>(&name)) {
        return "token " + quote(label->text);
    }
    if (const auto* serial = std::get_if<config::TokenSerial>(&name)) {
        return "token with the serial " + quote(serial->text);
    }
    return "token in slot " + std::to_string(std::get<config::TokenSlot>(name).number);
}

std::string pin_text(const config::PinSource& pin) {
    if (const auto* file = std::get_if<config::PinFromFile>(&pin)) {
        return "the PIN in the file " + quote(file->path);
    }
    if (const auto* credential = std::get_if<config::PinFromCredential>(&pin)) {
        return "the PIN of the credential " + quote(credential->name);
    }
    if (std::holds_alternative<Secret>(pin)) {
        return "the PIN of the configuration";
    }
    return "the PIN that was typed";
}

// pkcs11/error.hpp gives the return values their names: of no other does the name begin so.
bool is_refused_pin(const Error& error) {
    return error.message().find("C_Login: CKR_PIN_") != std::string::npos;
}

}  // namespace ceremony::site
