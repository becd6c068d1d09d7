// SPDX-License-Identifier: BSD-3-Clause

#include "plan/key_forms.hpp"

#include "base/quote.hpp"

namespace ceremony::plan {

namespace {

recipe::KeyKind kind_of(const timeline::Key& key, Revoked revoked) {
    return {key.algorithm, revoked == Revoked::yes ? recipe::KeyRole::revoked_ksk : key.role};
}

}  // namespace

std::string store_of(const timeline::Key& key) {
    return key.store.empty() ? std::string(recipe::default_store) : key.store;
}

std::string describe(const timeline::Key& key) {
    std::string text = recipe::is_sep(key.role) ? "KSK" : "ZSK";
    if (key.tag) {
        text += ' ' + std::to_string(*key.tag);
    } else if (!key.label.empty()) {
        text += ' ' + quote(key.label);
    }
    return key.zones.empty() ? text : text + " of " + key.zones.front().text();
}

Result<recipe::KeyReference> reference(const timeline::Key& key, Revoked revoked) {
    if (key.custody != timeline::Custody::bunker || key.id.empty()) {
        return Error{Errc::semantics, describe(key) + " is not a key of the bunker with an ID"};
    }
    recipe::KeyName name = TRY(recipe::KeyName::make(store_of(key), key.id, std::string()));
    return recipe::KeyReference{kind_of(key, revoked), std::move(name)};
}

Result<recipe::KeysetKey> keyset_key(const timeline::Key& key, Revoked revoked) {
    if (key.custody == timeline::Custody::bunker) {
        return recipe::KeysetKey(TRY(reference(key, revoked)));
    }
    if (!key.data) {
        return Error{Errc::semantics, "the public key of " + describe(key) + " is not known"};
    }
    return recipe::KeysetKey(recipe::DirectKey{kind_of(key, revoked), *key.data, {}, {}});
}

bool is_revoked(const recipe::KeysetKey& key) {
    return std::visit([](const auto& one) { return one.kind.role == recipe::KeyRole::revoked_ksk; },
                      key);
}

}  // namespace ceremony::plan
