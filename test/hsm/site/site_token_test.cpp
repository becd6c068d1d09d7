// SPDX-License-Identifier: BSD-3-Clause

#include "site/site_token.hpp"

#include "crypto/digest.hpp"
#include "hsm/fixture.hpp"
#include "support/conversation.hpp"

using namespace ceremony;
using namespace ceremony::test;
using ceremony::site::SiteToken;

namespace {

// One token, and the repository that it is in.
class Site {
public:
    Site() {
        hsm_.add_token("oper");
        program.open_terminal = []() -> Result<Terminal> {
            return Error{Errc::unreadable, "there is no terminal"};
        };
    }

    [[nodiscard]] const TempFolder& folder() const { return hsm_.folder(); }
    [[nodiscard]] Result<SiteToken> open() const { return SiteToken::open(repository, program); }

    config::Repository repository = repository_with("oper");
    program::Program program;

private:
    SoftHsm hsm_;
};

Error refusal(const Result<SiteToken>& token, Errc code) {
    REQUIRE_FALSE(token.ok());
    CHECK(token.error().code() == code);
    return token.error();
}

}  // namespace

TEST_CASE("site_token: the PIN is a credential of systemd", "[hsm][site_token]") {
    Site site;
    site.repository.pin = config::PinFromCredential{"oper.pin"};
    const Error none = refusal(site.open(), Errc::configuration);
    CHECK(none.message() ==
          "token \"oper\": the PIN is the credential \"oper.pin\", and systemd passed none");
    CHECK(none.hint() == "in the unit: LoadCredential=oper.pin:/path/of/the/file");
    site.program.credentials = site.folder().path();
    static_cast<void>(refusal(site.open(), Errc::not_found));
    static_cast<void>(site.folder().file("oper.pin", std::string(test_pin) + "\n"));
    const SiteToken token = must(site.open());
    CHECK(token->info().label == "oper");
    CHECK(must((*token).objects()).empty());
    must(token->close());
}

TEST_CASE("site_token: by hand a person types the PIN that systemd would pass",
          "[hsm][site_token]") {
    Site site;
    const auto is_typed = [&site] {
        config::Repositories repositories;
        repositories.list.emplace_back().pin = config::PinFromCredential{"oper.pin"};
        repositories.list.emplace_back().pin = config::PinFromFile{"/pin"};
        site::have_pins_typed(repositories, site.program);
        CHECK(std::holds_alternative<config::PinFromFile>(repositories.list.back().pin));
        return std::holds_alternative<config::PinFromTerminal>(repositories.list.front().pin);
    };
    site.program.open_terminal = nullptr;
    CHECK_FALSE(is_typed());
    site.program.open_terminal = []() -> Result<Terminal> {
        return Error{Errc::unavailable, "there is none"};
    };
    CHECK_FALSE(is_typed());
    site.program.open_terminal = [] {
        return Terminal::open();
    };
    test::Conversation by_hand([&is_typed] { return is_typed() ? "typed" : "passed"; });
    CHECK(by_hand.ending() == "typed");
    site.program.credentials = site.folder().path();
    test::Conversation of_service([&is_typed] { return is_typed() ? "typed" : "passed"; });
    CHECK(of_service.ending() == "passed");
}

TEST_CASE("site_token: the PIN is in a file, or a person is asked", "[hsm][site_token]") {
    Site site;
    site.repository.pin = config::PinFromTerminal{};
    CHECK(refusal(site.open(), Errc::unreadable).message() ==
          "token \"oper\": there is no terminal");
    site.repository.pin =
        config::PinFromFile{site.folder().file("pin", std::string(test_pin) + "\n")};
    must(must(site.open())->close());
}

TEST_CASE("site_token: a wrong PIN is told with the token and where it was read",
          "[hsm][site_token]") {
    Site site;
    const std::string path = site.folder().file("pin", "not the one\n");
    site.repository.pin = config::PinFromFile{path};
    const Error wrong = refusal(site.open(), Errc::token);
    CHECK(site::is_refused_pin(wrong));
    CHECK_THAT(wrong.message(), Catch::StartsWith("token \"oper\": the PIN in the file \"" + path +
                                                  "\": C_Login: CKR_PIN_INCORRECT"));
}

TEST_CASE("site_token: an empty PIN is not tried", "[hsm][site_token]") {
    Site site;
    const std::string content = GENERATE("", "\n");
    const std::string path = site.folder().file("pin", content);
    site.repository.pin = config::PinFromFile{path};
    const Error empty = refusal(site.open(), Errc::configuration);
    CHECK(empty.message() == "token \"oper\": the PIN in the file \"" + path + "\" is empty");
    CHECK_FALSE(site::is_refused_pin(empty));
    site.program.credentials = site.folder().path();
    site.repository.pin = config::PinFromCredential{"pin"};
    CHECK(refusal(site.open(), Errc::configuration).message() ==
          "token \"oper\": the PIN of the credential \"pin\" is empty");
}

TEST_CASE("site_token: a module that is none is a matter of the configuration",
          "[hsm][site_token]") {
    Site site;
    site.repository.module =
        GENERATE("/does/not/exist.so", "/dev/null", "/lib64/ld-linux-x86-64.so.2");
    const Error error = refusal(site.open(), Errc::configuration);
    CHECK(exit_status(error.code()) == 78);
    CHECK_THAT(error.message(), Catch::StartsWith("\"" + site.repository.module + "\": "));
    CHECK(error.hint() == "module: names the library of the token, with its folders");
}

TEST_CASE("site_token: only the module with the digest is loaded", "[hsm][site_token]") {
    Site site;
    site.repository.pin =
        config::PinFromFile{site.folder().file("pin", std::string(test_pin) + "\n")};
    site.repository.module_sha256 = Bytes(32, 0);
    CHECK_THAT(refusal(site.open(), Errc::refused).message(),
               Catch::EndsWith(": not the module of module-sha256"));
    const std::string module = slurp(softhsm_module());
    const crypto::Sha256 digest = must(crypto::sha256(as_bytes(module)));
    site.repository.module_sha256 = Bytes(digest.begin(), digest.end());
    must(must(site.open())->close());
    site.repository.token = config::TokenLabel{"other"};
    static_cast<void>(refusal(site.open(), Errc::token));
}
