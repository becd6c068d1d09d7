// SPDX-License-Identifier: BSD-3-Clause

#include "signers/ds.hpp"

#include "dns/scan.hpp"
#include "support/printing.hpp"
#include "support/sample_keys.hpp"

using namespace ceremony;
using ceremony::test::must;
using ceremony::test::sample_keys;

namespace {

const std::string rsa(sample_keys[0].ds_sha256);
const std::string p256(sample_keys[2].ds_sha256);

dns::Name example() {
    return must(dns::Name::from_text("example."));
}

// What the parent has, both, the second alone.
std::vector<signers::DsSet> three_sets() {
    const dns::Ds first = must(dns::scan_ds(rsa, "ds"));
    const dns::Ds second = must(dns::scan_ds(p256, "ds"));
    return {{{first}, std::nullopt},
            {{first, second}, must(UtcTime::from_text("2027-02-01"))},
            {{second}, must(UtcTime::from_text("2027-03-01 12:00:00"))}};
}

std::string at(const std::string& time) {
    return signers::ds(example(), three_sets(), must(UtcTime::from_text(time)));
}

}  // namespace

TEST_CASE("ds: what may not be submitted yet is a comment", "[signers][ds]") {
    const std::string head = "; DS records of example.\n";
    const std::string first = "example. IN DS " + rsa + "\n";
    const std::string second = "example. IN DS " + p256 + "\n";
    const std::string last =
        "; NOT BEFORE 2027-03-01 12:00:00 UTC, in place of all above:\n; " + second;
    CHECK(at("2027-01-31 23:59:59") ==
          head + first + "; NOT BEFORE 2027-02-01 00:00:00 UTC, in place of all above:\n; " +
              first + "; " + second + last);
    CHECK(at("2027-02-01") == head + first + second + last);
    CHECK(at("2027-03-01 11:59:59") == head + first + second + last);
    CHECK(at("2027-03-01 12:00:00") == head + second);
}

TEST_CASE("ds: a zone that goes insecure has no record", "[signers][ds]") {
    CHECK(signers::ds(example(), {{}}, UtcTime()) ==
          "; DS records of example.\n; no DS record: the zone is not secure\n");
    CHECK(signers::ds(example(), {}, UtcTime()) == "; DS records of example.\n");
}

TEST_CASE("ds: what no plan knows of is nothing but comments", "[signers][ds]") {
    signers::DsSet set;
    set.records = {must(dns::scan_ds(rsa, "ds"))};
    set.is_planned = false;
    CHECK(signers::ds(example(), {set}, must(UtcTime::from_text("2027-02-01"))) ==
          "; DS records of example.\n"
          "; NOT PLANNED: nothing says when the parent may have which. Those of the KSKs\n"
          "; that sign the key set now:\n"
          "; example. IN DS " +
              rsa + "\n");
}
