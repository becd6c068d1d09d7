// SPDX-License-Identifier: BSD-3-Clause

#include "pkcs11/token_info.hpp"

#include "support/printing.hpp"

using namespace ceremony;
using namespace ceremony::pkcs11;
using namespace ceremony::test;

namespace {

TokenInfo token(std::uint64_t slot, const std::string& label, const std::string& serial) {
    TokenInfo info;
    info.slot = slot;
    info.label = label;
    info.serial = serial;
    info.initialised = true;
    return info;
}

config::TokenName by_label(const std::string& label) {
    return config::TokenLabel{label};
}

std::vector<TokenInfo> three_tokens() {
    std::vector<TokenInfo> tokens = {token(0, "A", "01"), token(1, "B", "02"), token(7, "B", "03"),
                                     TokenInfo{}};
    tokens[3].slot = 9;
    return tokens;
}

}  // namespace

TEST_CASE("token_info: a token is chosen by label or serial or slot", "[pkcs11][token_info]") {
    CHECK(must(choose_token(three_tokens(), by_label("A"))).slot == 0);
    CHECK(must(choose_token(three_tokens(), config::TokenSerial{"03"})).slot == 7);
    CHECK(must(choose_token(three_tokens(), config::TokenSlot{1})).serial == "02");
}

TEST_CASE("token_info: a token that is not there is told from those that are",
          "[pkcs11][token_info]") {
    const std::string list =
        "; there is: slot 0: label \"A\", serial \"01\"; slot 1: label \"B\", serial \"02\"; "
        "slot 7: label \"B\", serial \"03\"; slot 9: no initialised token";
    const auto message = [](const config::TokenName& name) {
        const auto token = choose_token(three_tokens(), name);
        REQUIRE_FALSE(token.ok());
        CHECK(token.error().code() == Errc::token);
        return token.error().message();
    };
    CHECK(message(by_label("01")) == "no token has label \"01\"" + list);
    CHECK(message(config::TokenSerial{"A"}) == "no token has serial \"A\"" + list);
    CHECK(message(config::TokenSlot{2}) == "no token has slot 2" + list);
    CHECK(choose_token({}, by_label("A")).error().message() ==
          "no token has label \"A\"; there is: no slot has a token");
}

TEST_CASE("token_info: several matches are an error that lists them", "[pkcs11][token_info]") {
    const auto several = choose_token(three_tokens(), by_label("B"));
    REQUIRE_FALSE(several.ok());
    CHECK(several.error().code() == Errc::configuration);
    CHECK(several.error().message() ==
          "2 tokens have label \"B\": slot 1: label \"B\", serial \"02\"; "
          "slot 7: label \"B\", serial \"03\"");
    CHECK(several.error().hint() == "name the token by its serial or its slot");
}

TEST_CASE("token_info: a token without initialisation is never chosen", "[pkcs11][token_info]") {
    CHECK(choose_token(three_tokens(), config::TokenSlot{9}).error().code() == Errc::token);
    // Its label is empty; so is this one.
    CHECK(choose_token(three_tokens(), by_label("")).error().code() == Errc::token);
}
