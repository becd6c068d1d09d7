// SPDX-License-Identifier: BSD-3-Clause

#include "planner/page_parent.hpp"

#include "encoding/hex.hpp"
#include "support/printing.hpp"
#include "support/sample_keys.hpp"
#include "unit/plan/samples.hpp"

using namespace ceremony;
using namespace ceremony::planner;
using ceremony::test::time_of;

namespace {

constexpr auto sha256 = dns::DigestType::sha256;

timeline::ZonePlan plan_of_two() {
    timeline::ZonePlan plan;
    plan.zone = test::name_of("example.");
    plan.keys = {test::existing_key(recipe::KeyRole::ksk, 1, {plan.zone}),
                 test::existing_key(recipe::KeyRole::ksk, 2, {plan.zone})};
    return plan;
}

}  // namespace

TEST_CASE("page_parent: what is there, was seen and is to be", "[planner][page_parent]") {
    timeline::ZonePlan plan = plan_of_two();
    plan.ds_before = {{0, sha256}, {0, dns::DigestType::sha384}};
    plan.ds_changes = {
        {{{0, sha256}, {1, sha256}}, time_of("2027-03-01"), time_of("2027-03-03"), false},
        {{{1, sha256}}, time_of("2027-04-01"), time_of("2027-04-03"), true},
        {{}, time_of("2027-05-01"), {}, false}};
    for (timeline::Key& key : plan.keys) {
        key.data.reset();
    }
    CHECK(parent_text(plan) ==
          "At the parent\n"
          "  at first: K1 (SHA-256, SHA-384)\n"
          "  change 1: K1 (SHA-256) and K2 (SHA-256); seen 2027-03-03 00:00\n"
          "  change 2: K2 (SHA-256); assumed from 2027-04-03 00:00 on\n"
          "  change 3: nothing; not seen yet; from 2027-05-01 00:00 on\n"
          "  DS of K1: planner show prints it from the result of the ceremony that makes the key\n"
          "  DS of K2: planner show prints it from the result of the ceremony that makes the "
          "key\n");
    plan.ds_changes.push_back({{{1, sha256}}, time_of("2027-06-01"), {}, false});
    plan.timing.has_parent = false;
    const std::string text = parent_text(plan);
    CHECK_THAT(text, Catch::StartsWith("Trust anchors\n"));
    CHECK_THAT(text, Catch::Contains("  change 3: nothing; not wanted any more; may have happened "
                                     "from 2027-05-01 00:00 on\n"
                                     "  change 4: K2 (SHA-256); not seen yet; from 2027-06-01 "
                                     "00:00 on\n"));
    plan.ds_before.clear();
    CHECK_THAT(parent_text(plan), Catch::Contains("\n  at first: no trust anchor that is known\n"));
    plan.timing.has_parent = true;
    CHECK_THAT(parent_text(plan), Catch::Contains("\n  at first: no DS that is known\n"));
    // A first DS of another key takes no withdrawal back.
    plan.ds_changes[3].after = {{0, sha256}};
    CHECK_THAT(parent_text(plan),
               Catch::Contains("  change 3: nothing; not seen yet; from 2027-05-01 00:00 on\n"));
}

TEST_CASE("page_parent: each zone has a DS of its own, whoever shares the key",
          "[planner][page_parent]") {
    // The DS of the owner "example." were made by dnssec-dsfromkey.
    const test::SampleKey& sample = test::sample_keys[2];
    const Bytes rdata = test::must(encoding::decode_hex(sample.rdata));
    timeline::ZonePlan plan = plan_of_two();
    plan.keys[0].data = Bytes(rdata.begin() + 4, rdata.end());
    plan.keys[0].zones = {test::name_of("org."), plan.zone};
    plan.ds_before = {{0, sha256}};
    plan.ds_changes = {
        {{{0, dns::DigestType::sha384}, {0, sha256}}, time_of("2027-03-01"), {}, false}};
    const std::string text = parent_text(plan);
    CHECK_THAT(text, Catch::EndsWith("\n  DS of K1: " + std::string(sample.ds_sha256) +
                                     "\n  DS of K1, which comes with change 1: " +
                                     std::string(sample.ds_sha384) + "\n"));
    plan.zone = test::name_of("org.");
    CHECK(ds_records_of(plan).size() == 2);
    CHECK(ds_records_of(plan)[0].ds->key_tag == sample.tag);
    CHECK_THAT(parent_text(plan), !Catch::Contains(std::string(sample.ds_sha256)));
}

TEST_CASE("page_parent: each record has the change with which it comes or goes",
          "[planner][page_parent]") {
    constexpr auto sha384 = dns::DigestType::sha384;
    timeline::ZonePlan plan = plan_of_two();
    const auto names_of_records = [&plan] {
        std::vector<std::string> names;
        const std::string text = parent_text(plan);
        for (std::size_t at = text.find("  DS of "); at != std::string::npos;
             at = text.find("  DS of ", at + 1)) {
            names.push_back(text.substr(at + 8, text.find(':', at) - at - 8));
        }
        return names;
    };
    using Names = std::vector<std::string>;
    plan.ds_before = {{0, sha256}};
    CHECK(names_of_records() == Names{"K1"});
    plan.ds_changes = {{{{0, sha256}, {1, sha256}}, time_of("2027-03-01"), {}, false},
                       {{{1, sha256}}, time_of("2027-04-01"), {}, false}};
    CHECK(names_of_records() ==
          Names{"K1, which goes with change 2", "K2, which comes with change 1"});
    plan.ds_changes[0].complete = time_of("2027-03-03");
    CHECK(names_of_records() == Names{"K1, which goes with change 2", "K2"});
    plan.ds_changes[1].complete = time_of("2027-04-03");
    CHECK(names_of_records() == Names{"K1, which went with change 2", "K2"});
    plan.ds_changes[1].assumed = true;
    CHECK(names_of_records() == Names{"K1, which goes with change 2", "K2"});
    // What is taken back leaves everything as it was.
    plan.ds_changes = {{{{0, sha384}}, time_of("2027-03-01"), {}, false},
                       {{{0, sha256}}, time_of("2027-04-01"), {}, false}};
    CHECK(names_of_records() == Names{"K1", "K1, which is not wanted any more"});
}
