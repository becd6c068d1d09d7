// SPDX-License-Identifier: BSD-3-Clause

#include "yaml/literal.hpp"

#include "support/printing.hpp"
#include "unit/yaml/shown.hpp"

using namespace ceremony;
using namespace ceremony::yaml;
using ceremony::test::must;
using ceremony::test::shown;

namespace {

// What the block at the beginning of `text` says, and what is left.
std::string read(const std::string& text, Column parent) {
    const json::Builder builder("t", text);
    Source source(builder);
    const Scalar scalar = must(read_literal(source, parent));
    CHECK(source.content_end() == source.offset());
    return std::string(scalar.text()) + "(" + text.substr(source.offset()) + ")";
}

}  // namespace

TEST_CASE("yaml literal: the indentation of the first line is that of all", "[yaml][literal]") {
    struct Row {
        std::string text;
        Column parent;
        std::string says;
    };
    const auto row = GENERATE(values<Row>({
        {"|\n  a\n  b\n", 0, "a\nb\n()"},
        {"|\n  a\n   b\n  \tc\n", 0, "a\n b\n\tc\n()"},
        {"|\n  a: b # c\n  - 'd\n", 0, "a: b # c\n- 'd\n()"},
        {"|\n  # a\n", 0, "# a\n()"},
        {"|\n  a\n# b\n", 0, "a\n(# b\n)"},
        {"|\n  a\n # b\n", 0, "a\n( # b\n)"},
        {"|\n  a\n b\n", 0, "a\n( b\n)"},
        {"|\n  a\nb\n", 0, "a\n(b\n)"},
        {"|\n  a\n \tb\n", 0, "a\n( \tb\n)"},
        {"| \t# c\n a\n", 0, "a\n()"},
        {"| \n a\n", 0, "a\n()"},
        {"|\n a\n", outside, "a\n()"},
        {"|\n   a\n", 2, "a\n()"},
    }));
    CAPTURE(row.text, row.parent);
    CHECK(read(row.text, row.parent) == row.says);
}

TEST_CASE("yaml literal: lines of spaces are empty or have more spaces than the block",
          "[yaml][literal]") {
    struct Row {
        std::string text;
        std::string says;
    };
    const auto row = GENERATE(values<Row>({
        {"|\n\n \n  \n  a\n", "\n\n\na\n()"},
        {"|\n  a\n\n \n  \n  b\n", "a\n\n\n\nb\n()"},
        {"|\n  a\n    \n  b\n", "a\n  \nb\n()"},
        {"|\n  a\n    \n", "a\n  \n()"},
        {"|\n  a\n  \t\n", "a\n\t\n()"},
    }));
    CAPTURE(row.text);
    CHECK(read(row.text, 0) == row.says);
}

// YAML 1.2.2, example 8.5 and the table above it, and example 8.6.
TEST_CASE("yaml literal: chomping decides about the last line breaks", "[yaml][literal]") {
    CHECK(read("|\n text\n\n \nx", 0) == "text\n(x)");
    CHECK(read("|-\n text\n\n \nx", 0) == "text(x)");
    CHECK(read("|+\n text\n\n \nx", 0) == "text\n\n\n(x)");
    CHECK(read("|-\n a\n b\n", 0) == "a\nb()");
    CHECK(read("|+\n a\n   \n", 0) == "a\n  \n()");
}

TEST_CASE("yaml literal: a block without text is refused", "[yaml][literal]") {
    const std::string error = ": a literal block scalar without text; '' is empty";
    for (const std::string text : {"|", "|\n", "|-\n", "|+\n\n  \n", "| # b\n"}) {
        CAPTURE(text);
        CHECK(shown(text) == "syntax 1:1" + error);
        CHECK(shown("a: " + text) == "syntax 1:4" + error);
    }
    // libfyaml 0.7.12 reads these, where the next line is as deep as the key: {a: {b: c: d}},
    // {a: [- b]}. PyYAML 6.0 reads them as YAML 1.2.2, section 8.1.1.1, has it: {a: {b: '', c: d}}.
    CHECK(shown("a:\n  b: |\n  c: d\n") == "syntax 2:6" + error);
    CHECK(shown("a:\n  b: |+\n\n  c: d\n") == "syntax 2:6" + error);
    CHECK(shown("a:\n  - |\n  - b\n") == "syntax 2:5" + error);
    CHECK(shown("a:\n  b: |\nc: d\n") == "syntax 2:6" + error);
    CHECK(shown("- |\n- a\n") == "syntax 1:3" + error);
}

TEST_CASE("yaml literal: what parsers take in two ways is refused", "[yaml][literal]") {
    struct Row {
        std::string text;
        std::string error;
    };
    const auto row = GENERATE(values<Row>({
        {"a: |2\n   b\n", "syntax 1:5: a literal block scalar with an indentation indicator"},
        {"a: |-1\n b\n", "syntax 1:6: a literal block scalar with an indentation indicator"},
        {"a: |0\n b\n", "syntax 1:5: a literal block scalar with an indentation indicator"},
        {"a: |+-\n b\n", "syntax 1:6: something stands behind the end of this value"},
        {"a: |# c\n b\n", "syntax 1:5: something stands behind the end of this value"},
        {"a: |b\n", "syntax 1:5: something stands behind the end of this value"},
        {"a: |/\n", "syntax 1:5: something stands behind the end of this value"},
        {"a: |:\n", "syntax 1:5: something stands behind the end of this value"},
        {"a: |\n  b", "syntax 2:1: the last line of a literal block scalar has no line break"},
        {"a: |\n  b\n  ", "syntax 3:1: the last line of a literal block scalar has no line break"},
        {"a: |\n \tb\n", "syntax 2:1: a tab where the indentation of a literal block scalar ends"},
        {"a: |\n   \n  b\n",
         "syntax 3:1: a literal block scalar begins with empty lines that are indented deeper"},
        {"|\na\n", "syntax 2:1: a literal block scalar that is not indented"},
        {"--- |\n# a\n", "syntax 2:1: a literal block scalar that is not indented"},
        {"a: |\n\tb\n", "syntax 1:4: a literal block scalar without text; '' is empty"},
        {"a: |\n  b\n\tc\n", "syntax 3:1: a tab in the indentation"},
    }));
    CAPTURE(row.text);
    CHECK(shown(row.text) == row.error);
}
