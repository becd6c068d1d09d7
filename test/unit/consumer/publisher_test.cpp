// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/publisher.hpp"

#include <filesystem>
#include <fstream>

#include "consumer/commands/trust.hpp"
#include "consumer/outlook.hpp"
#include "consumer/site.hpp"
#include "keysets/state_text.hpp"
#include "unit/consumer/publishing.hpp"

using namespace ceremony;
using consumer::PublishRules;
using test::must;
using test::Publishing;
using test::refusal;
using test::Shop;
using test::slurp;

TEST_CASE("publisher: the set that is right now goes into the target, and the signer is told",
          "[consumer][publisher]") {
    Publishing shop;
    must(shop.run());
    CHECK(shop.expiration_in_target() == "2027-02-01 00:00:00");
    CHECK(shop.hooks_run() == 1);
    REQUIRE(shop.zone().published);
    CHECK(shop.zone().published->since.text() == "2027-01-02 00:00:00");
    CHECK_FALSE(shop.zone().targets.front().hook_pending);
    CHECK(shop.store().state().last_success->text() == "2027-01-02 00:00:00");
    CHECK(shop.told.out == "example.: zone " + shop.target() +
                               ": the set from 2027-01-01 00:00 until 2027-02-01 00:00, signed "
                               "until 2027-02-01 00:00\n");
}

TEST_CASE("publisher: what is right already is not touched", "[consumer][publisher]") {
    Publishing shop;
    must(shop.run());
    const auto time = std::filesystem::last_write_time(shop.target());
    shop.at("2027-01-03");
    must(shop.run());
    CHECK(shop.told.out.empty());
    CHECK(std::filesystem::last_write_time(shop.target()) == time);
    CHECK(shop.hooks_run() == 1);
    CHECK(shop.zone().published->since.text() == "2027-01-02 00:00:00");
    CHECK(shop.store().state().last_success->text() == "2027-01-03 00:00:00");
}

TEST_CASE("publisher: the next set comes in its time", "[consumer][publisher]") {
    Publishing shop;
    must(shop.run());
    shop.at("2027-02-02");
    must(shop.run());
    CHECK(shop.expiration_in_target() == "2027-03-01 00:00:00");
    CHECK(shop.hooks_run() == 2);
}

TEST_CASE("publisher: a target that somebody changed is written again", "[consumer][publisher]") {
    Publishing shop;
    must(shop.run());
    must(shop.run());
    REQUIRE(shop.zone().look_again);  // until then nothing is due
    static_cast<void>(shop.folder.file("target", "something else\n"));
    must(shop.run());
    CHECK(shop.expiration_in_target() == "2027-02-01 00:00:00");
    CHECK(shop.hooks_run() == 2);
}

TEST_CASE("publisher: a signer that was not told is told again, and has the set only then",
          "[consumer][publisher]") {
    Publishing shop;
    static_cast<void>(shop.folder.file("deaf", ""));
    CHECK(refusal(shop.run(), Errc::left_over) == "example.: hook \"sh\": ended with status 1");
    CHECK(shop.zone().targets.front().hook_pending);
    CHECK_FALSE(shop.store().state().last_success);
    shop.at("2027-01-04");
    static_cast<void>(refusal(shop.run(), Errc::left_over));
    CHECK(shop.zone().published->since.text() == "2027-01-04 00:00:00");
    std::filesystem::remove(shop.folder / "deaf");
    shop.at("2027-01-05");
    must(shop.run());
    CHECK(shop.hooks_run() == 3);
    CHECK(shop.told.out == "example.: zone " + shop.target() +
                               ": the hook that an earlier run owes has succeeded\n");
    CHECK(shop.zone().published->since.text() == "2027-01-05 00:00:00");
    CHECK(shop.zone().changes.back().since.text() == "2027-01-05 00:00:00");
    shop.at("2027-01-06");
    must(shop.run());
    CHECK(shop.hooks_run() == 3);
}

TEST_CASE("publisher: a run that was interrupted before its hook is made good",
          "[consumer][publisher]") {
    Publishing shop;
    const std::string before = slurp(shop.folder / "store/state.json");
    must(shop.run());
    // As if it had been killed after the target was written.
    static_cast<void>(shop.folder.file("store/state.json", before));
    std::filesystem::remove(shop.folder / "hook");
    must(shop.run());
    CHECK_THAT(shop.told.out, Catch::EndsWith("; it was there already\n"));
    CHECK(shop.hooks_run() == 1);
    CHECK(shop.zone().published);
}

