// SPDX-License-Identifier: BSD-3-Clause

#include "dns/scan.hpp"

#include <algorithm>
#include <initializer_list>
#include <span>
#include <string>
#include <utility>

#include "base/decimal.hpp"
#include "base/time.hpp"
#include "dns/ascii.hpp"
#include "dns/dnskey.hpp"
#include "dns/rrsig.hpp"
#include "encoding/base64.hpp"
#include "encoding/hex.hpp"

namespace ceremony::dns {

namespace {

struct Field {
    std::string_view text;
    std::size_t offset = 0;
};

// Where a line stands: the name of its text, and its number.
struct Source {
    std::string_view name;
    std::size_t line = 1;
};

constexpr bool is_blank(char c) noexcept {
    return c == ' ' || c == '\t';
}

// The octets of a field or of what follows it, up to the first blank or comment. A
// backslash takes the character behind it along.
std::size_t field_size(std::string_view text) noexcept {
    std::size_t size = 0;
    while (size < text.size() && !is_blank(text[size]) && text[size] != ';') {
        size += text[size] == '\\' ? 2U : 1U;
    }
    return std::min(size, text.size());
}

// The fields of a line, taken from left to right.
class Line {
public:
    Line(std::string_view text, Source source) : source_(source), text_(text), end_(text.size()) {
        std::size_t offset = 0;
        while (offset < text.size() && text[offset] != ';') {
            const std::size_t size = field_size(text.substr(offset));
            if (size != 0) {
                fields_.push_back({text.substr(offset, size), offset});
            }
            offset += std::max<std::size_t>(size, 1);  // a blank where there is no field
        }
        end_ = offset;
    }

    [[nodiscard]] bool at_end() const noexcept { return next_ == fields_.size(); }

    /// The text of the next field; empty at the end, as no field is.
    [[nodiscard]] std::string_view peek() const noexcept {
        return at_end() ? std::string_view() : fields_[next_].text;
    }

    /// Where the next field begins.
    [[nodiscard]] std::size_t offset() const noexcept {
        return at_end() ? end_ : fields_[next_].offset;
    }

    void skip() noexcept { ++next_; }

    /// Takes all fields that are left if they are `texts`, else none.
    [[nodiscard]] bool take_exactly(std::initializer_list<std::string_view> texts) {
        const bool equal = std::ranges::equal(rest(), texts, {}, &Field::text);
        next_ = equal ? fields_.size() : next_;
        return equal;
    }

    [[nodiscard]] Error refuse(Error error, std::size_t offset) const {
        return std::move(error).at(source_.name, Place{source_.line, offset + 1});
    }

    /// What `parse` makes of the next field, which is called `what` in errors.
    template <typename Parse>
    auto take(std::string_view what, Parse parse) -> decltype(parse(std::string_view())) {
        if (at_end()) {
            return missing(what);
        }
        const Field field = fields_[next_++];
        auto result = parse(field.text);
        if (!result.ok()) {
            return refuse(std::move(result).error().in(what), field.offset);
        }
        return result;
    }

    /// What `parse` makes of all fields that are left, joined without the blanks.
    template <typename Parse>
    Result<Bytes> take_rest(std::string_view what, Parse parse) {
        if (at_end()) {
            return missing(what);
        }
        const std::size_t start = offset();
        std::string joined;
        for (const Field& field : rest()) {
            joined.append(field.text);
        }
        next_ = fields_.size();
        auto result = parse(joined);
        if (!result.ok()) {
            return refuse(std::move(result).error().in(what), start);
        }
        return result;
    }

    /// Nothing here opens a parenthesis, and no second line hides behind a comment.
    [[nodiscard]] Outcome expect_one_line() const {
        const auto opens = std::ranges::find_if(
            fields_, [](const Field& field) { return field.text.starts_with('('); });
        const std::size_t offset = opens == fields_.end() ? text_.find('\n') : opens->offset;
        if (offset != std::string_view::npos) {
            return refuse(Error{Errc::syntax, "a record here is one line without parentheses"},
                          offset);
        }
        return Nothing{};
    }

    [[nodiscard]] Outcome expect_end() const {
        if (!at_end()) {
            return refuse(Error{Errc::syntax, "more than belongs to the record"}, offset());
        }
        return Nothing{};
    }

private:
    [[nodiscard]] std::span<const Field> rest() const { return std::span(fields_).subspan(next_); }

    [[nodiscard]] Error missing(std::string_view what) const {
        return refuse(Error{Errc::syntax, "no " + std::string(what)}, end_);
    }

