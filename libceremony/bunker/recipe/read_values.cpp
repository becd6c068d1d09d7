// SPDX-License-Identifier: BSD-3-Clause

#include "recipe/read_values.hpp"

#include <algorithm>

#include "base/decimal.hpp"
#include "base/quote.hpp"
#include "dns/ascii.hpp"
#include "dns/scan.hpp"
#include "encoding/base64.hpp"
#include "encoding/hex.hpp"

namespace ceremony::recipe {

namespace {

// What dns/scan calls the text it reads; the path in front says which.
constexpr std::string_view record_text = "record";

Result<Bytes> not_empty(Bytes octets) {
    if (octets.empty()) {
        return Error{Errc::syntax, "no octets"};
    }
    return octets;
}

}  // namespace

Result<UtcTime> read_time(Input input) {
    if (input.value.kind() == json::Kind::integer) {
        return told_at(input, UtcTime::from_seconds(input.value.integer()));
    }
    return told_at(input, UtcTime::from_text(TRY(json::text_of(input.value))));
}

Result<UtcTime> read_rrsig_time(Input input) {
    const UtcTime time = TRY(read_time(input));
    const auto rrsig_time = told_at(input, to_rrsig_time(time));
    return rrsig_time.ok() ? Result(time) : Result<UtcTime>(rrsig_time.error());
}

Result<std::string> read_text(Input input) {
    return std::string(TRY(json::text_of(input.value)));
}

Result<std::string> read_label(Input input) {
    std::string text = TRY(read_text(input));
    if (text.empty()) {
        return input.fail(Errc::syntax, "an empty text");
    }
    return text;
}

Result<Word> read_word(Input input) {
    return told_at(input, Word::from_text(TRY(json::text_of(input.value))));
}

Result<dns::Name> read_name(Input input) {
    return told_at(input, dns::Name::from_text(TRY(json::text_of(input.value))));
}

Result<Sha256> read_sha256(Input input) {
    const Bytes octets = TRY(told_at(input, encoding::decode_hex(TRY(json::text_of(input.value)))));
    Sha256 digest{};
    if (octets.size() != digest.size()) {
        return input.fail(Errc::syntax, "not the 64 digits of a SHA-256");
    }
    std::copy(octets.begin(), octets.end(), digest.begin());
    return digest;
}

Result<bool> read_boolean(Input input) {
    return json::boolean_of(input.value);
}

Result<std::uint16_t> read_u16(Input input) {
    return static_cast<std::uint16_t>(TRY(json::integer_of(input.value, {0, 0xffff})));
}

Result<std::uint16_t> read_number(Input input) {
    if (input.value.kind() == json::Kind::text) {
        return told_at(input, read_decimal<std::uint16_t>(TRY(json::text_of(input.value))));
    }
    return read_u16(input);
}

Result<std::uint32_t> read_ttl(Input input) {
    return static_cast<std::uint32_t>(TRY(json::integer_of(input.value, {0, dns::max_ttl})));
}

Result<Bytes> read_base64(Input input) {
    Bytes octets = TRY(told_at(input, encoding::decode_base64(TRY(json::text_of(input.value)))));
    return told_at(input, not_empty(std::move(octets)));
}

Result<dns::Record> read_record(Input input) {
    return told_at(input, dns::scan_record(TRY(json::text_of(input.value)), record_text));
}

Result<dns::Ds> read_ds(Input input) {
    return told_at(input, dns::scan_ds(TRY(json::text_of(input.value)), record_text));
}

Result<Bytes> key_id_from_text(std::string_view text) {
    const std::size_t blank = text.find(' ');
    if (blank == std::string_view::npos) {
        return not_empty(TRY(encoding::decode_base64(text)));
    }
    const std::string_view form = text.substr(0, blank);
    const std::string_view rest = text.substr(blank + 1);
    if (dns::equal_ignoring_case(form, "hex")) {
        return not_empty(TRY(encoding::decode_hex(rest)));
    }
    if (dns::equal_ignoring_case(form, "base64")) {
        return not_empty(TRY(encoding::decode_base64(rest)));
    }
    if (dns::equal_ignoring_case(form, "str")) {
        const ByteView octets = as_bytes(rest);
        return not_empty(Bytes(octets.begin(), octets.end()));
    }
    return Error{Errc::syntax, "a key ID begins with hex, base64 or str, not with " + quote(form)};
}

Result<Bytes> read_key_id(Input input) {
    return told_at(input, key_id_from_text(TRY(json::text_of(input.value))));
}

}  // namespace ceremony::recipe
