// SPDX-License-Identifier: BSD-3-Clause

#include "planner/comparison.hpp"

#include <map>

#include "support/printing.hpp"

using namespace ceremony;
using namespace ceremony::planner;

TEST_CASE("comparison: only what differs is told", "[planner][comparison]") {
    Lines lines;
    compare("ttl", "1", "1", lines);
    CHECK(lines.empty());
    compare("ttl", "1", "2", lines);
    CHECK(lines == Lines{"ttl: 2 instead of 1"});
}

TEST_CASE("comparison: what only one table has is told", "[planner][comparison]") {
    using Table = std::map<std::string, int>;
    Lines lines;
    Lines pairs;
    compare_tables(
        "key ", Table{{"a", 1}, {"b", 2}}, Table{{"b", 3}, {"c", 4}}, lines,
        [&pairs](const std::string& what, int before, int after) {
            pairs.push_back(what + " " + std::to_string(before) + " " + std::to_string(after));
        });
    CHECK(lines == Lines{"key a: no more", "key c: new"});
    CHECK(pairs == Lines{"key b 2 3"});
}

TEST_CASE("comparison: things are joined in one line", "[planner][comparison]") {
    const auto text_of = [](int number) {
        return std::to_string(number);
    };
    CHECK(joined(std::vector<int>{}, text_of) == "none");
    CHECK(joined(std::vector<int>{1}, text_of) == "1");
    CHECK(joined(std::vector<int>{1, 2}, text_of) == "1; 2");
}
