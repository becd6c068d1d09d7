// SPDX-License-Identifier: BSD-3-Clause

#include "policy/values.hpp"

#include "unit/config/loaded.hpp"

using namespace ceremony;
using namespace ceremony::policy;
using ceremony::test::must;
using ceremony::test::refusal;
using ceremony::test::value_as;

TEST_CASE("values: the ID of a key is read in every form that recipes have", "[policy][values]") {
    const Bytes id = {0x01, 0x23};
    CHECK(must(value_as("hex 0123", to_key_id)) == id);
    CHECK(must(value_as("base64 ASM=", to_key_id)) == id);
    CHECK(must(value_as("ASM=", to_key_id)) == id);
    CHECK(must(value_as("str ab", to_key_id)) == Bytes{'a', 'b'});
    CHECK_THAT(refusal(value_as("hex 012", to_key_id)), Catch::StartsWith("1:4: a: "));
}

TEST_CASE("values: a chain has a name that a file can have", "[policy][values]") {
    CHECK(must(value_as("nl-registry", to_chain)).text() == "nl-registry");
    CHECK_THAT(refusal(value_as("../x", to_chain)), Catch::StartsWith("1:4: a: "));
}

TEST_CASE("values: lengths are fixed where they have to be", "[policy][values]") {
    CHECK(must(value_as("P1D", to_seconds)) == 86400);
    CHECK_THAT(refusal(value_as("P1M", to_seconds)), Catch::StartsWith("1:4: a: "));
    CHECK(must(value_as("P1M", to_period)).months() == 1);
    CHECK(refusal(value_as("PT0S", to_period)) == "1:4: a: no time at all");
    CHECK(must(value_as("2147483647", to_ttl)) == 2147483647);
    CHECK(refusal(value_as("2147483648", to_ttl)) ==
          "1:4: a: a TTL has at most 2147483647 seconds");
    CHECK(must(value_as("4096", to_bits)) == 4096);
    CHECK(refusal(value_as("4097", to_bits)) == "1:4: a: 4097 is not between 1024 and 4096");
}
