// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/preflight_keys.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "base/quote.hpp"
#include "cooker/attestation.hpp"
#include "cooker/key_forms.hpp"
#include "cooker/key_identity.hpp"
#include "cooker/key_text.hpp"
#include "cooker/questions.hpp"
#include "cooker/test_signature.hpp"
#include "dnssec/key_form.hpp"
#include "recipe/key_data.hpp"

namespace ceremony::cooker {

namespace {

using recipe::KeyUse;
using recipe::Position;

// A key and what it does in a set.
using Part = std::tuple<std::size_t, recipe::KeyRole, Position>;

// The parts that keys play in sets: of those keys only of which neither the recipe says nor a
// result will say which they are. In a set they are told apart by their parts.
std::map<std::uint32_t, std::set<Part>> unnamed_keys(const recipe::KeyIndex& index) {
    std::map<std::uint32_t, std::set<Part>> parts;
    std::set<std::uint32_t> named;
    for (const KeyUse& use : index.uses()) {
        if (use.position == Position::keyset || use.position == Position::signer) {
            parts[use.key].insert({use.action, use.kind->role, use.position});
        }
        if (use.position == Position::have || use.position == Position::generation ||
            index.facts(use).data != nullptr) {
            named.insert(use.key);
        } else {
            parts.try_emplace(use.key);
        }
    }
    for (const std::uint32_t key : named) {
        parts.erase(key);
    }
    return parts;
}

// Will the result say which public key that is? Else nobody could verify the CDS records.
Outcome expect_named(const recipe::KeyIndex& index, const KeyUse& use) {
    const auto unnamed = unnamed_keys(index);
    const auto key = unnamed.find(use.key);
    if (key == unnamed.end()) {
        return Nothing{};
    }
    const auto alike = std::count_if(unnamed.begin(), unnamed.end(), [&key](const auto& other) {
        return other.second == key->second;
    });
    if (key->second.empty() || alike > 1) {
        return Error{Errc::refused,
                     "nothing in the result would say which key the CDS records are of: a haveKey "
                     "does"};
    }
    return Nothing{};
}

class KeyChecker {
public:
    explicit KeyChecker(const KeyExamination& examination)
        : bench_(examination.bench),
          guard_(examination.guard),
          keystore_(examination.keystore),
          findings_(examination.findings) {}

    Outcome run() {
        for (const KeyUse& use : bench_.index().uses()) {
            if (bench_.key(use).presence != Presence::direct && is_done_.insert(task(use)).second) {
                TRY(findings_.refuse_unless(check(use), use));
            }
        }
        return Nothing{};
    }

private:
    // What there is to check of a key where it stands. A wrapping key is checked for each kind
    // of key that it wraps, and each token that it would have to be on.
    using Task = std::tuple<std::uint32_t, Position, std::optional<KeyKind>, std::size_t>;

    Task task(const KeyUse& use) const {
        if (use.position != Position::wrapping) {
            return {use.key, use.position, std::nullopt, 0};
        }
        const KeyUse exported = use_at(bench_, use.action, Position::exportation);
        return {use.key, use.position, kind_of(exported), bench_.key(exported).store};
    }

    pkcs11::Token& token_of(const KeyUse& use) {
        return *keystore_.store(bench_.key(use).store).token;
    }

    // Each key once for each position in which it stands: see Task.
    Outcome check(const KeyUse& use) {
        const bool is_there = bench_.key(use).is_there();
        switch (use.position) {
            case Position::have:
                return is_there && use.kind && !bench_.index().facts(use).deleted_by
                           ? check_pair(use)
                           : Outcome(Nothing{});
            case Position::deletion:
                return is_there ? check_deletion(use) : Outcome(Nothing{});
            case Position::generation:
                return check_generation(use);
            case Position::keyset:
            case Position::zone_signer:
                return is_there ? check_zone_key(use) : Outcome(Nothing{});
            case Position::cds:
                TRY(expect_named(bench_.index(), use));
                return is_there ? check_trusted(use) : Outcome(Nothing{});
            case Position::signer:
                return is_there ? check_signer(use) : token_of(use).can_sign(kind_of(use));
            case Position::import:
                return Nothing{};
            case Position::exportation:
                return is_there ? check_existing_export(use) : Outcome(Nothing{});
            case Position::wrapping:
                return check_wrapping(use);
        }
        return Nothing{};
    }

    // Of a zone's key, which every use but those of transport keys has.
    static KeyKind kind_of(const KeyUse& use) { return token_kind(use.kind->algorithm); }

