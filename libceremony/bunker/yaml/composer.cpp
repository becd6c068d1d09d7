// SPDX-License-Identifier: BSD-3-Clause

#include "yaml/composer.hpp"

#include <algorithm>
#include <utility>

#include "base/quote.hpp"
#include "yaml/parse.hpp"

namespace ceremony::yaml {

namespace {

void add_text(json::Builder& builder, const Scalar& scalar) {
    if (scalar.spelling == Spelling::other) {
        builder.decoded_text(scalar.offset, scalar.decoded);
    } else if (scalar.spelling == Spelling::quoted) {
        builder.quoted_text(scalar.offset, scalar.source.size());
    } else {
        builder.bare_text(scalar.offset, scalar.source.size());
    }
}

}  // namespace

Outcome Composer::anchor(std::size_t offset, std::string_view name) {
    if (pending_ != nullptr) {
        return fail(offset, "a second anchor on one node");
    }
    const auto [place, inserted] = anchors_.try_emplace(name);
    if (!inserted) {
        return fail(offset, "the anchor " + quote(name) + " is already defined");
    }
    pending_ = &place->second;
    return Nothing{};
}

void Composer::scalar(const Scalar& scalar) {
    add_text(builder_, scalar);
    complete_scalar(scalar.text().size());
}

void Composer::empty(std::size_t offset) {
    builder_.bare_text(offset, 0);
    complete_scalar(0);
}

Outcome Composer::alias(std::size_t offset, std::string_view name) {
    if (pending_ != nullptr) {
        return fail(offset, "an anchor on an alias");
    }
    const Anchor& anchor = *TRY(find(offset, name));
    TRY(repeat(offset, anchor, anchor.height));
    builder_.copy(anchor.first, anchor.last);
    return Nothing{};
}

Outcome Composer::begin(json::Kind container, std::size_t offset) {
    if (frames_.size() == depth_limit) {
        return builder_.fail_next(offset, Errc::limit,
                                  "nested deeper than " + std::to_string(depth_limit) + " levels");
    }
    Frame frame;
    frame.kind = container;
    frame.offset = offset;
    frame.first = builder_.size();
    frame.repeated = repeated_;
    frame.anchor = take_pending();
    frames_.push_back(std::move(frame));
    builder_.begin(container, offset);
    return Nothing{};
}

Outcome Composer::end(std::size_t offset) {
    end_entry();
    Frame frame = std::move(frames_.back());
    frames_.pop_back();
    if (frame.kind == json::Kind::object) {
        if (const auto repeated = builder_.repeated_name()) {
            return builder_.fail_value(*repeated, Errc::syntax,
                                       "this key stands twice in one mapping");
        }
        add_merged(frame);
    }
    builder_.end(offset - 1);
    if (!frames_.empty()) {
        frames_.back().height = std::max(frames_.back().height, frame.height + 1);
    }
    if (frame.anchor != nullptr) {
        Anchor& anchor = *frame.anchor;
        anchor.complete = true;
        anchor.first = frame.first;
        anchor.last = builder_.size();
        anchor.size = offset - frame.offset + (repeated_ - frame.repeated);
        anchor.height = frame.height;
        anchor.mapping = frame.kind == json::Kind::object;
        anchor.entries = std::move(frame.entries);
    }
    return Nothing{};
}

void Composer::key(const Scalar& key) {
    end_entry();
    std::string_view text = key.source;
    if (key.spelling == Spelling::other) {
        text = decoded_keys_.emplace_back(key.decoded);
    }
    frames_.back().entries.push_back(Entry{text, builder_.size(), 0});
    add_text(builder_, key);
}

Outcome Composer::merge_key(std::size_t offset) {
    Frame& frame = frames_.back();
    if (frame.merges) {
        return fail(offset, "a second merge key in one mapping");
    }
    frame.merges = true;
    return Nothing{};
}

Outcome Composer::merge(std::size_t offset, std::string_view name) {
    const Anchor& anchor = *TRY(find(offset, name));
    if (!anchor.mapping) {
        return fail(offset, "only a mapping can be merged");
    }
    TRY(repeat(offset, anchor, anchor.height - 1));
    frames_.back().sources.push_back(&anchor.entries);
    return Nothing{};
}

Composer::Anchor* Composer::take_pending() noexcept {
    return std::exchange(pending_, nullptr);
}

// The last entry of the innermost mapping, if it has one, is complete.
void Composer::end_entry() noexcept {
    Entries& entries = frames_.back().entries;
    if (!entries.empty()) {
        entries.back().last = builder_.size();
    }
}

// The scalar that was added last, of `size` octets, is the node that had a name coming.
void Composer::complete_scalar(std::size_t size) {
    Anchor* const anchor = take_pending();
    if (anchor != nullptr) {
        anchor->complete = true;
        anchor->first = builder_.size() - 1;
        anchor->last = builder_.size();
        anchor->size = size;
    }
}

Result<const Composer::Anchor*> Composer::find(std::size_t offset, std::string_view name) const {
    const auto found = anchors_.find(name);
    if (found == anchors_.end()) {
        return fail(offset, "no anchor " + quote(name) + " stands above this alias");
    }
    if (!found->second.complete) {
        return fail(offset, "this alias stands inside the node it names");
    }
    return &found->second;
}

// Accounts for `anchor` standing once more in the innermost container, where it brings
// `height` levels.
Outcome Composer::repeat(std::size_t offset, const Anchor& anchor, std::size_t height) {
    if (frames_.size() + height > depth_limit) {
        return builder_.fail_next(
            offset, Errc::limit,
            "nested deeper than " + std::to_string(depth_limit) + " levels when written out");
    }
    // A value has at least half an octet in the text: `- - -` is seven, with the ends of
    // its sequences. So this bounds their number as well.
    repeated_ += anchor.size;
    if (builder_.text().size() + repeated_ > text_limit) {
        return builder_.fail_next(
            offset, Errc::limit,
            "larger than " + std::to_string(text_limit) + " octets when written out");
    }
    Frame& frame = frames_.back();
    frame.height = std::max(frame.height, height + 1);
    return Nothing{};
}

// Adds what the merge key of `frame` brings, behind its own entries.
void Composer::add_merged(Frame& frame) {
    for (const Entry& entry : select_merged(frame.entries, frame.sources)) {
        const std::uint32_t first = builder_.size();
        builder_.copy(entry.first, entry.last);
        frame.entries.push_back(Entry{entry.key, first, builder_.size()});
    }
}

Error Composer::fail(std::size_t offset, std::string_view what) const {
    return builder_.fail_next(offset, Errc::syntax, what);
}

}  // namespace ceremony::yaml