TEST_CASE("publisher: a hook that is owed runs though the next set has the same text",
          "[consumer][publisher]") {
    Publishing shop("ds");
    static_cast<void>(shop.folder.file("deaf", ""));
    static_cast<void>(refusal(shop.run(), Errc::left_over));
    const std::string text = slurp(shop.target());
    std::filesystem::remove(shop.folder / "deaf");
    shop.at("2027-02-02");
    must(shop.run());
    CHECK(slurp(shop.target()) == text);
    CHECK(shop.hooks_run() == 2);
    CHECK_FALSE(shop.zone().targets.front().hook_pending);
}

TEST_CASE("publisher: the state says what is published before a hook runs",
          "[consumer][publisher]") {
    Publishing shop;
    shop.configure(
        "publish:\n"
        "  - zone: example.\n"
        "    format: zone\n"
        "    file: FOLDER/target\n"
        "    after: [cp, FOLDER/store/state.json, FOLDER/seen]\n");
    must(shop.run());
    const auto seen = must(keysets::read_state(slurp(shop.folder / "seen"), "seen"));
    const keysets::ZoneState& zone = seen.zones.at(must(dns::Name::from_text("example.")));
    CHECK(zone.published);
    REQUIRE(zone.targets.size() == 1);
    CHECK(zone.targets.front().hook_pending);
}

TEST_CASE("publisher: a run for a part of the targets is no success of all",
          "[consumer][publisher]") {
    Publishing shop;
    PublishRules rules;
    SECTION("of one zone") {
        rules.zone = must(dns::Name::from_text("example."));
    }
    SECTION("of one format") {
        rules.format = policy::Format::zone;
    }
    must(shop.run(rules));
    CHECK(shop.zone().published);
    CHECK_FALSE(shop.store().state().last_success);
}

TEST_CASE("publisher: a signer that was restarted gets it again", "[consumer][publisher]") {
    Publishing shop;
    must(shop.run());
    const auto time = std::filesystem::last_write_time(shop.target());
    PublishRules rules;
    rules.refresh = consumer::Refresh::always;
    must(shop.run(rules));
    // Signers look at whole seconds.
    using std::chrono::floor;
    using std::chrono::seconds;
    CHECK(floor<seconds>(std::filesystem::last_write_time(shop.target())) > floor<seconds>(time));
    CHECK(shop.hooks_run() == 2);
    // It had the set before, unless its hook fails.
    shop.at("2027-01-03");
    must(shop.run(rules));
    CHECK(shop.zone().published->since.text() == "2027-01-02 00:00:00");
    static_cast<void>(shop.folder.file("deaf", ""));
    static_cast<void>(refusal(shop.run(rules), Errc::left_over));
    CHECK(shop.zone().published->since.text() == "2027-01-03 00:00:00");
}

TEST_CASE("publisher: without a set what is published stays, and that is told",
          "[consumer][publisher]") {
    Publishing shop;
    must(shop.run());
    const std::string published = slurp(shop.target());
    shop.at("2027-06-01");
    const std::string message = refusal(shop.run(), Errc::refused);
    CHECK_THAT(message, Catch::StartsWith("example.: no set is for this time: there are sets from "
                                          "2027-01-01 00:00:00 until 2027-04-01 00:00:00"));
    CHECK_THAT(message, Catch::EndsWith("what is published since 2027-01-02 00:00:00 stays, it is "
                                        "signed until 2027-02-01 00:00:00"));
    CHECK(slurp(shop.target()) == published);
    CHECK(shop.store().state().last_success->text() == "2027-01-02 00:00:00");
    // And told again.
    static_cast<void>(refusal(shop.run(), Errc::refused));
}

TEST_CASE("publisher: a zone that has no set at all is told", "[consumer][publisher]") {
    Publishing shop;
    shop.configure("publish: [ { zone: nl., format: zone, file: FOLDER/target } ]\n");
    CHECK(refusal(shop.run(), Errc::refused) ==
          "nl.: no result that was imported has sets of it; nothing was ever published");
    CHECK_FALSE(std::filesystem::exists(shop.target()));
}

TEST_CASE("publisher: a clock that went back writes nothing", "[consumer][publisher]") {
    Publishing shop;
    shop.at("2027-02-02");
    must(shop.run());
    shop.at("2027-01-03");
    CHECK_THAT(refusal(shop.run(), Errc::refused),
               Catch::Contains("published set") || Catch::Contains("the clock"));
    CHECK(shop.expiration_in_target() == "2027-03-01 00:00:00");
    // The run after it goes by the clock as it is, and still never goes back.
    static_cast<void>(refusal(shop.run(), Errc::refused));
    CHECK(shop.expiration_in_target() == "2027-03-01 00:00:00");
}