    // One test signature a key.
    Outcome check_pair(const KeyUse& use) {
        if (!is_tested_.insert(use.key).second) {
            return Nothing{};
        }
        pkcs11::Token& token = token_of(use);
        TRY(token.can_sign(kind_of(use)));
        return test_signature(token, bench_.key(use).name,
                              dnssec::signature_scheme(use.kind->algorithm));
    }

    Outcome check_zone_key(const KeyUse& use) {
        const std::size_t bits = pkcs11::modulus_bits(*bench_.key(use).name.public_key);
        if (bits != 0 && !guard_.allows_rsa_bits(bits)) {
            return Error{Errc::refused, "guard.rsa-min-bits refuses an RSA key of " +
                                            std::to_string(bits) + " bits"};
        }
        return check_pair(use);
    }

    Outcome check_signer(const KeyUse& use) {
        const pkcs11::KeyPair pair = TRY(token_of(use).find_key_pair(bench_.key(use).name));
        TRY(check_custody(use, pair.private_half, "signs key sets"));
        if (!pair.private_half.may_sign.value_or(true)) {
            return Error{Errc::refused, "may not sign (CKA_SIGN): " + describe(pair.private_half)};
        }
        return check_zone_key(use);
    }

    // The parent is asked to trust it: it is kept as a signer is.
    Outcome check_trusted(const KeyUse& use) {
        const pkcs11::KeyPair pair = TRY(token_of(use).find_key_pair(bench_.key(use).name));
        TRY(check_custody(use, pair.private_half, "is one for the parent to trust"));
        return check_zone_key(use);
    }

    Outcome check_custody(const KeyUse& use, const pkcs11::Object& half, const std::string& what) {
        if (!is_confined_.insert(use.key).second) {
            return Nothing{};
        }
        // A token that does not say it is one that may hand the key out.
        if (half.extractable.value_or(true)) {
            const std::string text = describe(half);
            if (guard_.extractable_signers == Ruling::deny) {
                return Error{Errc::refused,
                             what + ", and could leave the token (CKA_EXTRACTABLE): " + text};
            }
            findings_.questions.push_back(ask_about_extractable_key(guard_, what, text));
        } else if (!half.never_extractable.value_or(false)) {
            findings_.warnings.push_back("this key " + what +
                                         ", and was not always confined to its token "
                                         "(CKA_NEVER_EXTRACTABLE): " +
                                         describe(half));
        }
        return Nothing{};
    }

    Outcome check_deletion(const KeyUse& use) {
        const BenchKey& key = bench_.key(use);
        const auto& deletion =
            std::get<recipe::DeleteKey>(bench_.recipe().actions[use.action].params);
        if (guard_.protects(use.kind->algorithm, key.data)) {
            return Error{Errc::refused, "guard.protect names this key: it is never destroyed"};
        }
        if (!deletion.key_data && keystore_.store(key.store).is_rehearsal()) {
            return Error{Errc::refused,
                         "without keyData nothing shows that this rehearsal token does not hold "
                         "the key itself"};
        }
        const auto halves = TRY(token_of(use).find(key.name));
        TRY(expect_one_key(use, halves));
        return tell_deletion(use, deletion, halves);
    }

    // Which key it is, its public half says. That the private half which goes with it is the same
    // key's, RSA keys show by their modulus, others by a signature.
    Outcome expect_one_key(const KeyUse& use, const std::vector<pkcs11::Object>& halves) {
        const auto is_bare = [](const pkcs11::Object& half) {
            return half.object_class == pkcs11::ObjectClass::private_key && !half.public_key;
        };
        const auto bare = std::find_if(halves.begin(), halves.end(), is_bare);
        if (bare == halves.end()) {
            return Nothing{};
        }
        if (!bare->may_sign.value_or(true)) {
            return Error{
                Errc::refused,
                "may not sign (CKA_SIGN), so nothing shows which key it is: " + describe(*bare)};
        }
        return check_pair(use);
    }

    Outcome tell_deletion(const KeyUse& use,
                          const recipe::DeleteKey& deletion,
                          const std::vector<pkcs11::Object>& halves) {
        const auto lines = TRY(key_lines(halves, bench_.zones(use)));
        const std::string called =
            (deletion.owner ? quote(deletion.owner->text()) + " " : "") + key_text(deletion.key);
        switch (guard_.deletion) {
            case Ruling::deny:  // that is a problem already
                break;
            case Ruling::confirm:
                findings_.questions.push_back(ask_about_deletion(guard_, called, lines));
                break;
            case Ruling::allow:
                findings_.notes.push_back("To be destroyed, as the recipe calls it: " + called);
                findings_.notes.insert(findings_.notes.end(), lines.begin(), lines.end());
                break;
        }
        return Nothing{};
    }

