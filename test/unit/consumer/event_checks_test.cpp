// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/event_checks.hpp"

#include "dns/dnskey.hpp"
#include "dns/scan.hpp"
#include "encoding/hex.hpp"
#include "support/printing.hpp"
#include "support/sample_keys.hpp"

using namespace ceremony;
using ceremony::test::must;
using ceremony::test::sample_keys;

namespace {

constexpr std::size_t other_sample = 0;
constexpr std::size_t known_sample = 2;

UtcTime moment(const std::string& text) {
    return must(UtcTime::from_text(text));
}

dns::Name zone_called(const std::string& text) {
    return must(dns::Name::from_text(text));
}

dns::Ds ds_saying(std::string_view text) {
    return must(dns::scan_ds(text, "ds"));
}

// A zone in whose plan a KSK was made at the end of 2026.
class KnownKey {
public:
    KnownKey() {
        const dns::Dnskey dnskey =
            must(dns::read_dnskey(must(encoding::decode_hex(sample_keys.at(known_sample).rdata))));
        timeline::Key key;
        key.role = recipe::KeyRole::ksk;
        key.algorithm = dnskey.algorithm;
        key.data = dnskey.public_key;
        key.id = {1, 2};
        key.observed.generate = moment("2026-12-01 10:00:00");
        timeline::ZonePlan plan;
        plan.zone = zone_called("example.");
        plan.keys = {key};
        zones[plan.zone].plans[crypto::Sha256{}] = plan;
    }

    [[nodiscard]] Outcome check(const policy::Event& event) const {
        return consumer::check_event(event, {state, zones});
    }
    timeline::Life& observed() {
        return zones[zone_called("example.")].plans[crypto::Sha256{}].keys.front().observed;
    }

    keysets::State state;
    std::map<dns::Name, keysets::ZoneSets> zones;
    dns::Ds ds = ds_saying(sample_keys.at(known_sample).ds_sha256);
    std::string text = std::string(sample_keys.at(known_sample).ds_sha256);
};

Error refusal_in(const Outcome& outcome) {
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().code() == Errc::refused);
    return outcome.error();
}

}  // namespace

TEST_CASE("event checks: nothing is observed of a key before it was made",
          "[consumer][event_checks]") {
    KnownKey site;
    const UtcTime before = moment("2026-12-01 09:59:59");
    const UtcTime then = moment("2026-12-01 10:00:00");
    const std::string why =
        " at 2026-12-01 09:59:59: its key was made later, at 2026-12-01 10:00:00";
    CHECK(refusal_in(site.check(policy::DsSeen{zone_called("example."), site.ds, before}))
              .message() == "ds-seen example. \"" + site.text + "\"" + why);
    CHECK(refusal_in(site.check(policy::DsGone{zone_called("example."), site.ds, before}))
              .message() == "ds-gone example. \"" + site.text + "\"" + why);
    CHECK(refusal_in(site.check(policy::BackupDone{{1, 2}, before})).message() ==
          "backup-done \"hex 0102\"" + why);
    must(site.check(policy::DsSeen{zone_called("example."), site.ds, then}));
    must(site.check(policy::DsGone{zone_called("example."), site.ds, then}));
    must(site.check(policy::BackupDone{{1, 2}, then}));
    // Of another digest it is of the same key.
    const dns::Ds other = ds_saying(sample_keys.at(known_sample).ds_sha384);
    CHECK_THAT(
        refusal_in(site.check(policy::DsSeen{zone_called("example."), other, before})).message(),
        Catch::EndsWith(why));
    // Of other keys and zones nobody knows when they were made.
    must(site.check(policy::DsSeen{zone_called("nl."), site.ds, before}));
    must(site.check(policy::DsSeen{zone_called("example."),
                                   ds_saying(sample_keys.at(other_sample).ds_sha256), before}));
    must(site.check(policy::BackupDone{{1, 3}, before}));
    site.observed().generate.reset();
    must(site.check(policy::DsSeen{zone_called("example."), site.ds, before}));
    must(site.check(policy::BackupDone{{1, 2}, before}));
}

