// SPDX-License-Identifier: BSD-3-Clause

#include "yaml/composer.hpp"

#include "support/printing.hpp"
#include "unit/yaml/shown.hpp"

using namespace ceremony;
using ceremony::test::must;
using ceremony::test::shown;

namespace {

std::string repeated(const std::string& text, std::size_t count) {
    std::string out;
    for (std::size_t i = 0; i < count; ++i) {
        out.append(text);
    }
    return out;
}

}  // namespace

TEST_CASE("yaml composer: an alias is the node it names", "[yaml][composer]") {
    struct Row {
        std::string text;
        std::string value;
    };
    const auto row = GENERATE(values<Row>({
        {"- &a b\n- *a\n- *a", "['b' 'b' 'b']"},
        {"- &a\n- *a", "['' '']"},
        {"- &a 'it''s'\n- *a", "['it's' 'it's']"},
        {"- &a [b, {c: d}]\n- e: *a", "[['b' {'c':'d'}] {'e':['b' {'c':'d'}]}]"},
        {"- &a [b, &c d]\n- [*c, *a]\n- *c", "[['b' 'd'] ['d' ['b' 'd']] 'd']"},
        {"a: &a\n  b: &b\n    c: d\n  e: *b\nf: *a",
         "{'a':{'b':{'c':'d'} 'e':{'c':'d'}} 'f':{'b':{'c':'d'} 'e':{'c':'d'}}}"},
        {"- &a |\n b\n- *a", "['b\n' 'b\n']"},
        {"&a\n- b", "['b']"},
        {"&a b: c",
         "syntax 1:4: an anchor on a key; to name a mapping, put the anchor on the "
         "line above it"},
    }));
    CAPTURE(row.text);
    CHECK(shown(row.text) == row.value);
}

TEST_CASE("yaml composer: an alias keeps the place of what it names", "[yaml][composer]") {
    const auto document = must(yaml::parse("a: &a {b: c}\nd: *a\ne: {<<: *a}\n", "t"));
    const auto again = document.root().find("d")->find("b");
    CHECK(again->place() == Place{1, 11});
    CHECK(again->path() == "d.b");
    CHECK(document.root().find("e")->find("b")->path() == "e.b");
}

TEST_CASE("yaml composer: what an alias cannot name is refused", "[yaml][composer]") {
    struct Row {
        std::string text;
        std::string error;
    };
    const auto row = GENERATE(values<Row>({
        {"*a", R"(1:1: no anchor "a" stands above this alias)"},
        {"- *a\n- &a b", R"(1:3: [0]: no anchor "a" stands above this alias)"},
        {"&a [*a]", "1:5: [0]: this alias stands inside the node it names"},
        {"&a\nb:\n  - *a", "3:5: b[0]: this alias stands inside the node it names"},
        {"a: &a\n  <<: *a", "2:7: a: this alias stands inside the node it names"},
        {"- &a b\n- &a c", R"(2:3: [1]: the anchor "a" is already defined)"},
        {"- &a\n  &b c", "2:3: [0]: a second anchor on one node"},
        {"- &a &b c", "1:6: an anchor cannot stand here"},
        {"- &a b\n- &c *a", "2:6: [1]: an anchor on an alias"},
        {"- &a b\n- *a: c", "2:5: the name of an anchor may hold letters, digits, - and _ only"},
        {"- &a b\n- *a : c", "2:5: an alias or a collection as a key"},
    }));
    CAPTURE(row.text);
    CHECK(shown(row.text) == "syntax " + row.error);
}

