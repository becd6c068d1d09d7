// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/lazy_token.hpp"

#include <filesystem>

#include "base/file_facts.hpp"
#include "hsm/fixture.hpp"

using namespace ceremony;
using namespace ceremony::test;
using consumer::LazyToken;

TEST_CASE("lazy_token: a wrong PIN is tried once, whoever comes later", "[hsm][lazy_token]") {
    SoftHsm hsm;
    hsm.add_token("oper");
    program::Program program;
    program.credentials = hsm.folder().path();
    policy::Configuration configuration;
    configuration.store = hsm.folder().path();
    config::Repository repository = repository_with("oper");
    repository.names = {"default"};
    repository.pin = config::PinFromCredential{"pin"};
    configuration.repositories.list.push_back(std::move(repository));
    static_cast<void>(hsm.folder().file("pin", "not the one\n"));
    {
        LazyToken token(configuration, program);
        const auto opened = token.get();
        REQUIRE_FALSE(opened.ok());
        CHECK(opened.error().code() == Errc::token);
        CHECK(token.is_pin_refused());
        CHECK_THAT(opened.error().message(),
                   Catch::StartsWith("token \"oper\": the PIN of the credential \"pin\": C_Login: "
                                     "CKR_PIN_INCORRECT"));
        CHECK_THAT(opened.error().message(),
                   Catch::EndsWith("; it is not tried again: \"" + (hsm.folder() / "wrong-pin") +
                                   "\" was written"));
        CHECK(opened.error().hint() ==
              "put the right PIN into the file that the unit names with LoadCredential=pin, then "
              "remove \"" +
                  (hsm.folder() / "wrong-pin") + "\"");
    }
    static_cast<void>(hsm.folder().file("pin", std::string(test_pin) + "\n"));
    {
        // The right one would be taken; but nobody knows that it is another.
        LazyToken token(configuration, program);
        const auto opened = token.get();
        REQUIRE_FALSE(opened.ok());
        CHECK(opened.error().code() == Errc::token);
        CHECK(token.is_pin_refused());
        CHECK(opened.error().message() ==
              "token \"oper\": it refused the PIN of the credential \"pin\" before, which is not "
              "tried again: \"" +
                  (hsm.folder() / "wrong-pin") + "\" is there");
    }
    // As a person does who has put it right.
    std::filesystem::remove(hsm.folder() / "wrong-pin");
    LazyToken token(configuration, program);
    must(token.get());
    must(token.close());
    CHECK(look_at(hsm.folder() / "wrong-pin", Links::refuse).error().code() == Errc::not_found);
}
