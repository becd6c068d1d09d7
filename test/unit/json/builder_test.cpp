// SPDX-License-Identifier: BSD-3-Clause

#include "json/builder.hpp"

#include <numeric>
#include <utility>
#include <vector>

#include "support/printing.hpp"

using namespace ceremony;
using namespace ceremony::json;

namespace {

// Adds to a Builder the object whose names are "0" to "size - 1" in the order of
// `numbers`, every value null. Its text is the names in quotes, one after another.
struct NumberedNames {
    explicit NumberedNames(const std::vector<int>& numbers) {
        for (const int number : numbers) {
            offsets.push_back(text.size());
            text.append("\"").append(std::to_string(number)).append("\"");
        }
    }

    [[nodiscard]] std::optional<std::size_t> repeated() const {
        Builder builder("names", text);
        builder.begin(Kind::object, 0);
        for (std::size_t i = 0; i < offsets.size(); ++i) {
            const std::size_t end = i + 1 < offsets.size() ? offsets[i + 1] : text.size();
            builder.quoted_text(offsets[i], end - offsets[i] - 2);
            builder.null(0);
        }
        const std::optional<std::uint32_t> name = builder.repeated_name();
        if (!name) {
            return std::nullopt;
        }
        // The object is the first node; two stand for a member.
        return offsets.at((*name - 1) / 2);
    }

    std::string text;
    std::vector<std::size_t> offsets;
};

std::vector<int> numbers_below(std::size_t size) {
    std::vector<int> numbers(size);
    std::iota(numbers.begin(), numbers.end(), 0);
    return numbers;
}

}  // namespace

TEST_CASE("builder: values are found again in the order they were added", "[json][builder]") {
    const std::string text = R"({"a":[null,true,false,-12],"b":bare,"c\n":"x\ty"})";
    Builder builder("text", text);
    CHECK(builder.text() == text);
    builder.begin(Kind::object, 0);
    builder.quoted_text(1, 1);
    builder.begin(Kind::array, 5);
    builder.null(6);
    builder.boolean(11, true);
    builder.boolean(16, false);
    builder.integer(22, 3);
    builder.end(25);
    builder.quoted_text(27, 1);
    builder.bare_text(31, 4);
    builder.decoded_text(36, "c\n");
    builder.decoded_text(42, "x\ty");
    CHECK(builder.size() == 12);
    builder.end(48);
    const Document document = std::move(builder).finish();

    const Value root = document.root();
    REQUIRE(root.kind() == Kind::object);
    const Value list = root.find("a").value();
    REQUIRE(list.kind() == Kind::array);
    std::vector<Kind> kinds;
    for (const Value element : list.elements()) {
        kinds.push_back(element.kind());
    }
    CHECK(kinds == std::vector{Kind::null, Kind::boolean, Kind::boolean, Kind::integer});
    CHECK(list.source() == "[null,true,false,-12]");
    CHECK(root.find("b").value().text() == "bare");
    CHECK(root.find("c\n").value().text() == "x\ty");
    CHECK(root.source() == text);
}

TEST_CASE("builder: a copy says the same and keeps the places of the original", "[json][builder]") {
    Builder builder("alias.yaml", "x: &a [1, 2]\ny: *a\n");
    builder.begin(Kind::object, 0);
    builder.bare_text(0, 1);
    const std::uint32_t first = builder.size();
    builder.begin(Kind::array, 6);
    builder.bare_text(7, 1);
    builder.bare_text(10, 1);
    builder.end(11);
    const std::uint32_t last = builder.size();
    builder.bare_text(13, 1);
    builder.copy(first, last);
    builder.end(18);
    const Document document = std::move(builder).finish();

    const Value copy = document.root().find("y").value();
    CHECK(document.root().members().size() == 2);
    REQUIRE(copy.elements().size() == 2);
    CHECK(copy.place() == Place{1, 7});
    std::vector<std::string> paths;
    for (const Value element : copy.elements()) {
        paths.push_back(element.path() + " " + std::string(element.text()));
    }
    CHECK(paths == std::vector<std::string>{"y[0] 1", "y[1] 2"});
}

