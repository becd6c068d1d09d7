// SPDX-License-Identifier: BSD-3-Clause
//
// document.hpp -- a text and the tree of values in it.
//
// A Document owns its text and a compact tree: eight octets a value. A Value is
// a cheap handle into it, valid as long as the Document lives; moving the
// Document leaves its Values valid. This is the one documented exception to the
// rule that no type holds a view. There is no floating point. Each value knows
// its octet offset; line, column and path are computed only for an error.
//
// json/ and yaml/ both produce it. In a Document that came from YAML every
// scalar is text.

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace ceremony::json {

struct Tree;  // tree.hpp: the text, the nodes, the texts that are spelled with escapes

enum class Kind : std::uint8_t {
    null,
    boolean,
    integer,
    text,
    array,
    object
};

/// "an array", "a text", ... for messages.
[[nodiscard]] std::string_view to_string(Kind kind) noexcept;

struct Member;
class Elements;
class Members;

/// One value of a Document, borrowed. The name of a member is a Value too: its kind
/// is text, its path is that of the member.
class Value {
public:
    [[nodiscard]] Kind kind() const noexcept;

    /// REQUIRES: kind() is the one named. What a text says, escapes resolved, borrowed.
    [[nodiscard]] std::string_view text() const noexcept;
    /// Between -(2^53 - 1) and 2^53 - 1.
    [[nodiscard]] std::int64_t integer() const noexcept;
    [[nodiscard]] bool boolean() const noexcept;
    [[nodiscard]] Elements elements() const noexcept;  ///< of an array, in order
    [[nodiscard]] Members members() const noexcept;    ///< of an object, in order

    /// The member called `name` of an object, by a linear search; for many
    /// look-ups in one object use Fields.
    [[nodiscard]] std::optional<Value> find(std::string_view name) const noexcept;

    /// REQUIRES: an array or an object read from JSON. Its octets in the text, from
    /// the opening to the closing bracket, borrowed.
    [[nodiscard]] std::string_view source() const noexcept;

    /// Where the value begins: octets from the start of the text; line and column.
    [[nodiscard]] std::size_t offset() const noexcept;
    [[nodiscard]] Place place() const noexcept;
    /// Its JSON path: `recipe.actions[3].actionParams.ttl`; empty for the root. A
    /// name that is not a plain word (ASCII letters, digits, `-`, `_`) stands in
    /// brackets, quoted: `plan["a b"]`.
    [[nodiscard]] std::string path() const;

    /// An error about this value: "name:line:column: path: what". The path and its
    /// colon are left out for the root.
    [[nodiscard]] Error fail(Errc code, std::string_view what) const;

private:
    friend class Document;
    friend class Elements;
    friend class Members;
    Value(const Tree& tree, std::uint32_t node) noexcept : tree_(&tree), node_(node) {}

    const Tree* tree_;
    std::uint32_t node_;
};

/// A member of an object.
struct Member {
    Value name;  ///< a text
    Value value;
};

/// The elements of an array in the order of the text, for a range-based for.
class Elements {
public:
    class Iterator {
    public:
        Value operator*() const noexcept { return {*tree_, node_}; }
        Iterator& operator++() noexcept;
        friend bool operator==(const Iterator&, const Iterator&) = default;

    private:
        friend class Elements;
        Iterator(const Tree& tree, std::uint32_t node) noexcept : tree_(&tree), node_(node) {}

        const Tree* tree_;
        std::uint32_t node_;
    };

    [[nodiscard]] Iterator begin() const noexcept { return begin_; }
    [[nodiscard]] Iterator end() const noexcept { return end_; }
    [[nodiscard]] bool empty() const noexcept { return begin_ == end_; }
    /// By counting.
    [[nodiscard]] std::size_t size() const noexcept;

private:
    friend class Iterator;
    friend class Value;
    Elements(const Tree& tree, std::uint32_t first, std::uint32_t close) noexcept
        : begin_(tree, first), end_(tree, close) {}

    Iterator begin_;
    Iterator end_;
};

/// The members of an object in the order of the text, for a range-based for.
class Members {
public:
    class Iterator {
    public:
        Member operator*() const noexcept;
        Iterator& operator++() noexcept;
        friend bool operator==(const Iterator&, const Iterator&) = default;

    private:
        friend class Members;
        Iterator(const Tree& tree, std::uint32_t node) noexcept : tree_(&tree), node_(node) {}

        const Tree* tree_;
        std::uint32_t node_;  // of the name; the value is the next
    };

    [[nodiscard]] Iterator begin() const noexcept { return begin_; }
    [[nodiscard]] Iterator end() const noexcept { return end_; }
    [[nodiscard]] bool empty() const noexcept { return begin_ == end_; }
    /// By counting.
    [[nodiscard]] std::size_t size() const noexcept;

private:
    friend class Value;
    Members(const Tree& tree, std::uint32_t first, std::uint32_t close) noexcept
        : begin_(tree, first), end_(tree, close) {}

    Iterator begin_;
    Iterator end_;
};

class Document {
public:
    Document(Document&& other) noexcept;
    Document(const Document&) = delete;
    Document& operator=(const Document&) = delete;
    Document& operator=(Document&&) = delete;
    ~Document();

    [[nodiscard]] Value root() const noexcept;
    /// What the text is called in messages: the file's name.
    [[nodiscard]] std::string_view name() const noexcept;
    [[nodiscard]] std::string_view text() const noexcept;

    /// Overwrites the text, and what was decoded from it, where they held a secret. The
    /// Values of this Document say nothing of use afterwards.
    void wipe() noexcept;

private:
    friend class Builder;
    explicit Document(std::unique_ptr<Tree> tree) noexcept;

    std::unique_ptr<Tree> tree_;
};

}  // namespace ceremony::json
