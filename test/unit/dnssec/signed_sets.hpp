// SPDX-License-Identifier: BSD-3-Clause
//
// signed_sets.hpp -- the sets of test/vectors/dnssec/rrsig.vec, with their signatures and keys.

#pragma once

#include <string>
#include <vector>

#include "crypto/verify.hpp"
#include "dns/scan.hpp"
#include "dnssec/key_form.hpp"
#include "dnssec/signed_data.hpp"
#include "dnssec/verify.hpp"
#include "support/printing.hpp"
#include "support/vectors.hpp"

namespace ceremony::test {

/// A set, its RRSIG and the DNSKEY that made it.
struct Signed {
    std::string name;
    std::string expect;
    dns::Rrset set;
    dns::Rrsig rrsig;
    dns::Name zone;
    dns::Dnskey dnskey;

    [[nodiscard]] dnssec::ZoneKey key() const { return must(dnssec::ZoneKey::make(zone, dnskey)); }
};

/// One block of the file.
inline Signed read_signed(const Vector& vector) {
    std::string lines;
    for (const char* name : {"record1", "record2", "record3", "record4"}) {
        lines += vector.has(name) ? vector.text(name) + "\n" : "";
    }
    const auto rrsig = must(dns::scan_record(vector.text("rrsig"), "rrsig"));
    const auto dnskey = must(dns::scan_record(vector.text("dnskey"), "dnskey"));
    return {vector.text("name"),
            vector.expect(),
            must(dns::Rrset::from_records(must(dns::scan_records(lines, "set")))),
            must(dns::read_rrsig(rrsig.rdata())),
            dnskey.owner(),
            must(dns::read_dnskey(dnskey.rdata()))};
}

inline std::vector<Signed> all_signed() {
    std::vector<Signed> found;
    for (const auto& vector : read_vectors(
             "dnssec/rrsig.vec", {"record1", "record2", "record3", "record4", "rrsig", "dnskey"})) {
        found.push_back(read_signed(vector));
    }
    return found;
}

/// The first whose name begins so.
inline Signed signed_called(const std::string& beginning) {
    for (auto& item : all_signed()) {
        if (item.name.starts_with(beginning)) {
            return item;
        }
    }
    FAIL("no vector is called " << beginning);
    return all_signed().front();
}

/// The signature alone, whatever the fields say.
inline bool signature_verifies(const Signed& item, const dnssec::ZoneKey& key) {
    return crypto::verify(dnssec::signature_scheme(key.dnskey().algorithm), key.public_key(),
                          dnssec::signed_data(item.rrsig, item.set), item.rrsig.signature)
        .ok();
}

}  // namespace ceremony::test
