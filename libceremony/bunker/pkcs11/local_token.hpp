// SPDX-License-Identifier: BSD-3-Clause
//
// local_token.hpp -- the Token whose module runs in this process.

#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "pkcs11/keypair.hpp"
#include "pkcs11/mechanisms.hpp"
#include "pkcs11/module.hpp"
#include "pkcs11/object_index.hpp"
#include "pkcs11/session.hpp"
#include "pkcs11/template.hpp"
#include "pkcs11/token.hpp"

namespace ceremony::pkcs11 {

class LocalToken final : public Token {
public:
    /// Opens one session; further ones, up to `sessions` in all, with the first batch.
    [[nodiscard]] static Result<std::unique_ptr<Token>> open(std::shared_ptr<Module> module,
                                                             TokenInfo info,
                                                             std::size_t sessions,
                                                             Omissions omissions);

    /// Made by open(), which gives it its first session.
    LocalToken(std::shared_ptr<Module> module,
               TokenInfo info,
               std::size_t sessions,
               Omissions omissions);
    LocalToken(const LocalToken&) = delete;
    LocalToken(LocalToken&&) = delete;
    LocalToken& operator=(const LocalToken&) = delete;
    LocalToken& operator=(LocalToken&&) = delete;
    ~LocalToken() override;

    [[nodiscard]] const TokenInfo& info() const override { return info_; }
    [[nodiscard]] Outcome log_in(const Secret& pin) override;
    [[nodiscard]] Outcome log_in_at_pin_pad() override;
    [[nodiscard]] Result<std::vector<Object>> objects() override;
    [[nodiscard]] Result<std::vector<Object>> find(const KeyName& name) const override;
    [[nodiscard]] Result<KeyPair> find_key_pair(const KeyName& name) const override;
    [[nodiscard]] Result<Object> find_public_key(const KeyName& name) const override;
    [[nodiscard]] Outcome can_generate(KeyKind kind, std::size_t bits) const override;
    [[nodiscard]] Outcome can_sign(KeyKind kind) const override;
    [[nodiscard]] Outcome can_export(KeyKind kind, const PublicKey& wrapping_key) override;
    [[nodiscard]] Result<KeyPair> generate(const NewKeyPair& wanted) override;
    [[nodiscard]] Result<std::vector<Bytes>> sign(const std::vector<SigningJob>& jobs,
                                                  const SignatureConsumer& consumer) override;
    [[nodiscard]] Result<Object> import_public_key(const NewPublicKey& wanted) override;
    [[nodiscard]] Result<WrappedKey> wrap(const KeyName& key, const KeyName& wrapping_key) override;
    [[nodiscard]] Result<KeyPair> unwrap(const WrappedKey& wrapped,
                                         const KeyName& unwrapping_key,
                                         const NewKeyPair& wanted,
                                         const PublicKey& public_key) override;
    [[nodiscard]] Result<Destroyed> destroy(const KeyName& name) override;
    [[nodiscard]] Outcome close() override;

private:
    [[nodiscard]] const Session& session() const { return sessions_.front(); }
    [[nodiscard]] Outcome expect_open() const;
    [[nodiscard]] Outcome make_ready();
    [[nodiscard]] Outcome enumerate_anew();
    [[nodiscard]] Outcome log_in_with(const Secret* pin);
    [[nodiscard]] Outcome expect_new(const NewKeyPair& wanted);
    [[nodiscard]] Outcome open_more_sessions(std::size_t jobs);
    [[nodiscard]] Outcome destroy_one(const Entry& entry);
    [[nodiscard]] KeyPair add(NewPairOfEntries pair);

    std::shared_ptr<Module> module_;  // null after close()
    TokenInfo info_;
    std::size_t most_sessions_;
    Omissions omissions_;
    Mechanisms mechanisms_;
    std::vector<Session> sessions_;  // the first does everything but parallel signing
    std::vector<Session> retired_;   // used no more, but session objects live as long as they
    ObjectIndex index_;
    bool logged_in_ = false;
    bool interrupted_ = false;  // a call failed that may have left an operation active
};

}  // namespace ceremony::pkcs11
