// SPDX-License-Identifier: BSD-3-Clause
//
// merkle.hpp -- the Merkle tree hash of a list (RFC 9162, section 2.1.1) with SHA-256.
//
// One digest that fixes every leaf and their order, and from which each leaf can
// later be proven alone.

#pragma once

#include <cstddef>
#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "crypto/digest.hpp"

namespace ceremony::crypto {

class MerkleTree {
public:
    /// Appends a leaf. Only digests are kept, and of them one for each 1 bit in the
    /// number of leaves. After an error (Errc::internal: no memory) the tree is lost.
    [[nodiscard]] Outcome add(ByteView leaf);
    /// The tree hash of the leaves so far; of none, the SHA-256 of nothing.
    [[nodiscard]] Result<Sha256> root() const;
    [[nodiscard]] std::size_t size() const noexcept { return size_; }

private:
    std::size_t size_ = 0;
    std::vector<Sha256> subtrees_;  // the roots of the complete subtrees, the largest first
};

}  // namespace ceremony::crypto
