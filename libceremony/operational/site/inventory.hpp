// SPDX-License-Identifier: BSD-3-Clause
//
// inventory.hpp -- the private keys of a token, found by their public keys.
//
// A signer looks for a private key by its CKA_ID alone and takes the first that has it. So an
// ID is told only when exactly one private key has it.

#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <tuple>
#include <vector>

#include "base/bytes.hpp"
#include "base/key_kind.hpp"
#include "base/result.hpp"
#include "dns/dnskey.hpp"
#include "pkcs11/key.hpp"
#include "pkcs11/token.hpp"

namespace ceremony::site {

class Inventory {
public:
    explicit Inventory(std::vector<pkcs11::Object> objects);
    /// All that is on the token now.
    [[nodiscard]] static Result<Inventory> of(pkcs11::Token& token);

    /// The CKA_ID of the private key that `key` is the public half of; nothing when it is not
    /// there. It belongs to the public key when a public key object with the same ID, or the
    /// private key itself, says so. Errc::refused: the same ID has another private key, too. Errors
    /// of dnssec::read_key_field().
    [[nodiscard]] Result<std::optional<Bytes>> id_of(const dns::Dnskey& key) const;
    [[nodiscard]] Result<std::optional<Bytes>> id_of(const pkcs11::PublicKey& key) const;

    /// Has any key this CKA_ID?
    [[nodiscard]] bool has_key_with(const Bytes& id) const;

private:
    [[nodiscard]] Result<bool> has_private_half(const pkcs11::PublicKey& key,
                                                const Bytes& id) const;

    using Numbers = std::vector<std::size_t>;  // of objects, ascending
    using Material = std::tuple<KeyKind, Bytes, Bytes, Bytes>;

    [[nodiscard]] static Material material_of(const pkcs11::PublicKey& key);

    std::vector<pkcs11::Object> objects_;
    std::map<Bytes, Numbers> by_id_;
    std::map<Material, Numbers> by_material_;  // those that tell their public key
};

}  // namespace ceremony::site
