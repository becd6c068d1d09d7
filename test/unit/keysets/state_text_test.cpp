// SPDX-License-Identifier: BSD-3-Clause

#include "keysets/state_text.hpp"

#include "dns/scan.hpp"
#include "support/printing.hpp"
#include "support/recipes.hpp"
#include "unit/keysets/samples.hpp"

namespace state_text_test {

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

TEST_CASE("state text: what was written is read back", "[keysets][state_text]") {
    const State state = GENERATE(State(), full_state());
    const std::string text = write_state(state);
    const State again = must(read_state(text, "state.json"));
    CHECK(again == state);
    CHECK(write_state(again) == text);
}

TEST_CASE("state text: a state without anything has one text", "[keysets][state_text]") {
    CHECK(write_state(State()) ==
          "{\n  \"version\": 1,\n  \"files\": [],\n  \"zones\": [],\n  \"events\": []\n}\n");
}

TEST_CASE("state text: what is not completely understood is refused, with the place",
          "[keysets][state_text]") {
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

TEST_CASE("state text: what is no JSON is refused", "[keysets][state_text]") {
    const auto state = read_state("{", "state.json");
    REQUIRE_FALSE(state.ok());
    CHECK(state.error().code() == Errc::syntax);
}

}  // namespace state_text_test
