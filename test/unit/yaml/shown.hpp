// SPDX-License-Identifier: BSD-3-Clause
//
// shown.hpp -- what parse() makes of a text, in one line, for tables of tests.

#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "json/document.hpp"
#include "yaml/parse.hpp"

namespace ceremony::test {

inline void show(std::string& out, json::Value value) {
    const auto text = [&](std::string_view said) {
        out.append("'").append(said).append("'");
    };
    std::string_view separator;
    switch (value.kind()) {
        case json::Kind::array:
            out.push_back('[');
            for (const json::Value element : value.elements()) {
                out.append(std::exchange(separator, " "));
                show(out, element);
            }
            out.push_back(']');
            break;
        case json::Kind::object:
            out.push_back('{');
            for (const json::Member& member : value.members()) {
                out.append(std::exchange(separator, " "));
                text(member.name.text());
                out.push_back(':');
                show(out, member.value);
            }
            out.push_back('}');
            break;
        case json::Kind::null:
        case json::Kind::boolean:
        case json::Kind::integer:
            out.append("NOT A TEXT");
            break;
        case json::Kind::text:
            text(value.text());
            break;
    }
}

/// The value of `text`: {'key':['text' 'text']}; or "syntax 1:7: why it is refused".
inline std::string shown(std::string_view text) {
    const auto document = yaml::parse(std::string(text), "t");
    if (document.ok()) {
        std::string out;
        show(out, document.value().root());
        return out;
    }
    return std::string(to_string(document.error().code())) +
           std::string(document.error().message()).substr(1).replace(0, 1, " ");
}

}  // namespace ceremony::test
