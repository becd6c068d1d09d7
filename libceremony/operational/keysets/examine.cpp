// SPDX-License-Identifier: BSD-3-Clause

#include "keysets/examine.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>
#include <variant>

#include "cooked/matches.hpp"
#include "cooked/verify.hpp"
#include "encoding/hex.hpp"
#include "plan/from_recipe.hpp"
#include "recipe/violation.hpp"

namespace ceremony::keysets {

namespace {

std::string counted(std::size_t count, const std::string& one) {
    return std::to_string(count) + " " + one + (count == 1 ? "" : "s");
}

bool is_rehearsal(const recipe::Recipe& recipe) {
    return recipe.preamble.rehearsal ||
           (recipe.preamble.cooked && recipe.preamble.cooked->rehearsal);
}

bool has_plan_for_all(const recipe::Recipe& recipe) {
    return std::all_of(
        recipe.actions.begin(), recipe.actions.end(), [](const recipe::Action& action) {
            const auto* set = std::get_if<recipe::ProduceSignedKeyset>(&action.params);
            return set == nullptr || (set->publish && set->publish->stage == 0 &&
                                      set->publish->track.text() == recipe::main_track);
        });
}

class Examiner {
public:
    explicit Examiner(const CookedRecipe& cooked) : cooked_(cooked) {}

    Examination examine(const ApprovedRecipe* approved) {
        if (approved != nullptr && is_of_another(*approved)) {
            refuse_for_another(*approved);
            return std::move(result_);
        }
        verify();
        compare(approved);
        if (result_.is_good()) {
            take_apart();
        }
        if (result_.is_good()) {
            check_slots();
            check_exports();
            check_plan();
            note_limits();
        }
        if (!result_.is_good()) {
            result_.contents.reset();
        }
        return std::move(result_);
    }

private:
    void refuse(std::string what) { result_.errors.emplace_back(Errc::refused, std::move(what)); }
    void refuse(const std::vector<recipe::Violation>& found) {
        for (Error& error : recipe::to_errors(found, cooked_.document)) {
            result_.errors.push_back(std::move(error));
        }
    }

    // Does it say of which recipe it is, and that it is not this one?
    [[nodiscard]] bool is_of_another(const ApprovedRecipe& approved) const {
        const std::optional<recipe::Cooked>& made = cooked_.recipe.preamble.cooked;
        return made && made->recipe != approved.sha256;
    }

    void refuse_for_another(const ApprovedRecipe& approved) {
        refuse({{std::nullopt, "cooked.recipeSha256",
                 "the result of another recipe: the hash of the approved one is " +
                     encoding::encode_hex(approved.sha256)}});
        result_.unchecked.push_back("all else: it is the result of another recipe");
    }

    void verify() {
        if (!recipe::carries_results(cooked_.recipe)) {
            return refuse("a recipe without results: it was not carried out");
        }
        if (is_rehearsal(cooked_.recipe)) {
            refuse("the result of a rehearsal");
        }
        cooked::VerifiedSignatures verified;
        refuse(
            cooked::verify(cooked_.recipe, {cooked::Stage::final_text, cooked_.version}, verified));
        result_.checked.push_back(
            "the form, the rules between its members, and that each action "
            "has the result that was asked for");
        result_.checked.push_back(counted(verified.size(), "signature") +
                                  " over key sets, with OpenSSL");
        result_.checked.push_back("each key ID is one public key and each public key has one ID");
    }

    void compare(const ApprovedRecipe* approved) {
        if (approved == nullptr) {
            result_.unchecked.push_back(
                "whether it is the recipe that was approved: none was given");
            return;
        }
        refuse(cooked::differences(cooked_.recipe, approved->recipe, approved->sha256));
        result_.checked.push_back("it is the approved recipe with results and nothing else");
    }

    void take_apart() {
        auto contents = from_cooked(cooked_.recipe, cooked_.sha256);
        if (contents.ok()) {
            result_.contents = std::move(contents).value();
        } else {
            result_.errors.push_back(std::move(contents).error());
        }
    }

    // They are sorted by zone, track, stage and time, and none overlap (recipe/check.hpp).
    void check_slots() {
        const std::vector<Keyset>& sets = result_.contents->keysets;
        for (std::size_t i = 1; i < sets.size(); ++i) {
            const Keyset& before = sets[i - 1];
            const Keyset& after = sets[i];
            if (before.zone == after.zone && before.track == after.track &&
                before.stage == after.stage && after.from > before.until) {
                refuse(after.zone.text() + ": no set of track " + after.track.text() + ", stage " +
                       std::to_string(after.stage) + ", for the time from " + before.until.text() +
                       " to " + after.from.text());
            }
        }
        result_.checked.push_back(counted(sets.size(), "key set") +
                                  ", which follow each other without a gap");
    }

    // The RDATA of every key that is in a set or signs a zone.
    [[nodiscard]] std::set<Bytes> keys_in_use() const {
        std::set<Bytes> keys;
        for (const Keyset& set : result_.contents->keysets) {
            for (const dns::Dnskey& key : set.keys) {
                keys.insert(dns::to_rdata(key));
            }
            for (const ZoneSigner& signer : set.zone_signers) {
                keys.insert(dns::to_rdata(signer.dnskey));
            }
        }
        return keys;
    }

    void check_exports() {
        const std::set<Bytes> in_use =
            result_.contents->exported.empty() ? std::set<Bytes>() : keys_in_use();
        for (const ExportedKey& key : result_.contents->exported) {
            if (!in_use.contains(dns::to_rdata(key.dnskey))) {
                refuse({{key.action, "actionParams.key",
                         "an exported key that is in no key set and signs no zone"}});
            }
        }
        if (!result_.contents->exported.empty()) {
            result_.checked.push_back(counted(result_.contents->exported.size(), "exported key") +
                                      ", each of which is in a key set or signs a zone");
            result_.unchecked.push_back(
                "the private keys that travel: only the token that they "
                "are for can unwrap them");
        }
    }

    void check_plan() {
        if (!result_.contents->plan) {
            result_.unchecked.push_back("when keys may follow each other: there is no plan");
            return;
        }
        if (has_plan_for_all(cooked_.recipe)) {
            auto plan = plan::from_recipe(cooked_.recipe);
            if (!plan.ok()) {
                result_.errors.push_back(std::move(plan).error());
            }
        }
        result_.checked.push_back("the plan is about these keys and sets");
    }

    void note_limits() {
        if (cooked_.version == recipe::SpecVersion::v1_0) {
            result_.unchecked.push_back(
                "whether it is complete, and when sets are to be "
                "published: v1.0 cannot say so");
        }
        const bool has_deletions =
            std::any_of(cooked_.recipe.actions.begin(), cooked_.recipe.actions.end(),
                        [](const recipe::Action& action) {
                            return std::holds_alternative<recipe::DeleteKey>(action.params);
                        });
        if (has_deletions) {
            result_.unchecked.push_back("whether deleted keys are gone: only the bunker knows");
        }
    }

    const CookedRecipe& cooked_;
    Examination result_;
};

}  // namespace

Examination examine(const CookedRecipe& cooked, const ApprovedRecipe* approved) {
    return Examiner(cooked).examine(approved);
}

}  // namespace ceremony::keysets
