// SPDX-License-Identifier: BSD-3-Clause
//
// bunker.hpp -- a bunker for one test: a private token, a configuration, a folder for recipes
// and what comes of them; and recipes put together from short calls.

#pragma once

#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

#include "cooker/commit.hpp"
#include "cooker/cook.hpp"
#include "cooker/execution.hpp"
#include "cooker/inventory.hpp"
#include "cooker/preflight.hpp"
#include "cooker/recipe_file.hpp"
#include "cooker/resume.hpp"
#include "cooker/tokens.hpp"
#include "hsm/fixture.hpp"
#include "pkcs11/open_token.hpp"
#include "recipe/write.hpp"
#include "support/conversation.hpp"
#include "support/printing.hpp"
#include "support/softhsm.hpp"
#include "support/temp_folder.hpp"

namespace ceremony::test {

inline const std::string usual_guard =
    "  zones: [example., test., .]\n"
    "  algorithms: [8, 10, 13, 14, 15, 16]\n"
    "  rsa-min-bits: 1024\n"
    "  max-validity: P400D\n"
    "  max-horizon: P4000D\n"
    "  max-ahead: P4000D\n"
    "  export: generated\n"
    "  direct-keys: confirm\n"
    "  possession: optional\n"
    "  cds: any\n"
    "  delete: confirm\n"
    "  previous: optional\n"
    "  unknown-objects: warn\n"
    "  confirm: none\n";

class Bunker {
public:
    explicit Bunker(const std::string& module = softhsm_module()) : module_(module) {
        hsm_.add_token("bunker");
        static_cast<void>(folder.file("pin", std::string(test_pin) + "\n"));
        configure();
        options.recipe = folder / "recipe.json";
        options.config = folder / "cooker.yaml";
        options.yes = true;
        program.out = [this](std::string_view text) -> Outcome {
            screen.append(text);
            return Nothing{};
        };
        program.err = program.out;
        program.open_terminal = []() -> Result<Terminal> {
            return Error{Errc::unavailable, "there is no terminal in this test"};
        };
    }

    /// Writes the configuration anew, with these lines of the repository and of the guard, and
    /// at the top level.
    void configure(const std::string& guard = usual_guard,
                   const std::string& repository = "",
                   const std::string& more = "") {
        static_cast<void>(folder.file("cooker.yaml",
                                      "version: 1\nrepositories:\n  default:\n"
                                      "    module: " +
                                          module_ +
                                          "\n    label: bunker\n    pin: file\n"
                                          "    pin-file: " +
                                          (folder / "pin") + "\n" + repository + more + "guard:\n" +
                                          guard));
    }

    /// Writes recipe.json.
    void put(const recipe::Recipe& recipe) {
        static_cast<void>(folder.file("recipe.json", recipe::write_recipe(recipe)));
    }

    [[nodiscard]] Outcome cook() { return cooker::cook(options, program); }
    [[nodiscard]] Outcome check() { return cooker::check(options, program); }
    /// The outcome in words, for REQUIRE: "done" or the error.
    [[nodiscard]] std::string cooked() {
        const Outcome outcome = cook();
        return outcome.ok() ? "done"
                            : std::string(to_string(outcome.error().code())) + ": " +
                                  outcome.error().message();
    }
    /// What was said, in one line: long lines are broken at blanks.
    [[nodiscard]] std::string said_in_one_line() const {
        std::string text;
        for (const char c : screen) {
            if (c != '\n' && c != ' ') {
                text.push_back(c);
            } else if (!text.ends_with(' ')) {
                text.push_back(' ');
            }
        }
        return text;
    }
    /// Did the last runs say this?
    [[nodiscard]] bool said(std::string_view text) const {
        return said_in_one_line().find(text) != std::string::npos;
    }
    [[nodiscard]] Outcome resume(const std::string& journal = "recipe.json.journal") {
        cooker::Options with_journal = options;
        with_journal.recipe.reset();
        with_journal.files = {folder / journal};
        return cooker::resume(with_journal, program);
    }

    /// What a run wrote.
    [[nodiscard]] recipe::Recipe result(const std::string& name = "recipe.json") const {
        return must(cooker::understand(must(cooker::read_once(folder / name)))).recipe;
    }

    /// A second token, beside the one called "bunker".
    void add_token(const std::string& label) const { hsm_.add_token(label); }
    /// Where the tokens are.
    [[nodiscard]] std::string tokens() const { return hsm_.tokens(); }

