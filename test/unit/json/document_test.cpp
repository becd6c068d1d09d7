// SPDX-License-Identifier: BSD-3-Clause

#include "json/document.hpp"

#include <utility>
#include <vector>

#include "json/builder.hpp"
#include "support/printing.hpp"

using namespace ceremony;
using namespace ceremony::json;

namespace {

// {
//   "a b": [[], {"k-1": 12}],
//   "": null,
//   "(e with acute)": true
// }
Document sample() {
    Builder builder("sample.json",
                    "{\n  \"a b\": [[], {\"k-1\": 12}],\n  \"\": null,\n  \"\xc3\xa9\": true\n}\n");
    builder.begin(Kind::object, 0);
    builder.quoted_text(4, 3);
    builder.begin(Kind::array, 11);
    builder.begin(Kind::array, 12);
    builder.end(13);
    builder.begin(Kind::object, 16);
    builder.quoted_text(17, 3);
    builder.integer(24, 2);
    builder.end(26);
    builder.end(27);
    builder.quoted_text(32, 0);
    builder.null(36);
    builder.quoted_text(44, 2);
    builder.boolean(50, true);
    builder.end(55);
    return std::move(builder).finish();
}

Document scalar(const std::string& text) {
    Builder builder("scalar", text);
    builder.integer(0, text.size());
    return std::move(builder).finish();
}

}  // namespace

TEST_CASE("document: each kind has its words", "[json][document]") {
    CHECK(to_string(Kind::null) == "null");
    CHECK(to_string(Kind::boolean) == "a boolean");
    CHECK(to_string(Kind::integer) == "an integer");
    CHECK(to_string(Kind::text) == "a text");
    CHECK(to_string(Kind::array) == "an array");
    CHECK(to_string(Kind::object) == "an object");
    CHECK(to_string(static_cast<Kind>(99)) == "unknown");
}

TEST_CASE("document: integers of every size are read", "[json][document]") {
    CHECK(scalar("0").root().integer() == 0);
    CHECK(scalar("-0").root().integer() == 0);
    CHECK(scalar("-1").root().integer() == -1);
    CHECK(scalar("9007199254740991").root().integer() == 9007199254740991);
    CHECK(scalar("-9007199254740991").root().integer() == -9007199254740991);
}

TEST_CASE("document: members come in order and are found by name", "[json][document]") {
    const Document document = sample();
    std::vector<std::string> names;
    for (const Member member : document.root().members()) {
        REQUIRE(member.name.kind() == Kind::text);
        names.emplace_back(member.name.text());
    }
    CHECK(names == std::vector<std::string>{"a b", "", "\xc3\xa9"});
    CHECK(document.root().members().size() == 3);
    CHECK_FALSE(document.root().members().empty());
    CHECK(document.root().find("").value().kind() == Kind::null);
    CHECK(document.root().find("\xc3\xa9").value().boolean());
    CHECK_FALSE(document.root().find("k-1").has_value());
}

TEST_CASE("document: an empty container has nothing in it", "[json][document]") {
    const Document document = sample();
    const Value list = document.root().find("a b").value();
    CHECK(list.elements().size() == 2);
    const Value empty = *list.elements().begin();
    CHECK(empty.elements().empty());
    CHECK(empty.elements().size() == 0);
    CHECK(empty.source() == "[]");
}

TEST_CASE("document: a value knows its place and its path", "[json][document]") {
    const Document document = sample();
    CHECK(document.root().path().empty());
    CHECK(document.root().place() == Place{1, 1});

    const Member first = *document.root().members().begin();
    CHECK(first.name.path() == R"(["a b"])");
    CHECK(first.name.place() == Place{2, 3});
    CHECK(first.value.place() == Place{2, 10});

    auto elements = first.value.elements().begin();
    CHECK((*elements).path() == R"(["a b"][0])");
    const Value object = *++elements;
    CHECK(object.path() == R"(["a b"][1])");
    CHECK(object.source() == R"({"k-1": 12})");
    CHECK(object.find("k-1").value().path() == R"(["a b"][1].k-1)");
    CHECK((*object.members().begin()).name.path() == R"(["a b"][1].k-1)");
    CHECK(object.find("k-1").value().offset() == 24);

    CHECK(document.root().find("").value().path() == R"([""])");
    const Value last = document.root().find("\xc3\xa9").value();
    CHECK(last.path() == R"(["\xc3\xa9"])");
    CHECK(last.place() == Place{4, 8});  // the name before it is one character
}

TEST_CASE("document: a name in a path is cut when it is long", "[json][document]") {
    const std::size_t size = GENERATE(80U, 81U);
    const std::string name(size, 'n');
    Builder builder("text", "\"" + name + "\"");
    builder.begin(Kind::object, 0);
    builder.quoted_text(0, name.size());
    builder.null(0);
    builder.end(0);
    const Document document = std::move(builder).finish();
    const std::string path = document.root().find(name).value().path();
    CHECK(path == (size == 80 ? name : "[\"" + std::string(80, 'n') + "\"...]"));
}

TEST_CASE("document: an error about a value names place and path", "[json][document]") {
    const Document document = sample();
    const Error inner = document.root().find("").value().fail(Errc::semantics, "not a text");
    CHECK(inner.code() == Errc::semantics);
    CHECK(inner.place() == Place{3, 7});
    CHECK(inner.message() == R"(sample.json:3:7: [""]: not a text)");
    CHECK(document.root().fail(Errc::limit, "too much").message() == "sample.json:1:1: too much");
}

TEST_CASE("document: values stay valid when the document moves", "[json][document]") {
    Document document = sample();
    const Value value = document.root().find("a b").value();
    const Document moved = std::move(document);
    CHECK(moved.name() == "sample.json");
    CHECK(moved.text().substr(value.offset(), 2) == "[[");
    CHECK(value.source() == R"([[], {"k-1": 12}])");
}

TEST_CASE("document: wiping leaves nothing of the text", "[json][document]") {
    Builder builder("sample.json", "\"a\\u0062\"");
    builder.decoded_text(0, "ab");
    Document document = std::move(builder).finish();
    const std::string_view decoded = document.root().text();
    document.wipe();
    CHECK(document.text() == std::string(9, '\0'));
    CHECK(decoded == std::string(2, '\0'));
    Document moved = std::move(document);
    document.wipe();  // NOLINT(bugprone-use-after-move): a wipe must be harmless here
    CHECK(moved.text() == std::string(9, '\0'));
}
