// SPDX-License-Identifier: BSD-3-Clause
//
// settings.hpp -- the bunker's configuration, cooker.yaml: which one, and what it says.
//
// It is read once; what is hashed is what is understood. The first of these that exists
// is taken: the file named by -c; /etc/ceremony/cooker.yaml; ./cooker.yaml, when it
// belongs to the caller and nobody else may write to it. Whoever writes the recipe must
// not write the configuration, and the folder may be one that somebody brought: a ./cooker.yaml
// that nobody named counts only once a person has confirmed it.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "config/repositories.hpp"
#include "cooker/guard.hpp"
#include "crypto/digest.hpp"

namespace ceremony::cooker {

/// The key that signs the manifest of a cooked recipe.
struct AttestKey {
    std::string store;  ///< the name of its repository
    std::string label;

    friend bool operator==(const AttestKey&, const AttestKey&) = default;
};

struct Settings {
    std::string path;  ///< as it was named, or found
    crypto::Sha256 sha256{};
    config::Repositories repositories;
    std::optional<AttestKey> attest;
    Guard guard;                        ///< Guard::absent() when there is none
    std::vector<std::string> warnings;  ///< for a person, one line each
    /// It lay here and nobody named it: a person must confirm it, whatever it says itself.
    bool must_be_confirmed = false;

    /// The repository of that name. Errc::configuration, with the names there are.
    [[nodiscard]] Result<const config::Repository*> repository(std::string_view name) const;
};

/// Where a configuration is looked for.
struct SettingsPlaces {
    std::optional<std::string> named;  ///< by -c
    std::string system = "/etc/ceremony/cooker.yaml";
    std::string local = "cooker.yaml";
};

/// Errc::configuration when something is wrong with the file, or there is none at all.
/// Errc::not_found, Errc::unreadable, Errc::refused (others may write it) and Errc::limit
/// as read_file().
[[nodiscard]] Result<Settings> load_settings(const SettingsPlaces& places);

}  // namespace ceremony::cooker
