// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/key_tags.hpp"

#include "support/printing.hpp"

namespace ceremony::cooker {
namespace {

// A key whose tag is easy to compute: RFC 4034, appendix B adds up the 16-bit words of the
// RDATA, here 0x0101 (flags), 0x030d (protocol 3, algorithm 13) and `word`.
dns::Dnskey key_with(std::uint16_t word) {
    return {dns::ksk_flags,
            dns::Algorithm::ecdsap256sha256,
            {static_cast<Byte>(word >> 8U), static_cast<Byte>(word & 0xffU)}};
}

constexpr std::uint16_t head = 0x0101 + 0x030d;

const dns::Name zone = dns::Name::from_text("example.").value();
const dns::Name other_zone = dns::Name::from_text("example.org.").value();

TEST_CASE("key_tags: a key has the tag that it has and the one that it would have when revoked",
          "[cooker][key_tags]") {
    // The REVOKE flag adds 0x80 to the first word.
    CHECK(both_tags(key_with(0x1000)) ==
          std::array<std::uint16_t, 2>{head + 0x1000, head + 0x1000 + 0x80});
    CHECK(both_tags(dns::revoked_form(key_with(0x1000))) ==
          std::array<std::uint16_t, 2>{head + 0x1000 + 0x80, head + 0x1000 + 0x80});
}

TEST_CASE("key_tags: keys of a zone must differ in both tags and crosswise", "[cooker][key_tags]") {
    KeyTags tags;
    tags.add(zone, key_with(0x1000));
    CHECK_FALSE(tags.are_free({zone}, key_with(0x1000)));
    CHECK_FALSE(tags.are_free({zone}, key_with(0x1000 + 0x80)));
    CHECK_FALSE(tags.are_free({zone}, key_with(0x1000 - 0x80)));
    CHECK_FALSE(tags.are_free({other_zone, zone}, key_with(0x1000)));
    CHECK(tags.are_free({zone}, key_with(0x1001)));
    CHECK(tags.are_free({zone}, key_with(0x1000 + 0x100)));
    CHECK(tags.are_free({other_zone}, key_with(0x1000)));
    CHECK(tags.are_free({}, key_with(0x1000)));
}

TEST_CASE("key_tags: a key that may be of any zone is avoided in all", "[cooker][key_tags]") {
    KeyTags tags;
    tags.add_to_all(key_with(0x1000));
    CHECK_FALSE(tags.are_free({}, key_with(0x1000)));
    CHECK_FALSE(tags.are_free({other_zone}, key_with(0x1000 + 0x80)));
    CHECK(tags.are_free({zone}, key_with(0x1001)));
}

TEST_CASE("key_tags: of a tag alone both possible revoked tags are avoided", "[cooker][key_tags]") {
    KeyTags tags;
    const dns::Dnskey known = key_with(0x1000);
    tags.add(zone, dns::key_tag(known));
    CHECK_FALSE(tags.are_free({zone}, known));
    CHECK_FALSE(tags.are_free({zone}, key_with(0x1000 + 0x80)));
    CHECK_FALSE(tags.are_free({zone}, key_with(0x1000 + 0x81)));
    CHECK_FALSE(tags.are_free({zone}, key_with(0x1000 - 0x80)));
    CHECK(tags.are_free({zone}, key_with(0x1000 + 0x82)));
    CHECK(tags.are_free({other_zone}, known));
}

TEST_CASE("key_tags: whatever the key, its revoked tag is among those that its tag lets expect",
          "[cooker][key_tags]") {
    for (unsigned word = 0; word <= 0xffffU; word += 5) {
        const dns::Dnskey key = key_with(static_cast<std::uint16_t>(word));
        const auto [tag, revoked] = both_tags(key);
        KeyTags tags;
        tags.add(zone, tag);
        dns::Dnskey same_when_revoked = dns::revoked_form(key);
        CAPTURE(word, tag, revoked);
        REQUIRE_FALSE(tags.are_free({zone}, same_when_revoked));
    }
}

}  // namespace
}  // namespace ceremony::cooker
