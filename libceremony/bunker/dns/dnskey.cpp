// SPDX-License-Identifier: BSD-3-Clause

#include "dns/dnskey.hpp"

#include <cstddef>

#include "encoding/reader.hpp"
#include "encoding/writer.hpp"

namespace ceremony::dns {

Result<Dnskey> read_dnskey(ByteView rdata) {
    encoding::Reader reader(rdata);
    Dnskey key;
    key.flags = TRY(reader.u16());
    const std::uint8_t protocol = TRY(reader.u8());
    if (protocol != dnskey_protocol) {
        return Error{Errc::syntax, "the protocol is " + std::to_string(protocol) + ", not 3"};
    }
    key.algorithm = TRY(known_algorithm(TRY(reader.u8())));
    if (reader.at_end()) {
        return Error{Errc::syntax, "there is no public key in it"};
    }
    append(key.public_key, reader.rest());
    return key;
}

Bytes to_rdata(const Dnskey& key) {
    encoding::Writer writer;
    writer.u16(key.flags);
    writer.u8(dnskey_protocol);
    writer.u8(static_cast<std::uint8_t>(key.algorithm));
    writer.octets(key.public_key);
    return writer.take();
}

// The sum of the RDATA as 16-bit words, with the carries added back once. What that
// addition carries out of 16 bits is lost, as in the reference code of the RFC.
std::uint16_t key_tag(const Dnskey& key) {
    const Bytes rdata = to_rdata(key);
    std::uint32_t sum = 0;  // at most 32768 words: it cannot overflow
    for (std::size_t i = 0; i < rdata.size(); ++i) {
        sum += i % 2 == 0 ? std::uint32_t{rdata[i]} << 8U : rdata[i];
    }
    return static_cast<std::uint16_t>(sum + (sum >> 16U));
}

Dnskey revoked_form(Dnskey key) {
    key.flags |= flag_revoke;
    return key;
}

}  // namespace ceremony::dns
