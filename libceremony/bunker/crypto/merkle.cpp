// SPDX-License-Identifier: BSD-3-Clause

#include "crypto/merkle.hpp"

#include <array>

namespace ceremony::crypto {

namespace {

// RFC 9162, section 2.1.1: the first octet keeps a leaf from standing for a node.
constexpr std::array<Byte, 1> leaf_prefix = {0x00};
constexpr std::array<Byte, 1> node_prefix = {0x01};

Result<Sha256> hash_leaf(ByteView leaf) {
    auto hasher = TRY(Hasher<Sha256>::start());
    TRY(hasher.add(leaf_prefix));
    TRY(hasher.add(leaf));
    return std::move(hasher).finish();
}

Result<Sha256> hash_node(const Sha256& left, const Sha256& right) {
    auto hasher = TRY(Hasher<Sha256>::start());
    TRY(hasher.add(node_prefix));
    TRY(hasher.add(left));
    TRY(hasher.add(right));
    return std::move(hasher).finish();
}

}  // namespace

// The complete subtrees have the sizes of the 1 bits of size_; one more leaf is
// carried through them like a 1 in an addition.
Outcome MerkleTree::add(ByteView leaf) {
    Sha256 hash = TRY(hash_leaf(leaf));
    for (std::size_t carry = size_; carry % 2 != 0; carry /= 2) {
        hash = TRY(hash_node(subtrees_.back(), hash));
        subtrees_.pop_back();
    }
    subtrees_.push_back(hash);
    ++size_;
    return Nothing{};
}

Result<Sha256> MerkleTree::root() const {
    if (subtrees_.empty()) {
        return sha256({});
    }
    Sha256 hash = subtrees_.back();
    for (std::size_t i = subtrees_.size() - 1; i > 0; --i) {
        hash = TRY(hash_node(subtrees_[i - 1], hash));
    }
    return hash;
}

}  // namespace ceremony::crypto
