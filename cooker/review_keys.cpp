// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/review_keys.hpp"

#include <string>
#include <utility>

#include "cooker/key_text.hpp"
#include "cooker/questions.hpp"
#include "encoding/hex.hpp"
#include "recipe/key_data.hpp"

namespace ceremony::cooker {

namespace {

using recipe::KeyUse;
using recipe::Position;

void review_rsa_bits(const ReviewTask& task,
                     const KeyUse& use,
                     std::string path,
                     std::uint16_t bits) {
    if (task.guard.allows_rsa_bits(bits)) {
        return;
    }
    const auto& limit = task.guard.rsa_min_bits;
    task.findings.refuse(use.action, std::move(path),
                         "guard.rsa-min-bits" +
                             (limit ? " is " + std::to_string(*limit) : " is absent") +
                             ", this key has " + std::to_string(bits) + " bits");
}

void review_algorithm(const ReviewTask& task, const KeyUse& use) {
    const dns::Algorithm algorithm = use.kind->algorithm;
    if (!task.guard.algorithms.contains(algorithm)) {
        task.findings.refuse(use, "guard.algorithms does not list " +
                                      std::to_string(static_cast<unsigned>(algorithm)) + " (" +
                                      std::string(dns::to_string(algorithm)) + ")");
    }
    if (use.direct != nullptr && recipe::is_rsa(algorithm)) {
        review_rsa_bits(task, use, recipe::path_of(use), rsa_bits_of(use.direct->data));
    }
}

void review_generation(const ReviewTask& task, const KeyUse& use) {
    const auto& generation = std::get<recipe::GenerateKey>(task.recipe.actions[use.action].params);
    if (generation.key_size) {
        review_rsa_bits(task, use, "actionParams.key.keySize", *generation.key_size);
    }
    review_algorithm(task, use);
}

void review_export(const ReviewTask& task, const KeyUse& use) {
    const ExportRule& rule = task.guard.exports;
    const Bytes& stated = use.name->id();
    const Bytes id = stated.empty() ? task.id_from_label(use.name->label()) : stated;
    const bool is_made_here = task.index.facts(use).made_by.has_value();
    // A key that is there already may have any ID if only its label is given.
    const bool is_listed = rule.listed.contains(id) && (is_made_here || !stated.empty());
    if (is_listed || (is_made_here && rule.generated)) {
        return;
    }
    if (rule.generated) {
        task.findings.refuse(
            use, "guard.export is generated, and this recipe does not generate the key");
    } else if (rule.listed.empty()) {
        task.findings.refuse(use, "guard.export is never");
    } else {
        task.findings.refuse(use, "guard.export does not list hex " + encoding::encode_hex(id));
    }
}

// A transport key where a recipe states it.
struct Stated {
    std::size_t action = 0;
    std::string path;
    const recipe::KeyName& name;
    const Bytes& data;
};

Outcome review_transport_key(const ReviewTask& task, const Stated& key) {
    const std::uint16_t bits = rsa_bits_of(key.data);
    if (bits < recipe::transport_min_bits) {
        task.findings.refuse(key.action, key.path,
                             "a transport key of " + std::to_string(bits) + " bits, fewer than " +
                                 std::to_string(recipe::transport_min_bits));
    }
    const Sha256 fingerprint = TRY(fingerprint_of(key.data));
    switch (task.guard.about_wrapping_key(fingerprint)) {
        case Ruling::deny:
            task.findings.refuse(
                key.action, key.path,
                "guard.wrapping-keys does not list " + fingerprint_text(fingerprint));
            break;
        case Ruling::confirm:
            task.findings.ask(ask_about_wrapping_key(
                task.guard, key_text(key.name) + ", RSA " + std::to_string(bits) + " bits",
                fingerprint));
            break;
        case Ruling::allow:
            break;
    }
    return Nothing{};
}

}  // namespace

void review_zone_keys(const ReviewTask& task) {
    for (const KeyUse& use : task.index.uses()) {
        switch (use.position) {
            case Position::keyset:
            case Position::cds:
                review_algorithm(task, use);
                break;
            case Position::generation:
                review_generation(task, use);
                break;
            case Position::exportation:
                review_algorithm(task, use);
                review_export(task, use);
                break;
            case Position::have:
            case Position::deletion:
            case Position::signer:       // stands in the set too
            case Position::zone_signer:  // stands in a set, or signs nothing here
            case Position::import:
            case Position::wrapping:
                break;
        }
    }
}

Outcome review_transport_keys(const ReviewTask& task) {
    for (std::size_t action = 0; action < task.recipe.actions.size(); ++action) {
        const recipe::ActionParams& params = task.recipe.actions[action].params;
        if (const auto* import = std::get_if<recipe::ImportPublicKey>(&params)) {
            TRY(review_transport_key(
                task, {action, "actionParams.key.keyData", import->name, import->key_data}));
        }
        const auto* have = std::get_if<recipe::HaveKey>(&params);
        const auto* key =
            have == nullptr ? nullptr : std::get_if<recipe::TransportKeyReference>(&have->key);
        if (key != nullptr && have->key_data) {
            TRY(review_transport_key(task,
                                     {action, "actionParams.keyData", key->name, *have->key_data}));
        }
    }
    return Nothing{};
}

}  // namespace ceremony::cooker
