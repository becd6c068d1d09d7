// SPDX-License-Identifier: BSD-3-Clause

#include "pkcs11/open_token.hpp"

#include <filesystem>

#include "hsm/fixture.hpp"

using namespace ceremony;
using namespace ceremony::pkcs11;
using namespace ceremony::test;

namespace {

Result<Secret> must_not_ask(const TokenInfo& /*token*/) {
    FAIL("nobody is to be asked");
    return test_secret();
}

}  // namespace

TEST_CASE("open_token: a token is found by label and by serial and by slot", "[hsm][open_token]") {
    SoftHsm hsm;
    hsm.add_token("one");
    hsm.add_token("two");
    Modules modules(uninspected);
    const auto by_label = must(modules.open(repository_with("two")));
    CHECK(by_label->info().label == "two");
    CHECK(by_label->info().initialised);
    CHECK(by_label->info().pin_is_set);
    CHECK_FALSE(by_label->info().pin_final_try);
    CHECK_FALSE(by_label->info().has_pin_pad);
    CHECK(by_label->info().manufacturer == "SoftHSM project");

    config::Repository repository = repository_with("");
    repository.token = config::TokenSerial{by_label->info().serial};
    CHECK(must(modules.open(repository))->info().label == "two");
    repository.token = config::TokenSlot{by_label->info().slot};
    CHECK(must(modules.open(repository))->info().label == "two");
}

TEST_CASE("open_token: no match lists what is there", "[hsm][open_token]") {
    SoftHsm hsm;
    hsm.add_token("one");
    Modules modules(uninspected);
    const auto token = modules.open(repository_with("two"));
    REQUIRE_FALSE(token.ok());
    CHECK(token.error().code() == Errc::token);
    CHECK(token.error().message().starts_with("no token has label \"two\"; there is: slot "));
    CHECK(token.error().message().find("label \"one\"") != std::string::npos);
    CHECK(token.error().message().find("no initialised token") != std::string::npos);
}

TEST_CASE("open_token: two tokens of one label are told apart by serial only",
          "[hsm][open_token]") {
    SoftHsm hsm;
    hsm.add_token("twin");
    hsm.add_token("twin");
    Modules modules(uninspected);
    config::Repository repository = repository_with("twin");
    const auto token = modules.open(repository);
    REQUIRE_FALSE(token.ok());
    CHECK(token.error().code() == Errc::configuration);
    const std::string& message = token.error().message();
    CHECK(message.starts_with("2 tokens have label \"twin\": slot "));
    const std::string before = "serial \"";
    const std::string serial = message.substr(message.find(before) + before.size(), 16);
    CHECK(message.find(serial) == message.rfind(serial));
    repository.token = config::TokenSerial{serial};
    CHECK(must(modules.open(repository))->info().serial == serial);
}

TEST_CASE("open_token: a module is inspected before any of it runs", "[hsm][open_token]") {
    SoftHsm hsm;
    hsm.add_token("bunker");
    config::Repository repository = repository_with("bunker");
    repository.module_sha256 = Bytes(32, 0x11);
    std::vector<Bytes> seen;
    Outcome verdict = Error{Errc::refused, "another module"};
    Modules modules([&](const config::Repository& shown) {
        CHECK(shown.module == repository.module);
        seen.push_back(shown.module_sha256.value_or(Bytes()));
        return verdict;
    });
    const auto refused = modules.open(repository);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code() == Errc::refused);
    CHECK(refused.error().message() == "another module");
    // Not even the loader has looked at it.
    repository.module = "/nonexistent/module.so";
    CHECK(modules.open(repository).error().message() == "another module");
    verdict = Nothing{};
    CHECK(modules.open(repository).error().code() == Errc::token);
    CHECK(seen == std::vector<Bytes>(3, Bytes(32, 0x11)));
}

TEST_CASE("open_token: a wrong PIN ends the login at once and never shows", "[hsm][open_token]") {
    SoftHsm hsm;
    hsm.add_token("bunker");
    Modules modules(uninspected);
    const auto token = must(modules.open(repository_with("bunker")));
    const std::string_view wrong = "Wrong-Pin-55812";
    const Outcome outcome = token->log_in(Secret(as_bytes(wrong)));
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().code() == Errc::token);
    CHECK(outcome.error().message() ==
          "C_Login: CKR_PIN_INCORRECT (0xa0): wrong PIN; few tries may be left");
    CHECK(token->info().pin_count_low);
    // Whoever opens the token next sees it before a login.
    must(token->close());
    const auto again = must(modules.open(repository_with("bunker")));
    CHECK(again->info().pin_count_low);
    must(again->log_in(test_secret()));
    CHECK_FALSE(again->info().pin_count_low);
}

