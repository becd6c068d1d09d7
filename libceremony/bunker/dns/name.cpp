// SPDX-License-Identifier: BSD-3-Clause

#include "dns/name.hpp"

#include <algorithm>
#include <vector>

#include "base/quote.hpp"
#include "dns/ascii.hpp"

namespace ceremony::dns {

namespace {

constexpr bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}

constexpr bool is_visible(char c) noexcept {
    return c > ' ' && c <= '~';
}

// Characters that mean something of their own in a master file (RFC 1035, section 5.1).
constexpr std::string_view never_plain = "\"();\\";
constexpr std::string_view written_with_backslash = ".\\\"();@$";

// Appends a label, which must fit with the root label behind it.
Outcome append_label(Bytes& wire, ByteView label) {
    if (wire.size() + 1 + label.size() + 1 > max_name_size) {
        return Error{Errc::syntax, "the name is longer than 255 octets"};
    }
    wire.push_back(static_cast<Byte>(label.size()));  // at most 63, as both callers see to
    for (const Byte octet : label) {
        wire.push_back(lower_case(octet));
    }
    return Nothing{};
}

// Turns the text of a name other than the root into its wire form, front to back.
class TextReader {
public:
    explicit TextReader(std::string_view text) noexcept : text_(text) {}

    Result<Bytes> wire() {
        while (position_ < text_.size()) {
            if (text_[position_] == '.') {
                TRY(end_label());
            } else {
                TRY(add_to_label(TRY(octet())));
            }
        }
        if (text_.empty() || !label_.empty()) {
            return Error{Errc::syntax, "the name does not end in a dot"}.with_hint(
                "names are written in full here, like \"example.\"");
        }
        wire_.push_back(0);
        return std::move(wire_);
    }

private:
    [[nodiscard]] Error refuse(std::string_view what) const {
        return Error{Errc::syntax,
                     std::string(what) + " at character " + std::to_string(position_ + 1)};
    }

    Outcome end_label() {
        if (label_.empty()) {
            return refuse("an empty label");
        }
        TRY(append_label(wire_, label_));
        label_.clear();
        ++position_;
        return Nothing{};
    }

    Outcome add_to_label(Byte octet) {
        if (label_.size() == max_label_size) {
            return Error{Errc::syntax, "a label is longer than 63 octets"};
        }
        label_.push_back(octet);
        return Nothing{};
    }

    Result<Byte> octet() {
        const char c = text_[position_];
        if (c == '\\') {
            return escaped_octet();
        }
        if (!is_visible(c) || never_plain.find(c) != std::string_view::npos) {
            return refuse("a character that needs an escape");
        }
        ++position_;
        return static_cast<Byte>(c);
    }

    Result<Byte> escaped_octet() {
        const std::string_view escape = text_.substr(position_ + 1, 3);
        if (escape.empty() || (!is_visible(escape[0]) && escape[0] != ' ')) {
            return refuse("a backslash without a printable character");
        }
        if (!is_digit(escape[0])) {
            position_ += 2;
            return static_cast<Byte>(escape[0]);
        }
        if (escape.size() < 3 || !std::ranges::all_of(escape, is_digit)) {
            return refuse("a backslash with fewer than three digits");
        }
        const int value = (escape[0] - '0') * 100 + (escape[1] - '0') * 10 + (escape[2] - '0');
        if (value > 255) {
            return refuse("an escape beyond \\255");
        }
        position_ += 4;
        return static_cast<Byte>(value);
    }

    std::string_view text_;
    std::size_t position_ = 0;
    Bytes label_;
    Bytes wire_;
};

void append_octet(std::string& out, Byte octet) {
    const char c = static_cast<char>(octet);
    if (!is_visible(c)) {
        out.push_back('\\');
        out.push_back(static_cast<char>('0' + octet / 100));
        out.push_back(static_cast<char>('0' + octet / 10 % 10));
        out.push_back(static_cast<char>('0' + octet % 10));
        return;
    }
    if (written_with_backslash.find(c) != std::string_view::npos) {
        out.push_back('\\');
    }
    out.push_back(c);
}

// The labels of a valid wire form, left to right, without the root label; borrowed.
std::vector<ByteView> labels_of(ByteView wire) {
    std::vector<ByteView> labels;
    while (wire[0] != 0) {
        labels.push_back(wire.subspan(1, wire[0]));
        wire = wire.subspan(1U + wire[0]);
    }
    return labels;
}

std::strong_ordering compare_labels(ByteView a, ByteView b) {
    return std::lexicographical_compare_three_way(a.begin(), a.end(), b.begin(), b.end());
}

}  // namespace

Result<Name> Name::from_text(std::string_view text) {
    if (text == ".") {
        return Name();
    }
    auto wire = TextReader(text).wire();
    if (!wire.ok()) {
        return std::move(wire).error().in("name " + quote(text));
    }
    return Name(std::move(wire).value());
}

Result<Name> Name::from_wire(ByteView wire) {
    encoding::Reader reader(wire);
    Name name = TRY(read(reader));
    TRY(reader.expect_end().in("name"));
    return name;
}

Result<Name> Name::read(encoding::Reader& reader) {
    Bytes wire;
    std::uint8_t size = TRY(reader.u8().in("name"));
    while (size != 0) {
        if (size >
            max_label_size) {  // RFC 1035, section 4.1.4: 11 is a pointer; 01 and 10 are none
            return Error{Errc::syntax, "name: a compressed name or an unknown kind of label"};
        }
        TRY(append_label(wire, TRY(reader.take(size).in("name"))));
        size = TRY(reader.u8().in("name"));
    }
    wire.push_back(0);
    return Name(std::move(wire));
}

std::string Name::text() const {
    const auto labels = labels_of(wire_);
    if (labels.empty()) {
        return ".";
    }
    std::string out;
    for (const ByteView label : labels) {
        for (const Byte octet : label) {
            append_octet(out, octet);
        }
        out.push_back('.');
    }
    return out;
}

std::uint8_t Name::rrsig_labels() const {
    const auto labels = labels_of(wire_);
    const bool wildcard = !labels.empty() && as_text(labels.front()) == "*";
    return static_cast<std::uint8_t>(labels.size() - (wildcard ? 1 : 0));  // at most 127
}

std::strong_ordering operator<=>(const Name& a, const Name& b) {
    const auto labels_a = labels_of(a.wire_);
    const auto labels_b = labels_of(b.wire_);
    return std::lexicographical_compare_three_way(
        labels_a.rbegin(), labels_a.rend(), labels_b.rbegin(), labels_b.rend(), compare_labels);
}

}  // namespace ceremony::dns
