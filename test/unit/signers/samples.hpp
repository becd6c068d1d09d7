// SPDX-License-Identifier: BSD-3-Clause
//
// samples.hpp -- the key set of test/vectors/signers, as ldns signed it.

#pragma once

#include "dns/scan.hpp"
#include "keysets/keyset.hpp"
#include "support/printing.hpp"
#include "support/vectors.hpp"

namespace ceremony::test {

/// What is written in every form: example., with a KSK, a ZSK that signs the zone and is on the
/// token as 00112233445566778899aabbccddeeff, and a ZSK that is only published.
inline keysets::Keyset sample_keyset() {
    keysets::Keyset keyset{.zone = must(dns::Name::from_text("example.")),
                           .track = must(recipe::Word::from_text("main")),
                           .sequence = 3,
                           .inception = must(UtcTime::from_text("2027-01-01")),
                           .expiration = must(UtcTime::from_text("2027-01-15")),
                           .ttl = 3600,
                           .from = must(UtcTime::from_text("2027-01-01 01:00:00")),
                           .until = must(UtcTime::from_text("2027-01-10")),
                           .keys = {},
                           .signatures = {},
                           .cds = {},
                           .zone_signers = {}};
    keyset.file.fill(0xab);
    const std::string text = read_vector_file("signers/records");
    for (const dns::Record& record : must(dns::scan_records(text, "records"))) {
        if (record.type() == dns::RrType::dnskey) {
            keyset.keys.push_back(must(dns::read_dnskey(record.rdata())));
        } else {
            keyset.signatures.push_back(must(dns::read_rrsig(record.rdata())));
        }
    }
    const Bytes id = must(encoding::decode_hex("00112233445566778899aabbccddeeff"));
    keyset.zone_signers.push_back({keyset.keys.at(1), id, false});
    return keyset;
}

}  // namespace ceremony::test
