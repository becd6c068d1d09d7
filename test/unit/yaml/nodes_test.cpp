// SPDX-License-Identifier: BSD-3-Clause

#include "yaml/nodes.hpp"

#include "support/printing.hpp"
#include "unit/yaml/shown.hpp"

using namespace ceremony;
using namespace ceremony::yaml;
using ceremony::test::shown;

TEST_CASE("yaml nodes: a merge key is plain", "[yaml][nodes]") {
    Scalar key;
    key.source = "<<";
    CHECK(is_merge_key(key));
    key.spelling = Spelling::quoted;
    CHECK_FALSE(is_merge_key(key));
    key.spelling = Spelling::plain;
    key.source = "<<<";
    CHECK_FALSE(is_merge_key(key));
}

TEST_CASE("yaml nodes: a merge key takes an alias or aliases in brackets", "[yaml][nodes]") {
    const std::string anchors = "a: &a {x: 1}\nb: &b {x: 2, y: 3}\n";
    const std::string read = "{'a':{'x':'1'} 'b':{'x':'2' 'y':'3'} ";
    CHECK(shown(anchors + "c: {<<: *a}") == read + "'c':{'x':'1'}}");
    CHECK(shown(anchors + "c:\n  << : *b # all of it\n  x: 4") == read + "'c':{'x':'4' 'y':'3'}}");
    CHECK(shown(anchors + "c: {<<: [*a], z: 5}") == read + "'c':{'z':'5' 'x':'1'}}");
    CHECK(shown(anchors + "c:\n  <<: [ *a , *b ]\n") == read + "'c':{'x':'1' 'y':'3'}}");
    CHECK(shown(anchors + "c:\n  <<: [*b,*a]\n") == read + "'c':{'x':'2' 'y':'3'}}");
}

TEST_CASE("yaml nodes: every other merge key is refused", "[yaml][nodes]") {
    const std::string takes =
        "a merge key (<<) takes an alias, or aliases in brackets; as an ordinary key it needs "
        "quotes";
    struct Row {
        std::string line;
        std::string error;
    };
    const auto row = GENERATE_COPY(values<Row>({
        {"<<: x", "2:5: " + takes},
        {"<<:", "2:4: " + takes},
        {"<<:\n  *a", "2:4: " + takes},
        {"<<: {x: y}", "2:5: " + takes},
        {"<<: []", "2:6: " + takes},
        {"<<: [*a,]", "2:9: " + takes},
        {"<<: [*a, {x: y}]", "2:10: " + takes},
        {"<<: [*a, [*a]]", "2:10: " + takes},
        {"<<: &b *a", "2:5: " + takes},
        {"<<: [*a", "2:8: expected , or ] in the list of a merge key"},
        {"<<: [*a}", "2:8: expected , or ] in the list of a merge key"},
        {"<<: [*a *a]", "2:9: expected , or ] in the list of a merge key"},
        {"<<: *a x", "2:7: something stands behind the end of this value"},
        {"<<: *b", "2:5: no anchor \"b\" stands above this alias"},
        {"<<: [*b]", "2:6: no anchor \"b\" stands above this alias"},
        {"<<: *a.b", "2:7: the name of an anchor may hold letters, digits, - and _ only"},
        {"b: {<<: x}", "2:9: " + takes},
        {"<<: *a\n<<: *a", "3:1: a second merge key in one mapping"},
        {"b: {<<: *a, <<: *a}", "2:13: b: a second merge key in one mapping"},
        {"b: &b c\n<<: *b", "3:5: only a mapping can be merged"},
        {"b: &b [*a]\n<<: *b", "3:5: only a mapping can be merged"},
        {"<<: *a\n  b: c",
         "3:3: indented too deep for what stands above it, which ends on its "
         "line"},
    }));
    CAPTURE(row.line);
    CHECK(shown("a: &a {x: 1}\n" + row.line) == "syntax " + row.error);
}

TEST_CASE("yaml nodes: a merge key in quotes, or as a value, is ordinary", "[yaml][nodes]") {
    CHECK(shown("'<<': a\n\"<<<\": <<") == "{'<<':'a' '<<<':'<<'}");
}

TEST_CASE("yaml nodes: a key has at most 1024 octets up to its colon", "[yaml][nodes]") {
    const std::string longest(key_limit, 'k');
    const std::string too_long = longest + "k";
    const std::string error = "a key of more than 1024 octets up to its colon";
    CHECK(shown(longest + ": a") == "{'" + longest + "':'a'}");
    CHECK(shown("{" + longest + ": a}") == "{'" + longest + "':'a'}");
    CHECK(shown("a: b\n" + longest + ": a") == "{'a':'b' '" + longest + "':'a'}");
    CHECK(shown(too_long + ": a") == "syntax 1:1: " + error);
    CHECK(shown("a: b\n" + too_long + ": a") == "syntax 2:1: " + error);
    CHECK(shown("{" + too_long + ": a}") == "syntax 1:2: " + error);
    CHECK(shown("'" + longest.substr(1) + "': a") == "syntax 1:1: " + error);
    CHECK(shown(too_long) == "'" + too_long + "'");
}

TEST_CASE("yaml nodes: white space in front of the colon counts for a key", "[yaml][nodes]") {
    const std::string error = "a key of more than 1024 octets up to its colon";
    // In block and in flow, as the first key and as another, plain and in quotes.
    for (const std::string key : {"k", "'k'", "\"k\""}) {
        CAPTURE(key);
        const std::string padded = key + std::string(key_limit - key.size(), ' ');
        CHECK(shown(padded + ": a") == "{'k':'a'}");
        CHECK(shown(padded + " : a") == "syntax 1:1: " + error);
        CHECK(shown("a: b\n" + padded + ": a") == "{'a':'b' 'k':'a'}");
        CHECK(shown("a: b\n" + padded + "\t: a") == "syntax 2:1: " + error);
        CHECK(shown("{" + padded + ": a}") == "{'k':'a'}");
        CHECK(shown("{" + padded + " : a}") == "syntax 1:2: " + error);
    }
    const std::string merge = "<<" + std::string(key_limit - 1, ' ');
    CHECK(shown("a: &a {b: c}\n" + merge + ": *a") == "syntax 2:1: " + error);
    CHECK(shown("- &a {b: c}\n- {" + merge + ": *a}") == "syntax 2:4: " + error);
    // Neither counts what stands in front of the key.
    CHECK(shown("-" + std::string(2000, ' ') + "k: a") == "[{'k':'a'}]");
}
