// SPDX-License-Identifier: BSD-3-Clause

#include "json/parse.hpp"

#include <algorithm>
#include <filesystem>
#include <iomanip>
#include <map>
#include <set>
#include <sstream>
#include <vector>

#include "encoding/utf8.hpp"
#include "json/print.hpp"
#include "support/printing.hpp"
#include "support/vectors.hpp"

using namespace ceremony;
using namespace ceremony::json;
using ceremony::test::must;
using ceremony::test::read_vector_file;

namespace {

// The names without ending of the files of test/vectors/json/`folder` that end in `ending`.
std::set<std::string> names_in(const std::string& folder, const std::string& ending) {
    std::set<std::string> names;
    for (const auto& entry :
         std::filesystem::directory_iterator(CEREMONY_VECTORS "/json/" + folder)) {
        if (entry.path().extension() == ending) {
            names.insert(entry.path().stem().string());
        }
    }
    return names;
}

struct Expected {
    std::string code;
    std::string place;
};

std::map<std::string, Expected> expected_refusals() {
    std::map<std::string, Expected> all;
    std::istringstream lines(read_vector_file("json/reject/EXPECT"));
    for (std::string line; std::getline(lines, line);) {
        if (!line.starts_with('#')) {
            std::istringstream fields(line);
            std::string file;
            Expected expected;
            fields >> file >> expected.code >> expected.place;
            all[file.substr(0, file.rfind('.'))] = expected;
        }
    }
    return all;
}

std::string repeated(std::string_view part, std::size_t times) {
    std::string text;
    for (std::size_t i = 0; i < times; ++i) {
        text.append(part);
    }
    return text;
}

}  // namespace

TEST_CASE("parse: what others accept is accepted and means the same", "[json][parse]") {
    const std::set<std::string> names = names_in("accept", ".json");
    REQUIRE(names == names_in("accept", ".out"));
    REQUIRE(names.size() >= 35);
    for (const std::string& name : names) {
        CAPTURE(name);
        const Document document =
            must(parse(read_vector_file("json/accept/" + name + ".json"), name));
        const std::string printed = print(document.root());
        CHECK(printed == read_vector_file("json/accept/" + name + ".out"));
        const Document again = must(parse(printed, name));
        CHECK(print(again.root()) == printed);
    }
}

TEST_CASE("parse: what is not in the format is refused where it goes wrong", "[json][parse]") {
    const std::map<std::string, Expected> expected = expected_refusals();
    const std::set<std::string> names = names_in("reject", ".json");
    REQUIRE(expected.size() == names.size());
    REQUIRE(names.size() >= 189);
    for (const std::string& name : names) {
        CAPTURE(name);
        const auto document = parse(read_vector_file("json/reject/" + name + ".json"), "FILE");
        REQUIRE(expected.contains(name));
        REQUIRE_FALSE(document.ok());
        const Error& error = document.error();
        CHECK(to_string(error.code()) == expected.at(name).code);
        CHECK(error.message().starts_with("FILE:" + expected.at(name).place + ": "));
        REQUIRE(error.place().has_value());
        CHECK(Catch::Detail::stringify(*error.place()) == expected.at(name).place);
    }
}

