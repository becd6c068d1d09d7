// SPDX-License-Identifier: BSD-3-Clause

#include "yaml/block.hpp"

#include "support/printing.hpp"
#include "unit/yaml/shown.hpp"

using namespace ceremony;
using ceremony::test::shown;

TEST_CASE("yaml block: mappings and sequences in one another", "[yaml][block]") {
    struct Row {
        std::string text;
        std::string value;
    };
    const auto row = GENERATE(values<Row>({
        {"a: b", "{'a':'b'}"},
        {"a : b\n\"c\" : d\n'e': f", "{'a':'b' 'c':'d' 'e':'f'}"},
        {"- a\n- b", "['a' 'b']"},
        {"a:\n  b: c\n  d:\n    e: f\ng: h", "{'a':{'b':'c' 'd':{'e':'f'}} 'g':'h'}"},
        {"a:\n  - b\n  - c\nd: e", "{'a':['b' 'c'] 'd':'e'}"},
        {"a:\n- b\n- c\nd: e", "{'a':['b' 'c'] 'd':'e'}"},
        {"a:\n- b:\n  - c\n  d: e\n- f", "{'a':[{'b':['c'] 'd':'e'} 'f']}"},
        {"- a: b\n  c: d\n- e: f", "[{'a':'b' 'c':'d'} {'e':'f'}]"},
        {"-   a: b\n    c: d", "[{'a':'b' 'c':'d'}]"},
        {"- - a\n  - b\n- - - c", "[['a' 'b'] [['c']]]"},
        {"-\n  a: b\n-\n  - c", "[{'a':'b'} ['c']]"},
        {"-\n  - a\n-\n - b", "[['a'] ['b']]"},
        {"  a: b\n  c:\n    d", "{'a':'b' 'c':'d'}"},
        {"a: [b]\nc: {d: e}\n", "{'a':['b'] 'c':{'d':'e'}}"},
        {"a: |\n  b\n   c\nd: |-\n e",
         "syntax 5:1: the last line of a literal block scalar has "
         "no line break"},
        {"a: |\n  b\n   c\nd: |-\n e\n", "{'a':'b\n c\n' 'd':'e'}"},
        {"- |\n b\n- |\n  c\n", "['b\n' 'c\n']"},
        {"- a: |\n   b\n  c: d\n", "[{'a':'b\n' 'c':'d'}]"},
        {"a[0]: b\nc,d: {e: f}\n-g: h\n", "{'a[0]':'b' 'c,d':{'e':'f'} '-g':'h'}"},
    }));
    CAPTURE(row.text);
    CHECK(shown(row.text) == row.value);
}

TEST_CASE("yaml block: a value that is left out is the empty text", "[yaml][block]") {
    struct Row {
        std::string text;
        std::string value;
    };
    const auto row = GENERATE(values<Row>({
        {"a:", "{'a':''}"},
        {"a:\nb: # c\nc:  \n", "{'a':'' 'b':'' 'c':''}"},
        {"-", "['']"},
        {"-\n- # a\n-  ", "['' '' '']"},
        {"- a:\n- b:\n  c:", "[{'a':''} {'b':'' 'c':''}]"},
        {"a:\n-\nb:\n-", "{'a':[''] 'b':['']}"},
        {"a: &x\nb: *x", "{'a':'' 'b':''}"},
        {"a: &x\n- b\nc: *x", "{'a':['b'] 'c':['b']}"},
        {"- &x\n- *x", "['' '']"},
        {"- -\n- -", "[[''] ['']]"},
    }));
    CAPTURE(row.text);
    CHECK(shown(row.text) == row.value);
}

