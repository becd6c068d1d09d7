// SPDX-License-Identifier: BSD-3-Clause

#include "planner/commands/transport_key.hpp"

#include "base/quote.hpp"
#include "base/read_file.hpp"
#include "base/write_file.hpp"
#include "crypto/digest.hpp"
#include "dnssec/key_form.hpp"
#include "planner/used_configuration.hpp"
#include "program/hash_lines.hpp"
#include "site/site_token.hpp"
#include "site/transport_key.hpp"

namespace ceremony::planner {

namespace {

constexpr ReadRules anywhere = {Links::follow, Writer::anyone};
constexpr std::size_t pem_limit = 65536;

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
    const crypto::PublicKey public_key = TRY(site::find_or_make_transport_key(token, key));
    TRY(write_public_part(key, TRY(public_key.to_pem())));
    const Bytes field = TRY(dnssec::key_field(dns::Algorithm::rsasha256, public_key));
    const crypto::Sha256 digest = TRY(crypto::sha256(field));
    return program.out(key.public_key + ", for wrapping-keys: in the guard of the bunker:\n" +
                       program::hash_lines(digest, key.label));
}

}  // namespace

Outcome transport_key(const Options& options, const program::Program& program) {
    policy::Configuration configuration = TRY(use_configuration(options.config, program));
    if (configuration.transport.empty()) {
        return Error{Errc::configuration, configuration.path + ": there is no transport key"}
            .with_hint("name one: transport: [ { label: recipekey, public-key: transport.pub } ]");
    }
    site::have_pins_typed(configuration.repositories, program);
    const site::SiteToken token = TRY(site::SiteToken::open_default(configuration, program));
    for (const policy::TransportKey& key : configuration.transport) {
        TRY(serve(*token, key, program));
    }
    return token->close();
}

}  // namespace ceremony::planner