TEST_CASE("parse: each kind of refusal says what is wrong", "[json][parse]") {
    struct Row {
        std::string text;
        std::string message;
    };
    const auto row = GENERATE(values<Row>({
        {"", "x:1:1: the text is empty"},
        {" \n", "x:2:1: the text is empty"},
        {"[", "x:1:2: [0]: a value is expected, not the end of the text"},
        {"\xef\xbb\xbf{}", "x:1:1: a value is expected, not a byte order mark"},
        {"[\x1b]", "x:1:2: [0]: a value is expected, not \"\\x1b\""},
        {"[1 2]", "x:1:4: [1]: a comma or ] is expected, not \"2\""},
        {R"({"a":1 "b":2})", "x:1:8: a comma or } is expected, not \"\\\"\""},
        {"{a:1}", "x:1:2: a member name in quotes is expected, not \"a\""},
        {R"({"a" 1})", "x:1:6: a: a colon is expected, not \"1\""},
        {"1 2", "x:1:3: the end of the text is expected, not \"2\""},
        {"-x", "x:1:2: a digit is expected, not \"x\""},
        {"01", "x:1:1: a number must not begin with 0"},
        {"1.5", "x:1:2: fractions and exponents are not accepted"},
        {"9007199254740992", "x:1:1: the number is not between -(2^53 - 1) and 2^53 - 1"},
        {"\"a", "x:1:3: a closing quote is expected, not the end of the text"},
        {"\"\n\"", "x:1:2: a control character in a text must be escaped"},
        {"\"\xff\"", "x:1:2: not UTF-8"},
        {R"("\x")", "x:1:2: no escape sequence of JSON"},
        {R"("\u12")", "x:1:2: \\u without four hexadecimal digits"},
        {R"("\ud800")", "x:1:2: a surrogate without its other half"},
        {R"({"a":1,"a":2})", "x:1:8: a: this member name already stands in its object"},
        {repeated("[", 33),
         "x:1:33: " + repeated("[0]", 32) + ": arrays and objects are nested too deep"},
    }));
    const auto document = parse(row.text, "x");
    REQUIRE_FALSE(document.ok());
    CHECK(document.error().message() == row.message);
}

TEST_CASE("parse: a refusal names the path of what is read or comes next", "[json][parse]") {
    struct Row {
        std::string text;
        std::string message;
    };
    const auto row = GENERATE(values<Row>({
        // Of a value: in arrays and objects that are open, behind others that are closed.
        {R"({"actions":[{},[1],{"n":0,"ttl":1.5}]})",
         "x:1:34: actions[2].ttl: fractions and exponents are not accepted"},
        {R"([[],{"a":[0,{}]},-])", R"(x:1:19: [2]: a digit is expected, not "]")"},
        {R"({"a":{"b":9007199254740992}})",
         "x:1:11: a.b: the number is not between -(2^53 - 1) and 2^53 - 1"},
        {"[[0,01]]", "x:1:5: [0][1]: a number must not begin with 0"},
        {R"({"a":["b","\x"]})", "x:1:12: a[1]: no escape sequence of JSON"},
        {R"({"a b":truth})", R"(x:1:8: ["a b"]: a value is expected, not "t")"},
        {R"({"a":[1,]})", R"(x:1:9: a[1]: a value is expected, not "]")"},
        {R"({"":[[}]})", R"(x:1:7: [""][0][0]: a value is expected, not "}")"},
        // Of the object, in a name and where one comes next.
        {R"({"a":{"b":1,"c\x":2}})", "x:1:15: a: no escape sequence of JSON"},
        {R"({"a":{"b":1,}})", R"(x:1:13: a: a member name in quotes is expected, not "}")"},
        {R"({"a":{"b":1]})", R"(x:1:12: a: a comma or } is expected, not "]")"},
        {R"({"a":{1}})", R"(x:1:7: a: a member name in quotes is expected, not "1")"},
        // Of the member that stands twice, wherever it is in its object.
        {R"({"a":[{"b":{},"c":1,"\u0062":[2],"d":3}]})",
         "x:1:21: a[0].b: this member name already stands in its object"},
        // Of nothing, behind the root.
        {R"({"a":1}})", R"(x:1:8: the end of the text is expected, not "}")"},
    }));
    const auto document = parse(row.text, "x");
    REQUIRE_FALSE(document.ok());
    CHECK(document.error().message() == row.message);
}

TEST_CASE("parse: a word is refused where it stops to be one", "[json][parse]") {
    for (const std::string word : {"tru", "trux", "nul", "fals", "True", "yes", "x"}) {
        CAPTURE(word);
        CHECK(parse("[" + word + "]", "x").error().place() == Place{1, 2});
    }
    for (const std::string word : {"true", "false", "null"}) {
        CAPTURE(word);
        const auto document = parse("[" + word + "x]", "x");
        REQUIRE_FALSE(document.ok());
        CHECK(document.error().message() == "x:1:" + std::to_string(word.size() + 2) +
                                                R"(: [1]: a comma or ] is expected, not "x")");
    }
}

