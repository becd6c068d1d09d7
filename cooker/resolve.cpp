// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/resolve.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "cooker/key_forms.hpp"

namespace ceremony::cooker {

namespace {

using pkcs11::ObjectClass;
using recipe::KeyUse;
using recipe::Position;

// What a token has under a name.
struct Found {
    std::optional<pkcs11::PublicKey> public_key;  // none: no such key
    Bytes id;
    std::string label;
};

Found found_of(const pkcs11::Object& object, const pkcs11::PublicKey& key) {
    return {key, object.id, object.label};
}

// Nothing there is no error here: whether something must be there, the caller knows.
template <typename T>
Result<std::optional<T>> unless_not_found(Result<T> result) {
    if (!result.ok() && result.error().code() == Errc::not_found) {
        return std::optional<T>();
    }
    return std::optional<T>(TRY(std::move(result)));
}

Result<Found> find_transport_key(const pkcs11::Token& token, const pkcs11::KeyName& name) {
    const auto object = TRY(unless_not_found(token.find_public_key(name)));
    return object ? found_of(*object, *object->public_key) : Found{};
}

Result<Found> find_pair(const pkcs11::Token& token, const pkcs11::KeyName& name) {
    const auto pair = TRY(unless_not_found(token.find_key_pair(name)));
    return pair ? found_of(pair->private_half, pair->public_key()) : Found{};
}

// A key that is to be destroyed may have lost a half in an earlier attempt.
Result<Found> find_doomed(const pkcs11::Token& token, const pkcs11::KeyName& name) {
    const std::vector<pkcs11::Object> halves = TRY(token.find(name));
    if (halves.size() != 1) {
        return find_pair(token, name);
    }
    const pkcs11::Object& half = halves.front();
    if (!half.public_key) {
        return Error{
            Errc::refused,
            describe(half) + ": its public half is gone, so nothing shows which key it is"};
    }
    return found_of(half, *half.public_key);
}

class Resolver {
public:
    Resolver(Bench& bench, const Keystore& keystore, Findings& findings)
        : bench_(bench), keystore_(keystore), findings_(findings) {}

    Outcome run() {
        for (const KeyUse& use : bench_.index().uses()) {
            if (use.name != nullptr) {
                TRY(findings_.refuse_unless(resolve_use(use), use));
            }
        }
        return Nothing{};
    }

private:
    Outcome resolve_use(const KeyUse& use) {
        const auto number = keystore_.find(use.name->store());
        if (!number) {
            return Error{Errc::internal, "a token was not opened"};
        }
        BenchKey& key = bench_.key(use);
        key.store = *number;
        const recipe::KeyFacts& facts = bench_.index().facts(use);
        if (facts.made_by) {
            return facts.made_by == use.action && makes_key(use.position) ? expect_new(use)
                                                                          : Outcome(Nothing{});
        }
        TRY(find(use, facts));
        if (!key.is_there()) {
            return may_be_absent(use)
                       ? Outcome(Nothing{})
                       : Error{Errc::not_found, "there is no key with " + describe(key.name)};
        }
        return check_key_data(use);
    }

    // Looks the key up once for each way in which the recipe names it.
    Outcome find(const KeyUse& use, const recipe::KeyFacts& facts) {
        const recipe::KeyName*& known = names_[use.key];
        if (known != nullptr && *known == *use.name) {
            return Nothing{};
        }
        BenchKey& key = bench_.key(use);
        const pkcs11::Token& token = *keystore_.store(key.store).token;
        const pkcs11::KeyName name = on_token(*use.name);
        const Found found = TRY(!use.kind          ? find_transport_key(token, name)
                                : facts.deleted_by ? find_doomed(token, name)
                                                   : find_pair(token, name));
        if (known != nullptr && key.name.public_key != found.public_key) {
            return Error{Errc::refused, "is another key on the token than elsewhere in the recipe"};
        }
        key.name = name;
        known = use.name;
        return found.public_key ? lay_out(use, found) : Outcome(Nothing{});
    }

