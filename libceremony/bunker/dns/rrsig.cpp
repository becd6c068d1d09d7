// SPDX-License-Identifier: BSD-3-Clause

#include "dns/rrsig.hpp"

#include "encoding/reader.hpp"
#include "encoding/writer.hpp"

namespace ceremony::dns {

Result<Rrsig> read_rrsig(ByteView rdata) {
    encoding::Reader reader(rdata);
    Rrsig rrsig;
    rrsig.type_covered = static_cast<RrType>(TRY(reader.u16()));
    rrsig.algorithm = TRY(known_algorithm(TRY(reader.u8())));
    rrsig.labels = TRY(reader.u8());
    rrsig.original_ttl = TRY(reader.u32());
    rrsig.expiration = TRY(reader.u32());
    rrsig.inception = TRY(reader.u32());
    rrsig.key_tag = TRY(reader.u16());
    rrsig.signer = TRY(Name::read(reader).in("signer"));
    if (reader.at_end()) {
        return Error{Errc::syntax, "there is no signature in it"};
    }
    append(rrsig.signature, reader.rest());
    return rrsig;
}

Bytes to_rdata(const Rrsig& rrsig) {
    Bytes rdata = to_rdata_without_signature(rrsig);
    append(rdata, rrsig.signature);
    return rdata;
}

Bytes to_rdata_without_signature(const Rrsig& rrsig) {
    encoding::Writer writer;
    writer.u16(static_cast<std::uint16_t>(rrsig.type_covered));
    writer.u8(static_cast<std::uint8_t>(rrsig.algorithm));
    writer.u8(rrsig.labels);
    writer.u32(rrsig.original_ttl);
    writer.u32(rrsig.expiration);
    writer.u32(rrsig.inception);
    writer.u16(rrsig.key_tag);
    writer.octets(rrsig.signer.wire());
    return writer.take();
}

}  // namespace ceremony::dns
