// SPDX-License-Identifier: BSD-3-Clause

#include "json/document.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <span>
#include <utility>

#include "base/quote.hpp"
#include "base/secret.hpp"
#include "json/tree.hpp"

namespace ceremony::json {

namespace {

bool is_plain_word(std::string_view name) noexcept {
    return !name.empty() && name.size() <= quote_limit &&
           name.find_first_not_of(
               "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
               "0123456789-_") == std::string_view::npos;
}

void append_name(std::string& path, std::string_view name) {
    if (!is_plain_word(name)) {
        path.append("[").append(quote(name)).append("]");
        return;
    }
    if (!path.empty()) {
        path.push_back('.');
    }
    path.append(name);
}

// Whether `target` stands behind the value that begins at `node`. An open container, which
// has no close yet, is the last value there is: nothing stands behind it.
bool is_behind(const Tree& tree, std::uint32_t node, std::uint32_t target) noexcept {
    const bool is_open = tree.is_container(node) && tree.nodes[node].size() == 0;
    return !is_open && tree.next(node) <= target;
}

// One step of a path: from a container to what of it contains `target`, or is it.
std::uint32_t step_into_array(const Tree& tree,
                              std::uint32_t array,
                              std::uint32_t target,
                              std::string& path) {
    std::uint32_t element = array + 1;
    std::size_t index = 0;
    while (element != target && is_behind(tree, element, target)) {
        element = tree.next(element);
        ++index;
    }
    path.append("[").append(std::to_string(index)).append("]");
    return element;
}

std::uint32_t step_into_object(const Tree& tree,
                               std::uint32_t object,
                               std::uint32_t target,
                               std::string& path) {
    std::uint32_t name = object + 1;
    while (name != target && name + 1 != target && is_behind(tree, name + 1, target)) {
        name = tree.next(name + 1);
    }
    if (name == tree.nodes.size()) {  // a name that is still to come
        return target;
    }
    append_name(path, tree.text_of(name));
    return target == name ? name : name + 1;
}

}  // namespace

std::string_view to_string(Kind kind) noexcept {
    switch (kind) {
        case Kind::null:
            return "null";
        case Kind::boolean:
            return "a boolean";
        case Kind::integer:
            return "an integer";
        case Kind::text:
            return "a text";
        case Kind::array:
            return "an array";
        case Kind::object:
            return "an object";
    }
    return "unknown";
}

Place place_at(std::string_view text, std::size_t offset) noexcept {
    const std::string_view before = text.substr(0, offset);
    const auto lines = std::count(before.begin(), before.end(), '\n');
    const std::string_view line = before.substr(before.rfind('\n') + 1);
    const auto characters = std::count_if(line.begin(), line.end(), [](char character) {
        return (static_cast<unsigned char>(character) & 0xc0U) != 0x80;
    });
    return {static_cast<std::size_t>(lines) + 1, static_cast<std::size_t>(characters) + 1};
}

std::string path_of(const Tree& tree, std::uint32_t node) {
    std::string path;
    std::uint32_t here = 0;
    while (here != node) {
        here = tree.nodes[here].kind() == NodeKind::array
                   ? step_into_array(tree, here, node, path)
                   : step_into_object(tree, here, node, path);
    }
    return path;
}

Error fail_at(const Tree& tree, std::uint32_t node, std::size_t offset, Error error) {
    const std::string path = path_of(tree, node);
    if (!path.empty()) {
        error = std::move(error).in(path);
    }
    return std::move(error).at(tree.name, place_at(tree.text, offset));
}

Kind Value::kind() const noexcept {
    // In the order of NodeKind; no Value refers to a close.
    constexpr std::array kinds = {Kind::null,    Kind::boolean, Kind::boolean,
                                  Kind::integer, Kind::text,    Kind::text,
                                  Kind::text,    Kind::array,   Kind::object};
    return kinds[static_cast<std::size_t>(tree_->nodes[node_].kind())];
}

std::string_view Value::text() const noexcept {
    return tree_->text_of(node_);
}

std::int64_t Value::integer() const noexcept {
    const Node& here = tree_->nodes[node_];
    const std::string_view digits =
        std::string_view(tree_->text).substr(here.offset(), here.size());
    std::int64_t value = 0;
    std::from_chars(digits.begin(), digits.end(), value);
    return value;
}

bool Value::boolean() const noexcept {
    return tree_->nodes[node_].kind() == NodeKind::yes;
}

Elements Value::elements() const noexcept {
    return {*tree_, node_ + 1, tree_->close_of(node_)};
}

Members Value::members() const noexcept {
    return {*tree_, node_ + 1, tree_->close_of(node_)};
}

std::optional<Value> Value::find(std::string_view name) const noexcept {
    for (const Member member : members()) {
        if (member.name.text() == name) {
            return member.value;
        }
    }
    return std::nullopt;
}

std::string_view Value::source() const noexcept {
    const std::size_t last = tree_->nodes[tree_->close_of(node_)].offset();
    return std::string_view(tree_->text).substr(offset(), last + 1 - offset());
}

std::size_t Value::offset() const noexcept {
    return tree_->nodes[node_].offset();
}

Place Value::place() const noexcept {
    return place_at(tree_->text, offset());
}

std::string Value::path() const {
    return path_of(*tree_, node_);
}

Error Value::fail(Errc code, std::string_view what) const {
    return fail_at(*tree_, node_, offset(), Error(code, std::string(what)));
}

Elements::Iterator& Elements::Iterator::operator++() noexcept {
    node_ = tree_->next(node_);
    return *this;
}

std::size_t Elements::size() const noexcept {
    std::size_t size = 0;
    for (Iterator here = begin_; here != end_; ++here) {
        ++size;
    }
    return size;
}

Member Members::Iterator::operator*() const noexcept {
    return {Value(*tree_, node_), Value(*tree_, node_ + 1)};
}

Members::Iterator& Members::Iterator::operator++() noexcept {
    node_ = tree_->next(node_ + 1);
    return *this;
}

std::size_t Members::size() const noexcept {
    std::size_t size = 0;
    for (Iterator here = begin_; here != end_; ++here) {
        ++size;
    }
    return size;
}

Document::Document(std::unique_ptr<Tree> tree) noexcept : tree_(std::move(tree)) {}
Document::Document(Document&& other) noexcept = default;
Document::~Document() = default;

Value Document::root() const noexcept {
    return {*tree_, 0};
}

std::string_view Document::name() const noexcept {
    return tree_->name;
}

std::string_view Document::text() const noexcept {
    return tree_->text;
}

void Document::wipe() noexcept {
    if (tree_ != nullptr) {  // null in a Document that was moved from
        wipe_text(std::span(tree_->text));
        wipe_text(std::span(tree_->decoded));
    }
}

}  // namespace ceremony::json
