// SPDX-License-Identifier: BSD-3-Clause

#include "signers/records.hpp"

#include "unit/signers/samples.hpp"

using namespace ceremony;
using ceremony::test::must;
using ceremony::test::sample_keyset;

TEST_CASE("records: keys and signatures are records of the zone", "[signers][records]") {
    const keysets::Keyset keyset = sample_keyset();
    const std::string text = test::read_vector_file("signers/records");
    std::vector<dns::Record> records = must(signers::key_records(keyset));
    CHECK(records.size() == 3);
    const std::vector<dns::Record> signatures = must(signers::signature_records(keyset));
    records.insert(records.end(), signatures.begin(), signatures.end());
    CHECK(records == must(dns::scan_records(text, "records")));
}

TEST_CASE("records: a TTL has 31 bits", "[signers][records]") {
    keysets::Keyset keyset = sample_keyset();
    keyset.ttl = dns::max_ttl + 1;
    CHECK(signers::key_records(keyset).error().code() == Errc::limit);
    CHECK(signers::signature_records(keyset).error().code() == Errc::limit);
}
