// SPDX-License-Identifier: BSD-3-Clause

#include "recipe/checks.hpp"
#include "recipe/key_data.hpp"

namespace ceremony::recipe {

namespace {

constexpr std::string_view sep_reason = "a key signing key never leaves its token";

std::uint16_t bits_of(const ImportPublicKey& import) {
    const auto bits = rsa_bits(import.key_data);
    return bits.ok() ? bits.value() : std::uint16_t{0};
}

void check_export(const Examination& examination, const KeyUse& use) {
    const KeyFacts& key = examination.index.facts(use);
    if (is_sep(use.kind->role)) {
        examination.add(use, std::string(sep_reason));
    }
    if (key.made_by && !key.exportable) {
        examination.add(use, name_of(*key.made_by) + " does not generate this key as exportable");
    }
    if (!key.made_by && !examination.context.exportable.contains(use.name->id())) {
        examination.add(use,
                        "is not generated in this recipe, and nothing here allows to export "
                        "an existing key with this keyID");
    }
}

}  // namespace

void check_exports(const Examination& examination) {
    for (const KeyUse& use : examination.index.uses()) {
        const ActionParams& params = examination.recipe.actions[use.action].params;
        const auto* generation = std::get_if<GenerateKey>(&params);
        const auto* import = std::get_if<ImportPublicKey>(&params);
        if (generation != nullptr && generation->exportable && is_sep(use.kind->role)) {
            examination.add(use.action, "actionParams.key.exportable", std::string(sep_reason));
        }
        if (import != nullptr && bits_of(*import) < transport_min_bits) {
            examination.add(
                use.action, "actionParams.key.keyData",
                "not an RSA key of " + std::to_string(transport_min_bits) + " bits or more");
        }
        if (use.position == Position::exportation) {
            check_export(examination, use);
        }
    }
}

}  // namespace ceremony::recipe