TEST_CASE("yaml composer: no key stands twice in one mapping", "[yaml][composer]") {
    CHECK(shown("a: b\nc: {a: d}\ne:\n  a: f") == "{'a':'b' 'c':{'a':'d'} 'e':{'a':'f'}}");
    CHECK(shown("a: b\nc: d\n'a': e") == "syntax 3:1: a: this key stands twice in one mapping");
    CHECK(shown("a: b\n\"\\x61\": e") == "syntax 2:1: a: this key stands twice in one mapping");
    CHECK(shown("a:\n  '''': b\n  \"'\": c") ==
          R"(syntax 3:3: a["'"]: this key stands twice in one mapping)");
    CHECK(shown("'': a\n\"\": b") == R"(syntax 2:1: [""]: this key stands twice in one mapping)");
}

TEST_CASE("yaml composer: merged keys may stand in the mapping already", "[yaml][composer]") {
    struct Row {
        std::string text;
        std::string value;
    };
    // Values as PyYAML 6.0 gives them (yaml.safe_load); there merged keys come first.
    const auto row = GENERATE(values<Row>({
        {"- &a {x: 1, y: 2}\n- <<: *a\n  y: 3\n", "[{'x':'1' 'y':'2'} {'y':'3' 'x':'1'}]"},
        {"- &a {x: 1, y: 2}\n- y: 3\n  <<: *a\n", "[{'x':'1' 'y':'2'} {'y':'3' 'x':'1'}]"},
        {"- &a {x: [1, {z: 2}]}\n- &b {<<: *a, y: 3}\n- {<<: *b, v: 4}",
         "[{'x':['1' {'z':'2'}]} {'y':'3' 'x':['1' {'z':'2'}]} "
         "{'v':'4' 'y':'3' 'x':['1' {'z':'2'}]}]"},
        {"- &a {\"\\x78\": 1}\n- {<<: *a, \"\\x79\": 2}\n- {<<: *a, x: 3}",
         "[{'x':'1'} {'y':'2' 'x':'1'} {'x':'3'}]"},
        {"- &a {}\n- {<<: *a}", "[{} {}]"},
    }));
    CAPTURE(row.text);
    CHECK(shown(row.text) == row.value);
}

TEST_CASE("yaml composer: 32 levels and no more", "[yaml][composer]") {
    const auto nested = [](std::size_t levels) {
        return repeated("[", levels) + repeated("]", levels);
    };
    const std::string too_deep = ": nested deeper than 32 levels";
    CHECK(shown(nested(32)) == nested(32));
    CHECK(shown(nested(33)) == "limit 1:33: " + repeated("[0]", 32) + too_deep);
    CHECK(shown(repeated("- ", 33)) == "limit 1:65: " + repeated("[0]", 32) + too_deep);
    CHECK(shown(repeated("{a: ", 33)) == "limit 1:129: a" + repeated(".a", 31) + too_deep);
    CHECK(shown(repeated("[", 65536)) == "limit 1:33: " + repeated("[0]", 32) + too_deep);
    CHECK(shown(repeated("- ", 65536)) == "limit 1:65: " + repeated("[0]", 32) + too_deep);
    CHECK(shown("a: b\n" + repeated("c: {", 1) + repeated("d: {", 32)) ==
          "limit 2:128: c" + repeated(".d", 31) + too_deep);
    std::string steps;
    for (std::size_t level = 0; level < 33; ++level) {
        steps.append(std::string(level, ' ')).append("k:\n");
    }
    CHECK(shown(steps) == "limit 33:33: k" + repeated(".k", 31) + too_deep);
}

TEST_CASE("yaml composer: what aliases repeat counts for the levels", "[yaml][composer]") {
    const std::string inner = repeated("[", 16) + repeated("]", 16);
    const auto with_alias_below = [&](std::size_t levels) {
        return "- &a " + inner + "\n- " + repeated("[", levels) + "*a" + repeated("]", levels);
    };
    CHECK(yaml::parse(with_alias_below(15), "t").ok());
    CHECK(shown(with_alias_below(16)) == "limit 2:19: [1]" + repeated("[0]", 16) +
                                             ": nested deeper than 32 levels when written out");
    // The alias of an alias: 1 + 16 + 15 levels are below the node b.
    CHECK(shown("- &a " + inner + "\n- &b " + repeated("[", 15) + "*a" + repeated("]", 15) +
                "\n- [*b]\n") ==
          "limit 3:4: [2][0]: nested deeper than 32 levels when written out");
}

TEST_CASE("yaml composer: what merge keys repeat counts for the levels", "[yaml][composer]") {
    const std::string values = "- &a {b: " + repeated("[", 16) + repeated("]", 16) + "}\n- ";
    const auto merged_below = [&](std::size_t levels) {
        return values + repeated("[", levels) + "{<<: *a}" + repeated("]", levels);
    };
    CHECK(yaml::parse(merged_below(14), "t").ok());
    CHECK(shown(merged_below(15)) == "limit 2:23: [1]" + repeated("[0]", 15) +
                                         ": nested deeper than 32 levels when written out");
    CHECK(shown(values + "&c {<<: *a}\n- " + repeated("[", 15) + "*c" + repeated("]", 15)) ==
          "limit 3:18: [2]" + repeated("[0]", 15) +
              ": nested deeper than 32 levels when written out");
}

TEST_CASE("yaml composer: repetition is bounded by the size limit", "[yaml][composer]") {
    // The billion laughs: ten times the text on each line.
    std::string text = "- &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n";
    for (std::size_t i = 1; i < 12; ++i) {
        const std::string alias = "*a" + std::to_string(i - 1);
        text.append("- &a" + std::to_string(i) + " [" + alias + repeated(", " + alias, 9) + "]\n");
    }
    CHECK(shown(text) == "limit 8:8: [7][0]: larger than 67108864 octets when written out");

    const std::string line(std::size_t{1} << 20U, 'x');
    const auto written_out = [&](std::size_t aliases) {
        return yaml::parse("- &a " + line + "\n" + repeated("- *a\n", aliases), "t");
    };
    CHECK(written_out(62).ok());
    REQUIRE_FALSE(written_out(63).ok());
    CHECK(written_out(63).error().code() == Errc::limit);
    CHECK(written_out(63).error().place() == Place{64, 3});

    const auto merged =
        yaml::parse("- &a {k: " + line + "}\n- {<<: [*a" + repeated(", *a", 63) + "]}\n", "t");
    REQUIRE_FALSE(merged.ok());
    CHECK(merged.error().code() == Errc::limit);
}
