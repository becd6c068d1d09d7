// SPDX-License-Identifier: BSD-3-Clause

#include "crypto/merkle.hpp"

#include <string>

#include "support/printing.hpp"
#include "support/vectors.hpp"

using namespace ceremony;
using namespace ceremony::crypto;
using ceremony::encoding::encode_hex;
using ceremony::test::must;
using ceremony::test::read_vectors;

namespace {

std::string root_of(const std::vector<Bytes>& leaves) {
    MerkleTree tree;
    for (const auto& leaf : leaves) {
        must(tree.add(leaf));
    }
    CHECK(tree.size() == leaves.size());
    return encode_hex(must(tree.root()));
}

// `count` leaves: each its number as four octets, big-endian.
std::vector<Bytes> numbered(std::uint32_t count) {
    std::vector<Bytes> leaves;
    for (std::uint32_t i = 0; i < count; ++i) {
        leaves.push_back({0, 0, static_cast<Byte>(i >> 8U), static_cast<Byte>(i & 0xffU)});
    }
    return leaves;
}

}  // namespace

TEST_CASE("merkle: the roots that others compute come out", "[crypto][merkle]") {
    const std::vector<Bytes> known = {{},
                                      {0x00},
                                      {0x10},
                                      {0x20, 0x21},
                                      {0x30, 0x31},
                                      {0x40, 0x41, 0x42, 0x43},
                                      {0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57},
                                      {0x60, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69,
                                       0x6a, 0x6b, 0x6c, 0x6d, 0x6e, 0x6f}};
    for (const auto& vector : read_vectors("crypto/merkle.vec", {"leaves", "count", "root"})) {
        CAPTURE(vector.title());
        const auto count = static_cast<std::uint32_t>(std::stoul(vector.text("count")));
        if (vector.text("leaves") == "known") {
            CHECK(root_of({known.begin(), known.begin() + count}) == vector.text("root"));
        } else {
            CHECK(root_of(numbered(count)) == vector.text("root"));
        }
    }
}

TEST_CASE("merkle: the root can be asked for at any time", "[crypto][merkle]") {
    MerkleTree tree;
    for (std::uint32_t count = 0; count < 40; ++count) {
        const auto leaves = numbered(count + 1);
        CHECK(encode_hex(must(tree.root())) == root_of({leaves.begin(), leaves.end() - 1}));
        must(tree.add(leaves.back()));
    }
}

TEST_CASE("merkle: order and number of leaves count", "[crypto][merkle]") {
    CHECK(root_of({{1}, {2}}) != root_of({{2}, {1}}));
    CHECK(root_of({{1}}) != root_of({{1}, {1}}));
    CHECK(root_of({{}}) != root_of({}));
}

// RFC 9162, section 2.1.1: without the prefixes two leaves would be as good as one.
TEST_CASE("merkle: a node is no leaf", "[crypto][merkle]") {
    const Sha256 left = must(sha256(Bytes{0x00, 1}));
    const Sha256 right = must(sha256(Bytes{0x00, 2}));
    Bytes node(left.begin(), left.end());
    append(node, right);
    CHECK(root_of({{1}, {2}}) != root_of({node}));
}
