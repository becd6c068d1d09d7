// SPDX-License-Identifier: BSD-3-Clause

#include "signers/trust_anchor.hpp"

#include "dns/scan.hpp"
#include "support/printing.hpp"

using namespace ceremony;
using ceremony::test::must;

namespace {

// The KSK of the root zone since 2018, and the example of RFC 9718, section 2.1.4, for it.
constexpr std::string_view root_key =
    "AwEAAaz/tAm8yTn4Mfeh5eyI96WSVexTBAvkMgJzkKTOiW1vkIbzxeF3+/4RgWOq7HrxRixHlFlExOLAJr5emLvN7SWX"
    "gnLh4+B5xQlNVz8Og8kvArMtNROxVQuCaSnIDdD5LKyWbRd2n9WGe2R8PzgCmr3EgVLrjyBxWezF0jLHwVN8efS3rCj/"
    "EWgvIWgb9tarpVUDK/b58Da+sqqls3eNbuv7pr+eoZG+SrDK6nWeL3c6H5Apxz7LjVc1uTIdsIXxuOLYA4/ilBmSVIzu"
    "DWfdRUfhHdY6+cn8HFRm+2hM8AnXGXws9555KrUB5qihylGa8subX2Nn6UwNR1AkUTV74bU=";
constexpr std::string_view root_digest =
    "E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D";

signers::Anchor root_anchor() {
    const dns::Record record =
        must(dns::scan_record(". 3600 IN DNSKEY 257 3 8 " + std::string(root_key), "the key"));
    return {must(dns::read_dnskey(record.rdata())), must(UtcTime::from_text("2017-02-02")), {}};
}

}  // namespace

TEST_CASE("trust_anchor: the form of the root zone", "[signers][trust_anchor]") {
    signers::Anchor ending = root_anchor();
    ending.until = must(UtcTime::from_text("2026-10-11 00:00:01"));
    const std::string text =
        must(signers::trust_anchor({}, {root_anchor(), ending}, {"a & b", "<here>"}));
    const std::string rest =
        ">\n"
        "    <KeyTag>20326</KeyTag>\n"
        "    <Algorithm>8</Algorithm>\n"
        "    <DigestType>2</DigestType>\n"
        "    <Digest>" +
        std::string(root_digest) +
        "</Digest>\n"
        "    <PublicKey>" +
        std::string(root_key) +
        "</PublicKey>\n"
        "    <Flags>257</Flags>\n"
        "  </KeyDigest>\n";
    const std::string start =
        "  <KeyDigest id=\"K20326-e06d44b8\" "
        "validFrom=\"2017-02-02T00:00:00Z\"";
    CHECK(text ==
          "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
          "<TrustAnchor id=\"a &amp; b\" source=\"&lt;here>\">\n"
          "  <Zone>.</Zone>\n" +
              start + rest + start + " validUntil=\"2026-10-11T00:00:01Z\"" + rest +
              "</TrustAnchor>\n");
}

TEST_CASE("trust_anchor: there is at least one, and it is a zone key", "[signers][trust_anchor]") {
    const auto none = signers::trust_anchor({}, {}, {"id", "source"});
    REQUIRE_FALSE(none.ok());
    CHECK(none.error().code() == Errc::semantics);
    CHECK(none.error().message() == ".: there is no key to trust");
    signers::Anchor anchor = root_anchor();
    anchor.key.flags = dns::flag_secure_entry_point;
    const auto other = signers::trust_anchor({}, {anchor}, {"id", "source"});
    REQUIRE_FALSE(other.ok());
    CHECK(other.error().code() == Errc::semantics);
    CHECK_THAT(other.error().message(), Catch::StartsWith("a trust anchor of .: "));
}