TEST_CASE("publisher: a time without valid signatures is told when it is over",
          "[consumer][publisher]") {
    Publishing shop;
    must(shop.run());
    shop.at("2027-01-31");
    must(shop.run());
    CHECK_THAT(shop.told.err, !Catch::Contains("the zone had none"));
    shop.at("2027-02-03");
    must(shop.run());
    const auto is_told = Catch::Contains(
        "warning: example.: the signatures of the set before ended 2027-02-01 00:00:00: from then "
        "until now the zone had none that are valid\n");
    CHECK_THAT(shop.told.err, is_told);
    must(shop.run());
    CHECK_THAT(shop.told.err, !is_told);
}

TEST_CASE("publisher: a clock that went back does not even write the set that is published",
          "[consumer][publisher]") {
    Publishing shop;
    shop.at("2027-01-10");
    must(shop.run());
    std::filesystem::remove(shop.target());
    shop.at("2027-01-09");
    CHECK_THAT(refusal(shop.run(), Errc::refused), Catch::Contains("the clock has gone back"));
    CHECK_FALSE(std::filesystem::exists(shop.target()));
    must(shop.run());
    CHECK(shop.expiration_in_target() == "2027-02-01 00:00:00");
}

TEST_CASE("publisher: by a clock that went back no signer is told, and no time is noted",
          "[consumer][publisher]") {
    Publishing shop;
    static_cast<void>(shop.folder.file("deaf", ""));
    static_cast<void>(refusal(shop.run(), Errc::left_over));
    REQUIRE(shop.hooks_run() == 1);
    std::filesystem::remove(shop.folder / "deaf");
    shop.at("2020-01-01");
    CHECK_THAT(refusal(shop.run(), Errc::refused), Catch::Contains("the clock has gone back"));
    CHECK(shop.told.err.empty());
    CHECK(shop.hooks_run() == 1);
    // Where it stays so, nothing counts as told earlier than it was written.
    static_cast<void>(refusal(shop.run(), Errc::refused));
    CHECK(shop.hooks_run() == 2);
    CHECK(shop.zone().published->since.text() == "2027-01-02 00:00:00");
    CHECK(shop.zone().changes.back().since.text() == "2027-01-02 00:00:00");
}

TEST_CASE("publisher: from what a wrong clock published a person goes back",
          "[consumer][publisher]") {
    Publishing shop;
    must(shop.run());
    PublishRules rules;
    rules.goes_back = true;
    CHECK_THAT(refusal(shop.run(rules), Errc::refused),
               Catch::StartsWith("example.: --go-back is for a set that is not valid yet; what is "
                                 "published since 2027-01-02 00:00:00 stays"));
    shop.at("2027-03-02");
    must(shop.run());
    REQUIRE(shop.expiration_in_target() == "2027-04-01 00:00:00");
    // The clock that is right again is behind at first, and that is told; then nothing is due.
    shop.at("2027-01-03");
    static_cast<void>(refusal(shop.run(rules), Errc::refused));
    CHECK_THAT(refusal(shop.run(), Errc::refused), Catch::Contains("is for a later time"));
    must(shop.run(rules));
    CHECK(shop.expiration_in_target() == "2027-02-01 00:00:00");
    CHECK(shop.zone().published->since.text() == "2027-01-03 00:00:00");
    must(shop.run());
}

TEST_CASE("publisher: what a KSK signed that is trusted no more stays, and that is told",
          "[consumer][publisher]") {
    Publishing shop;
    // dnssec-dsfromkey -2 -f - example.; the KSK that signs all sets.
    consumer::Options remove = shop.options;
    remove.arguments = {
        "remove", "example.",
        "2613 13 2 02EA1209426525A614125623588DEBD518E6971602FB8C38F305601984331851"};
    const std::string doubt =
        " is signed by no key that is trusted; KSK 2613 was taken out of the trust";
    SECTION("where it is published, sets of it follow") {
        must(shop.run());
        must(shop.run());
        must(consumer::trust(remove, shop.told.program));
        for (int i = 0; i < 2; ++i) {
            CHECK(refusal(shop.run(), Errc::refused) ==
                  "example.: the set from 2027-01-01 00:00:00" + doubt +
                      "; it is published all the same");
        }
        CHECK(shop.expiration_in_target() == "2027-02-01 00:00:00");
        shop.at("2027-02-02");
        CHECK_THAT(refusal(shop.run(), Errc::refused),
                   Catch::StartsWith("example.: the set from 2027-02-01 00:00:00" + doubt));
        CHECK(shop.expiration_in_target() == "2027-03-01 00:00:00");
        CHECK(shop.hooks_run() == 2);
        CHECK_THAT(must(consumer::outlooks(must(consumer::configuration_of(shop.options)),
                                           shop.store(), must(shop.told.program.clock())))
                       .front()
                       .alarm,
                   Catch::Contains(doubt));
    }
    SECTION("nothing is published at first that nobody trusts") {
        must(consumer::trust(remove, shop.told.program));
        CHECK(refusal(shop.run(), Errc::refused) == "example.: the set from 2027-01-01 00:00:00" +
                                                        doubt + "; nothing was ever published");
        CHECK_FALSE(std::filesystem::exists(shop.target()));
    }
    SECTION("what a wrong clock published is taken back all the same") {
        shop.at("2027-03-02");
        must(shop.run());
        must(consumer::trust(remove, shop.told.program));
        shop.at("2027-01-03");
        PublishRules rules;
        rules.goes_back = true;
        static_cast<void>(refusal(shop.run(rules), Errc::refused));  // the clock went back
        CHECK_THAT(refusal(shop.run(rules), Errc::refused),
                   Catch::EndsWith(doubt + "; it is published all the same"));
        CHECK(shop.expiration_in_target() == "2027-02-01 00:00:00");
    }
    SECTION("until the configuration trusts it, and no longer than that") {
        must(shop.run());
        must(consumer::trust(remove, shop.told.program));
        const std::string host = Publishing::host_with("zone");
        shop.configure(host + "trust: { example.: [ \"" + remove.arguments.back() + "\" ] }\n");
        must(shop.run());
        must(shop.run());
        shop.configure(host);
        static_cast<void>(refusal(shop.run(), Errc::refused));
    }
    SECTION("until a person has it trusted again") {
        must(shop.run());
        must(consumer::trust(remove, shop.told.program));
        static_cast<void>(refusal(shop.run(), Errc::refused));
        remove.arguments.front() = "add";
        must(consumer::trust(remove, shop.told.program));
        must(shop.run());
    }
}