TEST_CASE("event checks: a key of several plans was made when the first of them says",
          "[consumer][event_checks]") {
    KnownKey site;
    auto& plans = site.zones[zone_called("example.")].plans;
    timeline::ZonePlan later = plans.begin()->second;
    later.keys.front().observed.generate = moment("2027-02-01");
    plans[crypto::Sha256{1}] = later;
    must(site.check(policy::DsSeen{zone_called("example."), site.ds, moment("2026-12-02")}));
    static_cast<void>(refusal_in(
        site.check(policy::DsSeen{zone_called("example."), site.ds, moment("2026-11-30")})));
}

TEST_CASE("event checks: no DS is gone before it is seen", "[consumer][event_checks]") {
    KnownKey site;
    const policy::DsSeen seen{zone_called("example."), site.ds, moment("2027-01-10")};
    const policy::DsGone early{zone_called("example."), site.ds, moment("2027-01-09")};
    SECTION("gone after seen") {
        site.state.events = {seen};
        const Error error = refusal_in(site.check(early));
        CHECK(error.message() == "ds-gone example. \"" + site.text +
                                     "\" at 2027-01-09 00:00:00: it was first seen later, at "
                                     "2027-01-10 00:00:00");
        CHECK(error.hint() ==
              "if that is the mistake: consumer event withdraw ds-seen example. \"" + site.text +
                  "\"");
        must(site.check(policy::DsGone{zone_called("example."), site.ds, moment("2027-01-10")}));
        must(site.check(policy::DsGone{zone_called("nl."), site.ds, moment("2027-01-09")}));
    }
    SECTION("seen after gone") {
        site.state.events = {early};
        const Error error = refusal_in(site.check(seen));
        CHECK(error.message() == "ds-seen example. \"" + site.text +
                                     "\" at 2027-01-10 00:00:00: it was gone before, at 2027-01-09 "
                                     "00:00:00");
        CHECK(error.hint() ==
              "if it is back, or that is the mistake: consumer event withdraw ds-gone example. \"" +
                  site.text + "\"");
        must(site.check(policy::DsSeen{zone_called("example."), site.ds, moment("2027-01-09")}));
        must(site.check(policy::DsSeen{zone_called("example."),
                                       ds_saying(sample_keys.at(other_sample).ds_sha256),
                                       moment("2027-01-10")}));
    }
}

TEST_CASE("event checks: what the parent did before the plan allows it is in doubt",
          "[consumer][event_checks]") {
    KnownKey site;
    timeline::ZonePlan& plan = site.zones[zone_called("example.")].plans.at(crypto::Sha256{});
    timeline::DsChange comes;
    comes.earliest = moment("2027-01-10");
    comes.complete = moment("2027-01-12");
    comes.after = {{0, dns::DigestType::sha256}};
    timeline::DsChange goes;
    goes.earliest = moment("2027-03-10");
    plan.ds_changes = {comes, goes};
    site.state.zones[zone_called("example.")].trust = {site.ds};
    const auto doubt_about = [&site](const policy::Event& event) {
        return consumer::doubt_about(event, {site.state, site.zones});
    };
    const auto seen = [&](const std::string& at) {
        return doubt_about(policy::DsSeen{zone_called("example."), site.ds, moment(at)});
    };
    const auto gone = [&](const std::string& at) {
        return doubt_about(policy::DsGone{zone_called("example."), site.ds, moment(at)});
    };
    CHECK(seen("2027-01-09 23:59:59") ==
          "example.: the DS of KSK " + std::to_string(site.ds.key_tag) +
              " was seen at 2027-01-09 23:59:59, before 2027-01-10 00:00:00, from which on that "
              "was safe: is the time right? If it is, validators may have refused the zone");
    CHECK(seen("2027-01-10").empty());
    CHECK_THAT(gone("2027-03-09"), Catch::Contains(" was gone at 2027-03-09 00:00:00, before "
                                                   "2027-03-10 00:00:00, from"));
    CHECK(gone("2027-03-10").empty());
    // Of a change that no plan has nothing is known.
    plan.ds_changes.clear();
    CHECK(seen("2027-01-02").empty());
}