    /// Does something on the token, logged in, and closes it again.
    template <typename Act>
    auto on_token(Act act) {
        pkcs11::Modules modules(uninspected);
        const auto token = open_token(modules, repository_with("bunker"));
        return act(*token);
    }

    [[nodiscard]] std::vector<pkcs11::Object> objects() {
        return on_token([](pkcs11::Token& token) { return must(token.objects()); });
    }

    /// The same in a form that two moments can be compared in: tokens tell objects in any order.
    [[nodiscard]] std::vector<crypto::Sha256> inventory() {
        return must(cooker::fingerprints(objects()));
    }

    /// Makes a key pair that was there before.
    pkcs11::KeyPair make_key(pkcs11::NewKeyPair wanted) {
        return on_token([&](pkcs11::Token& token) { return must(token.generate(wanted)); });
    }

    /// From now on calls go through fault_p11.so, which does what these lines say.
    void use_faults(const std::string& lines, const std::string& guard = usual_guard) {
        module_ = fault_module();
        std::filesystem::remove(folder / "p11.log");
        static_cast<void>(folder.file("faults", "module " + softhsm_module() + "\nlog " +
                                                    (folder / "p11.log") + "\n" + lines));
        configure(guard, "    environment: { CEREMONY_FAULT_P11: " + (folder / "faults") + " }\n");
    }
    /// And from now on they do not.
    void use_no_faults() {
        module_ = softhsm_module();
        configure();
    }

    /// The numbers of the calls of this function so far, as fault_p11.so counts them.
    [[nodiscard]] std::vector<unsigned long> calls_of(const std::string& function) const {
        std::vector<unsigned long> numbers;
        std::ifstream log(folder / "p11.log");
        unsigned long number = 0;
        for (std::string name, value; log >> number >> name >> value;) {
            if (name == function) {
                numbers.push_back(number);
            }
        }
        return numbers;
    }

    /// Cooks in a child process that is expected to be killed; which signal killed it.
    [[nodiscard]] int cook_until_killed() {
        const pid_t child = ::fork();
        REQUIRE(child >= 0);
        if (child == 0) {
            static_cast<void>(cook());
            ::_exit(0);
        }
        int status = 0;
        REQUIRE(::waitpid(child, &status, 0) == child);
        return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    }

    /// Resumes at a terminal, where a person answers every question with `answer`. "done", or
    /// the error.
    [[nodiscard]] std::string resume_at_terminal(const std::string& answer,
                                                 const std::vector<std::string>& questions) {
        program.open_terminal = [] {
            return Terminal::open();
        };
        Conversation conversation([this] {
            const Outcome outcome = resume();
            return outcome.ok() ? std::string("done")
                                : std::string(to_string(outcome.error().code())) + ": " +
                                      outcome.error().message();
        });
        for (const std::string& question : questions) {
            conversation.wait_for(question);
            conversation.type(answer + "\n");
        }
        std::string ending = conversation.ending();
        seen = conversation.screen();
        return ending;
    }

    TempFolder folder;
    std::string seen;  ///< on the terminal
    cooker::Options options;
    cooker::Program program;
    std::string screen;

private:
    SoftHsm hsm_;
    std::string module_;
};

/// The inside of a run between preflight and commit: for tests of its parts.
class Rig {
public:
    Rig(Bunker& bunker, const recipe::Recipe& recipe)
        : files{bunker.folder / "recipe.json", bunker.folder / "recipe.json",
                bunker.folder.path()} {
        bunker.put(recipe);
        cooker::SettingsPlaces places;
        places.named = bunker.folder / "cooker.yaml";
        settings.emplace(must(cooker::load_settings(places)));
        file.emplace(must(cooker::understand(must(cooker::read_once(files.recipe)))));
        cooked = file->recipe;
        std::set<std::string> names = cooker::stores_of(cooked);
        if (settings->attest) {
            names.insert(settings->attest->store);
        }
        transcript.emplace(bunker.program.out, bunker.program.clock);
        keystore.emplace(must(cooker::open_tokens(*settings, names, bunker.program, *transcript)));
        preflight.emplace(must(cooker::preflight(file->recipe, *settings, *keystore)));
        REQUIRE(problems() == "");
        cooker::JournalBegin begin;
        begin.recipe = file->sha256;
        begin.attestation =
            settings->attest ? cooker::Attestation::wanted : cooker::Attestation::none;
        begin.tokens = {{"default", keystore->store(0).token->info().label,
                         keystore->store(0).token->info().serial,
                         must(cooker::fingerprints(preflight->objects[0]))}};
        journal.emplace(must(cooker::Journal::begin(files.journal(), begin)));
    }

