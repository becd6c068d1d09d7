// SPDX-License-Identifier: BSD-3-Clause

#include "yaml/scalars.hpp"

#include "support/printing.hpp"
#include "unit/yaml/shown.hpp"

using namespace ceremony;
using namespace ceremony::yaml;
using ceremony::test::must;
using ceremony::test::shown;

namespace {

// What is read at the beginning of `text`, and what is left.
std::string read(const std::string& text, Context context) {
    const json::Builder builder("t", text);
    Source source(builder);
    const Scalar scalar = must(read_scalar(source, context));
    return std::string(scalar.text()) + "|" + text.substr(source.offset());
}

std::string refusal(const std::string& text, Context context) {
    const json::Builder builder("t", text);
    Source source(builder);
    const auto scalar = read_scalar(source, context);
    REQUIRE_FALSE(scalar.ok());
    CHECK(scalar.error().code() == Errc::syntax);
    return scalar.error().message();
}

}  // namespace

TEST_CASE("yaml scalars: where a plain one ends", "[yaml][scalars]") {
    struct Row {
        std::string text;
        std::string block;
        std::string flow;
    };
    const auto row = GENERATE(values<Row>({
        {"a", "a|", "a|"},
        {"a b\tc  \t", "a b\tc|  \t", "a b\tc|  \t"},
        {"a: b", "a|: b", "a|: b"},
        {"a:\tb", "a|:\tb", "a|:\tb"},
        {"a:\nb", "a|:\nb", "a|:\nb"},
        {"a:", "a|:", "a|:"},
        {"a :b", "a :b|", "a :b|"},
        {"a : b", "a| : b", "a| : b"},
        {"a:b::c", "a:b::c|", "a:b::c|"},
        {"a::", "a:|:", "a:|:"},
        {"a:]", "a:]|", "a|:]"},
        {"a:,", "a:,|", "a|:,"},
        {"a#b", "a#b|", "a#b|"},
        {"a:#b", "a:#b|", "a:#b|"},
        {"a #b", "a| #b", "a| #b"},
        {"a\t#b", "a|\t#b", "a|\t#b"},
        {"a,b", "a,b|", "a|,b"},
        {"a [b] {c}", "a [b] {c}|", "a| [b] {c}"},
        {"a}", "a}|", "a|}"},
        {"a{", "a{|", "a|{"},
        {"a\"b'c", "a\"b'c|", "a\"b'c|"},
        {"a & *b !c | > % @ `", "a & *b !c | > % @ `|", "a & *b !c | > % @ `|"},
        {"-a", "-a|", "-a|"},
        {"--- a", "--- a|", "--- a|"},
        {"~", "~|", "~|"},
        {"<<", "<<|", "<<|"},
        {"\xc3\xa9: x", "\xc3\xa9|: x", "\xc3\xa9|: x"},
    }));
    CAPTURE(row.text);
    CHECK(read(row.text, Context::block) == row.block);
    CHECK(read(row.text, Context::flow) == row.flow);
}

TEST_CASE("yaml scalars: what may begin a plain one depends on the context", "[yaml][scalars]") {
    CHECK(read("?a", Context::block) == "?a|");
    CHECK(read(":a", Context::block) == ":a|");
    CHECK(read("-,", Context::block) == "-,|");
    CHECK(refusal("?a", Context::flow) == "t:1:1: a complex key (?)");
    CHECK(refusal(":a", Context::flow) == "t:1:1: a value without a key");
    CHECK(refusal("-,", Context::flow) == "t:1:1: a block sequence cannot begin here");
}

TEST_CASE("yaml scalars: what no plain one begins with is named", "[yaml][scalars]") {
    struct Row {
        std::string text;
        std::string what;
    };
    const auto row = GENERATE(values<Row>({
        {"!a", "a tag"},
        {"%a", "a directive, or a text that begins with % and needs quotes"},
        {"@a", "a text that begins with @ or ` needs quotes"},
        {"`a", "a text that begins with @ or ` needs quotes"},
        {">", "a folded block scalar"},
        {"|", "a literal block scalar cannot stand here"},
        {"&a", "an anchor cannot stand here"},
        {"*a", "an alias cannot stand here"},
        {"#a", "a comment cannot stand here"},
        {"[a", "a flow collection cannot stand here"},
        {"{a", "a flow collection cannot stand here"},
        {",a", "nothing stands in front of this indicator"},
        {"]a", "nothing stands in front of this indicator"},
        {"}a", "nothing stands in front of this indicator"},
        {"", "the line ends too early: a flow collection or a merge has to fit its line"},
        {"- a", "a block sequence cannot begin here"},
        {"-", "a block sequence cannot begin here"},
        {"? a", "a complex key (?)"},
        {": a", "a value without a key"},
    }));
    CAPTURE(row.text);
    CHECK(refusal(row.text, Context::block) == "t:1:1: " + row.what);
    CHECK(refusal(row.text, Context::flow) == "t:1:1: " + row.what);
}

