// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/delivery.hpp"

#include <filesystem>

#include "support/temp_folder.hpp"
#include "unit/program/told.hpp"
#include "unit/signers/samples.hpp"

using namespace ceremony;
using ceremony::test::must;
using ceremony::test::sample_keyset;
using ceremony::test::slurp;

namespace {

// Two files of the zone of sample_keyset(), whose signer is somebody else.
class Desk {
public:
    Desk() : told("consumer"), token(configuration, told.program), troubles(told.program) {
        set.zone_signers.front().external = true;
        configuration.policies.emplace_back();
        configuration.publish = {target("zone", policy::Format::zone),
                                 target("ds", policy::Format::ds)};
    }
    Desk(const Desk&) = delete;
    Desk(Desk&&) = delete;
    Desk& operator=(const Desk&) = delete;
    Desk& operator=(Desk&&) = delete;
    ~Desk() = default;

    [[nodiscard]] policy::Target target(const std::string& name, policy::Format format) const {
        policy::Target target;
        target.zone = set.zone;
        target.format = format;
        target.file = folder / name;
        return target;
    }

    [[nodiscard]] consumer::Course course_at(const std::string& time) const {
        return {imported, {}, must(UtcTime::from_text(time))};
    }

    bool deliver(const std::string& time) {
        consumer::Round round{configuration,
                              rules,
                              told.program,
                              token,
                              troubles,
                              must(UtcTime::from_text(time)),
                              "the clock is a sundial",
                              clock_refusal};
        consumer::Targets targets;
        for (const policy::Target& one : configuration.publish) {
            if (rules.is_for(one)) {
                targets.push_back(&one);
            }
        }
        return consumer::deliver(round, {sets, set, course_at(time)}, targets, zone);
    }

    test::TempFolder folder;
    test::Told told;
    policy::Configuration configuration;
    consumer::PublishRules rules;
    std::optional<Error> clock_refusal;
    consumer::LazyToken token;
    consumer::Troubles troubles;
    keysets::Keyset set = sample_keyset();
    keysets::ZoneSets sets;
    std::optional<UtcTime> imported;
    keysets::ZoneState zone;
};

}  // namespace

TEST_CASE("delivery: every target has the set, and that is noted", "[consumer][delivery]") {
    Desk desk;
    CHECK(desk.deliver("2027-01-02"));
    CHECK(desk.troubles.none());
    CHECK_THAT(desk.told.err, Catch::Contains("warning: the clock is a sundial"));
    REQUIRE(desk.zone.targets.size() == 2);
    for (const policy::Target& target : desk.configuration.publish) {
        CHECK(consumer::has_set(desk.zone, target, keysets::name_of(desk.set)));
    }
    CHECK(desk.zone.published->set == keysets::name_of(desk.set));
    CHECK(desk.zone.published->since.text() == "2027-01-02 00:00:00");
}

TEST_CASE("delivery: a set that is not valid now goes nowhere", "[consumer][delivery]") {
    Desk desk;
    CHECK_FALSE(desk.deliver("2027-01-15"));
    CHECK(desk.troubles.outcome().error().code() == Errc::refused);
    CHECK(desk.told.err.empty());  // it is told once, by whoever takes the outcome
    CHECK(desk.told.out.empty());
    CHECK_FALSE(desk.zone.published);
    desk.set.signatures.front().signature.front() ^= 1U;
    CHECK_FALSE(desk.deliver("2027-01-02"));
    CHECK_FALSE(desk.zone.published);
}

TEST_CASE("delivery: what is not configured any more is forgotten", "[consumer][delivery]") {
    Desk desk;
    CHECK(desk.deliver("2027-01-02"));
    desk.configuration.publish.pop_back();
    CHECK(desk.deliver("2027-01-03"));
    REQUIRE(desk.zone.targets.size() == 1);
    CHECK(consumer::find_written(desk.zone, desk.configuration.publish.front()) != nullptr);
}

