// SPDX-License-Identifier: BSD-3-Clause

#include "yaml/merge.hpp"

#include <string>

#include "support/printing.hpp"

using namespace ceremony;
using namespace ceremony::yaml;

namespace {

// "a1 b2": what was selected, by key and first number.
std::string shown(const Entries& entries) {
    std::string out;
    for (const Entry& entry : entries) {
        out.append(out.empty() ? "" : " ").append(entry.key).append(std::to_string(entry.first));
    }
    return out;
}

const Entries first = {{"a", 1, 2}, {"b", 2, 3}, {"c", 3, 4}};
const Entries second = {{"d", 4, 5}, {"c", 5, 6}, {"a", 6, 7}, {"e", 7, 8}};

}  // namespace

TEST_CASE("yaml merge: own entries win over merged ones", "[yaml][merge]") {
    CHECK(shown(select_merged({}, {&first})) == "a1 b2 c3");
    CHECK(shown(select_merged({{"b", 9, 10}}, {&first})) == "a1 c3");
    CHECK(shown(select_merged({{"c", 9, 10}, {"a", 8, 9}, {"b", 7, 8}}, {&first})).empty());
}

TEST_CASE("yaml merge: an earlier source wins over a later one", "[yaml][merge]") {
    CHECK(shown(select_merged({}, {&first, &second})) == "a1 b2 c3 d4 e7");
    CHECK(shown(select_merged({}, {&second, &first})) == "d4 c5 a6 e7 b2");
    CHECK(shown(select_merged({{"d", 9, 10}}, {&second, &first, &second})) == "c5 a6 e7 b2");
}

TEST_CASE("yaml merge: without sources there is nothing to merge", "[yaml][merge]") {
    CHECK(select_merged(first, {}).empty());
    const Entries none;
    CHECK(select_merged(first, {&none}).empty());
}
