// SPDX-License-Identifier: BSD-3-Clause
//
// keystore.hpp -- the tokens that a run uses: opened, logged in to, enumerated once.
//
// A recipe names tokens by the repositories of the configuration. Two names for one entry
// are one token here; two entries that turn out to be one token are refused, since what is
// done through one would not be seen through the other.

#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "config/repositories.hpp"
#include "cooker/settings.hpp"
#include "crypto/digest.hpp"
#include "pkcs11/open_token.hpp"
#include "pkcs11/token.hpp"
#include "recipe/recipe.hpp"

namespace ceremony::cooker {

/// A token that is open.
struct Store {
    const config::Repository* repository = nullptr;  ///< borrowed from the Settings
    std::string name;  ///< the first name of the repository: the one that stands in journals
    crypto::Sha256 module_sha256{};
    std::unique_ptr<pkcs11::Token> token;

    [[nodiscard]] bool is_rehearsal() const noexcept { return repository->bunker.rehearsal; }
};

/// "repository default: module /usr/lib/softhsm/libsofthsm2.so", the SHA-256 of the module,
/// and the token with its firmware: lines for a transcript.
[[nodiscard]] std::vector<std::string> describe(const Store& store);

class Keystore {
public:
    /// Opens the tokens of these repositories; nobody is logged in yet. `settings` must
    /// outlive the Keystore. The environment that the modules see must be set before.
    /// Errc::configuration: there is no such repository, the module file has another hash
    /// than the one it is pinned to, or two repositories are one token. Errc::unavailable: the
    /// module file is not there, or cannot be read. Else the errors of Modules::open().
    [[nodiscard]] static Result<Keystore> open(const Settings& settings,
                                               const std::set<std::string>& names);

    /// Logs in to every token and enumerates its objects; at most one try for each. What a
    /// person should know beforehand, a wrong PIN that was tried before, is said in
    /// `warnings`. Errc::refused: one more wrong PIN would lock a token. Errc::token: a PIN is
    /// wrong or locked.
    [[nodiscard]] Outcome log_in(const pkcs11::AskPin& ask, std::vector<std::string>& warnings);

    [[nodiscard]] std::size_t size() const noexcept { return stores_.size(); }
    [[nodiscard]] Store& store(std::size_t number) { return stores_[number]; }
    [[nodiscard]] const Store& store(std::size_t number) const { return stores_[number]; }
    /// The number of the token that a recipe or a journal calls `name`; none when it was not
    /// opened.
    [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const;

    /// Logs out of every token and closes it. All is tried; the first failure is returned.
    [[nodiscard]] Outcome close();

private:
    explicit Keystore(const Settings& settings);
    [[nodiscard]] Outcome add(const config::Repository& repository);
    [[nodiscard]] Outcome expect_another_token(const Store& store) const;

    const Settings* settings_;
    std::shared_ptr<crypto::Sha256> inspected_;  // of the module that was looked at last
    pkcs11::Modules modules_;
    std::vector<Store> stores_;
};

/// The repositories that `recipe` names.
[[nodiscard]] std::set<std::string> stores_of(const recipe::Recipe& recipe);

/// Does `recipe` use a rehearsal token?
[[nodiscard]] bool is_rehearsal(const recipe::Recipe& recipe, const Keystore& keystore);

/// A key of a recipe as its token knows it.
[[nodiscard]] pkcs11::KeyName on_token(const recipe::KeyName& name);
/// The same for a key that is to be made: with a label only, the ID follows from it.
[[nodiscard]] pkcs11::KeyName new_on_token(const recipe::KeyName& name);

}  // namespace ceremony::cooker
