// SPDX-License-Identifier: BSD-3-Clause

#include "signers/zone.hpp"

#include "unit/signers/samples.hpp"

using namespace ceremony;
using ceremony::test::must;
using ceremony::test::sample_keyset;

TEST_CASE("zone: the records as ldns has them", "[signers][zone]") {
    CHECK(must(signers::zone(sample_keyset())) == test::read_vector_file("signers/records"));
}

TEST_CASE("zone: the CDS records come last", "[signers][zone]") {
    keysets::Keyset keyset = sample_keyset();
    const std::string cds = "example. 3600 IN CDS 0 0 0 00\n";
    keyset.cds = must(dns::scan_records(cds, "cds"));
    CHECK(must(signers::zone(keyset)) == test::read_vector_file("signers/records") + cds);
}

TEST_CASE("zone: a TTL that no record can have is refused", "[signers][zone]") {
    keysets::Keyset keyset = sample_keyset();
    keyset.ttl = dns::max_ttl + 1;
    CHECK(signers::zone(keyset).error().code() == Errc::limit);
}