TEST_CASE("yaml scalars: single quotes know one escape", "[yaml][scalars]") {
    CHECK(read("''", Context::block) == "|");
    CHECK(read("'a'b", Context::block) == "a|b");
    CHECK(read("' a: #\\n\" '", Context::block) == " a: #\\n\" |");
    CHECK(read("'it''s'' '", Context::block) == "it's' |");
    CHECK(read("''''", Context::flow) == "'|");
    CHECK(refusal("'a", Context::block) ==
          "t:1:1: a text in quotes has to end on the line it begins on");
    CHECK(refusal("'a''\n'", Context::block) ==
          "t:1:1: a text in quotes has to end on the line it begins on");
}

TEST_CASE("yaml scalars: double quotes know the escapes of YAML 1.2", "[yaml][scalars]") {
    struct Row {
        std::string text;
        std::string says;
    };
    // YAML 1.2.2, section 5.7, productions 42 to 61.
    const auto row = GENERATE(values<Row>({
        {R"("")", ""},
        {R"("a 'b' #: c")", "a 'b' #: c"},
        {R"("\0")", std::string(1, '\0')},
        {R"("\a\b\t\n\v\f\r\e")", "\a\b\t\n\v\f\r\x1b"},
        {R"("\ \"\/\\")", " \"/\\"},
        {R"("\N\_\L\P")", "\xc2\x85\xc2\xa0\xe2\x80\xa8\xe2\x80\xa9"},
        {R"("\x41\xe9\xFF")", "A\xc3\xa9\xc3\xbf"},
        {R"("\u20ac\uD7FF\uE000")", "\xe2\x82\xac\xed\x9f\xbf\xee\x80\x80"},
        {R"("\U0001F511\U0010ffff")", "\xf0\x9f\x94\x91\xf4\x8f\xbf\xbf"},
        {R"("a\tb\\n")", "a\tb\\n"},
        {"\"a\tb\\\"c\"", "a\tb\"c"},
    }));
    CAPTURE(row.text);
    CHECK(read(row.text + "x", Context::block) == row.says + "|x");
}

TEST_CASE("yaml scalars: other escapes are refused where they stand", "[yaml][scalars]") {
    const std::string none = "an escape that does not exist, or that continues the line";
    const std::string no_character = "an escape that names no Unicode character";
    CHECK(refusal(R"("a\q")", Context::block) == "t:1:3: " + none);
    CHECK(refusal("\"a\\\n", Context::block) == "t:1:3: " + none);
    CHECK(refusal("\"a\\\t\"", Context::block) == "t:1:3: " + none);
    CHECK(refusal(R"("\'")", Context::block) == "t:1:2: " + none);
    for (const char* text :
         {R"("\x4")", R"("\x4g")", R"("\u123")", R"("\u+123")", R"("\ud800")", R"("\udfff")",
          R"("\U00110000")", R"("\U-0000041")", R"("\UFFFFFFFF")", "\"\\x", R"("\u 041")"}) {
        CAPTURE(text);
        CHECK(refusal(text, Context::block) == "t:1:2: " + no_character);
    }
    CHECK(refusal("\"abc", Context::block) ==
          "t:1:1: a text in quotes has to end on the line it begins on");
    CHECK(refusal("\"ab\\\"", Context::flow) ==
          "t:1:1: a text in quotes has to end on the line it begins on");
}

TEST_CASE("yaml scalars: no scalar has a type", "[yaml][scalars]") {
    CHECK(shown("[no., 1234, ~, null, true, 0x1f, 1e3, 2027-01-01, =, .inf]") ==
          "['no.' '1234' '~' 'null' 'true' '0x1f' '1e3' '2027-01-01' '=' '.inf']");
}

TEST_CASE("yaml scalars: the name of an anchor is short of surprises", "[yaml][scalars]") {
    const auto name = [](const std::string& text, Context context) -> std::string {
        const json::Builder builder("t", text);
        Source source(builder);
        const auto read = read_name(source, context);
        if (!read.ok()) {
            CHECK(read.error().code() == Errc::syntax);
            return read.error().message();
        }
        return std::string(read.value()) + "|" + text.substr(source.offset());
    };
    const std::string what = "the name of an anchor may hold letters, digits, - and _ only";
    CHECK(name("&aZ-_09 x", Context::block) == "aZ-_09| x");
    CHECK(name("*a", Context::block) == "a|");
    CHECK(name("*a,b", Context::flow) == "a|,b");
    CHECK(name("*a]", Context::flow) == "a|]");
    CHECK(name("*a,b", Context::block) == "t:1:3: " + what);
    CHECK(name("*a: b", Context::flow) == "t:1:3: " + what);
    CHECK(name("&a.b", Context::block) == "t:1:3: " + what);
    CHECK(name("&", Context::block) == "t:1:2: " + what);
    CHECK(name("& a", Context::block) == "t:1:2: " + what);
    CHECK(name("&\xc3\xa9", Context::block) == "t:1:2: " + what);
    CHECK(name("&a@", Context::block) == "t:1:3: " + what);
    CHECK(name("&a[", Context::block) == "t:1:3: " + what);
    CHECK(name("&a`", Context::block) == "t:1:3: " + what);
    CHECK(name("&a{", Context::block) == "t:1:3: " + what);
    CHECK(name("&a/", Context::block) == "t:1:3: " + what);
}
