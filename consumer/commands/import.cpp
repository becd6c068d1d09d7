// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/commands/import.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/quote.hpp"
#include "base/terminal.hpp"
#include "consumer/cooked_file.hpp"
#include "consumer/event_lines.hpp"
#include "consumer/lazy_token.hpp"
#include "consumer/site.hpp"
#include "consumer/store.hpp"
#include "dns/print.hpp"
#include "encoding/hex.hpp"
#include "keysets/admission.hpp"
#include "program/hash_lines.hpp"
#include "program/recipe_file.hpp"
#include "site/import_keys.hpp"

namespace ceremony::consumer {

namespace {

using keysets::Voucher;

// What is needed for all files.
struct Job {
    const policy::Configuration& configuration;
    const program::Program& program;
    LazyToken& token;
    std::vector<crypto::Sha256> expected;  // by a person
    std::set<crypto::Sha256>& unmet;       // of them, those that no file had so far
    std::string forced;
    UtcTime now;
};

Result<std::vector<crypto::Sha256>> hashes_of(const std::vector<std::string>& texts) {
    std::vector<crypto::Sha256> hashes;
    for (const std::string& text : texts) {
        hashes.push_back(TRY(program::sha256_from_text(text).in("--expect")));
    }
    return hashes;
}

// Who mistypes what is no hash then may try again.
Result<crypto::Sha256> ask_hash(Terminal& terminal, const std::string& question) {
    constexpr int tries = 3;
    for (int left = tries;; --left) {
        auto hash = program::sha256_from_text(TRY(terminal.ask_line(question)));
        if (hash.ok()) {
            return hash;
        }
        if (left == 1) {
            return std::move(hash).error().as(Errc::refused);
        }
        TRY(terminal.write(hash.error().message() + "\n"));
    }
}

// A person who has the hash from the ceremony types it, or its words.
Result<Voucher> ask(const program::RecipeFile& file, const program::Program& program) {
    Terminal terminal = TRY(program.open_terminal());
    const crypto::Sha256 expected =
        TRY(ask_hash(terminal, "SHA-256 of " + quote(file.path) +
                                   " as it came from the ceremony, digits or words: "));
    if (expected != file.sha256) {
        // The hash of the file stays unsaid, or who is asked again would only have to copy it.
        return Error{Errc::refused,
                     quote(file.path) + ": its SHA-256 is not the one that is expected"};
    }
    return Voucher::person;
}

// For one that is known somebody has vouched.
Result<Voucher> voucher_of(const program::RecipeFile& file, bool is_known, const Job& job) {
    const bool is_expected =
        std::find(job.expected.begin(), job.expected.end(), file.sha256) != job.expected.end();
    job.unmet.erase(file.sha256);
    if (is_expected || is_known) {
        return is_expected ? Voucher::person : Voucher::bunker;
    }
    if (!job.expected.empty()) {
        return Error{Errc::refused, quote(file.path) + ": its SHA-256 is " +
                                        encoding::encode_hex(file.sha256) +
                                        ", which is not one of those that are expected"};
    }
    Outcome attested = program::check_vouchers(file, {std::nullopt, job.configuration.attest});
    if (attested.ok()) {
        return Voucher::bunker;
    }
    // A file without an attestation may have a person's word; one with a wrong one is suspicious.
    const bool has_none =
        job.configuration.attest.empty() || attested.error().code() == Errc::not_found;
    if (has_none && job.program.open_terminal) {
        auto asked = ask(file, job.program);
        if (asked.ok() || asked.error().code() != Errc::unavailable) {
            return asked;
        }
    }
    return std::move(attested).error();
}

// Whoever names the hash of a file that is not here has another one in hand than he believes, also
// where all that are here were imported before.
Outcome check_met(const std::set<crypto::Sha256>& unmet) {
    return unmet.empty()
               ? Outcome(Nothing{})
               : Outcome(Error{Errc::refused, "--expect " + encoding::encode_hex(*unmet.begin()) +
                                                  ": no file that is named has this SHA-256"});
}

std::string trust_text(const keysets::State& before, const keysets::State& after) {
    std::string text;
    for (const auto& [name, zone] : after.zones) {
        const auto known = before.zones.find(name);
        for (const dns::Ds& ds : zone.trust) {
            const bool is_new = known == before.zones.end() ||
                                std::find(known->second.trust.begin(), known->second.trust.end(),
                                          ds) == known->second.trust.end();
            if (is_new) {
                text += name.text() + ": trusted from now on: DS " + dns::print(ds) + "\n";
            }
        }
    }
    return text;
}

// Private keys are of use only where their zones are signed.
std::vector<keysets::ExportedKey> keys_for(const keysets::Contents& contents,
                                           const std::set<dns::Name>& zones) {
    std::vector<keysets::ExportedKey> keys;
    for (const keysets::ExportedKey& key : contents.exported) {
        const bool is_ours = zones.empty() || std::any_of(key.zones.begin(), key.zones.end(),
                                                          [&zones](const dns::Name& zone) {
                                                              return zones.contains(zone);
                                                          });
        if (is_ours) {
            keys.push_back(key);
        }
    }
    return keys;
}

// What became of the private keys, which are on the token afterwards.
Result<std::string> bring_keys(const keysets::Contents& contents,
                               const std::set<dns::Name>& zones,
                               const Job& job) {
    const std::vector<keysets::ExportedKey> keys = keys_for(contents, zones);
    if (keys.empty()) {
        return std::string();
    }
    const site::SiteToken& token = *TRY(job.token.get());
    const std::vector<site::Arrival> arrivals = TRY(site::import_keys(*token, keys));
    std::string text;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        if (arrivals[i] != site::Arrival::elsewhere) {
            text += "Key " + tag_text(keys[i].dnskey) + ", ID " +
                    encoding::encode_hex(keys[i].name.id()) +
                    (arrivals[i] == site::Arrival::imported ? ": imported into the token\n"
                                                            : ": on the token already\n");
        }
    }
    return text;
}

// A file that nothing is new of may have been lost from the store, and its keys from the token.
Outcome again(const program::RecipeFile& file,
              const keysets::Contents& contents,
              const keysets::StoredFile& known,
              Store& store,
              const Job& job) {
    std::string text = TRY(bring_keys(contents, zones_of(job.configuration), job));
    if (store.contents_of(known).ok()) {
        text += "Imported already: nothing changes\n";
    } else {
        TRY(store.add(file.sha256, file.document->text()));
        text += "Imported already: put back into the store\n";
    }
    return job.program.out(text);
}

Outcome import_one(const std::string& path, Store& store, const Job& job) {
    const program::RecipeFile file = TRY(program::read_recipe_file(path));
    const keysets::StoredFile* known = keysets::find_file(store.state(), file.sha256);
    const bool is_known = known != nullptr;
    const Voucher voucher = TRY(voucher_of(file, is_known, job));
    // Only now: who is asked for the hash must not find it on the line above.
    TRY(job.program.out(program::hash_lines(file.sha256, file.path)));
    const keysets::Examination examination = examine(file, nullptr);
    if (!examination.is_good()) {
        return refuse(file, examination, job.program);
    }
    keysets::Admission admission;
    admission.voucher = voucher;
    admission.zones = zones_of(job.configuration);
    admission.trust = job.configuration.trust;
    admission.forced = job.forced;
    admission.now = job.now;
    const keysets::Contents& contents = *examination.contents;
    keysets::State state = TRY(keysets::admit(store.state(), contents, admission).in(quote(path)));
    if (state == store.state()) {
        return again(file, contents, *known, store, job);
    }
    const std::string told = trust_text(store.state(), state);
    // What cannot be kept does not change the token; and what is not in the state is of no account.
    TRY(store.add(file.sha256, file.document->text()));
    const auto brought = bring_keys(contents, admission.zones, job);
    if (!brought.ok()) {
        if (!is_known) {
            // What stays of it after all is of no account, so why it does matters less.
            static_cast<void>(store.remove(file.sha256));
        }
        // A token that cannot be opened is no fault of the file.
        return job.token.is_open() ? Error(brought.error()).in(quote(path)) : brought.error();
    }
    const Outcome saved = store.save(std::move(state));
    if (!saved.ok()) {
        // To take the keys away again could fail as well, and nothing uses them before the state
        // lists the file.
        return brought.value().empty()
                   ? Error(saved.error())
                   : Error(saved.error())
                         .with_hint(
                             "its private keys stay on the token; when the store can be "
                             "written, import it again");
    }
    const std::string event =
        contents.ceremony && !is_known
            ? event_lines(policy::Imported{contents.ceremony->sequence, admission.now})
            : "";
    return job.program.out(brought.value() + "Imported: " + ceremony_text(contents) + "\n" +
                           contents_text(contents) + told + event);
}

}  // namespace

Outcome import_results(const Options& options, const program::Program& program) {
    const policy::Configuration configuration = TRY(use_configuration(options, program));
    if (options.forced && options.forced->empty()) {
        return misused("--force-sequence wants a reason");
    }
    std::vector<crypto::Sha256> expected = TRY(hashes_of(options.expect));
    const UtcTime now = TRY(program.clock());
    LazyToken token(configuration, program);
    std::set<crypto::Sha256> unmet(expected.begin(), expected.end());
    const Job job{configuration,
                  program,
                  token,
                  std::move(expected),
                  unmet,
                  options.forced.value_or(""),
                  now};
    Store store = TRY(Store::open_or_make(configuration.store));
    const std::vector<std::string> files =
        options.files.empty() ? std::vector<std::string>{std::string(usual_result)} : options.files;
    for (const std::string& path : files) {
        TRY(import_one(path, store, job));
    }
    TRY(token.close());
    return check_met(unmet);
}

}  // namespace ceremony::consumer
