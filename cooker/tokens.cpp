// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/tokens.hpp"

#include <map>
#include <utility>
#include <vector>

#include "base/quote.hpp"
#include "cooker/process.hpp"
#include "cooker/questions.hpp"

namespace ceremony::cooker {

namespace {

// A configuration in which two repositories want different values of one variable is refused
// where it is read (config/repositories.hpp).
Result<std::vector<config::Variable>> environment_for(const Settings& settings,
                                                      const std::set<std::string>& names) {
    std::map<std::string, std::string> variables;
    for (const std::string& name : names) {
        const config::Repository* repository = TRY(settings.repository(name));
        variables.insert(repository->bunker.environment.begin(),
                         repository->bunker.environment.end());
    }
    return std::vector<config::Variable>(variables.begin(), variables.end());
}

}  // namespace

Result<Keystore> open_tokens(const Settings& settings,
                             const std::set<std::string>& names,
                             const Program& program,
                             Transcript& transcript) {
    if (settings.must_be_confirmed) {
        TRY(confirm({ask_about_settings(settings)}, YesFlag::absent, transcript,
                    program.open_terminal));
    }
    TRY(add_to_environment(TRY(environment_for(settings, names))));
    Keystore keystore = TRY(Keystore::open(settings, names));
    for (std::size_t number = 0; number < keystore.size(); ++number) {
        transcript.begin_paragraph();
        TRY(transcript.say(describe(keystore.store(number))));
    }
    const pkcs11::AskPin ask = [&program](const pkcs11::TokenInfo& token) -> Result<Secret> {
        auto terminal = program.open_terminal();
        if (!terminal.ok()) {
            return std::move(terminal).error().with_hint(
                "with pin: ask in the configuration, a person types the PIN at a terminal");
        }
        return terminal.value().ask_secret("PIN of token " + quote(token.label) + ": ");
    };
    std::vector<std::string> warnings;
    const Outcome logged_in = keystore.log_in(ask, warnings);
    for (const std::string& warning : warnings) {
        TRY(transcript.say("Warning: " + warning));
    }
    TRY(logged_in);
    return keystore;
}

}  // namespace ceremony::cooker