TEST_CASE("yaml block: a value may stand on the lines below", "[yaml][block]") {
    struct Row {
        std::string text;
        std::string value;
    };
    const auto row = GENERATE(values<Row>({
        {"a:\n  b\nc: d", "{'a':'b' 'c':'d'}"},
        {"a:\n\n  # x\n    'b'  # y\n\nc: d", "{'a':'b' 'c':'d'}"},
        {"a:\n # x\n  [b]\n", "{'a':['b']}"},
        {"a:\n  |\n  b\n", "{'a':'b\n'}"},
        {"-\n  a", "['a']"},
        {"a: &x\n  b: c\nd: *x", "{'a':{'b':'c'} 'd':{'b':'c'}}"},
        {"a: &x # c\n  b\nd: *x", "{'a':'b' 'd':'b'}"},
        {"a:\n  &x\n  b: c\nd: *x", "{'a':{'b':'c'} 'd':{'b':'c'}}"},
        {"a:\n    &x\n  - b\nd: *x", "{'a':['b'] 'd':['b']}"},
        {"a:\n  &x b\nd: *x", "{'a':'b' 'd':'b'}"},
        {"- &x\n  a: b\n- *x", "[{'a':'b'} {'a':'b'}]"},
        {"&x\na: b", "{'a':'b'}"},
        {"&x a", "'a'"},
    }));
    CAPTURE(row.text);
    CHECK(shown(row.text) == row.value);
}

TEST_CASE("yaml block: the document may begin with three hyphens", "[yaml][block]") {
    struct Row {
        std::string text;
        std::string value;
    };
    const auto row = GENERATE(values<Row>({
        {"---\na: b", "{'a':'b'}"},
        {"# c\n\n--- # d\n- a", "['a']"},
        {"--- a", "'a'"},
        {"---\ta # b", "'a'"},
        {"--- [a]", "['a']"},
        {"--- &x\na: b", "{'a':'b'}"},
        {"--- &x a", "'a'"},
        {"--- |\n a\n", "'a\n'"},
        {"---a", "'---a'"},
        {"---a: b", "{'---a':'b'}"},
        {" --- a", "'--- a'"},
        {"a: ---", "{'a':'---'}"},
        {"--- 'a'\n# b\n", "'a'"},
        {"plain", "'plain'"},
        {"a:b", "'a:b'"},
    }));
    CAPTURE(row.text);
    CHECK(shown(row.text) == row.value);
}

TEST_CASE("yaml block: what has no document is refused", "[yaml][block]") {
    struct Row {
        std::string text;
        Place place;
    };
    const auto row = GENERATE(values<Row>({
        {"", {1, 1}},
        {"\n\n", {3, 1}},
        {"# c", {1, 4}},
        {"---", {1, 4}},
        {"---\n# c\n", {3, 1}},
        {"--- &x\n", {2, 1}},
    }));
    CAPTURE(row.text);
    const auto document = yaml::parse(row.text, "t");
    REQUIRE_FALSE(document.ok());
    CHECK(document.error().code() == Errc::syntax);
    CHECK(document.error().place() == row.place);
    CHECK(document.error().message().ends_with("there is no document in this text"));
}

