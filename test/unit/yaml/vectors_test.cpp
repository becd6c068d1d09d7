// SPDX-License-Identifier: BSD-3-Clause

#include "support/vectors.hpp"

#include <algorithm>
#include <filesystem>
#include <set>
#include <sstream>

#include "json/parse.hpp"
#include "json/print.hpp"
#include "support/printing.hpp"
#include "yaml/parse.hpp"

using namespace ceremony;
using ceremony::test::must;
using ceremony::test::read_vector_file;

namespace {

// The names of the .yaml files in a folder below test/vectors, in order.
std::set<std::string> files_in(const std::string& folder) {
    std::set<std::string> names;
    for (const auto& entry :
         std::filesystem::directory_iterator(std::string(CEREMONY_VECTORS) + "/" + folder)) {
        if (entry.path().extension() == ".yaml") {
            names.insert(entry.path().filename());
        }
    }
    return names;
}

}  // namespace

TEST_CASE("yaml: every good file reads as other parsers read it", "[yaml][vectors]") {
    const auto names = files_in("yaml/accept");
    CHECK(names.size() == 30);
    for (const std::string& name : names) {
        CAPTURE(name);
        const std::string file = "yaml/accept/" + name;
        const auto document = must(yaml::parse(read_vector_file(file), name));
        const std::string out = json::print(document.root());
        CHECK(out == read_vector_file(file.substr(0, file.size() - 4) + "out"));
        CHECK(json::print(must(json::parse(out, name)).root()) == out);
    }
}

TEST_CASE("yaml: every bad file is refused for its reason and at its place", "[yaml][vectors]") {
    std::set<std::string> left = files_in("yaml/reject");
    std::istringstream expected(read_vector_file("yaml/reject/EXPECT"));
    std::string name;
    std::string code;
    std::string place;
    while (expected >> name >> code >> place) {
        CAPTURE(name);
        CHECK(left.erase(name) == 1);
        const auto document = yaml::parse(read_vector_file("yaml/reject/" + name), name);
        REQUIRE_FALSE(document.ok());
        CHECK(to_string(document.error().code()) == code);
        CHECK(document.error().message().starts_with(name + ":" + place + ": "));
    }
    CHECK(left == std::set<std::string>());
}
