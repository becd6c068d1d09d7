// SPDX-License-Identifier: BSD-3-Clause

#include "yaml/nodes.hpp"

#include "yaml/parse.hpp"

namespace ceremony::yaml {

namespace {

Outcome read_merge_source(Source& source, Composer& composer, Context context) {
    if (source.peek() != '*') {
        return source.fail(
            "a merge key (<<) takes an alias, or aliases in brackets; "
            "as an ordinary key it needs quotes");
    }
    const std::size_t start = source.offset();
    return composer.merge(start, TRY(read_name(source, context)));
}

std::string_view key_refusal_of(char first) noexcept {
    switch (first) {
        case '&':
            return "an anchor on a key; to name a mapping, put the anchor on the line above it";
        case '*':
            return "an alias as a key";
        case '[':
        case '{':
            return "a collection as a key";
        default:
            return {};
    }
}

}  // namespace

Outcome read_anchor(Source& source, Composer& composer) {
    const std::size_t start = source.offset();
    // Even in front of a flow collection white space follows (section 6.9, c-ns-properties).
    return composer.anchor(start, TRY(read_name(source, Context::block)));
}

Outcome read_alias(Source& source, Composer& composer, Context context) {
    const std::size_t start = source.offset();
    return composer.alias(start, TRY(read_name(source, context)));
}

Result<Scalar> read_key(Source& source, Context context) {
    const std::string_view refusal = key_refusal_of(source.peek());
    if (!refusal.empty()) {
        return source.fail(refusal);
    }
    return read_scalar(source, context);
}

Outcome check_key_size(const Source& source, const Scalar& key) {
    if (source.offset() - key.offset > key_limit) {
        return source.fail_at(key.offset, "a key of more than " + std::to_string(key_limit) +
                                              " octets up to its colon");
    }
    return Nothing{};
}

bool is_merge_key(const Scalar& key) noexcept {
    return key.spelling == Spelling::plain && key.source == "<<";
}

Outcome read_merge_sources(Source& source, Composer& composer, Context context) {
    if (source.peek() != '[') {
        return read_merge_source(source, composer, context);
    }
    do {
        source.advance();
        source.skip_white();
        TRY(read_merge_source(source, composer, Context::flow));
        source.skip_white();
    } while (source.peek() == ',');
    if (source.peek() != ']') {
        return source.fail("expected , or ] in the list of a merge key");
    }
    source.advance();
    return Nothing{};
}

}  // namespace ceremony::yaml
