// SPDX-License-Identifier: BSD-3-Clause

#include "planner/replay.hpp"

#include "json/parse.hpp"
#include "unit/planner/produced.hpp"

using namespace ceremony;
using ceremony::test::must;

namespace {

std::string difference(const std::string& theirs, const std::string& ours) {
    const json::Document a = must(json::parse(theirs, "theirs"));
    const json::Document b = must(json::parse(ours, "ours"));
    return planner::first_difference(a.root(), b.root()).value_or("none");
}

}  // namespace

TEST_CASE("replay: the first difference of two texts has a path", "[planner][replay]") {
    CHECK(difference("{ \"a\": [1, true, null, {}] }", "{\"a\":[1,true,null,{}]}") == "none");
    CHECK(difference("{ \"a\": [1, 2] }", "{ \"a\": [1, 3] }") == "a[1]: 2 instead of 3");
    CHECK(difference("{ \"a\": [1] }", "{ \"a\": [1, 3] }") == "a[1]: missing");
    CHECK(difference("{ \"a\": [1, 3] }", "{ \"a\": [1] }") == "a[1]: too much");
    CHECK(difference("{ \"a\": true }", "{ \"a\": false }") == "a: true instead of false");
    CHECK(difference("{ \"a\": 1 }", "{ \"a\": \"1\" }") == "a: 1 instead of \"1\"");
    CHECK(difference("{ \"a\": null }", "{ \"a\": {} }") == "a: null instead of an object");
    CHECK(difference("{ \"a\": [] }", "{ \"a\": {} }") == "a: an array instead of an object");
    CHECK(difference("{ \"b\": 2 }", "{ \"a\": 1, \"b\": 2 }") == "a: missing");
    CHECK(difference("{ \"a\": 1 }", "{ \"a\": 1, \"b\": 2 }") == "b: missing");
    CHECK(difference("{ \"a\": 1, \"b\": 2 }", "{ \"a\": 1 }") == "b: too much");
    CHECK(difference("{ \"b\": 1, \"a\": 2 }", "{ \"a\": 2, \"b\": 1 }") == "b: at another place");
    // Texts that are shown alike.
    const std::string same(100, 'x');
    CHECK_FALSE(difference("[\"" + same + "y\"]", "[\"" + same + "z\"]") == "none");
}
