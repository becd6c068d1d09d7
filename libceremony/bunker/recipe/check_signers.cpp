// SPDX-License-Identifier: BSD-3-Clause

#include <map>
#include <set>

#include "recipe/checks.hpp"

namespace ceremony::recipe {

namespace {

// One set under examination: its keys, and those that sign it, by their numbers.
class SignedSet {
public:
    explicit SignedSet(const Examination& examination) : examination_(examination) {}

    // The same key as itself and as revoked would be two records of which one is a lie.
    void check_member(const KeyUse& use) {
        const auto [place, is_new] = roles_.try_emplace(use.key, use.kind->role);
        if (place->second != use.kind->role) {
            examination_.add(use, "the set has this key with other flags, too");
        }
    }

    void check_signer(const KeyUse& use) {
        const auto member = roles_.find(use.key);
        if (!is_sep(use.kind->role)) {
            examination_.add(use, "a key without the SEP bit signs no key set");
        }
        if (member == roles_.end() || member->second != use.kind->role) {
            examination_.add(
                use, "does not stand in the keyset with these flags: its signature is of no use");
        }
        if (!signers_.insert(use.key).second) {
            examination_.add(use, "signs this set more than once");
        }
        check_custody(use, "signs no key set");
        has_current_signer_ |= use.kind->role != KeyRole::revoked_ksk;
    }

    // The parent is asked to trust it as it trusts what signs the set.
    void check_trusted(const KeyUse& use) {
        const auto member = roles_.find(use.key);
        if (!is_sep(use.kind->role)) {
            examination_.add(use, "a key without the SEP bit is none for the parent to trust");
        }
        if (use.kind->role == KeyRole::revoked_ksk ||
            (member != roles_.end() && member->second == KeyRole::revoked_ksk)) {
            examination_.add(use, "a revoked key is none for the parent to trust");
        }
        check_custody(use, "is none for the parent to trust");
    }

    [[nodiscard]] bool has_current_signer() const noexcept { return has_current_signer_; }

private:
    // It has been on its token alone, and will be.
    void check_custody(const KeyUse& use, std::string_view otherwise) const {
        const KeyFacts& key = examination_.index.facts(use);
        if (key.exportable) {
            examination_.add(use, "is generated to be exported, and what can leave the token " +
                                      std::string(otherwise));
        }
        if (key.exported_by) {
            examination_.add(use, name_of(*key.exported_by) + " exports this key");
        }
    }

    const Examination& examination_;
    std::map<std::uint32_t, KeyRole> roles_;
    std::set<std::uint32_t> signers_;
    bool has_current_signer_ = false;
};

void check_set(const Examination& examination,
               std::size_t action,
               const ProduceSignedKeyset& params) {
    SignedSet set(examination);
    // The keys of a set stand before its signers and those in CDS records, and are zone keys:
    // they have a kind.
    for (const KeyUse& use : examination.index.uses_of(action)) {
        if (use.position == Position::keyset) {
            set.check_member(use);
        } else if (use.position == Position::signer) {
            set.check_signer(use);
        } else if (use.position == Position::cds) {
            set.check_trusted(use);
        }
    }
    if (params.cds && !set.has_current_signer()) {
        examination.add(action, "actionParams.cds",
                        "revoked keys sign no CDS set, and signedBy has no other");
    }
}

}  // namespace

void check_signers(const Examination& examination) {
    for (std::size_t action = 0; action < examination.recipe.actions.size(); ++action) {
        const auto* set =
            std::get_if<ProduceSignedKeyset>(&examination.recipe.actions[action].params);
        if (set != nullptr) {
            check_set(examination, action, *set);
        }
    }
}

}  // namespace ceremony::recipe
