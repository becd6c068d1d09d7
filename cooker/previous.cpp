// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/previous.hpp"

#include <algorithm>
#include <set>

#include "base/quote.hpp"
#include "cooker/key_forms.hpp"
#include "cooker/summary.hpp"

namespace ceremony::cooker {

namespace {

bool is_same_key(const pkcs11::Object& object, const dns::Dnskey& key) {
    if (!object.public_key || object.public_key->kind != token_kind(key.algorithm)) {
        return false;
    }
    const auto data = key_data_of(key.algorithm, *object.public_key);
    return data.ok() && data.value() == key.public_key;
}

bool holds(const std::vector<pkcs11::Object>& token, const dns::Dnskey& key) {
    return std::any_of(token.begin(), token.end(),
                       [&key](const pkcs11::Object& object) { return is_same_key(object, key); });
}

bool is_on_a_token(const dns::Dnskey& key, const Objects& tokens) {
    return std::any_of(tokens.begin(), tokens.end(),
                       [&key](const auto& token) { return holds(token, key); });
}

std::set<dns::Name> signed_zones(const recipe::Recipe& recipe) {
    std::set<dns::Name> zones;
    for (const recipe::Action& action : recipe.actions) {
        if (const auto* set = std::get_if<recipe::ProduceSignedKeyset>(&action.params)) {
            zones.insert(set->owner);
        }
    }
    return zones;
}

// A key that signs real sets is where it is no more than marked as a throw-away token.
void expect_thrown_away(const cooked::LastSet& last,
                        const Keystore& keystore,
                        Preflight& preflight) {
    for (std::size_t number = 0; number < keystore.size(); ++number) {
        if (!keystore.store(number).is_rehearsal()) {
            continue;
        }
        for (const auto& signer : last.signers) {
            if (holds(preflight.objects[number], signer.key)) {
                preflight.findings.refuse(
                    "the rehearsal token of repository " + quote(keystore.store(number).name) +
                    " holds the key " + tag_text(dns::key_tag(signer.key)) +
                    ", which signed the last key set of " + quote(last.set.owner().text()) +
                    " in the file of --previous: it is not one to be thrown away");
            }
        }
    }
}

}  // namespace

Result<cooked::PreviousReview> review_previous_file(const RecipeFile& recipe,
                                                    const std::string& path) {
    const RecipeFile previous = TRY(understand(TRY(read_once(path))));
    TRY(expect_results(previous));
    const cooked::PreviousFile file{previous.recipe, recipe::SpecVersion::v1_1, previous.sha256};
    const bool is_rehearsal = recipe.recipe.preamble.rehearsal;
    return cooked::review_previous(
        recipe.recipe, file,
        is_rehearsal ? cooked::Rehearsals::accepted : cooked::Rehearsals::refused);
}

void check_last_sets(const cooked::PreviousReview& previous,
                     const Keystore& keystore,
                     Preflight& preflight) {
    const recipe::Recipe& recipe = preflight.bench.recipe();
    const std::set<dns::Name> zones = signed_zones(recipe);
    for (const cooked::LastSet& last : previous.last_sets) {
        if (!previous.is_rehearsal) {
            expect_thrown_away(last, keystore, preflight);
        }
        const bool is_held =
            std::any_of(last.signers.begin(), last.signers.end(), [&preflight](const auto& signer) {
                return is_on_a_token(signer.key, preflight.objects);
            });
        if (is_held || !zones.contains(last.set.owner())) {
            continue;
        }
        const std::string text = "no key here has signed the last key set of " +
                                 quote(last.set.owner().text()) + " in the file of --previous";
        if (is_rehearsal(recipe, keystore)) {
            preflight.findings.notes.push_back("Rehearsal: " + text);
        } else {
            preflight.findings.refuse(text);
        }
    }
}

}  // namespace ceremony::cooker
