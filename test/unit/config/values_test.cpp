// SPDX-License-Identifier: BSD-3-Clause

#include "config/values.hpp"

#include "unit/config/loaded.hpp"

using namespace ceremony;
using namespace ceremony::config;
using ceremony::test::must;
using ceremony::test::refusal;
using ceremony::test::value_as;

TEST_CASE("values: a text is on one line and not empty", "[config][values]") {
    CHECK(must(value_as("nl.", to_text)) == "nl.");
    CHECK(must(value_as("1234", to_text)) == "1234");
    CHECK(must(value_as("\"a b\\xe9\"", to_text)) == "a b\xc3\xa9");
    CHECK(refusal(value_as("", to_text)) == "1:3: a: the value is missing");
    CHECK(refusal(value_as("''", to_text)) == "1:4: a: the value is missing");
    CHECK(refusal(value_as("[b]", to_text)) == "1:4: a: not a text, but a list");
    CHECK(refusal(value_as("{b: c}", to_text)) == "1:4: a: not a text, but a mapping");
    const std::string control = "1:4: a: a text with a line break or another control character";
    CHECK(refusal(value_as("|\n b", to_text)) == control);
    CHECK(refusal(value_as("\"b\\0\"", to_text)) == control);
    CHECK(refusal(value_as("\"\\x7f\"", to_text)) == control);
    CHECK(refusal(value_as("'b\tc'", to_text)) == control);
}

TEST_CASE("values: a path begins at the root", "[config][values]") {
    CHECK(must(value_as("/usr/lib/x.so", to_absolute_path)) == "/usr/lib/x.so");
    CHECK(refusal(value_as("lib/x.so", to_absolute_path)) ==
          R"(1:4: a: not an absolute path: "lib/x.so")");
    CHECK(refusal(value_as("", to_absolute_path)) == "1:3: a: the value is missing");
}

TEST_CASE("values: an integer is decimal and in its range", "[config][values]") {
    const auto read = [](json::Value value) {
        return to_integer(value, {-1, 64});
    };
    CHECK(must(value_as("-1", read)) == -1);
    CHECK(must(value_as("64", read)) == 64);
    CHECK(must(value_as("'0'", read)) == 0);
    CHECK(refusal(value_as("65", read)) == "1:4: a: 65 is not between -1 and 64");
    CHECK(refusal(value_as("-2", read)) == "1:4: a: -2 is not between -1 and 64");
    CHECK(refusal(value_as("0x1f", read)) == R"(1:4: a: "0x1f" is not an integer)");
    CHECK(refusal(value_as("1.0", read)) == R"(1:4: a: "1.0" is not an integer)");
    CHECK(refusal(value_as("99999999999999999999", read)) ==
          R"(1:4: a: the number "99999999999999999999" is out of range)");
    CHECK(refusal(value_as("[1]", read)) == "1:4: a: not a text, but a list");
}

TEST_CASE("values: a boolean is true or false and nothing else", "[config][values]") {
    CHECK(must(value_as("true", to_boolean)));
    CHECK_FALSE(must(value_as("false", to_boolean)));
    for (const char* text : {"yes", "no", "on", "off", "True", "FALSE", "1", "0", "y", "~"}) {
        CAPTURE(text);
        CHECK(refusal(value_as(text, to_boolean)) ==
              std::string("1:4: a: \"") + text + "\" is not true or false");
    }
    CHECK(refusal(value_as("", to_boolean)) == "1:3: a: the value is missing");
}

TEST_CASE("values: durations, and those of a fixed length", "[config][values]") {
    CHECK(must(value_as("P1Y2M10DT2H30M", to_duration)) ==
          must(Duration::of(14, ((10 * 24 + 2) * 60 + 30) * 60)));
    CHECK(must(value_as("P2W", to_fixed_seconds)) == 14 * 86400);
    CHECK(must(value_as("3600", to_fixed_seconds)) == 3600);
    CHECK(must(value_as("30D", to_fixed_seconds)) == 30 * 86400);
    CHECK(must(value_as("1M", to_duration)).months() == 1);
    const std::string months =
        "1:4: a: months and years have no fixed length; give days, as in P30D";
    CHECK(refusal(value_as("P1M", to_fixed_seconds)) == months);
    CHECK(refusal(value_as("1Y", to_fixed_seconds)) == months);
    for (const auto& wrong : {value_as("P", to_duration), value_as("1 day", to_duration),
                              value_as("-1", to_duration)}) {
        CHECK(refusal(wrong).starts_with("1:4: a: "));
    }
    CHECK(refusal(value_as("x", to_fixed_seconds)).starts_with("1:4: a: "));
    CHECK(refusal(value_as("", to_duration)) == "1:3: a: the value is missing");
}

TEST_CASE("values: times are UTC", "[config][values]") {
    CHECK(must(value_as("2027-02-01", to_time)).text() == "2027-02-01 00:00:00");
    CHECK(must(value_as("2027-02-01T12:30:00Z", to_time)).text() == "2027-02-01 12:30:00");
    CHECK(refusal(value_as("2027-02-30", to_time)).starts_with("1:4: a: "));
    CHECK(refusal(value_as("yesterday", to_time)).starts_with("1:4: a: "));
}

TEST_CASE("values: a word is one of a list", "[config][values]") {
    static constexpr std::array<Word<int>, 3> words = {{{"deny", 0}, {"own", 1}, {"any", 2}}};
    static constexpr std::array<Word<int>, 1> one = {{{"none", 0}}};
    const auto read = [](json::Value value) {
        return to_word(value, words);
    };
    CHECK(must(value_as("own", read)) == 1);
    CHECK(refusal(value_as("all", read)) == R"(1:4: a: "all" is not deny, own or any)");
    CHECK(refusal(value_as("Own", read)) == R"(1:4: a: "Own" is not deny, own or any)");
    CHECK(refusal(value_as("[own]", read)) == "1:4: a: not a text, but a list");
    CHECK(refusal(value_as("x", [](json::Value value) { return to_word(value, one); })) ==
          R"(1:4: a: "x" is not none)");
}

TEST_CASE("values: a list may be left out, and names its bad elements", "[config][values]") {
    const auto read = [](json::Value value) {
        return to_list(value, to_boolean);
    };
    CHECK(must(value_as("[true, false]", read)) == std::vector<bool>{true, false});
    CHECK(must(value_as("[]", read)).empty());
    CHECK(must(value_as("# none yet", read)).empty());
    CHECK(refusal(value_as("[true, maybe]", read)) ==
          R"(1:11: a[1]: "maybe" is not true or false)");
    CHECK(refusal(value_as("true", read)) == "1:4: a: not a list");
    CHECK(refusal(value_as("{b: true}", read)) == "1:4: a: not a list");
}

TEST_CASE("values: a mapping may be left out", "[config][values]") {
    const auto size = [](json::Value value) -> Result<std::size_t> {
        return TRY(to_members(value)).size();
    };
    CHECK(must(value_as("{b: c, d: e}", size)) == 2);
    CHECK(must(value_as("{}", size)) == 0);
    CHECK(must(value_as("", size)) == 0);
    CHECK(refusal(value_as("[b]", size)) == "1:4: a: not a mapping");
    CHECK(refusal(value_as("b", size)) == "1:4: a: not a mapping");
}
