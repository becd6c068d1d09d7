// SPDX-License-Identifier: BSD-3-Clause
//
// repositories.hpp -- the part `repositories:` of a configuration: which HSM tokens
// this host may use, and how it logs in to them.
//
// Only read here, not opened. Beside the form of this project the two of the
// prototype are read: a list, each entry of which begins with the name as a key
// without a value, and a single `repository:`.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "config/mapping.hpp"
#include "config/pin.hpp"

namespace ceremony::config {

/// Which token of a module: the one with this label, with this serial number, or in
/// this slot.
struct TokenLabel {
    std::string text;
    friend bool operator==(const TokenLabel&, const TokenLabel&) = default;
};
struct TokenSerial {
    std::string text;
    friend bool operator==(const TokenSerial&, const TokenSerial&) = default;
};
struct TokenSlot {
    std::uint64_t number = 0;
    friend bool operator==(const TokenSlot&, const TokenSlot&) = default;
};
using TokenName = std::variant<TokenLabel, TokenSerial, TokenSlot>;

/// More sessions on one token than any HSM gains from.
inline constexpr std::int64_t most_sessions = 64;

/// A name of the environment, and its value.
using Variable = std::pair<std::string, std::string>;

/// What of a repository only the bunker's configuration can say.
struct BunkerSettings {
    bool rehearsal = false;             ///< a throw-away token
    std::int64_t sessions = 1;          ///< that sign in parallel, 1 to most_sessions
    std::vector<Variable> environment;  ///< what the module sees, by name
    std::vector<std::string> omit;      ///< template attributes that the token refuses
};

struct Repository {
    std::vector<std::string> names;      ///< several if one entry is an alias of another
    std::string module;                  ///< absolute path of the shared object
    std::optional<Bytes> module_sha256;  ///< 32 octets
    TokenName token;
    PinSource pin;
    BunkerSettings bunker;
};

struct Repositories {
    std::vector<Repository> list;       ///< in the order of the file
    std::vector<std::string> warnings;  ///< for a person, one line each, with the place

    /// The one called `name`, or null. The default one is called "default"; if there is
    /// only one at all, it is the default one, whatever it is called.
    [[nodiscard]] const Repository* find(std::string_view name) const noexcept;
};

/// The keys `repositories` and `repository` of a configuration; without them, none.
/// Errc::configuration.
[[nodiscard]] Result<Repositories> read_repositories(Mapping& configuration, Host host);

}  // namespace ceremony::config
