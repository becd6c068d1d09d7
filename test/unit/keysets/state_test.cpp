// SPDX-License-Identifier: BSD-3-Clause

#include "keysets/state.hpp"

#include "support/printing.hpp"
#include "unit/keysets/samples.hpp"

namespace state_test {

using namespace ceremony;
using keysets::Keyset;
using keysets::State;
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

}  // namespace

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
    State state;
    state.files.resize(2);
    state.files.front().sha256 = crypto::Sha256{1};
    state.files.front().chain = word("nl-registry");
    state.files.front().sequence = 7;
    state.files.back().sha256 = crypto::Sha256{2};  // of no ceremony
    state.files.back().imported = instant("2027-01-03");
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
