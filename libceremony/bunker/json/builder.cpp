// SPDX-License-Identifier: BSD-3-Clause

#include "json/builder.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "json/tree.hpp"

namespace ceremony::json {

namespace {

// Up to so many names every pair is compared: most objects are small, and for them
// nothing is faster.
constexpr std::size_t pairwise_limit = 16;

// The names of an object that is not closed yet, in order.
class Names {
public:
    Names(const Tree& tree, std::uint32_t object) noexcept : tree_(tree), node_(object + 1) {}

    [[nodiscard]] bool at_end() const noexcept { return node_ == tree_.nodes.size(); }
    [[nodiscard]] std::string_view text() const noexcept { return tree_.text_of(node_); }
    [[nodiscard]] std::uint32_t node() const noexcept { return node_; }
    void advance() noexcept { node_ = tree_.next(node_ + 1); }

private:
    const Tree& tree_;
    std::uint32_t node_;
};

std::size_t count(Names names) noexcept {
    std::size_t result = 0;
    for (; !names.at_end(); names.advance()) {
        ++result;
    }
    return result;
}

// The node of the first name that stood before; nothing when all differ.
std::optional<std::uint32_t> repeated_by_pairs(Names names) noexcept {
    std::array<std::string_view, pairwise_limit> seen;
    for (std::size_t size = 0; !names.at_end(); names.advance()) {
        const std::string_view text = names.text();
        for (std::size_t i = 0; i < size; ++i) {
            if (seen[i] == text) {
                return names.node();
            }
        }
        seen[size++] = text;
    }
    return std::nullopt;
}

// The same by sorting: no choice of names makes it slow, as it could a hash table.
std::optional<std::uint32_t> repeated_by_sorting(Names names, std::size_t size) {
    std::vector<std::pair<std::string_view, std::uint32_t>> sorted;
    sorted.reserve(size);
    for (; !names.at_end(); names.advance()) {
        sorted.emplace_back(names.text(), names.node());
    }
    std::sort(sorted.begin(), sorted.end());
    std::optional<std::uint32_t> first;
    for (std::size_t i = 1; i < sorted.size(); ++i) {
        if (sorted[i].first == sorted[i - 1].first) {
            first = std::min(first.value_or(sorted[i].second), sorted[i].second);
        }
    }
    return first;
}

}  // namespace

Builder::Builder(std::string name, std::string text) : tree_(std::make_unique<Tree>()) {
    tree_->name = std::move(name);
    tree_->text = std::move(text);
}

Builder::~Builder() = default;

std::string_view Builder::text() const noexcept {
    return tree_->text;
}

void Builder::null(std::size_t offset) {
    tree_->nodes.emplace_back(NodeKind::null, offset, 0);
}

void Builder::boolean(std::size_t offset, bool value) {
    tree_->nodes.emplace_back(value ? NodeKind::yes : NodeKind::no, offset, 0);
}

void Builder::integer(std::size_t offset, std::size_t size) {
    tree_->nodes.emplace_back(NodeKind::integer, offset, size);
}

void Builder::quoted_text(std::size_t offset, std::size_t size) {
    tree_->nodes.emplace_back(NodeKind::quoted, offset, size);
}

void Builder::bare_text(std::size_t offset, std::size_t size) {
    tree_->nodes.emplace_back(NodeKind::bare, offset, size);
}

void Builder::decoded_text(std::size_t offset, std::string_view decoded) {
    if (tree_->slices.empty()) {
        // What the rest of a JSON text can decode to, so that appending never copies.
        // Memory that is not written to is not used.
        tree_->decoded.reserve(tree_->text.size() - offset);
    }
    tree_->nodes.emplace_back(NodeKind::decoded, offset, tree_->slices.size());
    tree_->slices.push_back({static_cast<std::uint32_t>(tree_->decoded.size()),
                             static_cast<std::uint32_t>(decoded.size())});
    tree_->decoded.append(decoded);
}

void Builder::begin(Kind container, std::size_t offset) {
    open_.push_back(size());
    tree_->nodes.emplace_back(container == Kind::array ? NodeKind::array : NodeKind::object, offset,
                              0);
}

void Builder::end(std::size_t offset) {
    Node& container = tree_->nodes[open_.back()];
    container = Node(container.kind(), container.offset(), size() - open_.back());
    open_.pop_back();
    tree_->nodes.emplace_back(NodeKind::close, offset, 0);
}

std::optional<std::uint32_t> Builder::repeated_name() const {
    const Names names(*tree_, open_.back());
    const std::size_t size = count(names);
    return size <= pairwise_limit ? repeated_by_pairs(names) : repeated_by_sorting(names, size);
}

std::uint32_t Builder::size() const noexcept {
    return static_cast<std::uint32_t>(tree_->nodes.size());
}

void Builder::copy(std::uint32_t first, std::uint32_t last) {
    for (std::uint32_t node = first; node < last; ++node) {
        tree_->nodes.push_back(tree_->nodes[node]);
    }
}

Document Builder::finish() && {
    return Document(std::move(tree_));
}

Error Builder::fail(std::size_t offset, Errc code, std::string_view what) const {
    return Error(code, std::string(what)).at(tree_->name, place_at(tree_->text, offset));
}

Error Builder::fail_next(std::size_t offset, Errc code, std::string_view what) const {
    // Without anything open the next value is the root, or would be one too many.
    return fail_at(*tree_, open_.empty() ? 0 : size(), offset, Error(code, std::string(what)));
}

Error Builder::fail_value(std::uint32_t value, Errc code, std::string_view what) const {
    return fail_at(*tree_, value, tree_->nodes[value].offset(), Error(code, std::string(what)));
}

}  // namespace ceremony::json
