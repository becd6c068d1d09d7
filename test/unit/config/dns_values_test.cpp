// SPDX-License-Identifier: BSD-3-Clause

#include "config/dns_values.hpp"

#include "unit/config/loaded.hpp"

using namespace ceremony;
using namespace ceremony::config;
using ceremony::test::must;
using ceremony::test::refusal;
using ceremony::test::value_as;

TEST_CASE("dns_values: names, algorithms and digest types are those of the DNS", "[config][dns]") {
    CHECK(must(value_as("NL.", to_zone)).text() == "nl.");
    CHECK(must(value_as(".", to_zone)) == dns::Name());
    CHECK_THAT(refusal(value_as("nl", to_zone)), Catch::StartsWith("1:4: a: "));
    CHECK_THAT(refusal(value_as("[nl.]", to_zone)), Catch::StartsWith("1:4: a: "));
    CHECK(must(value_as("15", to_algorithm)) == dns::Algorithm::ed25519);
    CHECK(must(value_as("ecdsap384sha384", to_algorithm)) == dns::Algorithm::ecdsap384sha384);
    CHECK_THAT(refusal(value_as("3", to_algorithm)), Catch::StartsWith("1:4: a: "));
    CHECK(must(value_as("4", to_digest_type)) == dns::DigestType::sha384);
    CHECK_THAT(refusal(value_as("1", to_digest_type)), Catch::StartsWith("1:4: a: "));
}

TEST_CASE("dns_values: a DS is the RDATA of a record", "[config][dns]") {
    // RFC 4509, section 2.3.
    const std::string digest = "D4B7D520E7BB5F0F67674A0CCEB1E3E0614B93C4F9E99B8383F6A1E4469DA50A";
    const std::string text = "60485 8 2 " + digest;
    const dns::Ds ds = must(value_as('"' + text + '"', to_ds));
    CHECK(ds.key_tag == 60485);
    CHECK(ds.digest_type == dns::DigestType::sha256);
    CHECK(ds.digest.size() == 32);
    CHECK(refusal(value_as("60485 8 2 D4B7", to_ds)) ==
          "1:4: a: not a DS record as in \"23456 13 2 EF01...\": \"60485 8 2 D4B7\": "
          "DS:1:1: the digest has 2 octets; SHA-256 has 32");
}
