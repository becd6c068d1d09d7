// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/doomed_keys.hpp"

#include "cooker/key_forms.hpp"
#include "cooker/key_identity.hpp"
#include "cooker/key_text.hpp"

namespace ceremony::cooker {

namespace {

// What there is of a key, whatever the recipe calls it.
Result<std::vector<std::string>> lines_about(const recipe::KeyUse& use,
                                             const Keystore& keystore,
                                             const Bench& bench) {
    pkcs11::Token& token = *keystore.store(*keystore.find(use.name->store())).token;
    TRY(token.objects());
    return key_lines(TRY(token.find(on_token(*use.name))), bench.zones(use));
}

}  // namespace

std::vector<recipe::KeyUse> deletions(const Bench& bench) {
    std::vector<recipe::KeyUse> uses;
    for (const recipe::KeyUse& use : bench.index().uses()) {
        if (use.position == recipe::Position::deletion) {
            uses.push_back(use);
        }
    }
    return uses;
}

std::optional<JournalKey> doomed_key(const recipe::KeyUse& use, const Keystore& keystore) {
    const auto store = keystore.find(use.name->store());
    if (!store) {
        return std::nullopt;
    }
    return JournalKey{keystore.store(*store).name, use.name->id(), use.name->label()};
}

RecordedDeletion recorded_deletion(const JournalContents& journal, const JournalKey& key) {
    RecordedDeletion found;
    for (const JournalRecord& record : journal.records()) {
        const auto* deleting = std::get_if<Deleting>(&record);
        const auto* deleted = std::get_if<Deleted>(&record);
        if (deleting != nullptr && deleting->key == key) {
            found.deleting = deleting;
        }
        if (deleted != nullptr && deleted->key == key) {
            found.deleted = deleted;
        }
    }
    return found;
}

std::vector<std::string> keys_to_destroy(const JournalContents& journal,
                                         const Keystore& keystore,
                                         const Bench& bench) {
    std::vector<std::string> lines;
    for (const recipe::KeyUse& use : deletions(bench)) {
        const auto key = doomed_key(use, keystore);
        if (key && recorded_deletion(journal, *key).deleted == nullptr) {
            lines.push_back("To be destroyed: " + key_text(*use.name));
            const auto about = lines_about(use, keystore, bench);
            if (about.ok()) {
                lines.insert(lines.end(), about.value().begin(), about.value().end());
            } else {
                lines.push_back("  cannot be shown: " + about.error().message());
            }
        }
    }
    return lines;
}

}  // namespace ceremony::cooker
