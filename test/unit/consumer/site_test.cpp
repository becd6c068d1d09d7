// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/site.hpp"

#include "unit/consumer/shop.hpp"

using namespace ceremony;
using test::must;
using test::Shop;

namespace {

dns::Name name(std::string_view text) {
    return must(dns::Name::from_text(text));
}

}  // namespace

TEST_CASE("consumer site: the zones of a host are those that it names", "[consumer][site]") {
    const Shop shop(
        "zones: [ { name: nl. } ]\n"
        "trust: { example.: [] }\n"
        "publish: [ { zone: org., format: ds, file: /tmp/x } ]\n");
    const auto configuration = must(consumer::configuration_of(shop.options));
    CHECK(consumer::zones_of(configuration) ==
          std::set<dns::Name>{name("nl."), name("example."), name("org.")});
    const Shop none("");
    CHECK(consumer::zones_of(must(consumer::configuration_of(none.options))).empty());
}

TEST_CASE("consumer site: sets without a plan follow the policy of their zone",
          "[consumer][site]") {
    const Shop shop(
        "kasp: { clock-skew: 7, inceptionoffset: 8 }\n"
        "policies: { other: { clock-skew: 9, inceptionoffset: 10 } }\n"
        "zones: [ { name: nl., policy: other } ]\n");
    const auto configuration = must(consumer::configuration_of(shop.options));
    CHECK(consumer::customs_of(configuration, name("nl.")).clock_skew == 9);
    CHECK(consumer::customs_of(configuration, name("nl.")).inception_offset == 10);
    CHECK(consumer::customs_of(configuration, name("org.")).clock_skew == 7);
    CHECK(consumer::customs_of(configuration, name("org.")).inception_offset == 8);
}

TEST_CASE("consumer site: zones and DS records are read from arguments", "[consumer][site]") {
    CHECK(must(consumer::zone_from_argument("example")) == name("example."));
    CHECK(must(consumer::zone_from_argument("example.")) == name("example."));
    CHECK(consumer::zone_from_argument("a..b").error().code() == Errc::usage);
    const std::string ds =
        "1 13 2 0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF";
    CHECK(must(consumer::ds_from_argument(ds)).key_tag == 1);
    CHECK(consumer::ds_from_argument("1 13").error().code() == Errc::usage);
}
