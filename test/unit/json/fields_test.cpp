// SPDX-License-Identifier: BSD-3-Clause

#include "json/fields.hpp"

#include <string>

#include "json/parse.hpp"
#include "support/printing.hpp"

using namespace ceremony;
using namespace ceremony::json;
using ceremony::test::must;

namespace {

// What a reading function that only asks for `take` makes of `text`: its error or "".
template <typename Take>
std::string error_of(const std::string& text, Take take, Errc code = Errc::syntax) {
    const Document document = must(parse(text, "x"));
    const auto result = read_object(document.root(), take);
    if (result.ok()) {
        return "";
    }
    CHECK(result.error().code() == code);
    CHECK(result.error().place().has_value());
    return result.error().message();
}

struct Key {
    std::string id;
    std::int64_t flags = 0;
    bool relaxed = false;
    std::size_t keys = 0;
    bool has_extra = false;
};

Result<Key> read_key(Value value) {
    return read_object(value, [](Fields& fields) -> Result<Key> {
        Key key;
        key.id = TRY(fields.text("id"));
        key.flags = TRY(fields.integer("flags", {0, 65535}));
        key.relaxed = TRY(fields.boolean("relaxed"));
        key.keys = TRY(fields.array("keys")).elements().size();
        key.has_extra = TRY(fields.object("extra")).find("a").has_value();
        CHECK(TRY(fields.any("id")).text() == key.id);
        return key;
    });
}

}  // namespace

TEST_CASE("fields: an object is read by name whatever its order", "[json][fields]") {
    const Document document = must(
        parse(R"({"keys":[1,2],"extra":{"a":1},"relaxed":true,"flags":257,"id":"hex 00"})", "x"));
    const Key key = must(read_key(document.root()));
    CHECK(key.id == "hex 00");
    CHECK(key.flags == 257);
    CHECK(key.relaxed);
    CHECK(key.keys == 2);
    CHECK(key.has_extra);
}

TEST_CASE("fields: an empty object is read by asking for nothing", "[json][fields]") {
    const Document document = must(parse("{}", "x"));
    const auto outcome = read_object(document.root(), [](Fields& fields) -> Outcome {
        CHECK(fields.object().members().empty());
        return Nothing{};
    });
    CHECK(outcome.ok());
}

TEST_CASE("fields: what is not an object is refused", "[json][fields]") {
    const Document document = must(parse(R"({"a":[0]})", "x"));
    const auto outcome = read_key(*document.root().find("a").value().elements().begin());
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().code() == Errc::syntax);
    CHECK(outcome.error().message() == "x:1:7: a[0]: not an object, but an integer");
}

TEST_CASE("fields: a member that was not asked for is refused", "[json][fields]") {
    const auto take = [](Fields& fields) {
        return fields.text("b");
    };
    CHECK(error_of(R"({"b":"","a":1})", take) == "x:1:9: a: unknown member");
    // Of several the first in the text, not in the alphabet.
    CHECK(error_of(R"({"z":1,"b":"","a":1})", take) == "x:1:2: z: unknown member");
    CHECK(error_of(R"({"a":1,"b":"","z":1})", take) == "x:1:2: a: unknown member");
    CHECK(error_of(R"({"b":""})", take).empty());
}

TEST_CASE("fields: an unknown member deep inside is named by its path", "[json][fields]") {
    const Document document = must(parse(R"({"actions":[0,{"no such":1}]})", "x"));
    const Value action = *++document.root().find("actions").value().elements().begin();
    const Outcome outcome = read_object(action, [](Fields&) -> Outcome { return Nothing{}; });
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().place() == Place{1, 16});
    CHECK(outcome.error().message() == R"(x:1:16: actions[1]["no such"]: unknown member)");
}

TEST_CASE("fields: an error of the reading function comes before unknown members",
          "[json][fields]") {
    CHECK(error_of(R"({"a":1})", [](Fields& fields) { return fields.text("b"); }) ==
          "x:1:1: the member \"b\" is missing");
}

TEST_CASE("fields: a missing member is named with the place of its object", "[json][fields]") {
    const Document document = must(parse("{\n  \"key\": {}}", "x"));
    const auto key = read_key(document.root().find("key").value());
    REQUIRE_FALSE(key.ok());
    CHECK(key.error().code() == Errc::syntax);
    CHECK(key.error().message() == "x:2:10: key: the member \"id\" is missing");
}

TEST_CASE("fields: a member of every type is missed", "[json][fields]") {
    const std::string message = "x:1:1: the member \"a\" is missing";
    CHECK(error_of("{}", [](Fields& fields) { return fields.any("a"); }) == message);
    CHECK(error_of("{}", [](Fields& fields) { return fields.text("a"); }) == message);
    CHECK(error_of("{}", [](Fields& fields) { return fields.integer("a", {0, 1}); }) == message);
    CHECK(error_of("{}", [](Fields& fields) { return fields.boolean("a"); }) == message);
    CHECK(error_of("{}", [](Fields& fields) { return fields.array("a"); }) == message);
    CHECK(error_of("{}", [](Fields& fields) { return fields.object("a"); }) == message);
}

