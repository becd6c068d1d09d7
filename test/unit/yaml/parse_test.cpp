// SPDX-License-Identifier: BSD-3-Clause

#include "yaml/parse.hpp"

#include "support/printing.hpp"
#include "unit/yaml/shown.hpp"

using namespace ceremony;
using ceremony::test::must;
using ceremony::test::shown;

TEST_CASE("yaml: an error names text, line and column", "[yaml][parse]") {
    const auto document = yaml::parse("a: b\n\xc3\xa9\xc3\xa9: !c d\n", "cooker.yaml");
    REQUIRE_FALSE(document.ok());
    CHECK(document.error().code() == Errc::syntax);
    CHECK(document.error().place() == Place{2, 5});
    CHECK(document.error().message() == "cooker.yaml:2:5: a tag");
}

TEST_CASE("yaml: a bad character is refused before everything else", "[yaml][parse]") {
    CHECK(shown("a: !b\n\xff") == "syntax 2:1: not UTF-8");
    CHECK(shown("\xef\xbb\xbf"
                "a: b") == "syntax 1:1: a byte order mark");
    CHECK(shown("a: b\r\n") == "syntax 1:5: a carriage return: lines end in LF alone");
}

TEST_CASE("yaml: a text of 64 MiB is read and a larger one is refused", "[yaml][parse]") {
    std::string text = "a: ";
    text.resize(yaml::text_limit, 'x');
    const auto largest = must(yaml::parse(text, "t"));
    CHECK(largest.root().find("a")->text().size() == yaml::text_limit - 3);
    text.push_back('x');
    const auto larger = yaml::parse(std::move(text), "t");
    REQUIRE_FALSE(larger.ok());
    CHECK(larger.error().code() == Errc::limit);
    CHECK(larger.error().message() == "t: larger than 67108864 octets");
}

TEST_CASE("yaml: every value knows its place", "[yaml][parse]") {
    const auto document = must(yaml::parse("a: b\nc:\n  - 'd'\n  - {e: }\nf:\n", "t"));
    const json::Value root = document.root();
    CHECK(root.place() == Place{1, 1});
    CHECK(root.find("a")->place() == Place{1, 4});
    const json::Value c = *root.find("c");
    CHECK(c.place() == Place{3, 3});
    std::vector<Place> places;
    for (const json::Value element : c.elements()) {
        places.push_back(element.place());
    }
    CHECK(places == std::vector<Place>{{3, 5}, {4, 5}});
    CHECK(root.find("f")->place() == Place{5, 3});
    CHECK(root.find("f")->fail(Errc::semantics, "x").message() == "t:5:3: f: x");
}

TEST_CASE("yaml: hostile sizes are read in time", "[yaml][parse]") {
    std::string keys;
    std::string anchors;
    for (std::size_t i = 0; i < 200'000; ++i) {
        const std::string number = std::to_string(i);
        keys.append("k" + number + ": v\n");
        anchors.append("- &a" + number + " x\n- *a" + number + "\n");
    }
    CHECK(yaml::parse(keys, "t").ok());
    CHECK(yaml::parse(anchors, "t").ok());
    CHECK(yaml::parse("a: |+\n" + std::string(1'000'000, '\n') + " b\n", "t").ok());
    CHECK(yaml::parse("a: |+\n b\n" + std::string(1'000'000, '\n'), "t").ok());
    CHECK(yaml::parse("a:" + std::string(1'000'000, ' ') + "b", "t").ok());
    CHECK(yaml::parse("a: " + std::string(1'000'000, ':') + "b", "t").ok());
}
