// SPDX-License-Identifier: BSD-3-Clause
//
// composer.hpp -- nodes to a Document: anchors, aliases, merge keys, limits.
//
// The readers tell it what stands in the text, in order. It repeats what aliases
// stand for, adds what merge keys bring, and refuses keys that stand twice,
// nesting that is too deep and repetition past the size limit.

#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "json/builder.hpp"
#include "yaml/merge.hpp"
#include "yaml/scalars.hpp"

namespace ceremony::yaml {

class Composer {
public:
    /// `builder` must outlive the Composer.
    explicit Composer(json::Builder& builder) : builder_(builder) {}

    /// Names the node that comes next. Errc::syntax when another has this name, or
    /// this one has a name already.
    [[nodiscard]] Outcome anchor(std::size_t offset, std::string_view name);

    /// A node of one scalar; one that is left out at `offset`: the empty text.
    void scalar(const Scalar& scalar);
    void empty(std::size_t offset);
    /// The node called `name` once more. Errc::syntax when there is none, when it is not
    /// complete, or when this alias was given a name itself; Errc::limit.
    [[nodiscard]] Outcome alias(std::size_t offset, std::string_view name);

    /// A sequence or a mapping begins. Errc::limit when it is nested too deep.
    [[nodiscard]] Outcome begin(json::Kind container, std::size_t offset);
    /// The innermost one ends in front of `offset`. Errc::syntax when a key in it
    /// stands twice.
    [[nodiscard]] Outcome end(std::size_t offset);

    /// The key of the next node, in a mapping.
    void key(const Scalar& key);
    /// A merge key in place of an entry, in a mapping. Errc::syntax when it has one.
    [[nodiscard]] Outcome merge_key(std::size_t offset);
    /// A source of that merge key: the mapping called `name`. Earlier ones win. Errors
    /// as of alias(), and Errc::syntax for a node that is no mapping.
    [[nodiscard]] Outcome merge(std::size_t offset, std::string_view name);

private:
    // A node with a name.
    struct Anchor {
        bool complete = false;
        std::uint32_t first = 0;  // what it is made of in the builder, as copy() takes it
        std::uint32_t last = 0;
        std::size_t size = 0;    // octets, with all that is repeated in it
        std::size_t height = 0;  // levels of nesting; 0 for a scalar
        bool mapping = false;
        Entries entries;  // of a mapping
    };

    // A sequence or mapping that has not ended.
    struct Frame {
        json::Kind kind = json::Kind::array;
        std::size_t offset = 0;
        std::uint32_t first = 0;
        std::size_t repeated = 0;  // what repeated_ was before it
        std::size_t height = 1;
        Anchor* anchor = nullptr;  // its name, if it has one
        Entries entries;           // of a mapping
        bool merges = false;       // it has a merge key, from these:
        std::vector<const Entries*> sources;
    };

    [[nodiscard]] Anchor* take_pending() noexcept;
    void complete_scalar(std::size_t size);
    void end_entry() noexcept;
    [[nodiscard]] Result<const Anchor*> find(std::size_t offset, std::string_view name) const;
    [[nodiscard]] Outcome repeat(std::size_t offset, const Anchor& anchor, std::size_t height);
    void add_merged(Frame& frame);
    [[nodiscard]] Error fail(std::size_t offset, std::string_view what) const;

    json::Builder& builder_;
    std::map<std::string_view, Anchor> anchors_;  // by name; nodes of a map stay where they are
    Anchor* pending_ = nullptr;                   // the name of the node that comes next
    std::vector<Frame> frames_;
    std::size_t repeated_ = 0;              // octets that aliases and merge keys repeated
    std::deque<std::string> decoded_keys_;  // keys that are not spelled as they read
};

}  // namespace ceremony::yaml
