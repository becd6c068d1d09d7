// SPDX-License-Identifier: BSD-3-Clause

#include "config/load.hpp"

#include "unit/config/loaded.hpp"

using namespace ceremony;
using ceremony::test::loaded;
using ceremony::test::refusal;

TEST_CASE("config: what is wrong with the YAML is wrong with the configuration", "[config][load]") {
    CHECK(refusal(config::load("a: b\nc: !d e\n", "c.yaml")) == "2:4: a tag");
    CHECK(refusal(config::load("", "c.yaml")) == "1:1: there is no document in this text");
    const std::string deep = "a: " + std::string(100, '[');
    CHECK(refusal(config::load(deep, "c.yaml")).ends_with("[0][0]: nested deeper than 32 levels"));
    CHECK(refusal(config::load("a: *b\n", "c.yaml")) ==
          R"(1:4: a: no anchor "b" stands above this alias)");
}

TEST_CASE("config: a loaded configuration can be moved, and its values stay", "[config][load]") {
    config::Loaded first = loaded("a: b\n");
    const json::Value value = *first.root().find("a");
    const config::Loaded second = std::move(first);
    CHECK(value.text() == "b");
    CHECK(second.root().find("a")->text() == "b");
}