TEST_CASE("delivery: a target of a person does not change since when the signer has the set",
          "[consumer][delivery]") {
    Desk desk;
    CHECK(desk.deliver("2027-01-02"));
    static_cast<void>(desk.folder.file("ds", "lost"));
    CHECK(desk.deliver("2027-01-03"));
    CHECK(desk.zone.published->since.text() == "2027-01-02 00:00:00");
    static_cast<void>(desk.folder.file("zone", "lost"));
    CHECK(desk.deliver("2027-01-04"));
    CHECK(desk.zone.published->since.text() == "2027-01-04 00:00:00");
}

namespace {

// A set that begins on 01-01, and one with the same keys that begins on 01-05.
class Refreshed : public Desk {
public:
    Refreshed() : first(set), second(set) {
        first.from = must(UtcTime::from_text("2027-01-01"));
        second.from = must(UtcTime::from_text("2027-01-05"));
        second.expiration = must(UtcTime::from_seconds(first.expiration.seconds() + 1));
        sets.sets = {first, second};
        set = first;
    }
    [[nodiscard]] std::string changed() const { return zone.changes.back().since.text(); }

    keysets::Keyset first;
    keysets::Keyset second;
};

}  // namespace

TEST_CASE("delivery: new signatures that a signer was not told of make no change of keys late",
          "[consumer][delivery]") {
    Refreshed desk;
    desk.configuration.publish = {desk.target("zone", policy::Format::zone)};
    desk.configuration.publish.front().after = {"true"};
    REQUIRE(desk.deliver("2027-01-02"));
    keysets::WrittenTarget& target = desk.zone.targets.front();
    SECTION("it was told of the keys") {
        REQUIRE(target.hook_pending);
        target.hook_pending = false;
        desk.set = desk.second;
        CHECK(desk.deliver("2027-01-05"));
        target.hook_pending = true;  // both sets have one text here
        CHECK(desk.deliver("2027-01-06"));
        CHECK(desk.changed() == "2027-01-02 00:00:00");
    }
    SECTION("it was not") {
        desk.set = desk.second;
        CHECK(desk.deliver("2027-01-05"));
        CHECK(desk.changed() == "2027-01-05 00:00:00");
    }
}

TEST_CASE("delivery: a signer that does not get the keys makes the change late, whatever set it is",
          "[consumer][delivery]") {
    Refreshed desk;
    desk.configuration.publish = {desk.target("zone", policy::Format::zone),
                                  desk.target("away/zone", policy::Format::zone)};
    CHECK_FALSE(desk.deliver("2027-01-02"));
    CHECK_FALSE(desk.deliver("2027-01-04"));
    CHECK(desk.changed() == "2027-01-04 00:00:00");
    desk.set = desk.second;
    CHECK_FALSE(desk.deliver("2027-01-05"));
    CHECK_FALSE(desk.deliver("2027-01-06"));
    CHECK(desk.changed() == "2027-01-06 00:00:00");
    std::filesystem::create_directory(desk.folder / "away");
    CHECK(desk.deliver("2027-01-07"));
    CHECK(desk.zone.changes.size() == 1);
    CHECK(desk.changed() == "2027-01-07 00:00:00");
    CHECK(desk.deliver("2027-01-08"));
    CHECK(desk.changed() == "2027-01-07 00:00:00");
    // It has the keys: new signatures that come late are no matter.
    desk.set.from = must(UtcTime::from_text("2027-01-06"));
    desk.sets.sets.push_back(desk.set);
    std::filesystem::permissions(desk.folder / "away", std::filesystem::perms(0500));
    std::filesystem::rename(desk.folder / "away", desk.folder / "gone");
    CHECK_FALSE(desk.deliver("2027-01-09"));
    std::filesystem::permissions(desk.folder / "gone", std::filesystem::perms(0700));
    CHECK(desk.changed() == "2027-01-07 00:00:00");
}

TEST_CASE("delivery: a signer that is not told has heard of what its own target held",
          "[consumer][delivery]") {
    Refreshed desk;
    desk.configuration.publish = {desk.target("zone", policy::Format::zone)};
    desk.configuration.publish.front().after = {"true"};
    REQUIRE(desk.deliver("2027-01-02"));
    keysets::WrittenTarget& target = desk.zone.targets.front();
    CHECK_FALSE(target.heard_until);  // it has never heard of anything
    target.hook_pending = false;
    // Another target had the second set in the meantime.
    keysets::note_published(desk.zone, desk.second, &desk.first,
                            must(UtcTime::from_text("2027-01-05")));
    static_cast<void>(desk.folder.file("zone", "lost"));
    desk.set.from = must(UtcTime::from_text("2027-01-06"));
    desk.sets.sets.push_back(desk.set);
    target.sha256.fill(1);  // it had another text
    REQUIRE(desk.deliver("2027-01-06"));
    REQUIRE(target.hook_pending);
    CHECK(target.heard_until == desk.first.expiration);
}

