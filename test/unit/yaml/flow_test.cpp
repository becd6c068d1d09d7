// SPDX-License-Identifier: BSD-3-Clause

#include "yaml/flow.hpp"

#include "support/printing.hpp"
#include "unit/yaml/shown.hpp"

using namespace ceremony;
using ceremony::test::shown;

TEST_CASE("yaml flow: sequences", "[yaml][flow]") {
    struct Row {
        std::string text;
        std::string value;
    };
    const auto row = GENERATE(values<Row>({
        {"[]", "[]"},
        {"[ \t]", "[]"},
        {"[a]", "['a']"},
        {"[a,b]", "['a' 'b']"},
        {"[ a , b ,]", "['a' 'b']"},
        {"[8, 13] # algorithms", "['8' '13']"},
        {"['a','b',\"c\"]", "['a' 'b' 'c']"},
        {"[[a], [], [[b, c], d]]", "[['a'] [] [['b' 'c'] 'd']]"},
        {"[a:b, http://c/#d]", "['a:b' 'http://c/#d']"},
        {"[a b, - c]", "syntax 1:7: a block sequence cannot begin here"},
        {"[a \"b\" 'c']", "['a \"b\" 'c'']"},
        {"[{a: b}, {}]", "[{'a':'b'} {}]"},
        {"[<<]", "['<<']"},
        {"[&x a, *x, &y [b], *y, *x]", "['a' 'a' ['b'] ['b'] 'a']"},
    }));
    CAPTURE(row.text);
    CHECK(shown(row.text) == row.value);
}

TEST_CASE("yaml flow: mappings", "[yaml][flow]") {
    struct Row {
        std::string text;
        std::string value;
    };
    const auto row = GENERATE(values<Row>({
        {"{}", "{}"},
        {"{ }", "{}"},
        {"{a: b}", "{'a':'b'}"},
        {"{a: b, c: d,}", "{'a':'b' 'c':'d'}"},
        {"{a : b ,c:\td}", "{'a':'b' 'c':'d'}"},
        {"{a: , b: ,c: }", "{'a':'' 'b':'' 'c':''}"},
        {R"({"a":1,'b':[2],"c":{"d":"e"}})", "{'a':'1' 'b':['2'] 'c':{'d':'e'}}"},
        {R"({"a" : 1, "b" : , 'c':})", "{'a':'1' 'b':'' 'c':''}"},
        {"{a: &x b, c: *x, d: &y {e: *x}, f: *y}", "{'a':'b' 'c':'b' 'd':{'e':'b'} 'f':{'e':'b'}}"},
        {"{a:b: c}", "{'a:b':'c'}"},
        {"{'<<': a}", "{'<<':'a'}"},
        {"{a: {b: [c, {d: e}]}}", "{'a':{'b':['c' {'d':'e'}]}}"},
    }));
    CAPTURE(row.text);
    CHECK(shown(row.text) == row.value);
}

TEST_CASE("yaml flow: what is not exactly a collection on one line is refused", "[yaml][flow]") {
    const std::string line = "a flow collection has to end on the line it begins on";
    const std::string early =
        "the line ends too early: a flow collection or a merge has to fit its line";
    const std::string nothing = "nothing stands in front of this indicator";
    const std::string colon = "a colon that makes no entry; a pair in brackets needs braces";
    const std::string behind = "something stands behind the end of this value";
    const std::string name = "the name of an anchor may hold letters, digits, - and _ only";
    const std::string no_colon = "a key without a colon and white space behind it";
    struct Row {
        std::string text;
        std::string error;
    };
    const auto row = GENERATE_COPY(values<Row>({
        {"[a", "1:3: " + line},
        {"[a\n]", "1:3: " + line},
        {"[a, b #c\n]", "1:7: " + line},
        {"[a,\nb]", "1:4: " + early},
        {"[", "1:2: " + early},
        {"[#\n]", "1:2: a comment cannot stand here"},
        {"{a: b\n}", "1:6: " + line},
        {"{", "1:2: " + early},
        {"{a: ", "1:5: " + early},
        {"[,]", "1:2: " + nothing},
        {"[a,,b]", "1:4: " + nothing},
        {"{,}", "1:2: " + nothing},
        {"[a}", "1:3: expected , or ] here"},
        {"{a: b]", "1:6: expected , or } here"},
        {"[\"a\" b]", "1:6: expected , or ] here"},
        {"[[a]b]", "1:5: expected , or ] here"},
        {"{a: [b]c}", "1:8: expected , or } here"},
        {"[a: b]", "1:3: " + colon},
        {"[\"a\":b]", "1:5: " + colon},
        {"[[a]: b]", "1:5: " + colon},
        {"[a:]", "1:3: " + colon},
        {"{a: b: c}", "1:6: " + colon},
        {"[? a]", "1:2: a complex key (?)"},
        {"{? a: b}", "1:2: a complex key (?)"},
        {"{: a}", "1:2: a value without a key"},
        {"{a}", "1:2: " + no_colon},
        {"{a, b: c}", "1:2: " + no_colon},
        {"{a:1}", "1:2: " + no_colon},
        {"{\"a\"}", "1:2: " + no_colon},
        {"{\"a\" b}", "1:2: " + no_colon},
        {"{\"a\" :1}", "1:6: a colon without white space behind it"},
        {"{\"a\" :[b]}", "1:6: a colon without white space behind it"},
        {"{a:[b]}", "1:3: a colon without white space behind it"},
        {"{a:{b: c}}", "1:3: a colon without white space behind it"},
        {"{a:, b: c}", "1:3: a colon without white space behind it"},
        {"{a:}", "1:3: a colon without white space behind it"},
        {"{[a]: b}", "1:2: a collection as a key"},
        {"{{a: b}: c}", "1:2: a collection as a key"},
        {"{&x a: b}",
         "1:2: an anchor on a key; to name a mapping, put the anchor on the line above it"},
        {"{*x : b}", "1:2: an alias as a key"},
        {"[&x ]", "1:5: an anchor without a value"},
        {"[&x , a]", "1:5: an anchor without a value"},
        {"{a: &x }", "1:8: an anchor without a value"},
        {"[&x]", "1:4: " + name},
        {"[&x[a]]", "1:4: " + name},
        {"{a: &x{b: c}}", "1:7: " + name},
        {"[&x", "1:4: " + early},
        {"[&x &y a]", "1:5: an anchor cannot stand here"},
        {"[&x a, &x b]", "1:8: [1]: the anchor \"x\" is already defined"},
        {"[&x.y a]", "1:4: " + name},
        {"[*x.y]", "1:4: " + name},
        {"[&x a, *x[b]]", "1:10: expected , or ] here"},
        {"[!a b]", "1:2: a tag"},
        {"[|]", "1:2: a literal block scalar cannot stand here"},
        {"[\"a]", "1:2: a text in quotes has to end on the line it begins on"},
        {"{\"a: b}", "1:2: a text in quotes has to end on the line it begins on"},
        {"{a: @}", "1:5: a text that begins with @ or ` needs quotes"},
        {"{a: b, a: c}", "1:8: a: this key stands twice in one mapping"},
        {"[a] b", "1:4: " + behind},
        {"[a]#b", "1:4: " + behind},
        {"[a]]", "1:4: " + behind},
        {"[a]\nb", "2:1: this line belongs to nothing above it"},
        {"[a]: b", "1:4: an alias or a collection as a key"},
        {"{a: b} : c", "1:7: an alias or a collection as a key"},
    }));
    CAPTURE(row.text);
    CHECK(shown(row.text) == "syntax " + row.error);
}
