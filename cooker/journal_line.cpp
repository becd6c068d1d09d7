// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/journal_line.hpp"

#include <algorithm>

#include "base/decimal.hpp"
#include "base/quote.hpp"
#include "encoding/hex.hpp"

namespace ceremony::cooker {

namespace {

constexpr std::size_t check_digits = 16;

// What stands for itself in a text; every other octet becomes a percent sign and two
// hexadecimal digits in lower case. So every text has one spelling and no blank.
bool stands_for_itself(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("._-/:,+@").find(c) != std::string_view::npos;
}

std::string escape(std::string_view text) {
    std::string escaped;
    for (const char c : text) {
        if (stands_for_itself(c)) {
            escaped.push_back(c);
        } else {
            escaped.append("%").append(encoding::encode_hex(as_bytes(std::string_view(&c, 1))));
        }
    }
    return escaped;
}

Result<std::string> unescape(std::string_view spelling) {
    constexpr std::size_t escape_size = 3;
    std::string text;
    for (std::size_t i = 0; i < spelling.size();) {
        if (spelling[i] != '%') {
            text.push_back(spelling[i]);
            ++i;
            continue;
        }
        const auto octet = encoding::decode_hex(spelling.substr(i + 1, escape_size - 1));
        if (!octet.ok() || octet.value().size() != 1) {
            return Error{Errc::syntax, quote(spelling) + " is not a text of a journal"};
        }
        text.append(as_text(octet.value()));
        i += escape_size;
    }
    if (escape(text) != spelling) {
        return Error{Errc::syntax, quote(spelling) + " is not the one spelling of a text"};
    }
    return text;
}

bool is_name(std::string_view name) {
    return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
}

}  // namespace

JournalLine& JournalLine::text(std::string_view name, std::string_view value) {
    content_.append(" ").append(name).append("=").append(escape(value));
    return *this;
}

JournalLine& JournalLine::octets(std::string_view name, ByteView value) {
    return text(name, encoding::encode_hex(value));
}

JournalLine& JournalLine::number(std::string_view name, std::uint64_t value) {
    return text(name, std::to_string(value));
}

Result<std::string> journal_check(std::string_view previous, std::string_view content) {
    const std::string chained = std::string(previous).append(" ").append(content);
    const crypto::Sha256 digest = TRY(crypto::sha256(as_bytes(chained)));
    return encoding::encode_hex(digest).substr(0, check_digits);
}

Result<CheckedContent> split_journal_line(std::string_view line) {
    if (line.size() < check_digits + 2 || line[check_digits] != ' ' ||
        !encoding::decode_hex(line.substr(0, check_digits)).ok()) {
        return Error{Errc::syntax, "not a line of a journal"};
    }
    return CheckedContent{line.substr(0, check_digits), line.substr(check_digits + 1)};
}

Result<JournalValues> JournalValues::from_content(std::string_view content) {
    JournalValues values;
    std::size_t end = std::min(content.find(' '), content.size());
    values.word_ = content.substr(0, end);
    while (end < content.size()) {
        const std::size_t start = end + 1;
        end = std::min(content.find(' ', start), content.size());
        const std::string_view field = content.substr(start, end - start);
        const std::size_t equals = std::min(field.find('='), field.size());
        const std::string_view name = field.substr(0, equals);
        if (equals == field.size() || !is_name(name)) {
            return Error{Errc::syntax, quote(field) + " is not a named value"};
        }
        values.values_.emplace_back(name, field.substr(equals + 1));
    }
    return values;
}

Result<std::string> JournalValues::next(std::string_view name) {
    if (position_ == values_.size() || values_[position_].first != name) {
        return Error{Errc::syntax, word_ + " has no " + std::string(name) + " in its place"};
    }
    return values_[position_++].second;
}

Result<std::string> JournalValues::text(std::string_view name) {
    return unescape(TRY(next(name)));
}

Result<Bytes> JournalValues::octets(std::string_view name) {
    const std::string spelling = TRY(next(name));
    Bytes octets = TRY(encoding::decode_hex(spelling).in(name));
    if (encoding::encode_hex(octets) != spelling) {
        return Error{Errc::syntax, std::string(name) + " is not in lower case"};
    }
    return octets;
}

Result<crypto::Sha256> JournalValues::sha256(std::string_view name) {
    const Bytes octets = TRY(this->octets(name));
    crypto::Sha256 digest{};
    if (octets.size() != digest.size()) {
        return Error{Errc::syntax, std::string(name) + " is not a SHA-256"};
    }
    std::copy(octets.begin(), octets.end(), digest.begin());
    return digest;
}

Result<std::uint64_t> JournalValues::number(std::string_view name) {
    return read_decimal<std::uint64_t>(TRY(next(name))).in(name);
}

Outcome JournalValues::expect_end() const {
    if (position_ != values_.size()) {
        return Error{Errc::syntax, word_ + " has more values than it should"};
    }
    return Nothing{};
}

}  // namespace ceremony::cooker
