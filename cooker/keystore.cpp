// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/keystore.hpp"

#include <algorithm>
#include <utility>

#include "base/quote.hpp"
#include "base/read_file.hpp"
#include "cooked/key_id.hpp"
#include "encoding/hex.hpp"
#include "recipe/key_use.hpp"

namespace ceremony::cooker {

namespace {

// A module is a shared object of some megabytes.
constexpr std::size_t module_size_limit = std::size_t{256} << 20U;

// Links are followed: distributions install modules through them, and the loader does too.
Result<crypto::Sha256> hash_module(const config::Repository& repository) {
    ReadRules rules;
    rules.links = Links::follow;
    auto module = read_file(repository.module, module_size_limit, rules);
    if (!module.ok()) {
        return std::move(module).error().as(Errc::unavailable).in("the PKCS #11 module");
    }
    const crypto::Sha256 digest = TRY(crypto::sha256(as_bytes(module.value())));
    if (repository.module_sha256 && !std::ranges::equal(*repository.module_sha256, digest)) {
        return Error{Errc::configuration, quote_path(repository.module) + ": has the SHA-256 " +
                                              encoding::encode_hex(digest) +
                                              ", and module-sha256 demands another"};
    }
    return digest;
}

std::string called(const Store& store) {
    return "token " + quote(store.token->info().label) + " (repository " + quote(store.name) + ")";
}

}  // namespace

std::vector<std::string> describe(const Store& store) {
    const pkcs11::TokenInfo& info = store.token->info();
    return {
        "Repository " + quote(store.name) + ": module " + quote_path(store.repository->module),
        "  module SHA-256 " + encoding::encode_hex(store.module_sha256),
        "  token " + quote(info.label) + ", serial " + quote(info.serial) + ", " +
            quote(info.manufacturer) + " " + quote(info.model) + ", hardware " +
            quote(info.hardware) + ", firmware " + quote(info.firmware) +
            (store.is_rehearsal() ? ", a rehearsal token" : ""),
    };
}

Keystore::Keystore(const Settings& settings)
    : settings_(&settings),
      inspected_(std::make_shared<crypto::Sha256>()),
      modules_([inspected = inspected_](const config::Repository& repository) -> Outcome {
          *inspected = TRY(hash_module(repository));
          return Nothing{};
      }) {}

Result<Keystore> Keystore::open(const Settings& settings, const std::set<std::string>& names) {
    Keystore keystore(settings);
    for (const std::string& name : names) {
        const config::Repository* repository = TRY(settings.repository(name));
        if (!keystore.find(name)) {
            TRY(keystore.add(*repository).in("repository " + quote(name)));
        }
    }
    return keystore;
}

Outcome Keystore::add(const config::Repository& repository) {
    Store store;
    store.repository = &repository;
    store.name = repository.names.front();
    store.token = TRY(modules_.open(repository));
    store.module_sha256 = *inspected_;
    TRY(expect_another_token(store));
    stores_.push_back(std::move(store));
    return Nothing{};
}

// The serial number tells tokens apart whatever module leads to them; one that has none is
// told apart by its slot.
Outcome Keystore::expect_another_token(const Store& store) const {
    const pkcs11::TokenInfo& token = store.token->info();
    for (const Store& other : stores_) {
        const pkcs11::TokenInfo& known = other.token->info();
        const bool is_alike = known.label == token.label && known.serial == token.serial &&
                              known.manufacturer == token.manufacturer &&
                              known.model == token.model;
        const bool is_told_apart =
            token.serial.empty() &&
            (known.slot != token.slot || other.repository->module != store.repository->module);
        if (is_alike && !is_told_apart) {
            return Error{Errc::configuration, "is the same token as repository " +
                                                  quote(other.name) +
                                                  ": use one entry, with an alias"};
        }
    }
    return Nothing{};
}

Outcome Keystore::log_in(const pkcs11::AskPin& ask, std::vector<std::string>& warnings) {
    for (const Store& store : stores_) {
        if (store.token->info().pin_count_low) {
            warnings.push_back(called(store) + ": a wrong PIN was tried since the last login");
        }
    }
    for (const Store& store : stores_) {
        TRY(pkcs11::log_in(*store.token, store.repository->pin, ask).in(called(store)));
    }
    return Nothing{};
}

std::optional<std::size_t> Keystore::find(std::string_view name) const {
    const config::Repository* repository = settings_->repositories.find(name);
    for (std::size_t number = 0; number < stores_.size(); ++number) {
        if (stores_[number].repository == repository) {
            return number;
        }
    }
    return std::nullopt;
}

Outcome Keystore::close() {
    Outcome first = Nothing{};
    for (const Store& store : stores_) {
        Outcome closed = store.token->close();
        if (first.ok() && !closed.ok()) {
            first = std::move(closed).error().in(called(store));
        }
    }
    stores_.clear();
    return first;
}

std::set<std::string> stores_of(const recipe::Recipe& recipe) {
    std::set<std::string> names;
    for (std::size_t action = 0; action < recipe.actions.size(); ++action) {
        for (const recipe::KeyUse& use : recipe::uses_of(recipe, action)) {
            if (use.name != nullptr) {
                names.insert(use.name->store());
            }
        }
    }
    return names;
}

bool is_rehearsal(const recipe::Recipe& recipe, const Keystore& keystore) {
    return std::ranges::any_of(stores_of(recipe), [&](const std::string& name) {
        const auto number = keystore.find(name);
        return number && keystore.store(*number).is_rehearsal();
    });
}

pkcs11::KeyName on_token(const recipe::KeyName& name) {
    return {name.id(), name.label(), std::nullopt};
}

pkcs11::KeyName new_on_token(const recipe::KeyName& name) {
    return {name.id().empty() ? cooked::id_from_label(name.label()) : name.id(), name.label(),
            std::nullopt};
}

}  // namespace ceremony::cooker
