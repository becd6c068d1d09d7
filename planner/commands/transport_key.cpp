// SPDX-License-Identifier: BSD-3-Clause

#include "planner/commands/transport_key.hpp"

#include "base/quote.hpp"
#include "base/read_file.hpp"
#include "base/write_file.hpp"
#include "cooked/key_id.hpp"
#include "crypto/digest.hpp"
#include "crypto/public_key.hpp"
#include "dnssec/key_form.hpp"
#include "pkcs11/open_token.hpp"
#include "planner/used_configuration.hpp"
#include "program/hash_lines.hpp"

namespace ceremony::planner {

namespace {

constexpr ReadRules anywhere = {Links::follow, Writer::anyone};
constexpr std::size_t module_limit = std::size_t{1} << 30U;
constexpr std::size_t pem_limit = 65536;

Outcome inspect(const config::Repository& repository) {
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

Outcome log_in(pkcs11::Token& token,
               const config::Repository& repository,
               const program::Program& program) {
    return pkcs11::log_in(
        token, repository.pin, [&program](const pkcs11::TokenInfo& info) -> Result<Secret> {
            Terminal terminal = TRY(program.open_terminal());
            return terminal.ask_secret("PIN of token " + quote(info.label) + ": ");
        });
}

// The key on the token; it may have been made just now.
Result<pkcs11::KeyPair> find_or_make(pkcs11::Token& token, const policy::TransportKey& key) {
    const pkcs11::KeyName name{key.id.value_or(Bytes()), key.label, std::nullopt};
    auto found = token.find_key_pair(name);
    if (found.ok()) {
        if (!found.value().private_half.may_unwrap.value_or(false)) {
            return Error{Errc::refused,
                         "the key " + quote(key.label) + " on the token is none to unwrap with"};
        }
        return found;
    }
    if (found.error().code() != Errc::not_found) {
        return found;
    }
    pkcs11::NewKeyPair wanted;
    wanted.kind = KeyKind::rsa;
    wanted.bits = key.size;
    wanted.id = key.id ? *key.id : cooked::id_from_label(key.label);
    wanted.label = key.label;
    wanted.use = pkcs11::KeyUse::unwrapping;
    TRY(token.can_generate(wanted.kind, wanted.bits));
    return token.generate(wanted);
}

// A file that says the same already is left alone, and no other is ever replaced.
Outcome write_public_part(const policy::TransportKey& key, const std::string& pem) {
    const auto before = read_file(key.public_key, pem_limit, anywhere);
    if (before.ok()) {
        if (before.value() != pem) {
            return Error{Errc::refused, quote(key.public_key) + ": holds another key"};
        }
        return Nothing{};
    }
    constexpr unsigned mode = 0644;
    return write_file(key.public_key, pem, {Existing::refuse, Links::refuse, mode});
}

Outcome serve(pkcs11::Token& token,
              const policy::TransportKey& key,
              const program::Program& program) {
    const pkcs11::KeyPair pair = TRY(find_or_make(token, key));
    const crypto::PublicKey parsed =
        TRY(crypto::PublicKey::from_rsa(pair.public_key().modulus, pair.public_key().exponent));
    TRY(parsed.check_thoroughly());
    TRY(write_public_part(key, TRY(parsed.to_pem())));
    const Bytes field = TRY(dnssec::key_field(dns::Algorithm::rsasha256, parsed));
    const crypto::Sha256 digest = TRY(crypto::sha256(field));
    return program.out(key.public_key + ", for wrapping-keys: in the guard of the bunker:\n" +
                       program::hash_lines(digest, key.label));
}

}  // namespace

Outcome transport_key(const Options& options, const program::Program& program) {
    const policy::Configuration configuration = TRY(use_configuration(options.config, program));
    if (configuration.transport.empty()) {
        return Error{Errc::configuration, configuration.path + ": there is no transport key"}
            .with_hint("name one: transport: [ { label: recipekey, public-key: transport.pub } ]");
    }
    const config::Repository* repository = configuration.repositories.find("default");
    if (repository == nullptr) {
        return Error{Errc::configuration,
                     configuration.path + ": there is no repository called default"};
    }
    pkcs11::Modules modules(inspect);
    const auto token = TRY(modules.open(*repository));
    TRY(log_in(*token, *repository, program));
    for (const policy::TransportKey& key : configuration.transport) {
        TRY(serve(*token, key, program));
    }
    return token->close();
}

}  // namespace ceremony::planner
