// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/actions/generate_key.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "cooker/actions/key_line.hpp"
#include "cooker/key_forms.hpp"
#include "cooker/test_signature.hpp"
#include "dnssec/ds_digest.hpp"
#include "dnssec/key_form.hpp"

namespace ceremony::cooker {

namespace {

pkcs11::NewKeyPair wanted_pair(const recipe::GenerateKey& generation, const BenchKey& key) {
    pkcs11::NewKeyPair wanted;
    wanted.kind = token_kind(generation.key.kind.algorithm);
    wanted.bits = generation.key_size.value_or(0);
    wanted.id = key.name.id;
    wanted.label = key.name.label;
    wanted.extraction =
        generation.exportable ? pkcs11::Extraction::allowed : pkcs11::Extraction::forbidden;
    return wanted;
}

// Of the size that was asked for, with the usual exponent, on its curve.
Outcome check_form(const recipe::GenerateKey& generation, const pkcs11::PublicKey& key) {
    const crypto::PublicKey known = TRY(looked_at(key));
    if (key.kind != token_kind(generation.key.kind.algorithm) ||
        known.modulus_bits() != generation.key_size.value_or(0)) {
        return Error{Errc::crypto, "the token made a key of another kind or size"};
    }
    if (key.kind == KeyKind::rsa && !std::ranges::equal(known.exponent(), usual_rsa_exponent)) {
        return Error{Errc::crypto, "the token made an RSA key with another exponent than 65537"};
    }
    return known.check_thoroughly();
}

bool fits(const recipe::GenerateKey& generation, const dns::Dnskey& key) {
    return !generation.key_tag ||
           dns::key_tag(key) % generation.key_tag->modulus == generation.key_tag->residue;
}

class Generation {
public:
    Generation(const Execution& execution, std::size_t action)
        : execution_(execution),
          use_(use_at(execution.bench, action, recipe::Position::generation)),
          key_(execution.bench.key(use_)),
          wanted_(std::get<recipe::GenerateKey>(execution.cooked.actions[action].params)) {}

    Result<std::string> run() {
        for (int attempt = 1; attempt <= most_attempts; ++attempt) {
            TRY(make());
            const dns::Dnskey dnskey = TRY(execution_.bench.dnskey(use_));
            if (fits(wanted_, dnskey) &&
                execution_.tags.are_free(execution_.bench.zones(use_), dnskey)) {
                return accept(dnskey);
            }
            TRY(give_up(dnskey));
        }
        return Error{Errc::crypto, "no key with a free key tag in " +
                                       std::to_string(most_attempts) + " attempts"};
    }

private:
    // One key pair, announced, made, noted and looked at.
    Outcome make() {
        const JournalKey name = execution_.journal_key(key_);
        TRY(execution_.journal.append(Intent{Making::generate, name}));
        pkcs11::Token& token = execution_.token_of(key_);
        const pkcs11::KeyPair pair = TRY(token.generate(wanted_pair(wanted_, key_)));
        const crypto::Sha256 hash = TRY(public_key_hash(pair.public_key()));
        TRY(execution_.journal.append(Made{name, hash}));
        key_.name.public_key = pair.public_key();
        key_.presence = Presence::made;
        TRY(check_form(wanted_, pair.public_key()));
        const dns::Algorithm algorithm = wanted_.key.kind.algorithm;
        key_.data = TRY(key_data_of(algorithm, pair.public_key()));
        return test_signature(token, key_.name, dnssec::signature_scheme(algorithm));
    }

    Outcome give_up(const dns::Dnskey& dnskey) {
        TRY(execution_.token_of(key_).destroy(key_.name));
        TRY(execution_.transcript.note("Destroyed " +
                                       key_line(execution_.bench.zones(use_), dnskey) +
                                       " again: its key tag is taken, or not one that was asked "
                                       "for"));
        key_.name.public_key.reset();
        key_.presence = Presence::to_be_made;
        key_.data.clear();
        return Nothing{};
    }

    Result<std::string> accept(const dns::Dnskey& dnskey) {
        for (const dns::Name& zone : execution_.bench.zones(use_)) {
            execution_.tags.add(zone, dnskey);
        }
        recipe::GenerateKeyResult result;
        result.success = true;
        result.key_tag = dns::key_tag(dnskey);
        result.key_data = key_.data;
        if (dnskey.secure_entry_point() && wanted_.owner) {
            result.ds = TRY(dnssec::make_ds(*wanted_.owner, dnskey, dns::DigestType::sha256));
        }
        wanted_.cooked = std::move(result);
        return key_line(execution_.bench.zones(use_), dnskey) + "  " + form_text() +
               (wanted_.exportable ? ", exportable" : "");
    }

    // "P-256", "RSA 2048"
    [[nodiscard]] std::string form_text() const {
        const std::string kind(to_string(key_.name.public_key->kind));
        return wanted_.key_size ? kind + " " + std::to_string(*wanted_.key_size) : kind;
    }

    const Execution& execution_;
    const recipe::KeyUse& use_;
    BenchKey& key_;
    recipe::GenerateKey& wanted_;
};

}  // namespace

Result<std::string> generate_key(const Execution& execution, std::size_t action) {
    return Generation(execution, action).run();
}

}  // namespace ceremony::cooker
