// SPDX-License-Identifier: BSD-3-Clause
//
// digest.hpp -- SHA-256, SHA-384 and SHA-512 (FIPS 180-4), at once or piece by piece.
//
// The length of a digest is part of its type, so one cannot stand for another.
// An error here is Errc::internal: OpenSSL had no memory.

#pragma once

#include <array>
#include <memory>

#include "base/bytes.hpp"
#include "base/result.hpp"

namespace ceremony::crypto {

using Sha256 = std::array<Byte, 32>;
using Sha384 = std::array<Byte, 48>;
using Sha512 = std::array<Byte, 64>;

[[nodiscard]] Result<Sha256> sha256(ByteView octets);
[[nodiscard]] Result<Sha384> sha384(ByteView octets);
[[nodiscard]] Result<Sha512> sha512(ByteView octets);

struct HasherState;  // digest.cpp: a context of OpenSSL

/// The digest of octets that come piece by piece. `Digest` is Sha256, Sha384 or Sha512.
template <typename Digest>
class Hasher {
public:
    [[nodiscard]] static Result<Hasher> start();

    Hasher(Hasher&& other) noexcept;
    Hasher(const Hasher&) = delete;
    Hasher& operator=(const Hasher&) = delete;
    Hasher& operator=(Hasher&&) = delete;
    ~Hasher();

    [[nodiscard]] Outcome add(ByteView octets);
    /// The digest of everything added; uses the Hasher up.
    [[nodiscard]] Result<Digest> finish() &&;

private:
    explicit Hasher(std::unique_ptr<HasherState> state) noexcept;

    std::unique_ptr<HasherState> state_;  // null in a Hasher that was moved from
};

extern template class Hasher<Sha256>;
extern template class Hasher<Sha384>;
extern template class Hasher<Sha512>;

}  // namespace ceremony::crypto