TEST_CASE("delivery: a target of another format is written again", "[consumer][delivery]") {
    Desk desk;
    CHECK(desk.deliver("2027-01-02"));
    policy::Target& target = desk.configuration.publish.front();
    target.format = policy::Format::json;
    CHECK_FALSE(consumer::has_set(desk.zone, target, keysets::name_of(desk.set)));
    CHECK(desk.deliver("2027-01-03"));
    CHECK_THAT(slurp(target.file), Catch::StartsWith("{"));
    CHECK(consumer::has_set(desk.zone, target, keysets::name_of(desk.set)));
}

TEST_CASE("delivery: as long as one signer does not have it, it is late", "[consumer][delivery]") {
    Desk desk;
    desk.configuration.publish.push_back(desk.target("no/zone", policy::Format::zone));
    CHECK_FALSE(desk.deliver("2027-01-02"));
    CHECK_FALSE(desk.deliver("2027-01-05"));
    CHECK(desk.zone.published->since.text() == "2027-01-05 00:00:00");
    CHECK(desk.zone.changes.back().since.text() == "2027-01-05 00:00:00");
}

TEST_CASE("delivery: other programs are not the signer, where there is one",
          "[consumer][delivery]") {
    Desk desk;
    desk.configuration.publish.push_back(desk.target("no/json", policy::Format::json));
    CHECK_FALSE(desk.deliver("2027-01-02"));
    CHECK_FALSE(desk.deliver("2027-01-05"));
    CHECK(desk.zone.published->since.text() == "2027-01-02 00:00:00");
    CHECK_FALSE(consumer::is_publication(desk.configuration, desk.configuration.publish.back()));
    desk.configuration.publish.erase(desk.configuration.publish.begin());
    CHECK(consumer::is_publication(desk.configuration, desk.configuration.publish.back()));
}

TEST_CASE("delivery: what only a person reads is no publication", "[consumer][delivery]") {
    Desk desk;
    desk.rules.format = policy::Format::ds;
    CHECK(desk.deliver("2027-01-02"));
    CHECK_FALSE(desk.zone.published);
    desk.configuration.publish.erase(desk.configuration.publish.begin());
    CHECK(desk.deliver("2027-01-02"));
    CHECK(desk.zone.published);
}

TEST_CASE("delivery: a text that changes by itself makes no set late", "[consumer][delivery]") {
    // Where no signer has a target, the others count.
    Desk desk;
    desk.configuration.publish = {desk.target("ds", policy::Format::ds)};
    timeline::ZonePlan plan;
    plan.zone = desk.set.zone;
    plan.keys.resize(1);
    plan.keys[0].role = recipe::KeyRole::ksk;
    plan.keys[0].algorithm = desk.set.keys.front().algorithm;
    plan.keys[0].data = desk.set.keys.front().public_key;
    plan.ds_changes = {
        {{{0, dns::DigestType::sha256}}, must(UtcTime::from_text("2027-01-03")), {}, false}};
    desk.sets.plans.emplace(desk.set.file, plan);
    CHECK(desk.deliver("2027-01-02"));
    const std::string before = slurp(desk.folder / "ds");
    CHECK(desk.deliver("2027-01-04"));
    CHECK(slurp(desk.folder / "ds") != before);
    CHECK(desk.zone.published->since.text() == "2027-01-02 00:00:00");
    // But a reader that had another text had not the set.
    static_cast<void>(desk.folder.file("ds", "lost"));
    CHECK(desk.deliver("2027-01-05"));
    CHECK(desk.zone.published->since.text() == "2027-01-05 00:00:00");
}