    Outcome lay_out(const KeyUse& use, const Found& found) {
        BenchKey& key = bench_.key(use);
        key.presence = Presence::present;
        key.name = {found.id, found.label, found.public_key};
        if (use.kind && found.public_key->kind != token_kind(use.kind->algorithm)) {
            return Error{Errc::refused, "is a key of another kind: " +
                                            std::string(to_string(found.public_key->kind))};
        }
        key.data = TRY(use.kind ? key_data_of(use.kind->algorithm, *found.public_key)
                                : transport_key_data(*found.public_key));
        return Nothing{};
    }

    [[nodiscard]] bool may_be_absent(const KeyUse& use) const {
        const recipe::ActionParams& params = bench_.recipe().actions[use.action].params;
        if (const auto* have = std::get_if<recipe::HaveKey>(&params)) {
            return have->relaxed;
        }
        const auto* deletion = std::get_if<recipe::DeleteKey>(&params);
        return deletion != nullptr && !deletion->must_exist;
    }

    Outcome check_key_data(const KeyUse& use) {
        const BenchKey& key = bench_.key(use);
        const bool is_rehearsal = keystore_.store(key.store).is_rehearsal();
        for (const recipe::KeyDataStatement& statement :
             recipe::stated_key_data(bench_.recipe().actions[use.action])) {
            const bool is_the_key = *statement.data == key.data;
            if (!is_rehearsal && !is_the_key) {
                return Error{Errc::refused,
                             "keyData says another public key than the one on the token"};
            }
            if (is_rehearsal && is_the_key) {
                return Error{Errc::refused,
                             "the rehearsal token holds the key itself, so it is not one to be "
                             "thrown away"};
            }
            if (is_rehearsal) {
                findings_.notes.push_back("Rehearsal: another key stands in for " +
                                          describe(on_token(*use.name)));
            }
        }
        return Nothing{};
    }

    // Nothing may be there under the ID or under the label.
    Outcome expect_new(const KeyUse& use) {
        BenchKey& key = bench_.key(use);
        key.name = new_on_token(*use.name);
        key.presence = Presence::to_be_made;
        const pkcs11::Token& token = *keystore_.store(key.store).token;
        std::vector<pkcs11::Object> taken =
            TRY(token.find(pkcs11::KeyName{key.name.id, {}, std::nullopt}));
        if (!key.name.label.empty()) {
            const auto more = TRY(token.find(pkcs11::KeyName{{}, key.name.label, std::nullopt}));
            taken.insert(taken.end(), more.begin(), more.end());
        }
        if (taken.empty()) {
            return Nothing{};
        }
        if (use.position == Position::import && TRY(is_identical(use, taken))) {
            key.presence = Presence::present;
            key.data = import_of(use).key_data;
            findings_.notes.push_back("Present, identical: " + describe(taken.front()));
            return Nothing{};
        }
        return Error{Errc::refused,
                     "the ID or the label is taken already: " + describe(taken.front())};
    }

    [[nodiscard]] const recipe::ImportPublicKey& import_of(const KeyUse& use) const {
        return std::get<recipe::ImportPublicKey>(bench_.recipe().actions[use.action].params);
    }

    // Is what is there the one public key that would be imported, and nothing else?
    Result<bool> is_identical(const KeyUse& use, const std::vector<pkcs11::Object>& taken) {
        BenchKey& key = bench_.key(use);
        key.name.public_key = TRY(transport_key(import_of(use).key_data));
        return std::all_of(taken.begin(), taken.end(), [&](const pkcs11::Object& object) {
            return object == taken.front() && object.object_class == ObjectClass::public_key &&
                   object.public_key == key.name.public_key && object.id == key.name.id &&
                   object.label == key.name.label;
        });
    }

