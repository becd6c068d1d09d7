// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/lazy_token.hpp"

#include "unit/program/told.hpp"

using namespace ceremony;
using consumer::LazyToken;

TEST_CASE("lazy_token: one that is never wanted is never opened", "[consumer][lazy_token]") {
    const test::Told told("consumer");
    const policy::Configuration configuration;
    LazyToken token(configuration, told.program);
    CHECK(token.close().ok());
}

TEST_CASE("lazy_token: a token may come, and a wrong PIN stays wrong", "[consumer][lazy_token]") {
    CHECK(consumer::may_pass({Errc::token, "C_Login: CKR_DEVICE_ERROR (0x30): the device failed"}));
    CHECK(consumer::may_pass({Errc::unavailable, "no token has label \"x\""}));
    CHECK_FALSE(consumer::may_pass({Errc::token, "C_Login: CKR_PIN_INCORRECT (0xa0): wrong PIN"}));
    CHECK_FALSE(consumer::may_pass({Errc::refused, "one more wrong PIN would lock the token"}));
    CHECK_FALSE(consumer::may_pass({Errc::configuration, "there is no repository"}));
}

TEST_CASE("lazy_token: what failed is not tried again", "[consumer][lazy_token]") {
    test::Told told("consumer");
    policy::Configuration configuration;
    configuration.path = "ceremony.yaml";
    LazyToken token(configuration, told.program);
    REQUIRE_FALSE(token.get().ok());
    CHECK(token.get().error().code() == Errc::configuration);
    CHECK(token.get().error().message() == "ceremony.yaml: there is no repository called default");
    // One would be there now.
    config::Repository repository;
    repository.names = {"default"};
    repository.module = "/does/not/exist";
    configuration.repositories.list.push_back(std::move(repository));
    CHECK(token.inventory().error().message() ==
          "ceremony.yaml: there is no repository called default");
}
