// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/commands/attest_key.hpp"

#include "base/quote.hpp"
#include "cooked/key_id.hpp"
#include "cooker/attestation.hpp"
#include "cooker/key_text.hpp"
#include "cooker/settings.hpp"
#include "cooker/summary.hpp"
#include "cooker/test_signature.hpp"
#include "cooker/tokens.hpp"

namespace ceremony::cooker {

namespace {

Outcome make_key(const AttestKey& key, Keystore& keystore) {
    pkcs11::NewKeyPair wanted;
    wanted.kind = KeyKind::p256;
    wanted.id = cooked::id_from_label(key.label);
    wanted.label = key.label;
    const auto store = keystore.find(key.store);
    if (!store) {
        return Error{Errc::internal, "the token of the attestation key was not opened"};
    }
    pkcs11::Token& token = *keystore.store(*store).token;
    TRY(token.can_generate(wanted.kind, wanted.bits));
    TRY(token.generate(wanted));
    return Nothing{};
}

// The key; it may have been made just now.
Result<AttestPair> find_or_make(const AttestKey& key, Keystore& keystore, Transcript& transcript) {
    auto found = find_attest_key(key, keystore);
    if (found.ok()) {
        TRY(transcript.say("Found the attestation key " + quote(key.label)));
        return found;
    }
    if (found.error().code() != Errc::not_found) {
        return found;
    }
    TRY(make_key(key, keystore));
    TRY(transcript.say("Made the attestation key " + quote(key.label) + ", P-256"));
    return find_attest_key(key, keystore);
}

}  // namespace

Outcome attest_key(const Options& options, const Program& program) {
    SettingsPlaces places;
    places.named = options.config;
    const Settings settings = TRY(load_settings(places));
    if (!settings.attest) {
        return Error{Errc::configuration, settings.path + ": no attestation key is configured"}
            .with_hint(
                "a line like this names one: attest: { keyStore: default, keyLabel: ceremony "
                "attest }");
    }
    Transcript transcript(program.err, program.clock);
    Keystore keystore = TRY(open_tokens(settings, {settings.attest->store}, program, transcript));
    const AttestPair pair = TRY(find_or_make(*settings.attest, keystore, transcript));
    TRY(test_signature(*keystore.store(pair.store).token, pair.name, pair.pinned.scheme()));
    const crypto::PublicKey& key = pair.pinned.key();
    const Sha256 fingerprint = TRY(fingerprint_of(TRY(key.to_der())));
    transcript.begin_paragraph();
    TRY(transcript.say(
        hash_lines("SHA-256 of its public part (SubjectPublicKeyInfo)", fingerprint)));
    TRY(program.out(TRY(key.to_pem())));
    return keystore.close();
}

}  // namespace ceremony::cooker
