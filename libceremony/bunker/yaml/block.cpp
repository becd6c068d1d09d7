// SPDX-License-Identifier: BSD-3-Clause

#include "yaml/block.hpp"

#include <cstdint>
#include <string_view>
#include <utility>

#include "yaml/flow.hpp"
#include "yaml/literal.hpp"
#include "yaml/nodes.hpp"

namespace ceremony::yaml {

namespace {

// What a node stands behind.
enum class Behind : std::uint8_t {
    marker,  // `---`, or the beginning of the text
    dash,    // of an entry of a block sequence
    colon,   // of an entry of a block mapping
};

// Why no block collection may begin where a node is expected; empty if one may.
using Refusal = std::string_view;
constexpr Refusal nothing_refused;
constexpr Refusal not_on_this_line = "a block mapping cannot begin on this line";
constexpr Refusal not_behind_an_anchor =
    "an anchor on a key; to name a mapping, put the anchor on the line above it";

class Block {
public:
    Block(Source& source, Composer& composer) noexcept : source_(source), composer_(composer) {}

    Outcome document() {
        TRY(source_.find_content());
        if (source_.at_end()) {
            return no_document();
        }
        if (source_.column() == 0 && source_.at_marker()) {
            source_.advance(3);
            TRY(node_behind(outside, Behind::marker));
        } else {
            TRY(node_here(outside, Behind::marker, nothing_refused));
        }
        if (!source_.at_end()) {
            return source_.fail("this line belongs to nothing above it");
        }
        return Nothing{};
    }

private:
    // The nodes below are inside the collection that begins in the column `parent`, or in
    // the document. Each begins where it may be, and ends at the next line that says something.

    // Right behind an indicator.
    Outcome node_behind(Column parent, Behind behind) {
        if (source_.ends_here()) {
            return node_below(parent, behind);
        }
        const std::size_t start = source_.offset();
        source_.skip_white();
        if (behind != Behind::dash) {
            return node_here(parent, behind, not_on_this_line);
        }
        // What is behind a dash may be a collection indented as deep as this white space
        // says (YAML 1.2.2, section 8.2.1, s-l+block-indented).
        if (source_.since(start).find('\t') != std::string_view::npos) {
            return source_.fail("a tab in the indentation, behind a dash");
        }
        return node_here(parent, behind, nothing_refused);
    }

    // On the lines below, or nowhere: then it is the empty text.
    Outcome node_below(Column parent, Behind behind) {
        const std::size_t start = source_.offset();
        TRY(source_.next_content());
        if (belongs(parent, behind)) {
            return node_here(parent, behind, nothing_refused);
        }
        if (behind == Behind::marker) {
            return no_document();
        }
        composer_.empty(start);
        return Nothing{};
    }

    // Whether the line that was found is inside. A sequence that is the value of a key may
    // begin in the column of the key (section 8.2.3, seq-space).
    [[nodiscard]] bool belongs(Column parent, Behind behind) const noexcept {
        if (source_.at_end()) {
            return false;
        }
        const bool beside_key = behind == Behind::colon && source_.column() == parent;
        return source_.column() > parent || (beside_key && source_.at_indicator('-'));
    }

    // At its first character.
    Outcome node_here(Column parent, Behind behind, Refusal refusal) {
        if (source_.peek() == '&') {
            TRY(read_anchor(source_, composer_));
            if (source_.ends_here()) {
                return node_below(parent, behind);
            }
            source_.skip_white();
            return leaf(parent, not_behind_an_anchor);
        }
        if (refusal.empty() && source_.at_indicator('-')) {
            return sequence();
        }
        return leaf(parent, refusal);
    }

    // A scalar, a flow collection or an alias; or the block mapping whose first key the
    // scalar turns out to be.
    Outcome leaf(Column parent, Refusal refusal) {
        const Column column = source_.column();
        switch (source_.peek()) {
            case '|':
                composer_.scalar(TRY(read_literal(source_, parent)));
                return source_.find_content();
            case '*':
                TRY(read_alias(source_, composer_, Context::block));
                break;
            case '[':
            case '{':
                TRY(read_flow_collection(source_, composer_));
                break;
            default:
                Scalar scalar = TRY(read_scalar(source_, Context::block));
                if (!source_.before_colon()) {
                    composer_.scalar(scalar);
                    break;
                }
                if (!refusal.empty()) {
                    return source_.fail_at(scalar.offset, refusal);
                }
                return mapping(column, std::move(scalar));
        }
        if (source_.before_colon()) {
            return source_.fail("an alias or a collection as a key");
        }
        return source_.next_content();
    }

    // At the first dash.
    Outcome sequence() {
        const Column column = source_.column();
        TRY(composer_.begin(json::Kind::array, source_.offset()));
        do {
            source_.advance();
            TRY(node_behind(column, Behind::dash));
        } while (TRY(goes_on(column)) && source_.at_indicator('-'));
        return composer_.end(source_.content_end());
    }

    // Behind the first key, which begins in `column`.
    Outcome mapping(Column column, Scalar key) {
        TRY(composer_.begin(json::Kind::object, key.offset));
        TRY(entry(column, key));
        while (TRY(goes_on(column))) {
            key = TRY(read_key(source_, Context::block));
            if (!source_.before_colon()) {
                return source_.fail_at(key.offset, "a key needs a colon and white space behind it");
            }
            TRY(entry(column, key));
        }
        return composer_.end(source_.content_end());
    }

    // Behind a key, in front of its colon.
    Outcome entry(Column column, const Scalar& key) {
        source_.skip_white();
        TRY(check_key_size(source_, key));
        source_.advance();
        if (!is_merge_key(key)) {
            composer_.key(key);
            return node_behind(column, Behind::colon);
        }
        TRY(composer_.merge_key(key.offset));
        source_.skip_white();
        TRY(read_merge_sources(source_, composer_, Context::block));
        return source_.next_content();
    }

    // Whether the line that was found begins an entry of the collection in `column`.
    [[nodiscard]] Result<bool> goes_on(Column column) const {
        if (source_.at_end() || source_.column() < column) {
            return false;
        }
        if (source_.column() > column) {
            return source_.fail(
                "indented too deep for what stands above it, which ends on its line");
        }
        return true;
    }

    [[nodiscard]] Error no_document() const {
        return source_.fail("there is no document in this text");
    }

    Source& source_;
    Composer& composer_;
};

}  // namespace

Outcome read_document(Source& source, Composer& composer) {
    return Block(source, composer).document();
}

}  // namespace ceremony::yaml
