// SPDX-License-Identifier: BSD-3-Clause

#include "dns/print.hpp"

#include "base/time.hpp"
#include "encoding/base64.hpp"
#include "encoding/hex.hpp"

namespace ceremony::dns {

namespace {

std::string upper_case_hex(ByteView octets) {
    std::string digits = encoding::encode_hex(octets);
    for (char& digit : digits) {
        digit = digit >= 'a' ? static_cast<char>(digit - 'a' + 'A') : digit;
    }
    return digits;
}

std::string number(Algorithm algorithm) {
    return std::to_string(static_cast<std::uint8_t>(algorithm));
}

std::string print_unknown(ByteView rdata) {
    const std::string text = "\\# " + std::to_string(rdata.size());
    return rdata.empty() ? text : text + " " + upper_case_hex(rdata);
}

// A Record holds RDATA that was accepted by the reader of its type: value() holds.
std::string print_rdata(const Record& record) {
    const RrType type = record.type();
    if (record.is_delete_request()) {
        return type == RrType::cds ? "0 0 0 00" : "0 3 0 AA==";
    }
    if (type == RrType::dnskey || type == RrType::cdnskey) {
        return print(read_dnskey(record.rdata()).value());
    }
    if (type == RrType::ds || type == RrType::cds) {
        return print(read_ds(record.rdata()).value());
    }
    if (type == RrType::rrsig) {
        return print(read_rrsig(record.rdata()).value());
    }
    return print_unknown(record.rdata());
}

}  // namespace

std::string print(const Dnskey& key) {
    std::string text = std::to_string(key.flags);
    text.append(" ").append(std::to_string(dnskey_protocol));
    text.append(" ").append(number(key.algorithm)).append(" ");
    encoding::append_base64(text, key.public_key);
    return text;
}

std::string print(const Ds& ds) {
    std::string text = std::to_string(ds.key_tag);
    text.append(" ").append(number(ds.algorithm));
    text.append(" ").append(std::to_string(static_cast<std::uint8_t>(ds.digest_type)));
    text.append(" ").append(upper_case_hex(ds.digest));
    return text;
}

std::string print(const Rrsig& rrsig) {
    std::string text = to_string(rrsig.type_covered);
    text.append(" ").append(number(rrsig.algorithm));
    text.append(" ").append(std::to_string(rrsig.labels));
    text.append(" ").append(std::to_string(rrsig.original_ttl));
    text.append(" ").append(print_rrsig_time(rrsig.expiration));
    text.append(" ").append(print_rrsig_time(rrsig.inception));
    text.append(" ").append(std::to_string(rrsig.key_tag));
    text.append(" ").append(rrsig.signer.text()).append(" ");
    encoding::append_base64(text, rrsig.signature);
    return text;
}

std::string print(const Record& record) {
    std::string text = record.owner().text();
    text.append(" ").append(std::to_string(record.ttl())).append(" IN ");
    text.append(to_string(record.type())).append(" ").append(print_rdata(record));
    return text;
}

}  // namespace ceremony::dns
