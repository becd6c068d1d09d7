// SPDX-License-Identifier: BSD-3-Clause
//
// fixture.hpp -- what every test on a SoftHSM token begins with.

#pragma once

#include <memory>
#include <string>

#include "pkcs11/open_token.hpp"
#include "support/judge.hpp"
#include "support/printing.hpp"
#include "support/softhsm.hpp"

namespace ceremony::test {

/// The repository of the token with this label.
inline config::Repository repository_with(const std::string& label) {
    config::Repository repository;
    repository.module = softhsm_module();
    repository.token = config::TokenLabel{label};
    return repository;
}

/// An Inspection that finds nothing wrong.
inline Outcome uninspected(const config::Repository& /*repository*/) {
    return Nothing{};
}

/// A token that is open and logged in.
inline std::unique_ptr<pkcs11::Token> open_token(pkcs11::Modules& modules,
                                                 const config::Repository& repository) {
    std::unique_ptr<pkcs11::Token> token = must(modules.open(repository));
    must(token->log_in(test_secret()));
    return token;
}

/// One private token called "bunker", open and logged in.
class OneToken {
public:
    explicit OneToken(std::int64_t sessions = 1) {
        hsm_.add_token("bunker");
        config::Repository repository = repository_with("bunker");
        repository.bunker.sessions = sessions;
        token_ = open_token(modules_, repository);
    }

    [[nodiscard]] SoftHsm& hsm() { return hsm_; }
    [[nodiscard]] pkcs11::Modules& modules() { return modules_; }
    pkcs11::Token* operator->() { return token_.get(); }
    [[nodiscard]] pkcs11::Token& token() { return *token_; }

private:
    SoftHsm hsm_;
    pkcs11::Modules modules_{uninspected};
    std::unique_ptr<pkcs11::Token> token_;
};

inline pkcs11::NewKeyPair new_key(KeyKind kind, const std::string& label) {
    pkcs11::NewKeyPair wanted;
    wanted.kind = kind;
    wanted.bits = 2048;
    wanted.label = label;
    append(wanted.id, as_bytes("id of " + label));
    return wanted;
}

inline pkcs11::KeyName labelled(const std::string& label) {
    pkcs11::KeyName name;
    name.label = label;
    return name;
}

}  // namespace ceremony::test