    [[nodiscard]] std::string problems() const {
        std::string text;
        for (const recipe::Violation& violation : preflight->findings.problems) {
            text += to_error(violation).message() + "\n";
        }
        return text;
    }
    [[nodiscard]] pkcs11::Token& token() { return *keystore->store(0).token; }
    [[nodiscard]] cooker::Execution execution() {
        return {*keystore,   preflight->bench, preflight->tags, *journal,
                *transcript, verified,         zone_keys,       cooked};
    }
    [[nodiscard]] cooker::Commitment commitment() {
        return {*settings,   *file,    files,  *keystore, *journal,
                *transcript, verified, cooked, left_over};
    }
    /// What a run does up to the commit point.
    void make() {
        const cooker::Gate gate = [](const std::string& /*next*/) {
            return Outcome(Nothing{});
        };
        must(cooker::execute(execution(), {gate, {}, false}));
        must(cooker::sign_preamble(commitment(), {}));
    }

    cooker::OutputFiles files;
    std::optional<cooker::Settings> settings;
    std::optional<cooker::RecipeFile> file;
    recipe::Recipe cooked;
    std::optional<cooker::Transcript> transcript;
    std::optional<cooker::Keystore> keystore;
    std::optional<cooker::Preflight> preflight;
    std::optional<cooker::Journal> journal;
    cooked::VerifiedSignatures verified;
    cooked::ZoneKeys zone_keys;
    std::vector<std::string> left_over;
};

// --- recipes

inline UtcTime at(std::string_view text) {
    return must(UtcTime::from_text(text));
}

inline dns::Name zone(std::string_view text = "example.") {
    return must(dns::Name::from_text(text));
}

inline recipe::KeyReference key(std::string_view label,
                                recipe::KeyRole role = recipe::KeyRole::ksk,
                                dns::Algorithm algorithm = dns::Algorithm::ecdsap256sha256) {
    return {{algorithm, role}, must(recipe::KeyName::make("default", {}, std::string(label)))};
}

inline recipe::TransportKeyReference transport(std::string_view label) {
    return {must(recipe::KeyName::make("default", {}, std::string(label)))};
}

inline recipe::Action have(recipe::KeyReference wanted) {
    return {"", recipe::HaveKey{std::move(wanted), false, std::nullopt, std::nullopt}};
}

inline recipe::Action generate(recipe::KeyReference wanted, bool exportable = false) {
    recipe::GenerateKey generation{std::move(wanted), std::nullopt, exportable, zone(),
                                   std::nullopt,      std::nullopt};
    const dns::Algorithm algorithm = generation.key.kind.algorithm;
    if (algorithm == dns::Algorithm::rsasha256 || algorithm == dns::Algorithm::rsasha512) {
        generation.key_size = std::uint16_t{2048};
    }
    return {"", std::move(generation)};
}

inline recipe::ProduceSignedKeyset keyset(std::vector<recipe::KeysetKey> keys,
                                          std::vector<recipe::KeyReference> signers) {
    return {zone(),
            at("2027-01-01 00:00:00"),
            at("2027-02-01 00:00:00"),
            3600,
            std::move(keys),
            std::move(signers),
            std::nullopt,
            std::nullopt,
            std::nullopt};
}

inline recipe::Action produce(std::vector<recipe::KeysetKey> keys,
                              std::vector<recipe::KeyReference> signers) {
    return {"", keyset(std::move(keys), std::move(signers))};
}

inline recipe::Action destroy(recipe::KeyReference doomed) {
    return {"",
            recipe::DeleteKey{std::move(doomed), true, std::nullopt, std::nullopt, std::nullopt}};
}

inline recipe::Recipe recipe_of(std::vector<recipe::Action> actions) {
    recipe::Recipe recipe;
    recipe.preamble.timestamp = at("2026-11-27 09:58:07");
    recipe.preamble.description = "a test";
    recipe.actions = std::move(actions);
    return recipe;
}

}  // namespace ceremony::test
