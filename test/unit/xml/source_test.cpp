// SPDX-License-Identifier: BSD-3-Clause

#include "xml/source.hpp"

#include "support/printing.hpp"

using namespace ceremony;
using ceremony::test::must;
using ceremony::xml::Keep;
using ceremony::xml::Source;

TEST_CASE("xml: what was not changed comes back as it was", "[xml][source]") {
    const std::string text =
        "<?xml version=\"1.0\"?>\n"
        "<!-- a comment -->\n"
        "<a b=\"&amp;&quot;\">\r\n"
        "\t<c/> text <![CDATA[<d>]]>\n"
        "  <?do this?>\n"
        "</a>\n\n";
    pugi::xml_document tree;
    must(Source(text, "name").load(tree, Keep::everything));
    CHECK(xml::print(tree) == text);
    must(Source("<a   b='1' ><c></c></a>", "name").load(tree, Keep::everything));
    CHECK(xml::print(tree) == "<a b=\"1\"><c/></a>");
}

TEST_CASE("xml: a text that is none is refused at its place", "[xml][source]") {
    const Keep keep = GENERATE(Keep::content, Keep::everything);
    pugi::xml_document tree;
    const auto outcome = Source("<a>\n <b></c></a>", "name").load(tree, keep);
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().code() == Errc::syntax);
    CHECK(outcome.error().place()->line == 2);
    CHECK_THAT(outcome.error().message(), Catch::StartsWith("name:2:"));
}

TEST_CASE("xml: what is no document, or more than its tree says, is refused", "[xml][source]") {
    struct Row {
        std::string text;
        Errc code;
        std::string message;
    };
    const auto row = GENERATE(values<Row>({
        {"<a/>\n<b/>", Errc::syntax, "name:2:2: b: a second root element"},
        {"<a/> b", Errc::syntax, "name:1:5: text outside of the root element"},
        {"b<a/>", Errc::syntax, "name:1:1: text outside of the root element"},
        {"<!DOCTYPE a [<!ENTITY e \"x\">]><a>&e;</a>", Errc::refused,
         "name:1:1: a document type declaration is not understood"},
    }));
    CAPTURE(row.text);
    pugi::xml_document tree;
    const auto outcome = Source(row.text, "name").load(tree, Keep::everything);
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().code() == row.code);
    CHECK(outcome.error().message() == row.message);
    must(Source("<?xml version=\"1.0\"?>\n<!-- c --> <a/>\n <!-- d -->\n", "name")
             .load(tree, Keep::everything));
}

TEST_CASE("xml: one child is one child", "[xml][source]") {
    const std::string text = "<a>\n <b> x </b><c/><c/></a>";
    const Source source(text, "name");
    pugi::xml_document tree;
    must(source.load(tree, Keep::content));
    const pugi::xml_node a = must(source.one(tree, "a"));
    CHECK(xml::text_in(must(source.one(a, "b"))) == "x");
    CHECK(xml::text_in(a.child("c")).empty());
    CHECK(must(source.some(a, "d")) == std::nullopt);
    CHECK(source.one(a, "d").error().message() == "name:1:2: a: there is no d");
    CHECK(source.some(a, "c").error().message() == "name:2:17: c: a second one");
    CHECK(source.one(a, "c").error().code() == Errc::semantics);
    CHECK(source.fail_at(-1, Errc::limit, "what").message() == "name:1:1: what");
}

TEST_CASE("xml: a new tree is written an element a line", "[xml][source]") {
    pugi::xml_document tree;
    tree.append_child(pugi::node_declaration).append_attribute("version").set_value("1.0");
    pugi::xml_node a = tree.append_child("a");
    a.append_child("b").append_child(pugi::node_pcdata).set_value("<&>");
    CHECK(xml::print_indented(tree) ==
          "<?xml version=\"1.0\"?>\n<a>\n  <b>&lt;&amp;&gt;</b>\n</a>\n");
}
