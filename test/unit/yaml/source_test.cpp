// SPDX-License-Identifier: BSD-3-Clause

#include "yaml/source.hpp"

#include "support/printing.hpp"

using namespace ceremony;
using namespace ceremony::yaml;
using ceremony::test::must;

TEST_CASE("yaml source: beyond the text there is the end of a line", "[yaml][source]") {
    const json::Builder builder("t", "ab");
    Source source(builder);
    CHECK(source.peek() == 'a');
    CHECK(source.peek(2) == '\n');
    CHECK(source.peek(1000) == '\n');
    CHECK_FALSE(source.at_line_end());
    source.advance(2);
    CHECK(source.at_line_end());
    CHECK(source.at_end());
    CHECK(source.since(1) == "b");
    CHECK(source.take_line().empty());
    CHECK(source.at_end());
}

TEST_CASE("yaml source: a line is taken without its end", "[yaml][source]") {
    const json::Builder builder("t", "ab\n\ncd");
    Source source(builder);
    CHECK(source.has_line_break());
    CHECK(source.take_line() == "ab");
    CHECK(source.take_line().empty());
    CHECK_FALSE(source.has_line_break());
    CHECK(source.take_line() == "cd");
    CHECK(source.at_end());
}

TEST_CASE("yaml source: what ends a line and what ends a key", "[yaml][source]") {
    struct Row {
        std::string rest;
        bool ends;
        bool colon;
    };
    const auto row = GENERATE(values<Row>({
        {"", true, false},
        {"\n", true, false},
        {" \t ", true, false},
        {" # c", true, false},
        {"\t#", true, false},
        {"# c", false, false},
        {" x", false, false},
        {":", false, true},
        {": ", false, true},
        {":\tx", false, true},
        {" \t:\n", false, true},
        {":x", false, false},
        {":#", false, false},
    }));
    CAPTURE(row.rest);
    const json::Builder builder("t", row.rest);
    Source source(builder);
    CHECK(source.ends_here() == row.ends);
    CHECK(source.before_colon() == row.colon);
    CHECK(source.next_content().ok() == row.ends);
}

TEST_CASE("yaml source: empty lines and comments are skipped", "[yaml][source]") {
    const json::Builder builder("t", "# a\n\n   \n  # b\n  x # c\n#d\n y\n \n");
    Source source(builder);
    must(source.find_content());
    CHECK(source.peek() == 'x');
    CHECK(source.column() == 2);
    source.advance();
    must(source.next_content());
    CHECK(source.content_end() == 18);
    CHECK(source.peek() == 'y');
    CHECK(source.column() == 1);
    source.advance();
    must(source.next_content());
    CHECK(source.at_end());
}

TEST_CASE("yaml source: one marker may begin the document", "[yaml][source]") {
    struct Row {
        std::string text;
        bool ok;
    };
    const auto row = GENERATE(values<Row>({
        {"---\n", true},
        {"# c\n\n--- x\n", true},
        {"---", true},
        {"...\n", false},
        {"... # c\n", false},
        {"...", false},
        {"---x\n", true},
        {"....\n", true},
        {"..\n", true},
        {" ...\n", true},
    }));
    CAPTURE(row.text);
    const json::Builder builder("t", row.text);
    Source source(builder);
    CHECK(source.find_content().ok() == row.ok);
}

TEST_CASE("yaml source: a second marker and a tab in the indentation are named", "[yaml][source]") {
    struct Row {
        std::string text;
        Place place;
        std::string what;
    };
    const auto row = GENERATE(values<Row>({
        {"x\n---\n", {2, 1}, "a document marker"},
        {"x\n\n...\n", {3, 1}, "a document marker"},
        {"x\n \ty\n", {2, 2}, "a tab in the indentation"},
        {"x\n\t# c\n", {2, 1}, "a tab in the indentation"},
        {"x\n  \t\n", {2, 3}, "a tab in the indentation"},
    }));
    CAPTURE(row.text);
    const json::Builder builder("t", row.text);
    Source source(builder);
    must(source.find_content());
    source.advance();
    const auto outcome = source.next_content();
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().code() == Errc::syntax);
    CHECK(outcome.error().place() == row.place);
    CHECK(outcome.error().message().find(row.what) != std::string::npos);
}
