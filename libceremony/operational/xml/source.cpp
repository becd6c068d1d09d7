// SPDX-License-Identifier: BSD-3-Clause

#include "xml/source.hpp"

#include <algorithm>

namespace ceremony::xml {

namespace {

constexpr std::string_view blanks = " \t\r\n";

// 1-based, as editors count.
Place place_of(std::string_view text, std::ptrdiff_t offset) {
    const std::string_view before =
        text.substr(0, offset < 0 ? 0 : static_cast<std::size_t>(offset));
    Place place;
    place.line += static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
    const auto line_begin = before.rfind('\n');
    place.column += before.size() - (line_begin == std::string_view::npos ? 0 : line_begin + 1);
    return place;
}

class Writer final : public pugi::xml_writer {
public:
    void write(const void* data, std::size_t size) override {
        text.append(static_cast<const char*>(data), size);
    }

    std::string text;
};

std::string print(const pugi::xml_document& tree, const char* indent, unsigned options) {
    Writer writer;
    tree.save(writer, indent, options, pugi::encoding_utf8);
    return std::move(writer.text);
}

}  // namespace

Outcome Source::load(pugi::xml_document& tree, Keep keep) const {
    constexpr unsigned everything = pugi::parse_pi | pugi::parse_comments | pugi::parse_cdata |
                                    pugi::parse_escapes | pugi::parse_declaration |
                                    pugi::parse_doctype | pugi::parse_ws_pcdata |
                                    pugi::parse_fragment;
    const pugi::xml_parse_result parsed = tree.load_buffer(
        text_.data(), text_.size(), keep == Keep::everything ? everything : pugi::parse_default,
        pugi::encoding_utf8);
    if (!parsed) {
        return fail_at(parsed.offset, Errc::syntax, parsed.description());
    }
    return check_document(tree);
}

// What pugixml takes for a document although it is none, or is more than its tree says.
Outcome Source::check_document(const pugi::xml_document& tree) const {
    const pugi::xml_node root = tree.find_child(
        [](const pugi::xml_node& node) { return node.type() == pugi::node_element; });
    for (const pugi::xml_node node : tree.children()) {
        if (node.type() == pugi::node_element && node != root) {
            return fail(node, Errc::syntax, "a second root element");
        }
        const bool is_text = node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata;
        if (is_text &&
            std::string_view(node.value()).find_first_not_of(blanks) != std::string_view::npos) {
            return fail_at(node.offset_debug(), Errc::syntax, "text outside of the root element");
        }
    }
    // They may define entities, of which nothing would be left but their names.
    if (tree.find_child(
            [](const pugi::xml_node& node) { return node.type() == pugi::node_doctype; })) {
        return fail_at(0, Errc::refused, "a document type declaration is not understood");
    }
    return Nothing{};
}

Error Source::fail(const pugi::xml_node& node, Errc code, std::string_view what) const {
    return fail_at(node.offset_debug(), code, std::string(node.name()) + ": " + std::string(what));
}

Error Source::fail_at(std::ptrdiff_t offset, Errc code, std::string what) const {
    return Error{code, std::move(what)}.at(name_, place_of(text_, offset));
}

Result<std::optional<pugi::xml_node>> Source::some(const pugi::xml_node& node,
                                                   const char* name) const {
    const pugi::xml_node child = node.child(name);
    if (child.empty()) {
        return std::optional<pugi::xml_node>();
    }
    const pugi::xml_node second = child.next_sibling(name);
    if (!second.empty()) {
        return fail(second, Errc::semantics, "a second one");
    }
    return std::optional(child);
}

Result<pugi::xml_node> Source::one(const pugi::xml_node& node, const char* name) const {
    const auto child = TRY(some(node, name));
    if (!child) {
        return fail(node, Errc::syntax, "there is no " + std::string(name));
    }
    return *child;
}

std::string_view text_in(const pugi::xml_node& node) {
    std::string_view text = node.text().get();
    text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
    text.remove_suffix(text.size() - (text.find_last_not_of(blanks) + 1));
    return text;
}

std::string print(const pugi::xml_document& tree) {
    return print(tree, "", pugi::format_raw | pugi::format_no_declaration);
}

std::string print_indented(const pugi::xml_document& tree) {
    return print(tree, "  ", pugi::format_indent);
}

}  // namespace ceremony::xml
