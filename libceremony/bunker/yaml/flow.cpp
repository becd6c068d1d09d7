// SPDX-License-Identifier: BSD-3-Clause

#include "yaml/flow.hpp"

#include "yaml/nodes.hpp"

namespace ceremony::yaml {

namespace {

bool ends_value(const Source& source) noexcept {
    return source.peek() == ',' || source.peek() == ']' || source.peek() == '}';
}

Outcome read_value(Source& source, Composer& composer) {
    if (source.peek() == '&') {
        TRY(read_anchor(source, composer));
        source.skip_white();
        if (ends_value(source)) {
            return source.fail("an anchor without a value");
        }
    }
    switch (source.peek()) {
        case '*':
            return read_alias(source, composer, Context::flow);
        case '[':
        case '{':
            return read_flow_collection(source, composer);
        default:
            composer.scalar(TRY(read_scalar(source, Context::flow)));
            return Nothing{};
    }
}

// Behind an entry: takes the comma and the white space behind it, or stops at `close`.
Outcome end_entry(Source& source, char close) {
    source.skip_white();
    if (source.peek() == ',') {
        source.advance();
        source.skip_white();
        return Nothing{};
    }
    if (source.peek() == close) {
        return Nothing{};
    }
    if (source.at_line_end() || source.peek() == '#') {
        return source.fail("a flow collection has to end on the line it begins on");
    }
    if (source.peek() == ':') {
        return source.fail("a colon that makes no entry; a pair in brackets needs braces");
    }
    return source.fail(std::string("expected , or ") + close + " here");
}

Outcome read_sequence(Source& source, Composer& composer) {
    while (source.peek() != ']') {
        TRY(read_value(source, composer));
        TRY(end_entry(source, ']'));
    }
    return Nothing{};
}

// The colon between a key and its value. A key in quotes may have the value right
// behind it (YAML 1.2.2, section 7.4.2, c-ns-flow-map-adjacent-value); with white space
// in front of such a colon parsers differ.
Outcome read_colon(Source& source, const Scalar& key) {
    const bool adjacent = key.spelling != Spelling::plain && source.peek() == ':';
    source.skip_white();
    if (source.peek() != ':') {
        return source.fail_at(key.offset, "a key without a colon and white space behind it");
    }
    TRY(check_key_size(source, key));
    if (!adjacent && !source.separates(1)) {
        return source.fail("a colon without white space behind it");
    }
    source.advance();
    source.skip_white();
    return Nothing{};
}

Outcome read_entry(Source& source, Composer& composer) {
    const Scalar key = TRY(read_key(source, Context::flow));
    TRY(read_colon(source, key));
    if (is_merge_key(key)) {
        TRY(composer.merge_key(key.offset));
        return read_merge_sources(source, composer, Context::flow);
    }
    composer.key(key);
    if (ends_value(source)) {
        composer.empty(source.offset());
        return Nothing{};
    }
    return read_value(source, composer);
}

Outcome read_mapping(Source& source, Composer& composer) {
    while (source.peek() != '}') {
        TRY(read_entry(source, composer));
        TRY(end_entry(source, '}'));
    }
    return Nothing{};
}

}  // namespace

Outcome read_flow_collection(Source& source, Composer& composer) {
    const bool sequence = source.peek() == '[';
    TRY(composer.begin(sequence ? json::Kind::array : json::Kind::object, source.offset()));
    source.advance();
    source.skip_white();
    TRY(sequence ? read_sequence(source, composer) : read_mapping(source, composer));
    source.advance();
    return composer.end(source.offset());
}

}  // namespace ceremony::yaml
