// SPDX-License-Identifier: BSD-3-Clause

#include "json/print.hpp"

#include "json/parse.hpp"
#include "support/printing.hpp"

using namespace ceremony;
using namespace ceremony::json;
using ceremony::test::must;

namespace {

std::string printed_text(std::string_view text) {
    Printer printer;
    printer.text(text);
    return printer.take();
}

}  // namespace

TEST_CASE("print: every kind of value has its one form", "[json][print]") {
    Printer printer;
    printer.begin_object();
    printer.name("empty object");
    printer.begin_object();
    printer.end();
    printer.name("empty array");
    printer.begin_array();
    printer.end();
    printer.name("array");
    printer.begin_array();
    printer.null();
    printer.boolean(true);
    printer.boolean(false);
    printer.integer(0);
    printer.integer(-9007199254740991);
    printer.text("");
    printer.begin_array();
    printer.begin_object();
    printer.name("");
    printer.text("x");
    printer.end();
    printer.end();
    printer.end();
    printer.name("after");
    printer.integer(1);
    printer.end();
    CHECK(printer.take() == R"({
  "empty object": {},
  "empty array": [],
  "array": [
    null,
    true,
    false,
    0,
    -9007199254740991,
    "",
    [
      {
        "": "x"
      }
    ]
  ],
  "after": 1
}
)");
}

TEST_CASE("print: a value alone is a text", "[json][print]") {
    CHECK(print(must(parse(" null ", "x")).root()) == "null\n");
    CHECK(print(must(parse("-0", "x")).root()) == "0\n");
    CHECK(print(must(parse("\"a\"", "x")).root()) == "\"a\"\n");
    CHECK(print(must(parse("[ ]", "x")).root()) == "[]\n");
}

TEST_CASE("print: a text is ASCII and has one spelling", "[json][print]") {
    struct Row {
        std::string what;
        std::string text;
        std::string printed;
    };
    const auto row = GENERATE(values<Row>({
        {"short escapes", "\"\\\b\f\n\r\t", R"("\"\\\b\f\n\r\t")"},
        {"solidus stands for itself", "a/b", R"("a/b")"},
        {"NUL", std::string(1, '\0'), R"("\u0000")"},
        {"controls in lower case", "\x01\x0b\x0e\x1f", R"("\u0001\u000b\u000e\u001f")"},
        {"DEL", "\x7f", R"("\u007f")"},
        {"first and last that are plain", " ~", R"(" ~")"},
        {"two octets", "\xc2\x80\xc3\xa9\xdf\xbf", R"("\u0080\u00e9\u07ff")"},
        {"three octets", "\xe0\xa0\x80\xe2\x82\xac\xef\xbf\xbf", R"("\u0800\u20ac\uffff")"},
        {"around the surrogates", "\xed\x9f\xbf\xee\x80\x80", R"("\ud7ff\ue000")"},
        {"four octets", "\xf0\x90\x80\x80\xf0\x9f\x98\x80\xf4\x8f\xbf\xbf",
         R"("\ud800\udc00\ud83d\ude00\udbff\udfff")"},
        {"far behind plain ones", "0123456789abcdef\n", R"("0123456789abcdef\n")"},
    }));
    CAPTURE(row.what);
    CHECK(printed_text(row.text) == row.printed + "\n");
    Printer printer;
    printer.begin_object();
    printer.name(row.text);
    printer.null();
    printer.end();
    CHECK(printer.take() == "{\n  " + row.printed + ": null\n}\n");
}

TEST_CASE("print: an octet to be escaped is found wherever it stands", "[json][print]") {
    const char character = GENERATE('"', '\\', '\n', '\x1f', '\x7f', '\0');
    for (std::size_t size = 1; size <= 20; ++size) {
        for (std::size_t i = 0; i < size; ++i) {
            std::string text(size, 'x');
            text[i] = character;
            const Document document = must(parse(printed_text(text), "x"));
            if (document.root().text() != text) {
                FAIL("octet " << int{character} << " at " << i << " of " << size);
            }
        }
    }
}

TEST_CASE("print: a value of a document is carried through at any depth", "[json][print]") {
    const Document document = must(parse(
        R"({"plan":{"a":[1,{"b":null}],"c":"\u00e9","d":true,"e":[],"f":{}},"other":0})", "x"));
    Printer printer;
    printer.begin_object();
    printer.name("preamble");
    printer.begin_array();
    printer.value(document.root().find("plan").value());
    printer.end();
    printer.end();
    CHECK(printer.take() == R"({
  "preamble": [
    {
      "a": [
        1,
        {
          "b": null
        }
      ],
      "c": "\u00e9",
      "d": true,
      "e": [],
      "f": {}
    }
  ]
}
)");
}