TEST_CASE("publisher: one target that cannot be written does not keep others waiting",
          "[consumer][publisher]") {
    Publishing shop;
    shop.configure(
        "publish:\n"
        "  - { zone: example., format: zone, file: FOLDER/no/such/folder }\n"
        "  - { zone: example., format: zone, file: FOLDER/target }\n");
    static_cast<void>(refusal(shop.run(), Errc::unwritable));
    CHECK(shop.expiration_in_target() == "2027-02-01 00:00:00");
    CHECK_FALSE(shop.store().state().last_success);
    // The signer that has none of it yet has it from then on.
    std::filesystem::create_directories(shop.folder / "no/such");
    shop.at("2027-01-08");
    must(shop.run());
    CHECK(shop.zone().published->since.text() == "2027-01-08 00:00:00");
}

TEST_CASE("publisher: a symbolic link is no target", "[consumer][publisher]") {
    Publishing shop;
    std::filesystem::create_symlink(shop.folder.file("elsewhere", "kept\n"), shop.target());
    CHECK_THAT(refusal(shop.run(), Errc::unwritable), Catch::Contains("is a symbolic link"));
    CHECK(slurp(shop.folder / "elsewhere") == "kept\n");
}

TEST_CASE("publisher: a signer configuration wants a token", "[consumer][publisher]") {
    Publishing shop("signconf");
    CHECK_THAT(refusal(shop.run(), Errc::configuration),
               Catch::EndsWith("there is no repository called default"));
    CHECK_FALSE(std::filesystem::exists(shop.target()));
}

TEST_CASE("publisher: a module that is not there is a matter of the configuration",
          "[consumer][publisher]") {
    Publishing shop("signconf");
    const std::string repository =
        "repositories: { default: { module: /does/not/exist, label: x, pin: file, pin-file: /x } "
        "}\n";
    shop.configure(repository + Publishing::host_with("zone"));
    must(shop.run());
    shop.configure(repository + Publishing::host_with("signconf"));
    shop.at("2027-02-02");
    CHECK_THAT(refusal(shop.run(), Errc::configuration),
               Catch::StartsWith("\"/does/not/exist\": cannot load the module: "));
    CHECK(shop.expiration_in_target() == "2027-02-01 00:00:00");
    CHECK_FALSE(shop.store().state().absence);
}

TEST_CASE("publisher: a PIN that was refused before is a matter for people",
          "[consumer][publisher]") {
    Publishing shop("signconf");
    shop.configure(
        "repositories: { default: { module: /does/not/exist, label: x, pin: credential, "
        "pin-credential: pin } }\n" +
        Publishing::host_with("signconf"));
    const std::string mark = shop.folder.file("store/wrong-pin", "");
    CHECK_THAT(
        refusal(shop.run(), Errc::token),
        Catch::StartsWith("token \"x\": it refused the PIN of the credential \"pin\" before"));
    CHECK(exit_status(Errc::token) == 69);
    CHECK(std::filesystem::exists(mark));
}

TEST_CASE("publisher: two at once are one too many", "[consumer][publisher]") {
    Publishing shop;
    const auto store = must(consumer::Store::open(shop.folder / "store"));
    static_cast<void>(refusal(shop.run(), Errc::busy));
    CHECK_FALSE(std::filesystem::exists(shop.target()));
}
