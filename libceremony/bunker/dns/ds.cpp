// SPDX-License-Identifier: BSD-3-Clause

#include "dns/ds.hpp"

#include "encoding/reader.hpp"
#include "encoding/writer.hpp"

namespace ceremony::dns {

Result<Ds> read_ds(ByteView rdata) {
    encoding::Reader reader(rdata);
    Ds ds;
    ds.key_tag = TRY(reader.u16());
    ds.algorithm = TRY(known_algorithm(TRY(reader.u8())));
    ds.digest_type = TRY(known_digest_type(TRY(reader.u8())));
    append(ds.digest, reader.rest());
    const std::size_t expected = digest_size(ds.digest_type);
    if (ds.digest.size() != expected) {
        return Error{Errc::syntax, "the digest has " + std::to_string(ds.digest.size()) +
                                       " octets; " + std::string(to_string(ds.digest_type)) +
                                       " has " + std::to_string(expected)};
    }
    return ds;
}

Bytes to_rdata(const Ds& ds) {
    encoding::Writer writer;
    writer.u16(ds.key_tag);
    writer.u8(static_cast<std::uint8_t>(ds.algorithm));
    writer.u8(static_cast<std::uint8_t>(ds.digest_type));
    writer.octets(ds.digest);
    return writer.take();
}

}  // namespace ceremony::dns
