// SPDX-License-Identifier: BSD-3-Clause

#include "support/recipes.hpp"

#include <algorithm>
#include <vector>

#include "json/parse.hpp"
#include "json/print.hpp"
#include "recipe/read.hpp"
#include "support/printing.hpp"

namespace ceremony::test {

namespace {

struct Edit {
    std::string verb;
    std::string path;
    std::string argument;
};

std::string take_word(std::string_view& text) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string word(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    return word;
}

Edit read_edit(std::string_view text) {
    Edit edit;
    edit.verb = take_word(text);
    edit.path = take_word(text);
    edit.argument = std::string(text);
    return edit;
}

// Copies a document with one change in it.
class Editor {
public:
    explicit Editor(Edit edit) : edit_(std::move(edit)) {}

    std::string apply(json::Value root) {
        put(root);
        if (!is_done_) {
            FAIL("nothing to " << edit_.verb << " at " << edit_.path);
        }
        return out_.take();
    }

private:
    bool is(std::string_view verb, json::Value value) {
        const bool here = edit_.verb == verb && value.path() == edit_.path;
        is_done_ |= here;
        return here;
    }

    void put_argument() { out_.value(must(json::parse(edit_.argument, "edit")).root()); }

    void put_members(json::Value object) {
        for (const json::Member member : object.members()) {
            if (!is("remove", member.value)) {
                out_.name(is("rename", member.value) ? edit_.argument : member.name.text());
                put(member.value);
            }
        }
        const std::size_t dot = edit_.path.rfind('.');
        const bool at_root = dot == std::string::npos;
        if (edit_.verb == "add" && object.path() == (at_root ? "" : edit_.path.substr(0, dot))) {
            out_.name(edit_.path.substr(at_root ? 0 : dot + 1));
            put_argument();
            is_done_ = true;
        }
    }

    void put_elements(json::Value array) {
        std::vector<json::Value> elements;
        for (const json::Value element : array.elements()) {
            elements.push_back(element);
        }
        for (std::size_t i = 0; i < elements.size(); ++i) {
            if (is("swap", elements[i]) && i + 1 < elements.size()) {
                std::swap(elements[i], elements[i + 1]);
                put(elements[i]);
                put(elements[++i]);
            } else if (!is("remove", elements[i])) {
                put(elements[i]);
                if (is("duplicate", elements[i])) {
                    put(elements[i]);
                }
            }
        }
    }

    void put(json::Value value) {
        if (is("set", value)) {
            put_argument();
        } else if (value.kind() == json::Kind::array) {
            out_.begin_array();
            put_elements(value);
            out_.end();
        } else if (value.kind() == json::Kind::object) {
            out_.begin_object();
            put_members(value);
            out_.end();
        } else {
            out_.value(value);
        }
    }

    Edit edit_;
    bool is_done_ = false;
    json::Printer out_;
};

}  // namespace

std::shared_ptr<const json::Document> parse_recipe(std::string text) {
    return std::make_shared<const json::Document>(
        must(json::parse(std::move(text), "recipe.json")));
}

Result<recipe::Recipe> read_recipe_text(std::string text) {
    return recipe::read_recipe(parse_recipe(std::move(text)));
}

std::string edited(std::string_view text, std::string_view edits) {
    constexpr std::string_view separator = " ;; ";
    std::string result(text);
    while (!edits.empty()) {
        const std::size_t end = std::min(edits.find(separator), edits.size());
        result = Editor(read_edit(edits.substr(0, end))).apply(parse_recipe(result)->root());
        edits.remove_prefix(std::min(end + separator.size(), edits.size()));
    }
    return result;
}

}  // namespace ceremony::test
