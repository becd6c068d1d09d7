// SPDX-License-Identifier: BSD-3-Clause

#include "config/mapping.hpp"

#include "unit/config/loaded.hpp"

using namespace ceremony;
using namespace ceremony::config;
using ceremony::test::loaded;
using ceremony::test::must;
using ceremony::test::refusal;

namespace {

struct Window {
    std::string name;
    std::optional<std::string> note;
    std::int64_t days = 0;
};

Result<std::int64_t> to_days(json::Value value) {
    return to_integer(value, {1, 31});
}

Result<Window> to_window(json::Value value) {
    return read_mapping(value, [](Mapping& mapping) -> Result<Window> {
        Window window;
        window.name = TRY(mapping.required("name", to_text));
        window.note = TRY(mapping.optional("note", to_text));
        window.days = TRY(mapping.value_or("days", std::int64_t{7}, to_days));
        if (window.name == "never") {
            return mapping.fail("a window that never opens");
        }
        return window;
    });
}

Result<Window> window(const std::string& text) {
    const Loaded configuration = loaded(text);
    return to_window(configuration.root());
}

}  // namespace

TEST_CASE("mapping: keys that are there, and keys that are not", "[config][mapping]") {
    const Window full = must(window("days: 31\nname: a\nnote: b\n"));
    CHECK(full.name == "a");
    CHECK(full.note == "b");
    CHECK(full.days == 31);
    const Window least = must(window("name: a\n"));
    CHECK_FALSE(least.note.has_value());
    CHECK(least.days == 7);
}

TEST_CASE("mapping: every error has its place and its path", "[config][mapping]") {
    CHECK(refusal(window("days: 3\n")) == R"(1:1: the key "name" is missing)");
    CHECK(refusal(window("name:\n")) == "1:6: name: the value is missing");
    CHECK(refusal(window("name: a\nnote: [b]\n")) == "2:7: note: not a text, but a list");
    CHECK(refusal(window("name: a\ndays: 32\n")) == "2:7: days: 32 is not between 1 and 31");
    CHECK(refusal(window("name: never\n")) == "1:1: a window that never opens");
    CHECK(refusal(window("name\n")) == "1:1: not a mapping");
    CHECK(refusal(window("- name: a\n")) == "1:1: not a mapping");
    const Loaded nested = loaded("a:\n  b:\n");
    CHECK(refusal(to_window(*nested.root().find("a")->find("b"))) ==
          R"(2:5: a.b: the key "name" is missing)");
}

TEST_CASE("mapping: an unknown key names the nearest known one", "[config][mapping]") {
    CHECK(refusal(window("name: a\ndasy: 3\n")) ==
          R"(2:1: dasy: unknown key; did you mean "days"?)");
    CHECK(refusal(window("name: a\ncolour: red\n")) == "2:1: colour: unknown key");
    CHECK(refusal(window("zzz: 1\nname: a\naaa: 2\n")) == "1:1: zzz: unknown key");
    CHECK(refusal(window("aaa: 1\nname: a\nzzz: 2\n")) == "1:1: aaa: unknown key");
    CHECK(refusal(window("names: a\n")) == R"(1:1: names: unknown key; did you mean "name"?)");
    CHECK(refusal(window("note: a\ndays: 1\n")) == R"(1:1: the key "name" is missing)");
}

TEST_CASE("mapping: an error of the reader comes before unknown keys", "[config][mapping]") {
    CHECK(refusal(window("name: a\ndays: x\ncolour: red\n")) ==
          R"(2:7: days: "x" is not an integer)");
}
