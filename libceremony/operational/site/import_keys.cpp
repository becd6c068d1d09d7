// SPDX-License-Identifier: BSD-3-Clause

#include "site/import_keys.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/quote.hpp"
#include "cooked/key_id.hpp"
#include "dns/dnskey.hpp"
#include "dnssec/key_form.hpp"
#include "keys/key_forms.hpp"
#include "keys/test_signature.hpp"
#include "site/inventory.hpp"

namespace ceremony::site {

namespace {

using keysets::ExportedKey;

// One key on its way, with what the token needs to know of it.
struct Task {
    const ExportedKey* exported = nullptr;
    pkcs11::KeyName transport;
    pkcs11::NewKeyPair wanted;
    pkcs11::PublicKey public_key;

    // Whatever it is called there.
    [[nodiscard]] pkcs11::KeyName name() const { return {wanted.id, {}, public_key}; }
};

std::string describe(const ExportedKey& key) {
    return "key " + std::to_string(dns::key_tag(key.dnskey)) +
           (key.zones.empty() ? "" : " of " + key.zones.front().text());
}

// The transport key on this token; nothing when it is that of another site.
Result<std::optional<pkcs11::KeyName>> find_transport_key(const pkcs11::Token& token,
                                                          const Inventory& inventory,
                                                          const ExportedKey& key) {
    if (key.transport) {
        pkcs11::PublicKey public_key = TRY(keys::transport_key(*key.transport));
        std::optional<Bytes> id = TRY(inventory.id_of(public_key));
        return id ? std::optional(pkcs11::KeyName{*std::move(id), {}, std::move(public_key)})
                  : std::nullopt;
    }
    pkcs11::KeyName name{key.wrapping_key.id(), key.wrapping_key.label(), std::nullopt};
    const auto pair = token.find_key_pair(name);
    if (!pair.ok() && pair.error().code() != Errc::not_found) {
        return pair.error();
    }
    return pair.ok() ? std::optional(std::move(name)) : std::nullopt;
}

Result<Task> task_for(const ExportedKey& key, pkcs11::KeyName transport) {
    Task task;
    task.exported = &key;
    task.transport = std::move(transport);
    const crypto::PublicKey known =
        TRY(dnssec::read_key_field(key.dnskey.algorithm, key.dnskey.public_key));
    task.public_key = keys::as_on_token(known);
    task.wanted.kind = known.kind();
    task.wanted.bits = known.modulus_bits();
    task.wanted.id =
        key.name.id().empty() ? cooked::id_from_label(key.name.label()) : key.name.id();
    task.wanted.label = key.name.label();
    return task;
}

Outcome test(pkcs11::Token& token, const Task& task) {
    const auto scheme = dnssec::signature_scheme(task.exported->dnskey.algorithm);
    return keys::test_signature(token, task.name(), scheme);
}

// Is only its public half there? That is what a run leaves behind that was killed in the middle.
Result<bool> is_begun(const pkcs11::Token& token, const Task& task) {
    const std::vector<pkcs11::Object> halves = TRY(token.find(task.name()));
    return halves.size() == 1 && halves.front().object_class == pkcs11::ObjectClass::public_key &&
           halves.front().id == task.wanted.id && halves.front().public_key == task.public_key;
}

// Is it there already, and does it work?
Result<bool> is_present(pkcs11::Token& token, const Task& task) {
    const auto pair = token.find_key_pair(task.name());
    if (pair.ok()) {
        TRY(test(token, task));
        return true;
    }
    if (pair.error().code() != Errc::not_found && !TRY(is_begun(token, task))) {
        return pair.error();
    }
    return false;
}

// The hash is tried where nobody wrote it down.
std::vector<pkcs11::OaepHash> hashes_of(const ExportedKey& key) {
    if (!key.hash) {
        return {pkcs11::OaepHash::sha256, pkcs11::OaepHash::sha1};
    }
    return {*key.hash == recipe::OaepHash::sha1 ? pkcs11::OaepHash::sha1
                                                : pkcs11::OaepHash::sha256};
}

// Nothing had the name before. A token may have made what it says it has not, so it is looked at.
// The error to return: `reason`, and more when something may be left.
Error clear(pkcs11::Token& token, const Task& task, Error reason) {
    const auto look_and_destroy = [&]() -> Outcome {
        TRY(token.objects());
        TRY(token.destroy({task.wanted.id, task.wanted.label, std::nullopt}));
        return Nothing{};
    };
    const Outcome cleared = look_and_destroy();
    if (cleared.ok()) {
        return reason;
    }
    return Error{Errc::undo_failed,
                 reason.message() +
                     "; whether a part of it stays is not known: " + cleared.error().message()};
}

Outcome unwrap(pkcs11::Token& token, const Task& task) {
    if (TRY(is_begun(token, task))) {
        TRY(token.destroy(task.name()));
    }
    std::optional<Error> error;
    for (const pkcs11::OaepHash hash : hashes_of(*task.exported)) {
        const auto pair =
            token.unwrap({task.exported->blob, hash}, task.transport, task.wanted, task.public_key);
        if (pair.ok()) {
            return Nothing{};
        }
        error = pair.error();
    }
    return clear(token, task, *std::move(error));
}

// Destroys what was made, and returns why.
Error undo(pkcs11::Token& token, const std::vector<const Task*>& made, Error reason) {
    std::string left;
    for (const Task* task : made) {
        const auto destroyed = token.destroy(task->name());
        if (!destroyed.ok()) {
            left += "; " + describe(*task->exported) +
                    ", which was imported before, stays: " + destroyed.error().message();
        }
    }
    if (left.empty()) {
        return reason;
    }
    return Error{Errc::undo_failed, reason.message() + left};
}

Outcome unwrap_all(pkcs11::Token& token, const std::vector<Task>& tasks) {
    std::vector<const Task*> made;
    for (const Task& task : tasks) {
        Outcome outcome = unwrap(token, task);
        if (outcome.ok()) {
            made.push_back(&task);
            outcome = test(token, task);
        }
        if (!outcome.ok()) {
            return undo(token, made, std::move(outcome).error().in(describe(*task.exported)));
        }
    }
    return Nothing{};
}

// Does the key with this number come, under whichever of its transport keys?
Outcome check_arrives(const std::vector<ExportedKey>& keys,
                      const std::vector<Arrival>& arrivals,
                      std::size_t number) {
    for (std::size_t i = 0; i < keys.size(); ++i) {
        if (arrivals[i] != Arrival::elsewhere && keys[i].dnskey == keys[number].dnskey) {
            return Nothing{};
        }
    }
    return Error{Errc::refused, describe(keys[number]) +
                                    ": is wrapped for other sites only, with " +
                                    quote(keys[number].wrapping_key.label())}
        .with_hint("is it the right token, and has it the private half of the transport key?");
}

}  // namespace

Result<std::vector<Arrival>> import_keys(pkcs11::Token& token,
                                         const std::vector<ExportedKey>& keys) {
    const Inventory inventory = TRY(Inventory::of(token));
    std::vector<Arrival> arrivals;
    std::vector<Task> tasks;
    for (const ExportedKey& key : keys) {
        const std::string what = describe(key);
        auto transport = TRY(find_transport_key(token, inventory, key).in(what));
        if (!transport) {
            arrivals.push_back(Arrival::elsewhere);
            continue;
        }
        Task task = TRY(task_for(key, *std::move(transport)).in(what));
        // A key that was wrapped for several transport keys of this token comes once.
        const bool comes_already = std::any_of(tasks.begin(), tasks.end(), [&](const Task& before) {
            return before.public_key == task.public_key && before.wanted.id == task.wanted.id;
        });
        if (comes_already || TRY(is_present(token, task).in(what))) {
            arrivals.push_back(Arrival::present);
            continue;
        }
        arrivals.push_back(Arrival::imported);
        tasks.push_back(std::move(task));
    }
    for (std::size_t i = 0; i < keys.size(); ++i) {
        TRY(check_arrives(keys, arrivals, i));
    }
    TRY(unwrap_all(token, tasks));
    return arrivals;
}

}  // namespace ceremony::site
