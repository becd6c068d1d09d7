// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/questions.hpp"

#include <utility>

#include "base/quote.hpp"
#include "cooker/summary.hpp"

namespace ceremony::cooker {

Question ask_about_settings(const Settings& settings) {
    Question question;
    question.subject = Subject::settings;
    question.lines = hash_lines("The configuration " + quote_path(settings.path) +
                                    " lies in the current folder, and -c does not name it: SHA-256",
                                settings.sha256);
    question.prompt = "is this the configuration of this bunker?";
    return question;
}

Question ask_about_wrapping_key(const Guard& guard,
                                const std::string& description,
                                const Sha256& key) {
    return ask_yes(guard, Subject::wrapping_key,
                   hash_lines("Whoever has the private half of this key can read what is "
                              "exported: " +
                                  description + ", SHA-256 of its key field",
                              key),
                   "does this hash stand on the paper of the site that the keys go to?");
}

Question ask_about_deletion(const Guard& guard,
                            const std::string& called,
                            const std::vector<std::string>& lines) {
    std::vector<std::string> all = {"To be destroyed for good, as the recipe calls it: " + called};
    all.insert(all.end(), lines.begin(), lines.end());
    return ask_yes(guard, Subject::deletion, std::move(all),
                   "destroy this key at the end of the run?");
}

Question ask_about_extractable_key(const Guard& guard,
                                   const std::string& what,
                                   const std::string& description) {
    return ask_yes(
        guard, Subject::extractable_signer,
        {"This key " + what + ", and could leave the token (CKA_EXTRACTABLE): " + description},
        "use it so all the same?");
}

}  // namespace ceremony::cooker