TEST_CASE("parse: every value says where it begins", "[json][parse]") {
    const std::string text =
        "{ \"a\": [ null, true, false, -12, \"\xc3\xa9\", \"\\n\", [ ], { } ],\n  \"b\": 1 }";
    const Document document = must(parse(text, "x"));
    CHECK(document.text() == text);
    CHECK(document.name() == "x");
    std::vector<std::string> begins;
    for (const Value element : document.root().find("a").value().elements()) {
        begins.push_back(text.substr(element.offset(), 2));
    }
    CHECK(begins == std::vector<std::string>{"nu", "tr", "fa", "-1", "\"\xc3", "\"\\", "[ ", "{ "});
    CHECK(document.root().find("b").value().place() == Place{2, 8});
    CHECK(document.root().source() == text);
    CHECK((*document.root().members().begin()).value.source() ==
          text.substr(7, text.rfind(']') - 6));
}

TEST_CASE("parse: every single character escaped is itself", "[json][parse]") {
    for (std::uint32_t value = 0; value <= 0xffff; ++value) {
        if (value >= 0xd800 && value <= 0xdfff) {
            continue;
        }
        std::ostringstream text;
        text << "\"\\u" << std::hex << std::setw(4) << std::setfill('0') << value << "\"";
        const auto document = parse(text.str(), "x");
        std::string character;
        encoding::append_utf8(character, value);
        if (!document.ok() || document.value().root().text() != character) {
            FAIL(text.str());
        }
    }
}

TEST_CASE("parse: 64 KiB of nested brackets are refused for their depth", "[json][parse]") {
    const std::string opening = GENERATE("[", "{\"\":", "[{\"a\":");
    const auto document = parse(repeated(opening, 65536 / opening.size()), "x");
    REQUIRE_FALSE(document.ok());
    CHECK(document.error().code() == Errc::limit);
}

TEST_CASE("parse: limits are the last size and depth that pass", "[json][parse]") {
    CHECK(parse("[[]]", "x", {.size = 4, .depth = 2}).ok());
    const auto large = parse("[[]]", "x", {.size = 3});
    REQUIRE_FALSE(large.ok());
    CHECK(large.error().code() == Errc::limit);
    CHECK(large.error().message() == "x:1:1: the text is too large");
    const auto deep = parse("[[]]", "x", {.depth = 1});
    REQUIRE_FALSE(deep.ok());
    CHECK(deep.error().code() == Errc::limit);
    CHECK(deep.error().place() == Place{1, 2});
    CHECK(parse("0", "x", {.depth = 0}).ok());
    CHECK(depth_limit == 32);
    CHECK(text_limit == 1073741824);
}

TEST_CASE("parse: an object of very many members is read and its last name checked",
          "[json][parse]") {
    // Quadratic in this number would be hours.
    constexpr std::size_t size = 300000;
    std::string text = "{";
    for (std::size_t i = 0; i < size; ++i) {
        text.append("\"a common beginning of all names ").append(std::to_string(i)).append("\":0,");
    }
    const Document document = must(parse(text + "\"last\":0}", "x"));
    CHECK(document.root().members().size() == size + 1);
    const auto twice = parse(text + "\"a common beginning of all names 7\":0}", "x");
    REQUIRE_FALSE(twice.ok());
    CHECK(twice.error().place() == Place{1, text.size() + 1});
}

TEST_CASE("parse: no cut of a good text is accepted", "[json][parse]") {
    const std::string text = read_vector_file("json/accept/recipe.json");
    const std::size_t last = text.rfind('}');
    for (std::size_t size = 0; size <= last; ++size) {
        const auto document = parse(text.substr(0, size), "x");
        if (document.ok() || document.error().code() != Errc::syntax) {
            FAIL("accepted up to " << size);
        }
    }
    CHECK(parse(text.substr(0, last + 1), "x").ok());
}