TEST_CASE("delivery: nothing is written by a clock that may not be believed",
          "[consumer][delivery]") {
    Desk desk;
    desk.clock_refusal = Error{Errc::refused, "by a sundial"};
    CHECK_FALSE(desk.deliver("2027-01-02"));
    CHECK(desk.troubles.outcome().error().message() == "by a sundial");
    CHECK_FALSE(desk.zone.published);
}

TEST_CASE("delivery: by such a clock nothing is written again either", "[consumer][delivery]") {
    Desk desk;
    CHECK(desk.deliver("2027-01-02"));
    desk.rules.refresh = consumer::Refresh::always;
    desk.clock_refusal = Error{Errc::refused, "by a sundial"};
    desk.told.out.clear();
    desk.told.err.clear();
    const auto time = std::filesystem::last_write_time(desk.folder / "zone");
    CHECK_FALSE(desk.deliver("2027-01-03"));
    CHECK(desk.troubles.outcome().error().message() == "by a sundial");
    CHECK(desk.told.err.empty());  // once for both targets
    CHECK(desk.told.out.empty());
    CHECK(std::filesystem::last_write_time(desk.folder / "zone") == time);
    CHECK(desk.zone.published->since.text() == "2027-01-02 00:00:00");
}

TEST_CASE("delivery: what is written again is told", "[consumer][delivery]") {
    Desk desk;
    CHECK(desk.deliver("2027-01-02"));
    desk.rules.refresh = consumer::Refresh::always;
    desk.told.out.clear();
    CHECK(desk.deliver("2027-01-03"));
    CHECK_THAT(desk.told.out,
               Catch::StartsWith("example.: zone " + (desk.folder / "zone") +
                                 ": written again, it has still the set from ") &&
                   Catch::Contains("\nexample.: ds " + (desk.folder / "ds") + ": written again, "));
}

TEST_CASE("delivery: what is no file that can be replaced is an output that cannot be written",
          "[consumer][delivery]") {
    Desk desk;
    std::filesystem::create_directory(desk.folder / "zone");
    std::filesystem::create_symlink("elsewhere", desk.folder / "ds");
    CHECK_FALSE(desk.deliver("2027-01-02"));
    CHECK(desk.troubles.outcome().error().code() == Errc::unwritable);
    CHECK(exit_status(Errc::unwritable) == 73);
    CHECK(desk.troubles.outcome().error().message() ==
          "\"" + (desk.folder / "zone") + "\": is not a regular file");
    CHECK_THAT(desk.told.err, Catch::StartsWith("consumer: \"" + (desk.folder / "ds") + "\": "));
    CHECK_FALSE(desk.zone.published);
}

TEST_CASE("delivery: a DS that rests on the import is for the parent so long after it",
          "[consumer][delivery]") {
    Desk desk;
    timeline::Key ksk;
    ksk.role = recipe::KeyRole::ksk;
    ksk.algorithm = desk.set.keys.at(2).algorithm;
    ksk.data = desk.set.keys.at(2).public_key;
    timeline::ZonePlan plan;
    plan.zone = desk.set.zone;
    plan.keys = {ksk};
    plan.handover_until = must(UtcTime::from_text("2027-01-10"));
    timeline::DsChange change;
    change.after = {{0, dns::DigestType::sha256}};
    change.earliest = must(UtcTime::from_text("2027-01-01"));
    change.after_import = 86400;
    plan.ds_changes = {change};
    desk.sets.plans.emplace(desk.set.file, plan);
    const auto told_parent = [&desk](const std::string& earliest) {
        CHECK(desk.deliver("2027-01-03"));
        CHECK_THAT(slurp(desk.folder / "ds"), Catch::Contains("; NOT BEFORE " + earliest + " UTC"));
        CHECK(consumer::next_difference({desk.sets, desk.set, desk.course_at("2027-01-03")}) ==
              must(UtcTime::from_text(earliest)));
    };
    told_parent("2027-01-11 00:00:00");
    desk.imported = must(UtcTime::from_text("2027-01-02 12:00:00"));
    told_parent("2027-01-03 12:00:00");
    CHECK(desk.deliver("2027-01-04"));
    CHECK_THAT(slurp(desk.folder / "ds"), !Catch::Contains("NOT BEFORE"));
}
