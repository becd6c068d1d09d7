// SPDX-License-Identifier: BSD-3-Clause

#include "dns/record.hpp"

#include <algorithm>
#include <utility>

#include "dns/dnskey.hpp"
#include "dns/ds.hpp"
#include "dns/rrsig.hpp"
#include "encoding/writer.hpp"

namespace ceremony::dns {

namespace {

bool asks_for_deletion(RrType type, ByteView rdata) {
    return (type == RrType::cds && std::ranges::equal(rdata, cds_delete)) ||
           (type == RrType::cdnskey && std::ranges::equal(rdata, cdnskey_delete));
}

// `rdata` checked and in canonical form.
Result<Bytes> canonical_rdata(RrType type, Bytes rdata) {
    if (asks_for_deletion(type, rdata)) {
        return rdata;
    }
    if (type == RrType::dnskey || type == RrType::cdnskey) {
        return to_rdata(TRY(read_dnskey(rdata)));
    }
    if (type == RrType::ds || type == RrType::cds) {
        return to_rdata(TRY(read_ds(rdata)));
    }
    if (type == RrType::rrsig) {
        return to_rdata(TRY(read_rrsig(rdata)));
    }
    return rdata;
}

}  // namespace

Record::Record(Name owner, RrType type, std::uint32_t ttl, Bytes rdata) noexcept
    : owner_(std::move(owner)), type_(type), ttl_(ttl), rdata_(std::move(rdata)) {}

Result<Record> Record::make(Name owner, RrType type, std::uint32_t ttl, Bytes rdata) {
    if (ttl > max_ttl) {
        return Error{Errc::limit, "the TTL " + std::to_string(ttl) + " is beyond 2147483647"};
    }
    if (rdata.size() > max_rdata_size) {
        return Error{Errc::limit,
                     "RDATA of " + std::to_string(rdata.size()) + " octets is longer than 65535"};
    }
    Bytes canonical = TRY(canonical_rdata(type, std::move(rdata)).in(to_string(type)));
    return Record(std::move(owner), type, ttl, std::move(canonical));
}

bool Record::is_delete_request() const noexcept {
    return asks_for_deletion(type_, rdata_);
}

Bytes Record::wire(std::uint32_t ttl) const {
    encoding::Writer writer;
    writer.octets(owner_.wire());
    writer.u16(static_cast<std::uint16_t>(type_));
    writer.u16(class_in);
    writer.u32(ttl);
    writer.u16(static_cast<std::uint16_t>(rdata_.size()));  // within max_rdata_size
    writer.octets(rdata_);
    return writer.take();
}

}  // namespace ceremony::dns