TEST_CASE("yaml block: what is not in the subset is refused by name", "[yaml][block]") {
    const std::string deep = "indented too deep for what stands above it, which ends on its line";
    const std::string nothing = "this line belongs to nothing above it";
    const std::string mapping = "a block mapping cannot begin on this line";
    const std::string sequence = "a block sequence cannot begin here";
    const std::string marker =
        "a document marker: there is one document, which may begin with `---`";
    const std::string behind = "something stands behind the end of this value";
    const std::string anchor =
        "an anchor on a key; to name a mapping, put the anchor on the line above it";
    const std::string no_colon = "a key needs a colon and white space behind it";
    struct Row {
        std::string text;
        std::string error;
    };
    const auto row = GENERATE_COPY(values<Row>({
        {"a\nb", "2:1: " + nothing},
        {"a: b\n  c", "2:3: " + deep},
        {"a: b\n\n # x\n  c: d", "4:3: " + deep},
        {"- a\n  b", "2:3: " + deep},
        {"- a\n - b", "2:2: " + deep},
        {"a: 'b'\n  c", "2:3: " + deep},
        {"a: [b]\n  c", "2:3: " + deep},
        {"a: |\n   b\n  c\n", "3:3: " + deep},
        {"a:\n    b: c\n  d: e", "3:3: " + deep},
        {"-   a: b\n  c: d", "2:3: " + deep},
        {"-   - a\n  - b", "2:3: " + deep},
        {"  a: b\nc: d", "2:1: " + nothing},
        {"- a\nb: c", "2:1: " + nothing},
        {"a:\n  - b\n  c: d", "3:3: " + deep},
        {"a: b\n- c", "2:1: " + sequence},
        {"a:\n  b: c\n  - d", "3:3: " + sequence},
        {"a: b: c", "1:4: " + mapping},
        {"a: 'b': c", "1:4: " + mapping},
        {"a: - b", "1:4: " + sequence},
        {"a: -", "1:4: " + sequence},
        {"--- a: b", "1:5: " + mapping},
        {"--- - a", "1:5: " + sequence},
        {"- &x - a", "1:6: " + sequence},
        {"a: &x - b", "1:7: " + sequence},
        {"- &x a: b", "1:6: " + anchor},
        {"a: &x b: c", "1:7: " + anchor},
        {"a: b\n&x c: d", "2:1: " + anchor},
        {"-\ta: b", "1:3: a tab in the indentation, behind a dash"},
        {"- \tb", "1:4: a tab in the indentation, behind a dash"},
        {"\ta: b", "1:1: a tab in the indentation"},
        {"a:\n\tb: c", "2:1: a tab in the indentation"},
        {"a:\n  b: c\n \td: e", "3:2: a tab in the indentation"},
        {"a: b\n---\nc: d", "2:1: " + marker},
        {"a: b\n...\n", "2:1: " + marker},
        {"---\n---\n", "2:1: " + marker},
        {"...\n", "1:1: " + marker},
        {"%YAML 1.2\n---\na: b", "1:1: a directive, or a text that begins with % and needs quotes"},
        {"a: !!str b", "1:4: a tag"},
        {"!a\nb: c", "1:1: a tag"},
        {"a: >\n  b", "1:4: a folded block scalar"},
        {"? a\n: b", "1:1: a complex key (?)"},
        {"a: b\n? c\n", "2:1: a complex key (?)"},
        {": a", "1:1: a value without a key"},
        {"a: b\n: c", "2:1: a value without a key"},
        {"a: @b", "1:4: a text that begins with @ or ` needs quotes"},
        {"a: `b", "1:4: a text that begins with @ or ` needs quotes"},
        {"a: \"b\n  c\"", "1:4: a text in quotes has to end on the line it begins on"},
        {"a: 'b\n  c'", "1:4: a text in quotes has to end on the line it begins on"},
        {"a: 'b' c", "1:7: " + behind},
        {"a: 'b'#c", "1:7: " + behind},
        {"'a'b: c", "1:4: " + behind},
        {"\"a\":b", "1:4: " + behind},
        {"a: *x y", R"(1:4: a: no anchor "x" stands above this alias)"},
        {"a: &x y\nb: *x z", "2:6: " + behind},
        {"a: &.x y", "1:5: the name of an anchor may hold letters, digits, - and _ only"},
        {"a: b\nc", "2:1: " + no_colon},
        {"a: b\nc:d", "2:1: " + no_colon},
        {"a: b\n'c'd: e", "2:1: " + no_colon},
        {"a: b\n[c]: d", "2:1: a collection as a key"},
        {"a: b\n*c : d", "2:1: an alias as a key"},
        {"[a]: b", "1:4: an alias or a collection as a key"},
        {"- {a: b}: c", "1:9: an alias or a collection as a key"},
        {"a: ]", "1:4: nothing stands in front of this indicator"},
        {"a: &x", "ok"},
    }));
    CAPTURE(row.text);
    CHECK(shown(row.text) == (row.error == "ok" ? "{'a':''}" : "syntax " + row.error));
}
