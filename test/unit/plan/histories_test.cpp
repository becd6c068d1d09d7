// SPDX-License-Identifier: BSD-3-Clause

#include "plan/histories.hpp"

#include "dnssec/ds_digest.hpp"
#include "plan/to_recipe.hpp"
#include "support/printing.hpp"
#include "support/sample_keys.hpp"
#include "unit/plan/samples.hpp"

namespace ceremony::plan::histories_test {
namespace {

using test::must;
using test::name_of;
using test::sample_frame;
using test::sample_plan;
using test::time_of;
using timeline::History;

recipe::Recipe sample_recipe() {
    return must(to_recipe(sample_plan(), sample_frame()));
}

// The P-256 sample key: its DS were made by dnssec-dsfromkey for the owner "example.".
const test::SampleKey& sample_key() {
    return test::sample_keys[2];
}

std::vector<History> example_with_sample_key() {
    History history;
    history.zone = name_of("example.");
    history.keys = {test::existing_key(recipe::KeyRole::ksk, 1, {history.zone}),
                    test::existing_key(recipe::KeyRole::ksk, 2, {history.zone})};
    const Bytes rdata = must(encoding::decode_hex(sample_key().rdata));
    history.keys[1].data = Bytes(rdata.begin() + 4, rdata.end());
    return {history};
}

dns::Ds sample_ds(std::string_view digest) {
    return {sample_key().tag, dns::Algorithm::ecdsap256sha256, dns::DigestType::sha256,
            must(encoding::decode_hex(digest))};
}

dns::Ds sample_ds() {
    return sample_ds(sample_key().ds_sha256.substr(sample_key().ds_sha256.rfind(' ') + 1));
}

TEST_CASE("histories: a zone goes on from the sets that the last ceremony made for it",
          "[plan][histories]") {
    ChainPlan later = sample_plan();
    later.zones.erase(later.zones.begin() + 1);
    RecipeFrame frame = sample_frame();
    frame.ceremony.sequence = 13;
    const auto histories = must(histories_of({sample_recipe(), must(to_recipe(later, frame))}));
    REQUIRE(histories.size() == 2);
    CHECK(histories[0].zone == name_of("nl."));
    CHECK(histories[0].last_ceremony == 13);
    CHECK(histories[0].slots == later.zones[0].slots);
    CHECK(histories[0].timing == later.zones[0].own_timing);
    CHECK(histories[1].zone == name_of("example."));
    CHECK(histories[1].last_ceremony == 12);
}

TEST_CASE("histories: a zone that a ceremony did not touch keeps its sets", "[plan][histories]") {
    ChainPlan plan = sample_plan();
    plan.zones[0].slots.clear();
    const auto histories = must(histories_of({must(to_recipe(plan, sample_frame()))}));
    CHECK(histories[0].slots == plan.zones[0].slots_before);
    CHECK(histories[0].last_ceremony == 11);
}

TEST_CASE("histories: what is known of a zone outlasts a ceremony that leaves it alone",
          "[plan][histories]") {
    const auto before = must(histories_of({sample_recipe()}));
    ChainPlan plan;
    for (const History& history : before) {
        plan.zones.push_back(timeline::at_rest(history));
        CHECK(plan.zones.back().slots.empty());
    }
    RecipeFrame frame = sample_frame();
    frame.ceremony.sequence = 13;
    CHECK(must(histories_of({must(to_recipe(plan, frame))})) == before);
}

TEST_CASE("histories: a key is listed until the last set with it expires", "[plan][histories]") {
    const auto histories = must(histories_of({sample_recipe()}));
    const std::vector<timeline::Slot> slots = sample_plan().zones[0].slots;
    const std::vector<timeline::Key>& keys = histories[0].keys;
    CHECK(keys[0].listed_until == slots[1].expiration);
    CHECK(keys[3].listed_until == slots[0].expiration);
    CHECK_FALSE(keys[1].listed_until);
}

TEST_CASE("histories: a recipe that is of no ceremony is refused", "[plan][histories]") {
    recipe::Recipe recipe = sample_recipe();
    recipe.preamble.ceremony.reset();
    const auto nameless = histories_of({recipe});
    REQUIRE_FALSE(nameless.ok());
    CHECK(nameless.error().code() == Errc::semantics);
    recipe.preamble.plan.reset();
    recipe.preamble.ceremony = sample_frame().ceremony;
    const auto planless = histories_of({recipe});
    REQUIRE_FALSE(planless.ok());
    CHECK(planless.error().code() == Errc::semantics);
}

TEST_CASE("histories: keys that are brought along join their zones", "[plan][histories]") {
    std::vector<History> histories = example_with_sample_key();
    BroughtKey known{test::existing_key(recipe::KeyRole::zsk, 9, {name_of("example.")}), "k:1:1"};
    BroughtKey fresh{test::existing_key(recipe::KeyRole::zsk, 9, {name_of("org.")}), "k:2:1"};
    REQUIRE(add_keys(histories, {known, fresh}).ok());
    REQUIRE(histories.size() == 2);
    CHECK(histories[0].keys.back() == known.key);
    CHECK(histories[1].zone == name_of("org."));
    CHECK(histories[1].keys == std::vector{fresh.key});

    const auto again = GENERATE(0, 1);
    BroughtKey twice = known;
    if (again == 0) {
        twice.key.id = Bytes(16, 99);
    } else {
        twice.key.data = test::key_data(99);
    }
    const Outcome refused = add_keys(histories, {twice});
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code() == Errc::refused);
    CHECK_THAT(refused.error().message(), Catch::StartsWith("k:1:1: "));
}

TEST_CASE("histories: a DS is observed for the key it refers to", "[plan][histories]") {
    std::vector<History> histories = example_with_sample_key();
    const dns::Name zone = name_of("example.");
    REQUIRE(add_events(histories,
                       {policy::DsSeen{zone, sample_ds(), time_of("2027-01-02")},
                        policy::DsSeen{zone, sample_ds(), time_of("2027-01-03")},
                        policy::DsGone{zone, sample_ds(), time_of("2027-02-03")},
                        policy::DsGone{zone, sample_ds(), time_of("2027-02-02")},
                        policy::DsSeen{name_of("org."), sample_ds(), UtcTime()}},
                       time_of("2027-03-01"))
                .ok());
    CHECK(histories[0].keys[1].observed.ds_seen == time_of("2027-01-02"));
    CHECK(histories[0].keys[1].observed.ds_gone == time_of("2027-02-03"));
    CHECK_FALSE(histories[0].keys[0].observed.ds_seen);
    CHECK(histories[0].brought_digests == std::set{dns::DigestType::sha256});

    const Outcome other =
        add_events(histories, {policy::DsSeen{zone, sample_ds(std::string(64, '0')), UtcTime()}},
                   time_of("2027-03-01"));
    REQUIRE_FALSE(other.ok());
    CHECK(other.error().code() == Errc::refused);
}

// The DS of the sample key with SHA-384.
dns::Ds sample_ds_384() {
    const dns::Dnskey key =
        recipe::to_dnskey({dns::Algorithm::ecdsap256sha256, recipe::KeyRole::ksk},
                          *example_with_sample_key()[0].keys[1].data);
    return must(dnssec::make_ds(name_of("example."), key, dns::DigestType::sha384));
}

TEST_CASE("histories: a DS record is observed, not its key", "[plan][histories]") {
    constexpr auto sha256 = dns::DigestType::sha256;
    constexpr auto sha384 = dns::DigestType::sha384;
    const dns::Name zone = name_of("example.");
    const UtcTime now = time_of("2027-12-01");
    std::vector<History> histories = example_with_sample_key();
    const timeline::Life& observed = histories[0].keys[1].observed;
    std::vector<policy::Event> events = {policy::DsSeen{zone, sample_ds(), time_of("2027-01-02")}};
    SECTION("other digests are seen when the last of them is") {
        histories[0].ds_before = {{1, sha256}};
        histories[0].ds_changes = {{{{1, sha256}, {1, sha384}}, time_of("2027-03-01"), {}, false}};
        REQUIRE(add_events(histories, events, now).ok());
        CHECK(observed.ds_seen == time_of("2027-01-02"));
        events.emplace_back(policy::DsSeen{zone, sample_ds_384(), time_of("2027-03-04")});
        REQUIRE(add_events(histories, events, now).ok());
        CHECK(observed.ds_seen == time_of("2027-03-04"));
        CHECK_FALSE(observed.ds_gone);
    }
    SECTION("a digest that goes is not the key that goes") {
        histories[0].ds_before = {{1, sha256}};
        histories[0].ds_changes = {{{{1, sha384}}, time_of("2027-03-01"), {}, false}};
        events.emplace_back(policy::DsGone{zone, sample_ds(), time_of("2027-03-04")});
        REQUIRE(add_events(histories, events, now).ok());
        CHECK_FALSE(observed.ds_gone);
    }
    SECTION("a record that is dropped has to be gone") {
        histories[0].ds_before = {{1, sha256}, {1, sha384}};
        histories[0].ds_changes = {{{{1, sha256}}, time_of("2027-03-01"), {}, false}};
        events.emplace_back(policy::DsSeen{zone, sample_ds_384(), time_of("2027-01-03")});
        REQUIRE(add_events(histories, events, now).ok());
        CHECK(observed.ds_seen == time_of("2027-01-03"));
        events.emplace_back(policy::DsGone{zone, sample_ds_384(), time_of("2027-03-04")});
        REQUIRE(add_events(histories, events, now).ok());
        CHECK(observed.ds_seen == time_of("2027-03-04"));
        CHECK_FALSE(observed.ds_gone);
    }
    SECTION("a key is gone when the last of its records is") {
        histories[0].ds_before = {{1, sha256}, {1, sha384}};
        events.emplace_back(policy::DsGone{zone, sample_ds(), time_of("2027-03-04")});
        REQUIRE(add_events(histories, events, now).ok());
        CHECK_FALSE(observed.ds_gone);
        events.emplace_back(policy::DsGone{zone, sample_ds_384(), time_of("2027-03-03")});
        REQUIRE(add_events(histories, events, now).ok());
        CHECK(observed.ds_gone == time_of("2027-03-04"));
    }
    SECTION("one that is asked for again is seen again") {
        const std::vector<timeline::DsAtParent> set = {{1, sha256}};
        histories[0].ds_before = set;
        histories[0].ds_changes = {{{}, time_of("2027-03-01"), {}, false},
                                   {set, time_of("2027-04-01"), {}, false}};
        REQUIRE(add_events(histories, events, now).ok());
        CHECK(observed.ds_seen == time_of("2027-01-02"));
        events.emplace_back(policy::DsSeen{zone, sample_ds(), time_of("2027-03-20")});
        events.emplace_back(policy::DsSeen{zone, sample_ds(), time_of("2027-04-06")});
        events.emplace_back(policy::DsSeen{zone, sample_ds(), time_of("2027-04-05")});
        REQUIRE(add_events(histories, events, now).ok());
        CHECK(observed.ds_seen == time_of("2027-04-05"));
        // Gone meanwhile, and back before anybody asked.
        events = {policy::DsSeen{zone, sample_ds(), time_of("2027-01-02")},
                  policy::DsGone{zone, sample_ds(), time_of("2027-03-10")},
                  policy::DsSeen{zone, sample_ds(), time_of("2027-03-20")}};
        REQUIRE(add_events(histories, events, now).ok());
        CHECK(observed.ds_seen == time_of("2027-03-20"));
    }
    SECTION("other digests that are taken back are seen again") {
        histories[0].ds_before = {{1, sha256}};
        histories[0].ds_changes = {{{{1, sha384}}, time_of("2027-03-01"), {}, false},
                                   {{{1, sha256}}, time_of("2027-04-01"), {}, false}};
        events.emplace_back(policy::DsSeen{zone, sample_ds(), time_of("2027-04-05")});
        REQUIRE(add_events(histories, events, now).ok());
        CHECK(observed.ds_seen == time_of("2027-04-05"));
    }
    SECTION("one that comes back is seen anew") {
        events.emplace_back(policy::DsGone{zone, sample_ds(), time_of("2027-03-04")});
        events.emplace_back(policy::DsSeen{zone, sample_ds(), time_of("2027-05-06")});
        REQUIRE(add_events(histories, events, now).ok());
        CHECK(observed.ds_seen == time_of("2027-05-06"));
    }
}

TEST_CASE("histories: nobody observes what is not there yet", "[plan][histories]") {
    std::vector<History> histories = example_with_sample_key();
    histories[0].keys[1].observed.generate = time_of("2027-01-10");
    const dns::Name zone = name_of("example.");
    struct Row {
        policy::Event event;
        std::string why;
    };
    const auto row = GENERATE_COPY(values<Row>({
        {policy::DsSeen{zone, sample_ds(), time_of("2027-01-09")}, "before its key was made"},
        {policy::DsGone{zone, sample_ds(), time_of("2027-01-09")}, "before its key was made"},
        {policy::BackupDone{Bytes(16, 2), time_of("2027-01-09")},
         "events: backup-done at 2027-01-09 00:00:00, which is before its key was made, "
         "2027-01-10 00:00:00"},
        {policy::DsSeen{zone, sample_ds(), time_of("2027-02-02")}, "after now"},
        {policy::DsGone{zone, sample_ds(), time_of("2027-02-02")}, "after now"},
        {policy::Imported{12, time_of("2027-02-02")}, "after now"},
        {policy::BackupDone{Bytes(16, 2), time_of("2027-02-02")}, "after now"},
    }));
    const Outcome refused = add_events(histories, {row.event}, time_of("2027-02-01"));
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code() == Errc::refused);
    CHECK_THAT(refused.error().message(), Catch::Contains(row.why));
}

