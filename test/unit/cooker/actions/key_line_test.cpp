// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/actions/key_line.hpp"

#include "support/printing.hpp"

namespace ceremony::cooker {
namespace {

TEST_CASE("key_line: a key is told by zone, role and tag", "[cooker][key_line]") {
    const auto name = [](std::string_view text) {
        return test::must(dns::Name::from_text(text));
    };
    // RFC 4034, appendix B: 0x0101 + 0x030f + 0x0001 = 1041; as a ZSK one less.
    dns::Dnskey key{dns::ksk_flags, dns::Algorithm::ed25519, {0x00, 0x01}};
    CHECK(key_line({name("nl.")}, key) == "nl. KSK 01041");
    CHECK(key_line({name("."), name("nl."), name("org.")}, key) == ". and 2 more KSK 01041");
    key.flags = dns::zsk_flags;
    CHECK(key_line({}, key) == "ZSK 01040");
}

}  // namespace
}  // namespace ceremony::cooker