TEST_CASE("fields: a member of another type is refused with what it is", "[json][fields]") {
    const auto text = [](Fields& fields) {
        return fields.text("a");
    };
    CHECK(error_of(R"({"a":1})", text) == "x:1:6: a: not a text, but an integer");
    CHECK(error_of(R"({"a":null})", text) == "x:1:6: a: not a text, but null");
    const auto integer = [](Fields& fields) {
        return fields.integer("a", {0, 1});
    };
    CHECK(error_of(R"({"a":"1"})", integer) == "x:1:6: a: not an integer, but a text");
    const auto boolean = [](Fields& fields) {
        return fields.boolean("a");
    };
    CHECK(error_of(R"({"a":0})", boolean) == "x:1:6: a: not a boolean, but an integer");
    const auto array = [](Fields& fields) {
        return fields.array("a");
    };
    CHECK(error_of(R"({"a":{}})", array) == "x:1:6: a: not an array, but an object");
    const auto object = [](Fields& fields) {
        return fields.object("a");
    };
    CHECK(error_of(R"({"a":[]})", object) == "x:1:6: a: not an object, but an array");
}

TEST_CASE("fields: an optional member may be absent and is checked when present",
          "[json][fields]") {
    const auto read = [](const std::string& text) {
        const Document document = must(parse(text, "x"));
        return read_object(document.root(), [](Fields& fields) -> Result<int> {
            int found = 0;
            found += fields.any_if_present("any").has_value() ? 1 : 0;
            found += TRY(fields.text_if_present("text")) == "t" ? 2 : 0;
            found += TRY(fields.integer_if_present("integer", {-1, 1})) == -1 ? 4 : 0;
            found += TRY(fields.boolean_if_present("boolean")) == true ? 8 : 0;
            found += TRY(fields.array_if_present("array")).has_value() ? 16 : 0;
            found += TRY(fields.object_if_present("object")).has_value() ? 32 : 0;
            return found;
        });
    };
    CHECK(must(read("{}")) == 0);
    CHECK(must(read(R"({"any":null})")) == 1);
    CHECK(must(read(R"({"text":"t","integer":-1})")) == 6);
    CHECK(must(read(R"({"boolean":true,"array":[],"object":{}})")) == 56);
    for (const std::string name : {"text", "integer", "boolean", "array", "object"}) {
        CAPTURE(name);
        const auto result = read("{\"" + name + "\":null}");
        REQUIRE_FALSE(result.ok());
        CHECK(result.error().code() == Errc::syntax);
        CHECK(result.error().message().ends_with(", but null"));
    }
    CHECK(read(R"({"integer":2})").error().code() == Errc::semantics);
}

TEST_CASE("fields: an integer out of range is refused with the range", "[json][fields]") {
    const auto take = [](Fields& fields) {
        return fields.integer("a", {-1, 65535});
    };
    CHECK(error_of(R"({"a":-1})", take).empty());
    CHECK(error_of(R"({"a":65535})", take).empty());
    CHECK(error_of(R"({"a":65536})", take, Errc::semantics) ==
          "x:1:6: a: 65536 is not between -1 and 65535");
    CHECK(error_of(R"({"a":-2})", take, Errc::semantics) ==
          "x:1:6: a: -2 is not between -1 and 65535");
}

TEST_CASE("fields: a text with NUL is refused", "[json][fields]") {
    const auto take = [](Fields& fields) {
        return fields.text("a");
    };
    CHECK(error_of(R"({"a":"b\u0000"})", take) == "x:1:6: a: a text with NUL");
    CHECK(error_of(R"({"a":"b\u0001"})", take).empty());
}

TEST_CASE("fields: every one of many members is found", "[json][fields]") {
    constexpr std::size_t size = 20000;
    std::string text = "{";
    for (std::size_t i = 0; i < size; ++i) {
        text.append("\"")
            .append(std::to_string(i))
            .append("\":")
            .append(std::to_string(i))
            .append(",");
    }
    const auto take_all = [](Fields& fields) -> Outcome {
        for (std::size_t i = 0; i < size; ++i) {
            const std::int64_t number = TRY(fields.integer(std::to_string(i), {0, size}));
            if (number != static_cast<std::int64_t>(i)) {
                return Error{Errc::internal, "the member of another name"};
            }
        }
        return Nothing{};
    };
    CHECK(error_of(text + "\"x\":0}", take_all) ==
          "x:1:" + std::to_string(text.size() + 1) + ": x: unknown member");
}
