// SPDX-License-Identifier: BSD-3-Clause
//
// read_key.hpp -- keys in a recipe: by reference, in full, to be made. For the readers in
// this folder only.
//
// Where a key stands decides which kinds it may be: the readers differ in that. Their errors
// are those of read_values.hpp; Errc::semantics also for an algorithm or flags that may not
// stand there.

#pragma once

#include <optional>
#include <variant>
#include <vector>

#include "recipe/read_values.hpp"
#include "recipe/recipe.hpp"

namespace ceremony::recipe {

/// A zone's key by reference.
[[nodiscard]] Result<KeyReference> read_key_reference(Input input);
/// A transport key by reference, its flags whatever they are.
[[nodiscard]] Result<TransportKeyReference> read_wrapping_key(Input input);
/// Either; flags 0 or the algorithm "RSA" mark a transport key.
[[nodiscard]] Result<std::variant<KeyReference, TransportKeyReference>> read_existing_key(
    Input input);

/// The keys in an array of { "key": ... }, which is not empty: by reference or in full, or
/// by reference only. Errc::semantics.
[[nodiscard]] Result<std::vector<KeysetKey>> read_keyset(Input array);
[[nodiscard]] Result<std::vector<KeyReference>> read_signers(Input array);
/// The same as read_keyset(), but it may be empty.
[[nodiscard]] Result<std::vector<KeysetKey>> read_zone_signers(Input array);

/// A key pair that is to be made, and how.
struct NewKey {
    KeyReference key;
    std::optional<std::uint16_t> size;
    bool exportable = false;
};
[[nodiscard]] Result<NewKey> read_new_key(Input input);
/// The same from the parameters of the action, where the prototype has its members.
[[nodiscard]] Result<NewKey> read_flat_new_key(Object& params);

/// A transport key in full, with the name it gets.
struct NewPublicKey {
    KeyName name;
    Bytes data;
    std::optional<Source> source;
};
[[nodiscard]] Result<NewPublicKey> read_new_public_key(Input input);

/// Errc::refused when there is a member `keySecretData`.
[[nodiscard]] Outcome refuse_secret(Object& object);

/// Reads a public key field of this algorithm, white space passed over.
struct ReadKeyData {
    dns::Algorithm algorithm;

    [[nodiscard]] Result<Bytes> operator()(Input input) const;
};

}  // namespace ceremony::recipe
