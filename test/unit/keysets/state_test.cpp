// SPDX-License-Identifier: BSD-3-Clause

#include "keysets/state.hpp"

#include "dns/scan.hpp"
#include "support/printing.hpp"
#include "support/recipes.hpp"
#include "unit/keysets/samples.hpp"

namespace state_test {

using namespace ceremony;
using keysets::Keyset;
using keysets::read_state;
using keysets::State;
using keysets::write_state;
using keysets::ZoneState;
using test::instant;
using test::keyset;
using test::ksk;
using test::must;
using test::zsk;

namespace {

recipe::Word word(std::string_view text) {
    return must(recipe::Word::from_text(text));
}

dns::Name example() {
    return must(dns::Name::from_text("example."));
}

// Everything a state can have.
State full_state() {
    State state;
    state.files = {{crypto::Sha256{1},
                    "one.json",
                    word("nl-registry"),
                    7,
                    instant("2027-01-02"),
                    {example()},
                    instant("2027-09-01"),
                    "the one before was lost",
                    "1 2 3 4"},
                   {crypto::Sha256{2},
                    "two.json",
                    std::nullopt,
                    0,
                    instant("2027-01-03"),
                    {},
                    instant("2027-09-02"),
                    ""}};
    ZoneState zone;
    zone.chain = word("nl-registry");
    zone.trust = {
        must(dns::scan_ds("1 13 2 "
                          "0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABC"
                          "DEF",
                          "trust"))};
    zone.distrusted = zone.trust;
    zone.distrusted.front().key_tag = 2;
    zone.track = word("emergency");
    const Keyset set = keyset("2027-01-01", "2027-01-08", {ksk(1)}, {ksk(1)});
    keysets::note_published(zone, set, nullptr, instant("2027-01-02"));
    zone.targets = {{"/a/b.xml", keysets::name_of(set), policy::Format::signconf, crypto::Sha256{3},
                     true, instant("2027-01-09")}};
    zone.look_again = instant("2027-01-08");
    state.zones = {{example(), zone}, {must(dns::Name::from_text("nl.")), ZoneState()}};
    state.events = {policy::Imported{7, instant("2027-01-02")},
                    policy::DsSeen{example(), zone.trust.front(), instant("2027-01-04")}};
    state.last_success = instant("2027-01-05");
    state.last_clock = instant("2027-01-06");
    state.absence = keysets::Absence{instant("2027-01-05"), "no token has label \"OKS\""};
    return state;
}

}  // namespace

TEST_CASE("state: what was written is read back", "[keysets][state]") {
    const State state = GENERATE(State(), full_state());
    const std::string text = write_state(state);
    const State again = must(read_state(text, "state.json"));
    CHECK(again == state);
    CHECK(write_state(again) == text);
}

TEST_CASE("state: a state without anything has one text", "[keysets][state]") {
    CHECK(write_state(State()) ==
          "{\n  \"version\": 1,\n  \"files\": [],\n  \"zones\": [],\n  \"events\": []\n}\n");
}

TEST_CASE("state: what is not completely understood is refused, with the place",
          "[keysets][state]") {
    struct Row {
        std::string edit;
        std::string told;
    };
    const auto row = GENERATE(values<Row>({
        {"set version 2", "a version of the state that is not known here"},
        {"remove version", "version"},
        {"remove zones", "there is no member \"zones\""},
        {"set zones 1", "zones: "},
        {"remove files", "files"},
        {"remove events", "events"},
        {"add other 1", "other: "},
        {"set files[0].sha256 \"00\"", "files[0].sha256: "},
        {"set files[0].name \"../x\"", "files[0].name: not the name of a file in the store"},
        {"set files[0].name \"a/x\"", "files[0].name: not the name of a file in the store"},
        {"set files[0].name \"..\"", "files[0].name: not the name of a file in the store"},
        {"set files[0].sequence -1", "files[0].sequence: "},
        {"duplicate zones[0]", "zones[1]: the same zone twice"},
        {"remove zones[0].trust", "trust"},
        {"set zones[0].trust[0] \"x\"", "zones[0].trust[0]: "},
        {"set zones[0].distrusted[0] \"x\"", "zones[0].distrusted[0]: "},
        {"set zones[0].track \".x\"", "zones[0].track: "},
        {"set zones[0].published.set.stage 65536", "zones[0].published.set.stage: "},
        {"set zones[0].published.since \"soon\"", "zones[0].published.since: "},
        {"remove zones[0].changes[0].set", "zones[0].changes[0]: "},
        {"set zones[0].targets[0].file \"\"", "zones[0].targets[0].file: "},
        {"remove tokenAbsence.why", "tokenAbsence"},
        {"set tokenAbsence.since \"soon\"", "tokenAbsence.since: "},
        {"set events[0].imported.sequence 0", "events[0].imported.sequence: "},
    }));
    CAPTURE(row.edit);
    const auto state = read_state(test::edited(write_state(full_state()), row.edit), "state.json");
    REQUIRE_FALSE(state.ok());
    CHECK_THAT(state.error().message(), Catch::StartsWith("state.json:"));
    CHECK_THAT(state.error().message(), Catch::Contains(row.told));
}

TEST_CASE("state: what is no JSON is refused", "[keysets][state]") {
    const auto state = read_state("{", "state.json");
    REQUIRE_FALSE(state.ok());
    CHECK(state.error().code() == Errc::syntax);
}

TEST_CASE("state: each change of keys is remembered, other sets are not", "[keysets][state]") {
    ZoneState zone;
    const Keyset first = keyset("2027-01-01", "2027-01-08", {ksk(1)}, {ksk(1)});
    const Keyset same = keyset("2027-01-08", "2027-01-15", {ksk(1)}, {ksk(1)});
    const Keyset other = keyset("2027-01-15", "2027-01-22", {ksk(1), zsk(2)}, {ksk(1)});
    keysets::note_published(zone, first, nullptr, instant("2027-01-02"));
    keysets::note_published(zone, first, &first, instant("2027-01-03"));
    REQUIRE(zone.published);
    CHECK(zone.published->since == instant("2027-01-02"));
    keysets::note_published(zone, same, &first, instant("2027-01-08"));
    CHECK(zone.published->set == keysets::name_of(same));
    CHECK(zone.published->since == instant("2027-01-08"));
    keysets::note_published(zone, other, &same, instant("2027-01-16"));
    REQUIRE(zone.changes.size() == 2);
    CHECK(zone.changes.at(0).set == keysets::name_of(first));
    CHECK(zone.changes.at(0).since == instant("2027-01-02"));
    CHECK(zone.changes.at(1).set == keysets::name_of(other));
    CHECK(zone.changes.at(1).since == instant("2027-01-16"));
}

TEST_CASE("state: where the set before is not known, a change is taken for granted",
          "[keysets][state]") {
    ZoneState zone;
    const Keyset first = keyset("2027-01-01", "2027-01-08", {ksk(1)}, {ksk(1)});
    const Keyset same = keyset("2027-01-08", "2027-01-15", {ksk(1)}, {ksk(1)});
    keysets::note_published(zone, first, nullptr, instant("2027-01-02"));
    keysets::note_published(zone, same, nullptr, instant("2027-01-08"));
    CHECK(zone.changes.size() == 2);
}

TEST_CASE("state: a signer that could not be told makes it late, and nothing makes it early",
          "[keysets][state]") {
    ZoneState zone;
    keysets::note_delay(zone, instant("2027-01-02"));
    CHECK(zone == ZoneState());
    const Keyset first = keyset("2027-01-01", "2027-01-08", {ksk(1)}, {ksk(1)});
    const Keyset second = keyset("2027-01-08", "2027-01-15", {ksk(1)}, {ksk(1)});
    keysets::note_published(zone, first, nullptr, instant("2027-01-01"));
    keysets::note_delay(zone, instant("2027-01-03"));
    CHECK(zone.published->since == instant("2027-01-03"));
    CHECK(zone.changes.back().since == instant("2027-01-03"));
    keysets::note_delay(zone, instant("2020-01-01"));
    CHECK(zone.published->since == instant("2027-01-03"));
    CHECK(zone.changes.back().since == instant("2027-01-03"));
    // New signatures over the same keys make no change of them late.
    keysets::note_published(zone, second, &first, instant("2027-01-08"));
    keysets::note_delay(zone, instant("2027-01-10"));
    CHECK(zone.published->since == instant("2027-01-10"));
    CHECK(zone.changes.back().since == instant("2027-01-03"));
}

TEST_CASE("state: old changes are forgotten", "[keysets][state]") {
    ZoneState zone;
    for (Byte i = 0; i < 20; ++i) {
        const Keyset set = keyset("2027-01-01", "2027-01-08", {ksk(i)}, {ksk(i)});
        Keyset later = set;
        later.from = must(UtcTime::from_seconds(set.from.seconds() + i));
        keysets::note_published(zone, later, nullptr, later.from);
    }
    REQUIRE(zone.changes.size() == keysets::remembered_changes);
    CHECK(zone.changes.back().set == zone.published->set);
}

TEST_CASE("state: a zone has to do with imports of its own chain alone", "[keysets][state]") {
    State state;
    keysets::StoredFile file;
    file.chain = word("one");
    file.sequence = 3;
    file.imported = instant("2027-01-03");
    state.files = {file};
    file.chain = word("other");
    file.sequence = 4;
    state.files.push_back(file);
    state.events = {policy::Imported{3, instant("2027-01-03")},
                    policy::BackupDone{{5}, instant("2027-01-02")},
                    policy::Imported{4, instant("2027-01-03")}};
    keysets::ZoneState zone;
    CHECK(keysets::events_for(state, zone) ==
          std::vector<policy::Event>{policy::BackupDone{{5}, instant("2027-01-02")}});
    zone.chain = word("one");
    CHECK(keysets::events_for(state, zone) ==
          std::vector<policy::Event>{policy::BackupDone{{5}, instant("2027-01-02")},
                                     policy::Imported{3, instant("2027-01-03")}});
}

TEST_CASE("state: a set that was published by a wrong clock can be forgotten", "[keysets][state]") {
    keysets::ZoneState zone;
    const auto first = test::keyset("2027-01-01", "2027-01-08", {ksk(9), zsk(1)}, {ksk(9)});
    const auto future = test::keyset("2027-06-01", "2027-06-08", {ksk(9), zsk(2)}, {ksk(9)});
    keysets::note_published(zone, first, nullptr, instant("2027-01-01"));
    keysets::note_published(zone, future, &first, instant("2027-06-01"));
    REQUIRE(zone.changes.size() == 2);
    zone.look_again = instant("2027-06-08");
    keysets::forget_published(zone, instant("2027-01-02"));
    CHECK_FALSE(zone.published);
    CHECK_FALSE(zone.look_again);
    REQUIRE(zone.changes.size() == 1);
    CHECK(zone.changes.front().set == keysets::name_of(first));
}

TEST_CASE("state: files are found by hash and by chain", "[keysets][state]") {
    State state = full_state();
    state.files.push_back(state.files.front());
    state.files.back().sha256 = crypto::Sha256{9};
    CHECK(keysets::last_of_chain(state, word("nl-registry")) == &state.files.at(2));
    CHECK(keysets::last_of_chain(state, word("other")) == nullptr);
    // One of an earlier ceremony that was forced in later does not lead the chain back.
    state.files.push_back(state.files.front());
    --state.files.back().sequence;
    CHECK(keysets::last_of_chain(state, word("nl-registry")) == &state.files.at(2));
    CHECK(keysets::find_file(state, crypto::Sha256{2}) == &state.files.at(1));
    CHECK(keysets::find_file(state, crypto::Sha256{4}) == nullptr);
    CHECK(keysets::imported_at(state.files, crypto::Sha256{2}) == state.files.at(1).imported);
    CHECK_FALSE(keysets::imported_at(state.files, crypto::Sha256{4}));
}

}  // namespace state_test
