// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/wrong_pin.hpp"

#include "base/file_facts.hpp"
#include "consumer/lazy_token.hpp"
#include "support/temp_folder.hpp"
#include "unit/program/told.hpp"

using namespace ceremony;
using consumer::why_not_to_log_in;
using consumer::with_way_out;
using test::must;

namespace {

// A host with a store, and a token whose module does not exist.
class PinHost {
public:
    PinHost() {
        config::Repository repository;
        repository.names = {"default"};
        repository.module = "/does/not/exist.so";
        repository.token = config::TokenLabel{"oper"};
        repository.pin = config::PinFromCredential{"pin"};
        configuration.repositories.list.push_back(std::move(repository));
        configuration.store = folder.path();
    }

    config::PinSource& pin() { return configuration.repositories.list.front().pin; }
    void note() {
        must(consumer::note_wrong_pin(configuration, must(UtcTime::from_text("2027-01-02"))));
    }
    [[nodiscard]] std::string mark() const { return folder / "wrong-pin"; }

    test::TempFolder folder;
    policy::Configuration configuration;
};

}  // namespace

TEST_CASE("wrong_pin: it is not tried again", "[consumer][wrong_pin]") {
    PinHost host;
    CHECK_FALSE(why_not_to_log_in(host.configuration));
    host.note();
    CHECK_THAT(test::slurp(host.mark()), Catch::Contains("at 2027-01-02 00:00:00 UTC"));
    const auto reason = why_not_to_log_in(host.configuration);
    REQUIRE(reason);
    CHECK(reason->code() == Errc::token);
    CHECK(reason->message() ==
          "token \"oper\": it refused the PIN of the credential \"pin\" before, which is not tried "
          "again: \"" +
              host.mark() + "\" is there");
    CHECK(reason->hint() ==
          "put the right PIN into the file that the unit names with LoadCredential=pin, then "
          "remove \"" +
              host.mark() + "\"");
    // The module is not even looked for.
    const test::Told told("consumer");
    consumer::LazyToken token(host.configuration, told.program);
    CHECK(token.get().error().message() == reason->message());
    must(consumer::note_right_pin(host.configuration));
    CHECK_FALSE(why_not_to_log_in(host.configuration));
    must(consumer::note_right_pin(host.configuration));
}

TEST_CASE("wrong_pin: one that a person types says nothing of the one that was refused",
          "[consumer][wrong_pin]") {
    PinHost host;
    host.note();
    host.configuration.repositories.list.front().pin = config::PinFromTerminal{};
    CHECK_FALSE(why_not_to_log_in(host.configuration));
    must(consumer::note_right_pin(host.configuration));
    CHECK(look_at(host.mark(), Links::refuse).ok());
}

TEST_CASE("wrong_pin: another one in the file is tried", "[consumer][wrong_pin]") {
    PinHost host;
    host.pin() = config::PinFromFile{host.folder.file("pin", "1234\n")};
    host.note();
    CHECK(why_not_to_log_in(host.configuration));
    const auto mark = must(look_at(host.mark(), Links::refuse));
    // The clock of the file system ticks.
    while (must(look_at(host.folder.file("pin", "5678\n"), Links::refuse)).changed_ns <=
           mark.changed_ns) {
    }
    CHECK_FALSE(why_not_to_log_in(host.configuration));
}

TEST_CASE("wrong_pin: one from another place is tried", "[consumer][wrong_pin]") {
    PinHost host;
    host.pin() = config::PinFromFile{host.folder.file("old", "1234\n")};
    const std::string moved = host.folder.file("new", "5678\n");
    host.note();
    CHECK_THAT(test::slurp(host.mark()),
               Catch::EndsWith("It was the PIN in the file \"" + (host.folder / "old") + "\".\n"));
    CHECK(why_not_to_log_in(host.configuration));
    host.pin() = config::PinFromFile{moved};
    CHECK_FALSE(why_not_to_log_in(host.configuration));
    // It is refused as well: neither is tried any more, whichever was last.
    host.note();
    CHECK(why_not_to_log_in(host.configuration));
    host.pin() = config::PinFromFile{host.folder / "old"};
    CHECK(why_not_to_log_in(host.configuration));
    host.note();
    const std::string mark = test::slurp(host.mark());
    CHECK_THAT(mark, Catch::EndsWith("It was the PIN in the file \"" + moved +
                                     "\".\nIt was the PIN in the file \"" + (host.folder / "old") +
                                     "\".\n"));
}

TEST_CASE("wrong_pin: whose it is, what was done and the way out are told",
          "[consumer][wrong_pin]") {
    PinHost host;
    const Error refusal{Errc::token, "C_Login: CKR_PIN_INCORRECT (0xa0): wrong PIN"};
    const std::string written =
        refusal.message() + "; it is not tried again: \"" + host.mark() + "\" was written";
    host.pin() = config::PinFromFile{"/etc/pin"};
    const Error told = with_way_out(host.configuration, refusal);
    CHECK(told.code() == Errc::token);
    CHECK(told.message() == written);
    CHECK(told.hint() ==
          "put the right PIN into \"/etc/pin\", and the next run tries it; or remove \"" +
              host.mark() + "\"");
    host.pin().emplace<Secret>(as_bytes("1234"));
    host.configuration.repositories.list.front().token = config::TokenSerial{"77"};
    CHECK(with_way_out(host.configuration, refusal).hint() ==
          "put the right PIN into the configuration, then remove \"" + host.mark() + "\"");
    host.note();
    CHECK_THAT(why_not_to_log_in(host.configuration)->message(),
               Catch::StartsWith("token with the serial \"77\": it refused the PIN of the "
                                 "configuration before"));
    host.configuration.repositories.list.front().token = config::TokenSlot{3};
    CHECK_THAT(why_not_to_log_in(host.configuration)->message(),
               Catch::StartsWith("token in slot 3: "));
    // Nothing is written of a PIN that a person typed.
    host.pin() = config::PinFromTerminal{};
    CHECK(with_way_out(host.configuration, refusal).message() == refusal.message());
    CHECK(with_way_out(host.configuration, refusal).hint().empty());
}

TEST_CASE("wrong_pin: of one that a person types nothing is written", "[consumer][wrong_pin]") {
    PinHost host;
    host.pin() = config::PinFromTerminal{};
    host.note();
    CHECK(look_at(host.mark(), Links::refuse).error().code() == Errc::not_found);
    host.pin() = config::PinFromPinpad{};
    host.note();
    CHECK(look_at(host.mark(), Links::refuse).error().code() == Errc::not_found);
}
