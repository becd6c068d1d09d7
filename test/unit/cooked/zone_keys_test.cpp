// SPDX-License-Identifier: BSD-3-Clause

#include "cooked/zone_keys.hpp"

#include "dns/scan.hpp"
#include "support/printing.hpp"
#include "support/sample_keys.hpp"

using namespace ceremony;
using ceremony::test::must;

namespace {

dns::Dnskey sample_key(std::size_t number) {
    const auto record = must(dns::scan_record(test::sample_keys[number].dnskey, "key"));
    return must(dns::read_dnskey(record.rdata()));
}

}  // namespace

TEST_CASE("zone_keys: a key of a zone is made ready once", "[cooked][zone_keys]") {
    cooked::ZoneKeys keys;
    const auto zone = must(dns::Name::from_text("example."));
    const auto& first = keys.get(zone, sample_key(0));
    REQUIRE(first.ok());
    CHECK(first.value().dnskey() == sample_key(0));
    CHECK(first.value().zone() == zone);
    CHECK(&keys.get(zone, sample_key(0)) == &first);
}

TEST_CASE("zone_keys: another zone or another key is another key", "[cooked][zone_keys]") {
    cooked::ZoneKeys keys;
    const auto zone = must(dns::Name::from_text("example."));
    const auto other = must(dns::Name::from_text("example.org."));
    const auto& first = keys.get(zone, sample_key(0));
    CHECK(keys.get(other, sample_key(0)).value().zone() == other);
    CHECK(keys.get(zone, sample_key(2)).value().dnskey() == sample_key(2));
    CHECK(keys.get(zone, dns::revoked_form(sample_key(0))).value().key_tag() ==
          test::sample_keys[0].revoked_tag);
    CHECK(&keys.get(zone, sample_key(0)) == &first);
}

TEST_CASE("zone_keys: what is no key of a zone stays none", "[cooked][zone_keys]") {
    cooked::ZoneKeys keys;
    const auto zone = must(dns::Name::from_text("example."));
    dns::Dnskey key = sample_key(2);
    key.flags = 0;
    const auto& first = keys.get(zone, key);
    REQUIRE_FALSE(first.ok());
    CHECK(first.error().code() == Errc::semantics);
    CHECK(&keys.get(zone, key) == &first);
    const auto other = must(dns::Name::from_text("example.org."));
    CHECK(keys.get(other, key).error().code() == Errc::semantics);
}
