// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/commit.hpp"

#include <algorithm>
#include <utility>

#include "base/file_facts.hpp"
#include "base/folder.hpp"
#include "base/quote.hpp"
#include "base/read_file.hpp"
#include "base/write_file.hpp"
#include "cooked/attestation.hpp"
#include "cooked/manifest.hpp"
#include "cooked/matches.hpp"
#include "cooker/attestation.hpp"
#include "cooker/destroy.hpp"
#include "cooker/inventory.hpp"
#include "cooker/key_text.hpp"
#include "cooker/summary.hpp"
#include "json/builder.hpp"
#include "recipe/write.hpp"

namespace ceremony::cooker {

namespace {

Outcome expect_none(const std::vector<recipe::Violation>& violations) {
    if (violations.empty()) {
        return Nothing{};
    }
    std::string text = "the result is not good";
    for (const recipe::Violation& violation : violations) {
        text += (&violation == &violations.front() ? ": " : "; ") + to_error(violation).message();
    }
    return Error{Errc::crypto, std::move(text)};
}

std::vector<recipe::TokenIdentity> identities(const recipe::Recipe& recipe,
                                              const Keystore& keystore) {
    std::vector<recipe::TokenIdentity> tokens;
    for (const std::string& name : stores_of(recipe)) {
        if (const auto number = keystore.find(name)) {
            const pkcs11::TokenInfo& token = keystore.store(*number).token->info();
            tokens.push_back({name, token.label, token.serial});
        }
    }
    return tokens;
}

// --- the end of a run

// Whether the result may take the place of a file: only of the recipe that it came from.
Result<Existing> place_of_output(const Commitment& commitment) {
    const std::string& output = commitment.files.output;
    const bool is_taken = look_at(output, Links::refuse).ok();
    if (!commitment.files.replaces_recipe() || !is_taken) {
        return Existing::refuse;
    }
    if (TRY(read_once(output)).sha256 != commitment.approved.sha256) {
        return Error{Errc::refused, quote_path(output) +
                                        ": is not the recipe that was approved, so the result "
                                        "does not take its place: people have to decide"};
    }
    return Existing::replace;
}

// Gives the result its name, and reads it under that name. In a run that is resumed it may
// have it already.
Result<FileText> name_output(const Commitment& commitment, const crypto::Sha256& expected) {
    const OutputFiles& files = commitment.files;
    static_cast<void>(TRY(keep_approved(files, commitment.approved)));
    if (look_at(files.final_file(), Links::refuse).ok()) {
        const FileText last = TRY(read_once(files.final_file()));
        if (last.sha256 != expected) {
            return Error{Errc::refused, quote_path(files.final_file()) +
                                            ": is not the file that the journal tells of"};
        }
        TRY(rename_file(files.final_file(), files.output, TRY(place_of_output(commitment))));
    }
    FileText output = TRY(read_once(files.output));
    if (output.sha256 != expected) {
        return Error{Errc::refused,
                     quote_path(files.output) + ": is not the file that the journal tells of"};
    }
    TRY(remove_if_there(files.part()));
    // An earlier run may have renamed it and not synced that.
    TRY(sync_folder(TRY(open_entry(files.output)), files.output));
    return output;
}

// What lies under the name of the attestation already is the attestation of this file, made by
// an earlier run, or it is for people to look at.
Outcome expect_attestation(const std::string& path,
                           const cooked::Manifest& manifest,
                           const AttestPair& pair) {
    FileText file = TRY(read_once(path));
    const auto told = cooked::read_attestation(std::move(file.text), path, pair.pinned);
    if (!told.ok() || told.value() != manifest) {
        return Error{Errc::refused, quote_path(path) +
                                        ": is there already, and is not the attestation of this "
                                        "result by the key of this configuration"};
    }
    return Nothing{};
}

// `text` is OUTPUT as its hash was checked: what is attested is not read again.
Outcome attest_output(const Commitment& commitment, FileText text) {
    const auto& key = commitment.settings.attest;
    if (!key) {
        return Nothing{};
    }
    const std::string path = commitment.files.attestation();
    const RecipeFile output = TRY(understand(std::move(text)));
    const cooked::Manifest manifest = TRY(cooked::make_manifest(*output.document, output.recipe));
    const AttestPair pair = TRY(find_attest_key(*key, commitment.keystore));
    if (look_at(path, Links::refuse).ok()) {
        return expect_attestation(path, manifest, pair);
    }
    TRY(write_file(path, TRY(attest_on_token(manifest, pair, commitment.keystore))));
    commitment.tell("Attestation: " + quote_path(path));
    return Nothing{};
}

// What is on the tokens now must be what was there, and what the run made and destroyed.
Outcome compare_inventories(const Commitment& commitment) {
    const JournalContents& journal = commitment.journal.contents();
    for (const TokenAtBegin& then : journal.begin().tokens) {
        const auto number = commitment.keystore.find(then.repository);
        if (!number) {
            commitment.tell_left_over("repository " + quote(then.repository) +
                                      " was not looked at again");
            continue;
        }
        const auto objects = TRY(commitment.keystore.store(*number).token->objects());
        const InventoryChange change = TRY(inventory_change(then.objects, objects));
        for (const std::string& line : unexplained(change, journal, then.repository)) {
            commitment.tell_left_over("on repository " + quote(then.repository) + " " + line);
        }
    }
    return Nothing{};
}

// In a run that is resumed: what failed before it was interrupted. The result says it of those,
// too, of which the journal says nothing because nothing was tried.
void tell_failed_deletions(const Commitment& commitment) {
    for (const recipe::Action& action : commitment.cooked.actions) {
        const auto* deletion = std::get_if<recipe::DeleteKey>(&action.params);
        if (deletion != nullptr && deletion->cooked && !deletion->cooked->success) {
            commitment.tell_left_over("deleteKey " + key_text(deletion->key.name) +
                                      " failed before the run was interrupted");
        }
    }
}

Outcome go_forward(const Commitment& commitment, const Bench& bench) {
    if (commitment.journal.contents().stage() == Stage::finishing) {
        tell_failed_deletions(commitment);
    } else {
        TRY(destroy_keys(commitment, bench));
        TRY(make_final(commitment));
    }
    return finish(commitment);
}

void tell_hash(const Commitment& commitment, const crypto::Sha256& digest) {
    for (const std::string& line :
         hash_lines("SHA-256 of " + quote_path(commitment.files.output), digest)) {
        commitment.tell(line);
    }
}

}  // namespace

void Commitment::tell(const std::string& text) const {
    const auto told = transcript.say(text);
    if (!told.ok() && left_over.empty()) {
        left_over.push_back(told.error().message());
    }
}

void Commitment::tell_left_over(const std::string& text) const {
    left_over.push_back(text);
    tell("Left over: " + text);
}

Outcome expect_good(const recipe::Recipe& cooked,
                    const RecipeFile& approved,
                    cooked::Stage stage,
                    cooked::VerifiedSignatures& verified) {
    TRY(expect_none(cooked::verify(cooked, {stage, recipe::SpecVersion::v1_1}, verified)));
    return expect_none(cooked::differences(cooked, approved.recipe, approved.sha256));
}

Result<ResultText> result_text(const recipe::Recipe& cooked,
                               const RecipeFile& approved,
                               cooked::Stage stage,
                               cooked::VerifiedSignatures& verified) {
    std::string text = recipe::write_recipe(cooked);
    const crypto::Sha256 digest = TRY(crypto::sha256(as_bytes(text)));
    RecipeFile file = TRY(understand({"the result", text, digest}).in("reading it back"));
    if (file.recipe != cooked) {
        return Error{Errc::crypto, "the result does not read back as it was written"};
    }
    TRY(expect_good(file.recipe, approved, stage, verified));
    return ResultText{std::move(text), digest, std::move(file)};
}

Outcome sign_preamble(const Commitment& commitment, const crypto::Sha256& program) {
    recipe::Preamble& preamble = commitment.cooked.preamble;
    preamble.cooked_timestamp = TRY(commitment.transcript.time());
    preamble.cooked = recipe::Cooked{
        .recipe = commitment.approved.sha256,
        .cooker = program,
        .config = commitment.settings.sha256,
        .tokens = identities(commitment.approved.recipe, commitment.keystore),
        .rehearsal = is_rehearsal(commitment.approved.recipe, commitment.keystore),
        .complete = false,
    };
    return Nothing{};
}

Outcome make_ready(const Commitment& commitment) {
    const ResultText result = TRY(result_text(commitment.cooked, commitment.approved,
                                              cooked::Stage::ready, commitment.verified));
    TRY(write_new_file(commitment.files.part(), result.text));
    commitment.transcript.begin_paragraph();
    TRY(
        commitment.transcript.say("The result is complete and verified; from here on the run "
                                  "goes forward only"));
    TRY(commitment.transcript.flush());
    return commitment.journal.append(Ready{result.sha256});
}

Outcome make_final(const Commitment& commitment) {
    if (commitment.cooked.preamble.cooked) {
        commitment.cooked.preamble.cooked->complete = true;
    }
    const ResultText result = TRY(result_text(commitment.cooked, commitment.approved,
                                              cooked::Stage::final_text, commitment.verified));
    TRY(remove_if_there(commitment.files.final_file()));
    TRY(write_new_file(commitment.files.final_file(), result.text));
    return commitment.journal.append(Final{result.sha256});
}

Outcome finish(const Commitment& commitment) {
    const auto& expected = commitment.journal.contents().final_file();
    if (!expected) {
        return Error{Errc::internal, "a run is finished that has no result"};
    }
    FileText output = TRY(name_output(commitment, *expected));
    TRY(attest_output(commitment, std::move(output)));
    TRY(compare_inventories(commitment));
    tell_hash(commitment, *expected);
    TRY(commitment.journal.append(End{Ending::done}));
    if (const auto retired = retire_journal(commitment.journal.path()); !retired.ok()) {
        commitment.tell_left_over(retired.error().message());
    }
    if (!commitment.left_over.empty()) {
        return Error{Errc::left_over,
                     "done, but something is left: " + commitment.left_over.front()};
    }
    return Nothing{};
}

Outcome complete(const Commitment& commitment, const Bench& bench) {
    auto outcome = go_forward(commitment, bench);
    if (outcome.ok() || commitment.journal.contents().stage() == Stage::ended) {
        return outcome;
    }
    return Error{
        Errc::undo_failed,
        outcome.error().message() + "; the run has passed its commit point and is not finished"};
}

}  // namespace ceremony::cooker