TEST_CASE("open_token: the PIN comes from where the configuration says", "[hsm][open_token]") {
    SoftHsm hsm;
    hsm.add_token("bunker");
    Modules modules(uninspected);
    const auto token = must(modules.open(repository_with("bunker")));
    const std::string file = hsm.folder() / "pin";
    SECTION("a person") {
        std::string asked;
        must(log_in(*token, config::PinFromTerminal{}, [&](const TokenInfo& info) {
            asked = info.label;
            return Result<Secret>(test_secret());
        }));
        CHECK(asked == "bunker");
    }
    SECTION("a file") {
        static_cast<void>(hsm.folder().file("pin", std::string(test_pin) + "\n"));
        must(log_in(*token, config::PinFromFile{file}, must_not_ask));
    }
    SECTION("the configuration itself") {
        must(log_in(*token, config::PinSource(test_secret()), must_not_ask));
    }
    CHECK(must(token->objects()).empty());
    must(token->generate(new_key(KeyKind::p256, "key")));  // only a user who is logged in may
}

TEST_CASE("open_token: without a PIN nothing is tried", "[hsm][open_token]") {
    SoftHsm hsm;
    hsm.add_token("bunker");
    Modules modules(uninspected);
    const auto token = must(modules.open(repository_with("bunker")));
    const auto code_of = [&](const config::PinSource& source, const AskPin& ask) {
        const Outcome outcome = log_in(*token, source, ask);
        return outcome.ok() ? Errc::internal : outcome.error().code();
    };
    const AskPin nobody = [](const TokenInfo&) -> Result<Secret> {
        return Error{Errc::refused, "nobody answered"};
    };
    CHECK(code_of(config::PinFromTerminal{}, nobody) == Errc::refused);
    CHECK(code_of(config::PinFromFile{hsm.folder() / "absent"}, must_not_ask) == Errc::not_found);
    CHECK(code_of(config::PinFromPinpad{}, must_not_ask) == Errc::configuration);
    CHECK(code_of(config::PinFromCredential{"pin"}, must_not_ask) == Errc::configuration);
    must(token->close());
    CHECK_FALSE(must(modules.open(repository_with("bunker")))->info().pin_count_low);
}

TEST_CASE("open_token: tokens of one module outlive each other", "[hsm][open_token]") {
    SoftHsm hsm;
    hsm.add_token("one");
    hsm.add_token("two");
    Modules modules(uninspected);
    const auto one = open_token(modules, repository_with("one"));
    {
        // The same file by another path is the same module.
        config::Repository repository = repository_with("two");
        repository.module = hsm.folder() / "module.so";
        std::filesystem::create_symlink(softhsm_module(), repository.module);
        const auto two = open_token(modules, repository);
        must(two->generate(new_key(KeyKind::p256, "key")));
        CHECK(must(two->objects()).size() == 2);
        must(two->close());
    }
    CHECK(must(one->objects()).empty());
    must(one->generate(new_key(KeyKind::p256, "key")));
    must(one->close());
    // The module was finalised and is initialised again.
    CHECK(must(open_token(modules, repository_with("one"))->objects()).size() == 2);
}

TEST_CASE("open_token: a token that was closed is used no more", "[hsm][open_token]") {
    OneToken token;
    must(token->generate(new_key(KeyKind::p256, "key")));
    must(token->close());
    CHECK(token->objects().error().code() == Errc::internal);
    CHECK(token->can_sign(KeyKind::p256).error().code() == Errc::internal);
    CHECK(token->find_key_pair(labelled("key")).error().code() == Errc::not_found);
    must(token->close());
}

TEST_CASE("open_token: an attribute that protects a key cannot be omitted", "[hsm][open_token]") {
    Modules modules([](const config::Repository&) -> Outcome {
        FAIL("it is known before the module is looked at");
        return Nothing{};
    });
    config::Repository repository = repository_with("bunker");
    repository.bunker.omit = {"sensitive"};
    CHECK(modules.open(repository).error().code() == Errc::configuration);
}