TEST_CASE("histories: the clock of the bunker does not say what people can have seen",
          "[plan][histories]") {
    std::vector<History> histories = example_with_sample_key();
    histories[0].keys[1].planned.generate = time_of("2027-01-10");
    histories[0].keys[1].observed.generate = time_of("2028-01-11");  // a year ahead
    const auto seen_at = [&](std::string_view time) {
        return add_events(histories,
                          {policy::DsSeen{name_of("example."), sample_ds(), time_of(time)}},
                          time_of("2027-03-01"));
    };
    CHECK(seen_at("2027-02-01").ok());
    CHECK_FALSE(seen_at("2027-01-09").ok());
}

TEST_CASE("histories: imports and backups are noted", "[plan][histories]") {
    std::vector<History> histories = example_with_sample_key();
    REQUIRE(add_events(histories,
                       {policy::Imported{12, time_of("2027-01-02")},
                        policy::BackupDone{Bytes(16, 2), time_of("2027-01-03")},
                        policy::BackupDone{Bytes(16, 77), time_of("2027-01-04")}},
                       time_of("2027-01-04"))
                .ok());
    CHECK(histories[0].imports == std::vector{timeline::Import{12, time_of("2027-01-02")}});
    CHECK(histories[0].backups == std::vector{timeline::KeyBackup{1, time_of("2027-01-03")}});
}

}  // namespace
}  // namespace ceremony::plan::histories_test
