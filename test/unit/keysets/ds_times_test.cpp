// SPDX-License-Identifier: BSD-3-Clause

#include "keysets/ds_times.hpp"

#include "support/printing.hpp"
#include "unit/keysets/samples.hpp"

using namespace ceremony;
using keysets::Course;
using keysets::ds_times;
using keysets::KeyChange;
using test::instant;

namespace {

using Times = std::vector<UtcTime>;

constexpr timeline::Seconds day = 86400;

// KSK 0 is published on 01-22, and its DS comes ten days later; that of KSK 1, which is published
// on 02-24, comes before it, and that of KSK 0 goes five days after it.
timeline::ZonePlan three_changes() {
    timeline::ZonePlan plan = test::plan_with_numbers();
    plan.keys.resize(2);
    plan.keys[0].planned.publish = instant("2027-01-22");
    plan.keys[1].planned.publish = instant("2027-02-24");
    const timeline::DsAtParent first{0, dns::DigestType::sha256};
    const timeline::DsAtParent second{1, dns::DigestType::sha256};
    plan.ds_changes = {{{first}, instant("2027-02-01"), {}, false},
                       {{first, second}, instant("2027-02-20"), {}, false},
                       {{second}, instant("2027-03-01"), {}, false}};
    return plan;
}

std::vector<KeyChange> changes(const char* first, const char* second) {
    std::vector<KeyChange> changes = {{instant("2027-01-22"), {}}, {instant("2027-02-24"), {}}};
    if (*first != 0) {
        changes[0].since = instant(first);
    }
    if (*second != 0) {
        changes[1].since = instant(second);
    }
    return changes;
}

Times at(const char* now, const char* first, const char* second) {
    return ds_times(three_changes(), {std::nullopt, changes(first, second), instant(now)});
}

Times times(const char* first, const char* second, const char* third) {
    return {instant(first), instant(second), instant(third)};
}

}  // namespace

TEST_CASE("ds_times: as planned, as long as nothing is later than the plan allows",
          "[keysets][ds_times]") {
    const Times planned = times("2027-02-01", "2027-02-20", "2027-03-01");
    CHECK(ds_times(three_changes(), {std::nullopt, {}, instant("2027-02-01")}) == planned);
    CHECK(at("2027-01-22", "", "") == planned);
    CHECK(at("2027-02-01", "2027-01-25", "") == planned);
    CHECK(at("2027-02-27", "2027-01-25", "2027-02-27") == planned);
}

TEST_CASE("ds_times: a DS keeps its distance from keys that were late", "[keysets][ds_times]") {
    // That of the second KSK comes before its set, and waits for none.
    CHECK(at("2027-02-01", "2027-01-27 06:00:00", "") ==
          times("2027-02-03 06:00:00", "2027-02-20", "2027-03-01"));
    CHECK(at("2027-03-10", "2027-01-22", "2027-03-09 12:00:00") ==
          times("2027-02-01", "2027-02-20", "2027-03-11 12:00:00"));
    // Whatever happens, they come one after the other.
    CHECK(at("2027-03-10", "2027-03-09", "") == times("2027-03-16", "2027-03-16", "2027-03-16"));
}

TEST_CASE("ds_times: what is not published yet is no sooner than if it were today",
          "[keysets][ds_times]") {
    CHECK(at("2027-01-28 06:00:00", "", "").front() == instant("2027-02-05"));
    CHECK(at("2027-03-10", "2027-01-22", "").back() == instant("2027-03-12"));
}

TEST_CASE("ds_times: what rests on the import waits for it", "[keysets][ds_times]") {
    timeline::ZonePlan resting = three_changes();
    resting.handover_until = instant("2027-02-10");
    resting.ds_changes[1].after_import = 2 * day;
    const auto second = [&resting](std::optional<UtcTime> imported) {
        return ds_times(resting, {imported, {}, instant("2027-01-01")})[1];
    };
    CHECK(second(std::nullopt) == instant("2027-02-20"));
    CHECK(second(instant("2027-02-19")) == instant("2027-02-21"));
    CHECK(ds_times(resting, {instant("2027-03-01"), {}, instant("2027-03-01")}) ==
          times("2027-02-01", "2027-03-03", "2027-03-03"));
}

TEST_CASE("ds_times: other keys that change in between neither hide what is late nor add to it",
          "[keysets][ds_times]") {
    const auto third = [](const char* ksk, const char* other) {
        std::vector<KeyChange> keys = changes("2027-01-22", ksk);
        keys.push_back({instant("2027-02-27"), instant(other)});
        return ds_times(three_changes(), {std::nullopt, keys, instant("2027-03-10")}).back();
    };
    CHECK(third("2027-02-24", "2027-02-27") == instant("2027-03-01"));
    CHECK(third("2027-02-24", "2027-03-08") == instant("2027-03-01"));
    CHECK(third("2027-03-01", "2027-03-01") == instant("2027-03-03"));
}

TEST_CASE("ds_times: what is seen to be published need not wait for the import",
          "[keysets][ds_times]") {
    timeline::ZonePlan resting = three_changes();
    resting.ds_changes.front().after_import = 10 * day;
    const auto first = [&resting](const char* since) {
        return ds_times(resting, {instant("2027-01-28"), changes(since, ""), instant("2027-01-22")})
            .front();
    };
    CHECK(first("") == instant("2027-02-07"));
    CHECK(first("2027-01-22") == instant("2027-02-01"));
    CHECK(first("2027-01-28") == instant("2027-02-04"));
}

TEST_CASE("ds_times: other digests of the same keys wait for no key", "[keysets][ds_times]") {
    timeline::ZonePlan plan = three_changes();
    plan.ds_before = {{0, dns::DigestType::sha256}};
    plan.ds_changes = {{{{0, dns::DigestType::sha384}}, instant("2027-02-01"), {}, false}};
    CHECK(ds_times(plan, {std::nullopt, changes("2027-01-31", ""), instant("2027-02-01")}) ==
          Times{instant("2027-02-01")});
}
