// SPDX-License-Identifier: BSD-3-Clause

#include "policy/values.hpp"

#include "config/load.hpp"
#include "support/printing.hpp"

using namespace ceremony;
using namespace ceremony::policy;
using ceremony::test::must;

namespace {

// What `read` makes of the one value `text`.
template <typename Read>
auto read_as(const std::string& text, Read&& read) {
    const config::Loaded loaded = must(config::load("v: " + text + "\n", "c"));
    return read(*loaded.root().find("v"));
}

template <typename Read>
std::string refusal(const std::string& text, Read&& read) {
    const auto result = read_as(text, read);
    REQUIRE_FALSE(result.ok());
    CHECK(result.error().code() == Errc::configuration);
    return result.error().message();
}

}  // namespace

TEST_CASE("values: names, algorithms and digest types are those of the DNS", "[policy][values]") {
    CHECK(must(read_as("NL.", to_zone)).text() == "nl.");
    CHECK(must(read_as(".", to_zone)) == dns::Name());
    CHECK_THAT(refusal("nl", to_zone), Catch::StartsWith("c:1:4: v: "));
    CHECK_THAT(refusal("[nl.]", to_zone), Catch::StartsWith("c:1:4: v: "));
    CHECK(must(read_as("15", to_algorithm)) == dns::Algorithm::ed25519);
    CHECK(must(read_as("ecdsap384sha384", to_algorithm)) == dns::Algorithm::ecdsap384sha384);
    CHECK_THAT(refusal("3", to_algorithm), Catch::StartsWith("c:1:4: v: "));
    CHECK(must(read_as("4", to_digest_type)) == dns::DigestType::sha384);
    CHECK_THAT(refusal("1", to_digest_type), Catch::StartsWith("c:1:4: v: "));
}

TEST_CASE("values: a DS is the RDATA of a record", "[policy][values]") {
    // RFC 4509, section 2.3.
    const std::string digest = "D4B7D520E7BB5F0F67674A0CCEB1E3E0614B93C4F9E99B8383F6A1E4469DA50A";
    const std::string text = "60485 8 2 " + digest;
    const dns::Ds ds = must(read_as('"' + text + '"', to_ds));
    CHECK(ds.key_tag == 60485);
    CHECK(ds.digest_type == dns::DigestType::sha256);
    CHECK(ds.digest.size() == 32);
    CHECK(refusal("60485 8 2 D4B7", to_ds) ==
          "c:1:4: v: not a DS record as in \"23456 13 2 EF01...\": \"60485 8 2 D4B7\"");
}

TEST_CASE("values: the ID of a key is read in every form that recipes have", "[policy][values]") {
    const Bytes id = {0x01, 0x23};
    CHECK(must(read_as("hex 0123", to_key_id)) == id);
    CHECK(must(read_as("base64 ASM=", to_key_id)) == id);
    CHECK(must(read_as("ASM=", to_key_id)) == id);
    CHECK(must(read_as("str ab", to_key_id)) == Bytes{'a', 'b'});
    CHECK_THAT(refusal("hex 012", to_key_id), Catch::StartsWith("c:1:4: v: "));
}

TEST_CASE("values: a chain has a name that a file can have", "[policy][values]") {
    CHECK(must(read_as("nl-registry", to_chain)).text() == "nl-registry");
    CHECK_THAT(refusal("../x", to_chain), Catch::StartsWith("c:1:4: v: "));
}

TEST_CASE("values: lengths are fixed where they have to be", "[policy][values]") {
    CHECK(must(read_as("P1D", to_seconds)) == 86400);
    CHECK_THAT(refusal("P1M", to_seconds), Catch::StartsWith("c:1:4: v: "));
    CHECK(must(read_as("P1M", to_period)).months() == 1);
    CHECK(refusal("PT0S", to_period) == "c:1:4: v: no time at all");
    CHECK(must(read_as("2147483647", to_ttl)) == 2147483647);
    CHECK(refusal("2147483648", to_ttl) == "c:1:4: v: a TTL has at most 2147483647 seconds");
    CHECK(must(read_as("4096", to_bits)) == 4096);
    CHECK(refusal("4097", to_bits) == "c:1:4: v: 4097 is not between 1024 and 4096");
}
