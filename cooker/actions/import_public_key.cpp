// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/actions/import_public_key.hpp"

#include <utility>

#include "cooker/key_forms.hpp"
#include "cooker/key_text.hpp"

namespace ceremony::cooker {

namespace {

Outcome store(const Execution& execution, const recipe::ImportPublicKey& import, BenchKey& key) {
    const JournalKey name = execution.journal_key(key);
    if (import.persistent) {
        TRY(execution.journal.append(Intent{Making::import, name}));
    }
    pkcs11::NewPublicKey wanted;
    wanted.key = TRY(transport_key(import.key_data));
    wanted.id = key.name.id;
    wanted.label = key.name.label;
    wanted.lifetime = import.persistent ? pkcs11::Lifetime::token : pkcs11::Lifetime::session;
    const pkcs11::Object stored = TRY(execution.token_of(key).import_public_key(wanted));
    if (stored.public_key != wanted.key) {
        return Error{Errc::crypto, "the token holds another key than the one that was imported"};
    }
    if (import.persistent) {
        const crypto::Sha256 hash = TRY(public_key_hash(wanted.key));
        TRY(execution.journal.append(Made{name, hash}));
    }
    key.name.public_key = std::move(wanted.key);
    key.data = import.key_data;
    key.presence = Presence::made;
    return Nothing{};
}

}  // namespace

Result<std::string> import_public_key(const Execution& execution, std::size_t action) {
    auto& import = std::get<recipe::ImportPublicKey>(execution.cooked.actions[action].params);
    const recipe::KeyUse& use = use_at(execution.bench, action, recipe::Position::import);
    BenchKey& key = execution.bench.key(use);
    std::string what = "transport key " + key_text(*use.name);
    if (key.is_there()) {
        what += "  present, identical";
    } else {
        TRY(store(execution, import, key));
        what += import.persistent ? "  stored on the token" : "  stored until the end of this run";
    }
    import.cooked = recipe::ImportPublicKeyResult{true};
    return what;
}

}  // namespace ceremony::cooker
