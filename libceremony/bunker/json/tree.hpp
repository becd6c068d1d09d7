// SPDX-License-Identifier: BSD-3-Clause
//
// tree.hpp -- how a Document keeps its values. For document.cpp and builder.cpp only.
//
// The nodes stand in the order of the text: a container, what is in it, its
// close; in an object a name, its value, the next name. A node says where its
// value begins and, if it is a container, how far its close is; nothing is
// linked, nothing is allocated for a value but its eight octets. A deque grows
// without copying, so the peak is the size at the end.

#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace ceremony::json {

enum class NodeKind : std::uint8_t {
    null,
    no,
    yes,
    integer,
    quoted,   ///< a text in quotes that stands for itself: `size` octets, one after `offset`
    bare,     ///< a text without quotes that stands for itself: `size` octets at `offset`
    decoded,  ///< a text in some other spelling: `size` is its number in Tree::slices
    array,    ///< `size` is the distance to its close, 0 while it is open
    object,   ///< likewise
    close,    ///< `offset` is that of the closing bracket
};

/// A node: offset and size of 30 bits each, a kind of 4.
class Node {
public:
    Node(NodeKind kind, std::size_t offset, std::size_t size) noexcept
        : bits_(static_cast<std::uint64_t>(kind) | std::uint64_t{offset} << offset_shift |
                std::uint64_t{size} << size_shift) {}

    [[nodiscard]] NodeKind kind() const noexcept { return static_cast<NodeKind>(bits_ & 0xfU); }
    [[nodiscard]] std::size_t offset() const noexcept {
        return bits_ >> offset_shift & ((std::uint64_t{1} << 30U) - 1);
    }
    [[nodiscard]] std::size_t size() const noexcept { return bits_ >> size_shift; }

private:
    static constexpr unsigned offset_shift = 4;
    static constexpr unsigned size_shift = 34;

    std::uint64_t bits_;
};

static_assert(sizeof(Node) == 8);

/// Where in Tree::decoded a text stands.
struct Slice {
    std::uint32_t offset;
    std::uint32_t size;
};

struct Tree {
    std::string name;
    std::string text;
    std::deque<Node> nodes;
    std::string decoded;  ///< the texts of nodes of that kind, one after another
    std::deque<Slice> slices;

    [[nodiscard]] std::string_view text_of(std::uint32_t node) const noexcept {
        const Node& here = nodes[node];
        if (here.kind() == NodeKind::decoded) {
            const Slice slice = slices[here.size()];
            return std::string_view(decoded).substr(slice.offset, slice.size);
        }
        const std::size_t opening = here.kind() == NodeKind::quoted ? 1 : 0;
        return std::string_view(text).substr(here.offset() + opening, here.size());
    }

    [[nodiscard]] bool is_container(std::uint32_t node) const noexcept {
        const NodeKind kind = nodes[node].kind();
        return kind == NodeKind::array || kind == NodeKind::object;
    }

    /// REQUIRES: a container. The number of its close.
    [[nodiscard]] std::uint32_t close_of(std::uint32_t node) const noexcept {
        return node + static_cast<std::uint32_t>(nodes[node].size());
    }

    /// The number of the first node behind the value that begins at `node`.
    [[nodiscard]] std::uint32_t next(std::uint32_t node) const noexcept {
        return (is_container(node) ? close_of(node) : node) + 1;
    }
};

/// The line and column of the octet at `offset` of `text`. Lines end with LF. In a
/// text that is not UTF-8 every octet outside 0x80..0xbf counts as a character.
[[nodiscard]] Place place_at(std::string_view text, std::size_t offset) noexcept;

/// The path of the value, or of the member with the name, at `node`. In a tree that is not
/// complete `node` may be the next to come: then the path is that of the value to come, or
/// of the object in which a name is to come. REQUIRES: not behind a complete root.
[[nodiscard]] std::string path_of(const Tree& tree, std::uint32_t node);

/// `error`, about `node` as above, at `offset` of the text: "name:line:column: path: what".
/// The path and its colon are left out for the root.
[[nodiscard]] Error fail_at(const Tree& tree, std::uint32_t node, std::size_t offset, Error error);

}  // namespace ceremony::json
