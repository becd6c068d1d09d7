// SPDX-License-Identifier: BSD-3-Clause

#include "support/recipes.hpp"

#include <algorithm>
#include <optional>
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
        root_ = root;
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

    // `text` with the first OLD of the argument "OLD NEW" become NEW.
    [[nodiscard]] std::string replaced(std::string_view text) const {
        const std::size_t blank = edit_.argument.find(' ');
        const std::string old = edit_.argument.substr(0, blank);
        const std::size_t place = text.find(old);
        if (place == std::string_view::npos) {
            FAIL("no " << old << " at " << edit_.path);
        }
        return std::string(text).replace(place, old.size(), edit_.argument.substr(blank + 1));
    }

    // Any base64 stays base64 of the same length when its first character changes.
    static std::string spoiled(std::string_view text) {
        std::string result(text);
        char& first = result[result.rfind(' ') + 1];
        first = first == 'A' ? 'B' : 'A';
        return result;
    }

    // The value in `value` that has this path.
    static std::optional<json::Value> find(json::Value value, std::string_view path) {
        if (value.path() == path) {
            return value;
        }
        std::optional<json::Value> found;
        if (value.kind() == json::Kind::array) {
            for (const json::Value element : value.elements()) {
                found = found ? found : find(element, path);
            }
        }
        if (value.kind() == json::Kind::object) {
            for (const json::Member member : value.members()) {
                found = found ? found : find(member.value, path);
            }
        }
        return found;
    }

    void put_copy() {
        const std::optional<json::Value> source = find(*root_, edit_.argument);
        if (!source) {
            FAIL("nothing to copy at " << edit_.argument);
        }
        out_.value(*source);
    }

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
        } else if (is("copy", value)) {
            put_copy();
        } else if (is("replace", value)) {
            out_.text(replaced(value.text()));
        } else if (is("spoil", value)) {
            out_.text(spoiled(value.text()));
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
    std::optional<json::Value> root_;
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
