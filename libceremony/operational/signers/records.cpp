// SPDX-License-Identifier: BSD-3-Clause

#include "signers/records.hpp"

namespace ceremony::signers {

namespace {

template <typename Rdata>
Result<std::vector<dns::Record>> to_records(const keysets::Keyset& keyset,
                                            dns::RrType type,
                                            const std::vector<Rdata>& all) {
    std::vector<dns::Record> records;
    records.reserve(all.size());
    for (const Rdata& rdata : all) {
        records.push_back(
            TRY(dns::Record::make(keyset.zone, type, keyset.ttl, dns::to_rdata(rdata))));
    }
    return records;
}

}  // namespace

Result<std::vector<dns::Record>> key_records(const keysets::Keyset& keyset) {
    return to_records(keyset, dns::RrType::dnskey, keyset.keys);
}

Result<std::vector<dns::Record>> signature_records(const keysets::Keyset& keyset) {
    return to_records(keyset, dns::RrType::rrsig, keyset.signatures);
}

}  // namespace ceremony::signers
