// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/possession.hpp"

#include "dns/dnskey.hpp"
#include "dns/scan.hpp"
#include "support/printing.hpp"

using namespace ceremony;
using namespace ceremony::cooker;
using ceremony::test::must;

namespace {

// A key that signed the set of itself alone: dnssec-signzone (BIND 9.18.49), with the
// commands in test/vectors/dnssec/README.md.
constexpr std::string_view dnskey_line =
    "csk.example. 3600 IN DNSKEY 257 3 13 74XYLwE68Kpucb+z918jF4RFIleE64TsCPcGk8Bbk+Nb7ztYPZo"
    "lgRxX D2LhZpyJwYCDLeGg6s8fUoqynFb2uw==";
constexpr std::string_view rrsig_line =
    "csk.example. 3600 IN RRSIG DNSKEY 13 2 3600 20270115000000 20270101000000 3270 csk.examp"
    "le. n0pMGzLlE48Z8WEYxy3Z8Q8ji7O4OW1mnkcKZ06o1cnX3XD7r1fXT9lU N9Yy3n/kPjW4jgMtMnyeHWMDGQe"
    "2YQ==";

dns::Record record(std::string_view text) {
    return must(dns::scan_record(text, "record"));
}

const dns::Name zone = must(dns::Name::from_text("csk.example."));

recipe::DirectKey key_with(const std::vector<std::string>& records) {
    dns::Dnskey dnskey = must(dns::read_dnskey(record(dnskey_line).rdata()));
    recipe::DirectKey key;
    key.kind = {dnskey.algorithm, recipe::KeyRole::ksk};
    key.data = dnskey.public_key;
    for (const std::string& text : records) {
        key.possession.push_back(record(text));
    }
    return key;
}

std::string with(std::string text, std::string_view from, std::string_view to) {
    return text.replace(text.find(from), from.size(), to);
}

std::string refusal(const dns::Name& name, const recipe::DirectKey& key) {
    Possessions possessions;
    const Outcome outcome = possessions.add(name, key, {});
    REQUIRE_FALSE(outcome.ok());
    return outcome.error().message();
}

const std::string good(rrsig_line);

}  // namespace

TEST_CASE("possession: a key proves itself by a signature over itself", "[cooker][possession]") {
    Possessions possessions;
    CHECK(possessions.add(zone, key_with({good}), {}).ok());
    CHECK(possessions.add(zone, key_with({good, good}), {}).ok());
    CHECK(possessions.add(zone, key_with({}), {}).ok());
    CHECK(possessions.unproven().empty());
}

TEST_CASE("possession: every record must be such a signature", "[cooker][possession]") {
    const std::string changed = with(good, "20270115000000", "20270116000000");
    CHECK_THAT(refusal(zone, key_with({changed})), Catch::StartsWith("possession: "));
    CHECK_THAT(refusal(zone, key_with({good, changed})), Catch::StartsWith("possession: "));
    CHECK_THAT(refusal(must(dns::Name::from_text("example.")), key_with({good})),
               Catch::StartsWith("possession: "));
    recipe::DirectKey key = key_with({good});
    key.kind.role = recipe::KeyRole::zsk;
    CHECK_THAT(refusal(zone, key), Catch::StartsWith("possession: "));
}

TEST_CASE("possession: keys without any proof are told in their order", "[cooker][possession]") {
    Possessions possessions;
    recipe::DirectKey other = key_with({});
    other.kind.role = recipe::KeyRole::zsk;
    must(possessions.add(zone, other, {3, "a"}));
    must(possessions.add(zone, key_with({}), {4, "b"}));
    must(possessions.add(zone, other, {5, "c"}));
    must(possessions.add(must(dns::Name::from_text("a.")), other, {6, "d"}));
    CHECK(possessions.unproven() == std::vector<Possessions::Place>{{3, "a"}, {4, "b"}, {6, "d"}});
    must(possessions.add(zone, key_with({good}), {7, "e"}));
    CHECK(possessions.unproven() == std::vector<Possessions::Place>{{3, "a"}, {6, "d"}});
}

TEST_CASE("possession: what does not prove is refused once", "[cooker][possession]") {
    Possessions possessions;
    const auto bad = key_with({with(good, "20270115000000", "20270116000000")});
    CHECK_FALSE(possessions.add(zone, bad, {1, "a"}).ok());
    CHECK(possessions.add(zone, bad, {2, "b"}).ok());
    CHECK(possessions.unproven().empty());
}
