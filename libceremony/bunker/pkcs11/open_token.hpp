// SPDX-License-Identifier: BSD-3-Clause
//
// open_token.hpp -- from a repository of the configuration to a Token in this process.
//
// Modules lasts as long as the tokens opened with it are wanted. Tokens of one
// module share its initialisation: C_Finalize comes with the last of them. A
// module is never unloaded: its threads may still run.
//
// Two things of a repository are the caller's work, because they do not belong to
// this folder. Its `environment` is set before anything is loaded, for all
// repositories at once. Its `module_sha256` is compared in the Inspection.

#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/secret.hpp"
#include "config/repositories.hpp"
#include "pkcs11/token.hpp"
#include "pkcs11/token_info.hpp"

namespace ceremony::pkcs11 {

class Module;

/// Success when the library at `path` is a module that can be used; else as load_module(). It is
/// loaded, and nothing of it runs but what tells its functions.
[[nodiscard]] Outcome check_module(const std::string& path);

/// Is shown every repository before its module is loaded: the place to compute the digest
/// of the file, to compare it with `module_sha256` and to write both down. With an error,
/// nothing of the module runs.
using Inspection = std::function<Outcome(const config::Repository& repository)>;

class Modules {
public:
    explicit Modules(Inspection inspect) : inspect_(std::move(inspect)) {}

    /// Loads and initialises the module, chooses the token and opens a session; nobody is
    /// logged in. Errc::configuration: an attribute cannot be omitted, or the token does
    /// not allow so many sessions. Errc::token: the module cannot be loaded, or it fails.
    /// Else as the Inspection and choose_token.
    [[nodiscard]] Result<std::unique_ptr<Token>> open(const config::Repository& repository);

private:
    [[nodiscard]] Result<std::shared_ptr<Module>> module(const std::string& path);

    Inspection inspect_;
    std::vector<std::weak_ptr<Module>> modules_;
};

/// Asks a person for the PIN of a token.
using AskPin = std::function<Result<Secret>(const TokenInfo& token)>;

/// Logs in with the PIN from where `source` says; `ask` is called for the terminal only.
/// One try. Errc::refused: nothing was tried, because one more wrong PIN would lock the
/// token. Errc::configuration: it has no PIN pad, or `source` is a credential, which a
/// caller who knows where credentials are gives as a file. Else as Token::log_in, as
/// read_secret_file and as `ask`.
[[nodiscard]] Outcome log_in(Token& token, const config::PinSource& source, const AskPin& ask);

}  // namespace ceremony::pkcs11
