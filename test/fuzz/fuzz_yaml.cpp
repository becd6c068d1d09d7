// SPDX-License-Identifier: BSD-3-Clause
//
// What is accepted prints as JSON, and that text reads back as an equal tree.

#include <string>

#include "fuzz/fuzz.hpp"
#include "json/parse.hpp"
#include "json/print.hpp"
#include "yaml/parse.hpp"

namespace {

using namespace ceremony;

bool equal(json::Value a, json::Value b);

bool equal(const json::Member& a, const json::Member& b) {
    return a.name.text() == b.name.text() && equal(a.value, b.value);
}

template <typename Range>
bool equal_entries(const Range& a, const Range& b) {
    auto left = a.begin();
    auto right = b.begin();
    for (; left != a.end() && right != b.end(); ++left, ++right) {
        if (!equal(*left, *right)) {
            return false;
        }
    }
    return left == a.end() && right == b.end();
}

bool equal(json::Value a, json::Value b) {
    if (a.kind() != b.kind()) {
        return false;
    }
    if (a.kind() == json::Kind::array) {
        return equal_entries(a.elements(), b.elements());
    }
    if (a.kind() == json::Kind::object) {
        return equal_entries(a.members(), b.members());
    }
    return a.kind() == json::Kind::text && a.text() == b.text();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto document = yaml::parse(std::string(fuzz::text(data, size)), "input");
    if (!document.ok()) {
        fuzz::hold(document.error().place().has_value(), "a refusal has its place");
        return 0;
    }
    const std::string out = json::print(document.value().root());
    const auto again = json::parse(out, "output");
    fuzz::hold(again.ok(), "what is accepted prints as JSON that is accepted");
    fuzz::hold(equal(document.value().root(), again.value().root()), "the tree survives");
    fuzz::hold(json::print(again.value().root()) == out, "the text survives");
    return 0;
}
