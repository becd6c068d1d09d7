// SPDX-License-Identifier: BSD-3-Clause

#include "json/print.hpp"

#include <utility>

#include "encoding/utf8.hpp"
#include "json/plain.hpp"

namespace ceremony::json {

namespace {

void append_code_unit(std::string& out, std::uint32_t unit) {
    constexpr std::string_view digits = "0123456789abcdef";
    out.append("\\u");
    for (const unsigned shift : {12U, 8U, 4U, 0U}) {
        out.push_back(digits[unit >> shift & 0xfU]);
    }
}

void append_escaped(std::string& out, std::uint32_t code_point) {
    constexpr std::string_view meanings = "\"\\\b\f\n\r\t";
    constexpr std::string_view letters = "\"\\bfnrt";
    if (code_point < 0x80) {
        const std::size_t letter = meanings.find(static_cast<char>(code_point));
        if (letter != std::string_view::npos) {
            out.push_back('\\');
            out.push_back(letters[letter]);
            return;
        }
    }
    if (code_point < 0x10000) {
        append_code_unit(out, code_point);
        return;
    }
    append_code_unit(out, 0xd800U + ((code_point - 0x10000U) >> 10U));  // RFC 8259, section 7
    append_code_unit(out, 0xdc00U + (code_point & 0x3ffU));
}

}  // namespace

void Printer::end() {
    const char closing = open_.back();
    open_.pop_back();
    if (!is_empty_) {
        begin_line();
    }
    out_.push_back(closing);
    is_empty_ = false;
}

void Printer::name(std::string_view name) {
    begin_entry();
    quoted(name);
    out_.append(": ");
    has_name_ = true;
}

void Printer::text(std::string_view text) {
    begin_value();
    quoted(text);
}

void Printer::integer(std::int64_t value) {
    begin_value();
    out_.append(std::to_string(value));
}

void Printer::boolean(bool value) {
    begin_value();
    out_.append(value ? "true" : "false");
}

void Printer::null() {
    begin_value();
    out_.append("null");
}

// The recursion ends where the nesting of the Document does, which its parser limits.
void Printer::value(Value value) {
    switch (value.kind()) {
        case Kind::null:
            return null();
        case Kind::boolean:
            return boolean(value.boolean());
        case Kind::integer:
            return integer(value.integer());
        case Kind::text:
            return text(value.text());
        case Kind::array:
            begin_array();
            for (const Value element : value.elements()) {
                this->value(element);
            }
            return end();
        case Kind::object:
            begin_object();
            for (const Member member : value.members()) {
                name(member.name.text());
                this->value(member.value);
            }
            return end();
    }
}

std::string Printer::take() {
    out_.push_back('\n');
    return std::exchange(out_, {});
}

void Printer::begin(char opening, char closing) {
    begin_value();
    out_.push_back(opening);
    open_.push_back(closing);
    is_empty_ = true;
}

// An element or a member begins on a line of its own.
void Printer::begin_entry() {
    if (!is_empty_) {
        out_.push_back(',');
    }
    begin_line();
    is_empty_ = false;
}

void Printer::begin_value() {
    if (has_name_) {
        has_name_ = false;
    } else if (!open_.empty()) {
        begin_entry();
    }
}

void Printer::begin_line() {
    out_.push_back('\n');
    out_.append(2 * open_.size(), ' ');
}

void Printer::quoted(std::string_view text) {
    out_.push_back('"');
    std::size_t position = 0;
    for (;;) {
        const std::size_t plain = plain_size(text, position);
        out_.append(text.substr(position, plain));
        position += plain;
        if (position == text.size()) {
            break;
        }
        const auto [code_point, size] = encoding::first_code_point(text.substr(position));
        append_escaped(out_, code_point);
        position += size;
    }
    out_.push_back('"');
}

std::string print(Value value) {
    Printer printer;
    printer.value(value);
    return printer.take();
}

}  // namespace ceremony::json
