// SPDX-License-Identifier: BSD-3-Clause
//
// module.hpp -- a PKCS #11 module: loaded by absolute path, initialised, finalised, never unloaded.

#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "pkcs11/cryptoki.hpp"
#include "pkcs11/token_info.hpp"

namespace ceremony::pkcs11 {

/// The function list of the module at `path`, which it loads. dlopen, not a search:
/// a bare name would follow LD_LIBRARY_PATH. Errc::configuration: the path is not
/// absolute. Errc::token: it cannot be loaded, is no PKCS #11 module, or lacks a
/// function that this program calls. A module is never unloaded, so the list stays.
[[nodiscard]] Result<CK_FUNCTION_LIST*> load_module(const std::string& path);

/// The time between C_Initialize and C_Finalize.
class Module {
    enum class Threads : unsigned char {
        forbidden,
        allowed
    };
    enum class State : unsigned char {
        ours,
        of_others,
        finalised
    };

public:
    /// Initialises with locking by the system's threads; where the module cannot do that,
    /// without. A module that something else in this process initialised is used as it is
    /// and not finalised.
    [[nodiscard]] static Result<std::shared_ptr<Module>> initialise(CK_FUNCTION_LIST& functions);

    /// Made by initialise(): nobody else can name the types of the arguments.
    Module(CK_FUNCTION_LIST& functions, Threads threads, State state) noexcept
        : functions_(functions), threads_(threads), state_(state) {}
    Module(const Module&) = delete;
    Module(Module&&) = delete;
    Module& operator=(const Module&) = delete;
    Module& operator=(Module&&) = delete;
    /// Finalises if finalise() was not called; a failure is ignored, the use is over.
    ~Module();

    [[nodiscard]] CK_FUNCTION_LIST& functions() const noexcept { return functions_; }
    /// False when the module must be called from one thread only.
    [[nodiscard]] bool allows_threads() const noexcept { return threads_ == Threads::allowed; }

    /// The tokens in its slots, in the module's order.
    [[nodiscard]] Result<std::vector<TokenInfo>> tokens() const;
    /// One that the module does not recognise, or that was just taken out, is told as not
    /// initialised.
    [[nodiscard]] Result<TokenInfo> token(CK_SLOT_ID slot) const;

    /// C_Finalize. A second call does nothing.
    [[nodiscard]] Outcome finalise();

private:
    CK_FUNCTION_LIST& functions_;
    Threads threads_;
    State state_;
};

}  // namespace ceremony::pkcs11