TEST_CASE("builder: names that differ are told from one that is repeated", "[json][builder]") {
    // Both ways of comparing, and the sizes around the change from one to the other.
    const std::size_t size = GENERATE(1U, 2U, 15U, 16U, 17U, 18U, 1000U);
    CAPTURE(size);
    std::vector<int> numbers = numbers_below(size);
    CHECK(NumberedNames(numbers).repeated() == std::nullopt);
    std::reverse(numbers.begin(), numbers.end());
    CHECK(NumberedNames(numbers).repeated() == std::nullopt);

    // The last name is the first once more, and so is the one before when there is room.
    numbers.push_back(numbers.front());
    const NumberedNames at_end(numbers);
    CHECK(at_end.repeated() == at_end.offsets.back());
    numbers.push_back(numbers.front());
    const NumberedNames twice(numbers);
    CHECK(twice.repeated() == twice.offsets[size]);
}

TEST_CASE("builder: whichever name is repeated is found", "[json][builder]") {
    const std::size_t size = GENERATE(2U, 15U, 16U, 17U, 40U);
    for (std::size_t which = 0; which < size; ++which) {
        std::vector<int> numbers = numbers_below(size);
        numbers.push_back(static_cast<int>(which));
        const NumberedNames names(numbers);
        CHECK(names.repeated() == names.offsets.back());
    }
}

TEST_CASE("builder: of two repeated names the one that stands first is named", "[json][builder]") {
    const std::size_t size = GENERATE(4U, 40U);
    std::vector<int> numbers = numbers_below(size);
    numbers.push_back(2);  // sorts behind 1
    numbers.push_back(1);
    numbers.push_back(2);
    const NumberedNames names(numbers);
    CHECK(names.repeated() == names.offsets[size]);
}

TEST_CASE("builder: names are compared by what they say and only within their object",
          "[json][builder]") {
    Builder builder("text", R"({"a":{"a":0},"\u0061":0})");
    builder.begin(Kind::object, 0);
    CHECK(builder.repeated_name() == std::nullopt);
    builder.quoted_text(1, 1);
    builder.begin(Kind::object, 5);
    builder.quoted_text(6, 1);
    builder.integer(10, 1);
    CHECK(builder.repeated_name() == std::nullopt);
    builder.end(11);
    CHECK(builder.repeated_name() == std::nullopt);
    builder.decoded_text(13, "a");
    builder.integer(22, 1);
    CHECK(builder.repeated_name() == 6);
    CHECK(builder.fail_value(6, Errc::syntax, "no").message() == "text:1:14: a: no");
}

TEST_CASE("builder: an error names the text and the place in it", "[json][builder]") {
    const Builder builder("recipe.json", "{\n  \xc3\xa9 ]");
    const Error error = builder.fail(7, Errc::syntax, "no");
    CHECK(error.message() == "recipe.json:2:5: no");
    CHECK(error.code() == Errc::syntax);
    CHECK(error.place() == Place{2, 5});
}

TEST_CASE("builder: an error about the next value has its path", "[json][builder]") {
    const std::string text = R"({"a":[1,{"b":2}],"c":0})";
    Builder builder("x", text);
    const auto message = [&builder] {
        const Error error = builder.fail_next(4, Errc::limit, "no");
        CHECK(error.code() == Errc::limit);
        CHECK(error.place() == Place{1, 5});
        return error.message();
    };
    CHECK(message() == "x:1:5: no");
    builder.begin(Kind::object, 0);
    CHECK(message() == "x:1:5: no");
    builder.quoted_text(1, 1);
    CHECK(message() == "x:1:5: a: no");
    builder.begin(Kind::array, 5);
    CHECK(message() == "x:1:5: a[0]: no");
    builder.integer(6, 1);
    CHECK(message() == "x:1:5: a[1]: no");
    builder.begin(Kind::object, 8);
    CHECK(message() == "x:1:5: a[1]: no");
    builder.quoted_text(9, 1);
    CHECK(message() == "x:1:5: a[1].b: no");
    builder.integer(13, 1);
    CHECK(message() == "x:1:5: a[1]: no");
    builder.end(14);
    CHECK(message() == "x:1:5: a[2]: no");
    builder.end(15);
    CHECK(message() == "x:1:5: no");
    builder.quoted_text(17, 1);
    CHECK(message() == "x:1:5: c: no");
    builder.integer(21, 1);
    builder.end(22);
    CHECK(message() == "x:1:5: no");
    // What is there already keeps its path.
    CHECK(builder.fail_value(6, Errc::syntax, "no").message() == "x:1:14: a[1].b: no");
}