    Outcome check_generation(const KeyUse& use) {
        const auto& params =
            std::get<recipe::GenerateKey>(bench_.recipe().actions[use.action].params);
        pkcs11::Token& token = token_of(use);
        TRY(token.can_generate(kind_of(use), params.key_size.value_or(0)));
        return token.can_sign(kind_of(use));
    }

    Outcome check_existing_export(const KeyUse& use) {
        const pkcs11::KeyPair pair = TRY(token_of(use).find_key_pair(bench_.key(use).name));
        if (!pair.private_half.extractable.value_or(false)) {
            return Error{Errc::refused, "cannot leave its token (CKA_EXTRACTABLE): " +
                                            describe(pair.private_half)};
        }
        return check_pair(use);
    }

    // The key field of the wrapping key: of one that is imported in this run, too.
    Result<Bytes> wrapping_data(const KeyUse& use) const {
        const auto& made_by = bench_.index().facts(use).made_by;
        if (!made_by) {
            return bench_.key(use).data;
        }
        const auto* import =
            std::get_if<recipe::ImportPublicKey>(&bench_.recipe().actions[*made_by].params);
        if (import == nullptr) {
            return Error{Errc::refused, "a key that is generated here cannot wrap"};
        }
        return import->key_data;
    }

    Outcome check_wrapping(const KeyUse& use) {
        const Bytes data = TRY(wrapping_data(use));
        const pkcs11::PublicKey key = TRY(transport_key(data));
        if (pkcs11::modulus_bits(key) < recipe::transport_min_bits) {
            return Error{Errc::refused, "a wrapping key of fewer than " +
                                            std::to_string(recipe::transport_min_bits) + " bits"};
        }
        TRY(review_wrapping_key(use, data));
        const KeyUse exported = use_at(bench_, use.action, Position::exportation);
        if (bench_.key(exported).store != bench_.key(use).store) {
            return Error{Errc::refused, "the wrapping key is not on the token of the key"};
        }
        return token_of(use).can_export(kind_of(exported), key);
    }

    Outcome review_wrapping_key(const KeyUse& use, const Bytes& data) {
        const crypto::Sha256 digest = TRY(crypto::sha256(data));
        switch (guard_.about_wrapping_key(digest)) {
            case Ruling::deny:
                return Error{Errc::refused, "guard.wrapping-keys does not name this key: " +
                                                fingerprint_text(digest)};
            case Ruling::confirm:
                findings_.questions.push_back(
                    ask_about_wrapping_key(guard_, key_text(*use.name), digest));
                break;
            case Ruling::allow:
                break;
        }
        return Nothing{};
    }

    const Bench& bench_;
    const Guard& guard_;
    Keystore& keystore_;
    Findings& findings_;
    std::set<Task> is_done_;
    std::set<std::uint32_t> is_tested_;
    std::set<std::uint32_t> is_confined_;
};

// Does `use` mean the key pair with this public key?
bool is_key(const Bench& bench, const KeyUse& use, const pkcs11::PublicKey& key) {
    const BenchKey& known = bench.key(use);
    if (known.name.public_key) {
        return known.name.public_key == key;
    }
    if (use.direct == nullptr || token_kind(use.direct->kind.algorithm) != key.kind) {
        return false;
    }
    const auto data = key_data_of(use.direct->kind.algorithm, key);
    return data.ok() && data.value() == use.direct->data;
}

}  // namespace

Outcome check_keys_on_tokens(const KeyExamination& examination) {
    return KeyChecker(examination).run();
}

Outcome check_attest_key(const KeyExamination& examination, const AttestKey& key) {
    auto found = find_attest_key(key, examination.keystore);
    if (!found.ok() && found.error().code() != Errc::token) {
        examination.findings.refuse("attest: " + found.error().message());
        return Nothing{};
    }
    const AttestPair pair = TRY(std::move(found));
    for (const KeyUse& use : examination.bench.first_uses()) {
        if (is_key(examination.bench, use, *pair.name.public_key)) {
            examination.findings.refuse(use,
                                        "is the key that attests results, and does nothing else");
        }
    }
    return test_signature(*examination.keystore.store(pair.store).token, pair.name,
                          pair.pinned.scheme());
}

}  // namespace ceremony::cooker