    Bench& bench_;
    const Keystore& keystore_;
    Findings& findings_;
    std::map<std::uint32_t, const recipe::KeyName*> names_;  // by which each key was found
};

// --- one name for each key

using Rename = std::function<Outcome(recipe::KeyName&, Position, std::size_t element)>;

Outcome rename(recipe::KeysetKey& key, const Rename& with, Position position, std::size_t element) {
    auto* reference = std::get_if<recipe::KeyReference>(&key);
    return reference == nullptr ? Outcome(Nothing{}) : with(reference->name, position, element);
}

Outcome rename(std::vector<recipe::KeysetKey>& keys, const Rename& with, Position position) {
    for (std::size_t element = 0; element < keys.size(); ++element) {
        TRY(rename(keys[element], with, position, element));
    }
    return Nothing{};
}

Outcome rename_all(recipe::HaveKey& have, const Rename& with) {
    return std::visit([&with](auto& key) { return with(key.name, Position::have, 0); }, have.key);
}
Outcome rename_all(recipe::DeleteKey& deletion, const Rename& with) {
    return with(deletion.key.name, Position::deletion, 0);
}
Outcome rename_all(recipe::GenerateKey& generation, const Rename& with) {
    return with(generation.key.name, Position::generation, 0);
}
Outcome rename_all(recipe::ProduceSignedKeyset& set, const Rename& with) {
    TRY(rename(set.keyset, with, Position::keyset));
    for (std::size_t element = 0; element < set.signed_by.size(); ++element) {
        TRY(with(set.signed_by[element].name, Position::signer, element));
    }
    if (set.publish) {
        TRY(rename(set.publish->zone_signers, with, Position::zone_signer));
    }
    auto* cds = set.cds ? std::get_if<recipe::CdsKeys>(&set.cds->content) : nullptr;
    return cds == nullptr ? Outcome(Nothing{}) : rename(cds->keys, with, Position::cds);
}
Outcome rename_all(recipe::ImportPublicKey& import, const Rename& with) {
    return with(import.name, Position::import, 0);
}
Outcome rename_all(recipe::ExportKeypair& exportation, const Rename& with) {
    TRY(with(exportation.key.name, Position::exportation, 0));
    return with(exportation.wrapping_key.name, Position::wrapping, 0);
}

Result<recipe::KeyName> resolved_name(const BenchKey& key, const Keystore& keystore) {
    return recipe::KeyName::make(keystore.store(key.store).name, key.name.id, key.name.label);
}

recipe::Action statement_of(const KeyUse& use, const BenchKey& key, recipe::KeyName name) {
    recipe::HaveKey have{recipe::TransportKeyReference{name}, false, key.data, std::nullopt};
    if (use.kind) {
        have.key = recipe::KeyReference{recipe::unrevoked(*use.kind), std::move(name)};
    }
    return {{}, std::move(have)};
}

}  // namespace

Outcome resolve(Bench& bench, const Keystore& keystore, Findings& findings) {
    return Resolver(bench, keystore, findings).run();
}

Result<recipe::Recipe> resolved_recipe(const Bench& bench, const Keystore& keystore) {
    recipe::Recipe recipe = bench.recipe();
    for (std::size_t action = 0; action < recipe.actions.size(); ++action) {
        const auto uses = bench.index().uses_of(action);
        const Rename with = [&](recipe::KeyName& name, Position position,
                                std::size_t element) -> Outcome {
            const auto use = std::find_if(uses.begin(), uses.end(), [&](const KeyUse& candidate) {
                return candidate.position == position && candidate.element == element;
            });
            name = TRY(resolved_name(bench.key(*use), keystore));
            return Nothing{};
        };
        TRY(std::visit([&with](auto& params) { return rename_all(params, with); },
                       recipe.actions[action].params));
        if (auto* have = std::get_if<recipe::HaveKey>(&recipe.actions[action].params)) {
            have->key_data.reset();  // what the token says is stated below
        }
        if (auto* deletion = std::get_if<recipe::DeleteKey>(&recipe.actions[action].params)) {
            deletion->key_data.reset();
        }
    }
    for (const KeyUse& use : bench.first_uses()) {
        const BenchKey& key = bench.key(use);
        if (key.presence == Presence::present && use.position != Position::import) {
            recipe.actions.push_back(statement_of(use, key, TRY(resolved_name(key, keystore))));
        }
    }
    return recipe;
}

}  // namespace ceremony::cooker