    Source source_;
    std::string_view text_;
    std::size_t end_;  // where the comment begins, or the line ends
    std::vector<Field> fields_;
    std::size_t next_ = 0;
};

Result<std::uint32_t> read_ttl(std::string_view text) {
    const std::uint32_t ttl = TRY(read_decimal<std::uint32_t>(text));
    if (ttl > max_ttl) {
        return Error{Errc::limit, "the number " + std::to_string(ttl) + " has more than 31 bits"};
    }
    return ttl;
}

Result<Nothing> read_protocol(std::string_view text) {
    if (text != "3") {
        return Error{Errc::syntax, "it is not 3"};
    }
    return Nothing{};
}

bool is_class_in(std::string_view text) {
    return equal_ignoring_case(text, "IN") || equal_ignoring_case(text, "CLASS1");
}

// The TTL, with or without the class on either side.
Result<std::uint32_t> take_ttl_and_class(Line& line) {
    if (is_class_in(line.peek())) {
        line.skip();
        return line.take("TTL", read_ttl);
    }
    const std::uint32_t ttl = TRY(line.take("TTL", read_ttl));
    if (is_class_in(line.peek())) {
        line.skip();
    }
    return ttl;
}

Result<Dnskey> take_dnskey(Line& line) {
    Dnskey key;
    key.flags = TRY(line.take("flags", read_decimal<std::uint16_t>));
    TRY(line.take("protocol", read_protocol));
    key.algorithm = TRY(line.take("algorithm", algorithm_from_text));
    key.public_key = TRY(line.take_rest("public key", encoding::decode_base64));
    return key;
}

Result<Ds> take_ds(Line& line) {
    Ds ds;
    ds.key_tag = TRY(line.take("key tag", read_decimal<std::uint16_t>));
    ds.algorithm = TRY(line.take("algorithm", algorithm_from_text));
    ds.digest_type = TRY(line.take("digest type", digest_type_from_text));
    ds.digest = TRY(line.take_rest("digest", encoding::decode_hex));
    return ds;
}

Result<Rrsig> take_rrsig(Line& line) {
    Rrsig rrsig;
    rrsig.type_covered = TRY(line.take("type covered", rr_type_from_text));
    rrsig.algorithm = TRY(line.take("algorithm", algorithm_from_text));
    rrsig.labels = TRY(line.take("labels", read_decimal<std::uint8_t>));
    rrsig.original_ttl = TRY(line.take("original TTL", read_decimal<std::uint32_t>));
    rrsig.expiration = TRY(line.take("expiration", read_rrsig_time));
    rrsig.inception = TRY(line.take("inception", read_rrsig_time));
    rrsig.key_tag = TRY(line.take("key tag", read_decimal<std::uint16_t>));
    rrsig.signer = TRY(line.take("signer", Name::from_text));
    rrsig.signature = TRY(line.take_rest("signature", encoding::decode_base64));
    return rrsig;
}

Result<Bytes> take_unknown(Line& line) {
    line.skip();
    const std::size_t start = line.offset();
    const auto size = TRY(line.take("length", read_decimal<std::uint16_t>));
    Bytes rdata;
    if (size != 0) {
        rdata = TRY(line.take_rest("RDATA", encoding::decode_hex));
    }
    if (rdata.size() != size) {
        return line.refuse(Error{Errc::syntax, "length: RDATA has " + std::to_string(rdata.size()) +
                                                   " octets, not " + std::to_string(size)},
                           start);
    }
    return rdata;
}

Result<Bytes> take_rdata(Line& line, RrType type) {
    if (line.peek() == "\\#") {
        return take_unknown(line);
    }
    if (type == RrType::cds && line.take_exactly({"0", "0", "0", "00"})) {
        return Bytes(cds_delete.begin(), cds_delete.end());
    }
    if (type == RrType::cdnskey && line.take_exactly({"0", "3", "0", "AA=="})) {
        return Bytes(cdnskey_delete.begin(), cdnskey_delete.end());
    }
    if (type == RrType::dnskey || type == RrType::cdnskey) {
        return to_rdata(TRY(take_dnskey(line)));
    }
    if (type == RrType::ds || type == RrType::cds) {
        return to_rdata(TRY(take_ds(line)));
    }
    if (type == RrType::rrsig) {
        return to_rdata(TRY(take_rrsig(line)));
    }
    return line.refuse(Error{Errc::semantics, "RDATA of type " + to_string(type) +
                                                  " is read in the form of RFC 3597 only"},
                       line.offset());
}

Result<Record> take_record(Line& line) {
    TRY(line.expect_one_line());
    if (line.offset() != 0) {
        return line.refuse(Error{Errc::syntax, "a record begins with its owner, not with a blank"},
                           0);
    }
    Name owner = TRY(line.take("owner", Name::from_text));
    const std::uint32_t ttl = TRY(take_ttl_and_class(line));
    const RrType type = TRY(line.take("type", rr_type_from_text));
    const std::size_t start = line.offset();
    Bytes rdata = TRY(take_rdata(line, type));
    TRY(line.expect_end());
    auto record = Record::make(std::move(owner), type, ttl, std::move(rdata));
    if (!record.ok()) {
        return line.refuse(std::move(record).error(), start);
    }
    return record;
}

}  // namespace

Result<Record> scan_record(std::string_view line, std::string_view name) {
    Line fields(line, Source{name, 1});
    return take_record(fields);
}

Result<std::vector<Record>> scan_records(std::string_view text, std::string_view name) {
    std::vector<Record> records;
    for (std::size_t number = 1; !text.empty(); ++number) {
        const std::size_t size = std::min(text.find('\n'), text.size());
        Line line(text.substr(0, size), Source{name, number});
        if (!line.at_end()) {
            records.push_back(TRY(take_record(line)));
        }
        text.remove_prefix(std::min(size + 1, text.size()));
    }
    return records;
}

Result<Ds> scan_ds(std::string_view text, std::string_view name) {
    Line line(text, Source{name, 1});
    TRY(line.expect_one_line());
    const std::size_t start = line.offset();
    const Ds ds = TRY(take_ds(line));
    auto checked = read_ds(to_rdata(ds));
    if (!checked.ok()) {
        return line.refuse(std::move(checked).error(), start);
    }
    return checked;
}

}  // namespace ceremony::dns
