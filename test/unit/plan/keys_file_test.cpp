// SPDX-License-Identifier: BSD-3-Clause

#include "plan/keys_file.hpp"

#include "support/printing.hpp"
#include "support/sample_keys.hpp"
#include "unit/plan/samples.hpp"
#include "yaml/parse.hpp"

namespace ceremony::plan {
namespace {

using test::must;

Result<std::vector<BroughtKey>> read_text(const std::string& text) {
    const json::Document document = must(yaml::parse(text, "keys.yaml"));
    return read_keys_file(document, test::time_of("2027-02-01"));
}

// RDATA of a sample key, as dnssec-keygen wrote it behind the type.
std::string rdata_text(std::size_t number) {
    const std::string_view record = test::sample_keys.at(number).dnskey;
    return std::string(record.substr(record.find("DNSKEY ") + 7));
}

TEST_CASE("keys_file: a key comes with what is known of it", "[plan][keys_file]") {
    const auto keys = must(read_text("- zone: nl.\n  dnskey: " + rdata_text(2) +
                                     "\n  custody: bunker\n  provider: Them\n  keyStore: second\n"
                                     "  keyID: hex 0102\n  active: 2024-01-02\n"
                                     "  ds-seen: 2024-01-01\n- zone: example.\n  dnskey: " +
                                     rdata_text(0) + "\n  custody: external\n"));
    REQUIRE(keys.size() == 2);
    const timeline::Key& key = keys[0].key;
    CHECK(keys[0].place == "keys.yaml:1:3");
    CHECK(key.zones == std::vector{test::name_of("nl.")});
    CHECK(key.role == recipe::KeyRole::ksk);
    CHECK(key.algorithm == dns::Algorithm::ecdsap256sha256);
    CHECK(key.tag == test::sample_keys[2].tag);
    CHECK_FALSE(key.size);
    CHECK(key.custody == timeline::Custody::bunker);
    CHECK(key.provider == "Them");
    CHECK(key.store == "second");
    CHECK(key.id == Bytes{1, 2});
    timeline::Life observed;
    observed.publish = test::time_of("2024-01-02");
    observed.active = test::time_of("2024-01-02");
    observed.ds_seen = test::time_of("2024-01-01");
    CHECK(key.observed == observed);
    CHECK(key.planned == timeline::Life());
    CHECK(keys[1].key.size == 2048);
    CHECK(keys[1].key.custody == timeline::Custody::external);
}

TEST_CASE("keys_file: a KSK in use says what is at the parent", "[plan][keys_file]") {
    const std::string key =
        "- zone: nl.\n  dnskey: " + rdata_text(2) + "\n  custody: bunker\n  keyID: hex 01\n";
    CHECK(read_text(key).ok());
    const std::string active = key + "  active: 2024-01-02\n";
    const auto refused = read_text(active);
    REQUIRE_FALSE(refused.ok());
    CHECK_THAT(refused.error().message(), Catch::Contains("whether its DS is at the parent"));
    CHECK(read_text(active + "  ds-gone: 2024-01-01\n").ok());
    CHECK(read_text(active + "  ds-seen: 2024-01-01\n").ok());
    CHECK(read_text(active + "  remove: 2024-02-01\n").ok());
    CHECK(read_text(active + "  ds-seen: 2027-02-01\n").ok());  // now
    const auto none = must(read_text(active + "  ds-seen: none\n"));
    CHECK_FALSE(none.at(0).key.observed.ds_seen);
    CHECK_FALSE(read_text(active + "  ds-seen: soon\n").ok());
}

TEST_CASE("keys_file: what is not understood is refused", "[plan][keys_file]") {
    const std::string good = "- zone: nl.\n  dnskey: " + rdata_text(2) + "\n  custody: external\n";
    REQUIRE(read_text(good).ok());
    struct Row {
        std::string text;
        std::string why;
    };
    const auto row = GENERATE_COPY(values<Row>({
        {"[]", "no key"},
        {"zone: nl.", "keys.yaml:1:1"},
        {"- zone: nl.\n  custody: external\n", "dnskey"},
        {"- zone: nl.\n  dnskey: 257 3 13 AAAA\n  custody: external\n", "dnskey"},
        {"- zone: nl.\n  dnskey: 257 3 13\n  custody: external\n", "dnskey"},
        {"- zone: nl.\n  dnskey: 385" + rdata_text(2).substr(3) + "\n  custody: external\n",
         "flags other than"},
        {good + "  colour: red\n", "colour"},
        {good + "  active: soon\n", "active"},
        {good + "  ds-gone: 2027-06-01\n", "ds-gone: after now, 2027-02-01"},
        {good + "  active: 2027-02-01 00:00:01\n", "active"},
        {good + "  ds-seen: 2027-02-02\n", "ds-seen: after now"},
        {good + "  publish: 2024-02-02\n  remove: 2024-02-01\n", "remove, 2024-02-01"},
        {good + "  active: 2024-02-02\n  ds-seen: none\n  retire: 2024-02-01\n",
         "retire, 2024-02-01"},
        {good + "  publish: 2024-02-02\n  revoke: 2024-02-01\n", "revoke, 2024-02-01"},
        {"- zone: nl.\n  dnskey: " + rdata_text(2) + "\n  custody: bunker\n", "keyID"},
        {"- zone: nl.\n  dnskey: " + rdata_text(2) + "\n  custody: me\n", "custody"},
    }));
    CAPTURE(row.text);
    const auto keys = read_text(row.text);
    REQUIRE_FALSE(keys.ok());
    CHECK(keys.error().code() == Errc::configuration);
    CHECK_THAT(keys.error().message(), Catch::Contains(row.why));
}

}  // namespace
}  // namespace ceremony::plan
