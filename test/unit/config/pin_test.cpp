// SPDX-License-Identifier: BSD-3-Clause

#include "config/pin.hpp"

#include "unit/config/loaded.hpp"

using namespace ceremony;
using namespace ceremony::config;
using ceremony::test::loaded;
using ceremony::test::must;
using ceremony::test::refusal;

namespace {

constexpr std::string_view secret_pin = "hunter2-5309";

struct Read {
    PinSource pin;
    std::vector<std::string> warnings;
};

Result<Read> read(const std::string& text, Host host) {
    const Loaded configuration = loaded(text);
    return read_mapping(configuration.root(), [&](Mapping& mapping) -> Result<Read> {
        std::vector<std::string> warnings;
        PinSource pin = TRY(read_pin(mapping, host, warnings));
        return Read{std::move(pin), std::move(warnings)};
    });
}

}  // namespace

TEST_CASE("pin: where it may come from on both hosts", "[config][pin]") {
    const auto host = GENERATE(Host::bunker, Host::operational);
    CHECK(std::holds_alternative<PinFromTerminal>(must(read("{}", host)).pin));
    CHECK(std::holds_alternative<PinFromTerminal>(must(read("pin: ask", host)).pin));
    CHECK(std::holds_alternative<PinFromPinpad>(must(read("pin: pinpad", host)).pin));
    const Read file = must(read("pin: file\npin-file: /run/pin\n", host));
    CHECK(std::get<PinFromFile>(file.pin).path == "/run/pin");
    CHECK(file.warnings.empty());
}

TEST_CASE("pin: a credential is for operational hosts", "[config][pin]") {
    const std::string text = "pin: credential\npin-credential: hsm\n";
    CHECK(std::get<PinFromCredential>(must(read(text, Host::operational)).pin).name == "hsm");
    CHECK(refusal(read("pin: credential", Host::bunker)) ==
          "1:6: pin: not ask, file or pinpad; the bunker takes no PIN from here");
    CHECK(refusal(read("pin: credential\npin-credential: ../x\n", Host::operational)) ==
          R"(2:17: pin-credential: not the name of a credential: "../x")");
    CHECK(refusal(read("pin: credential\npin-credential: .x\n", Host::operational)) ==
          R"(2:17: pin-credential: not the name of a credential: ".x")");
    CHECK(refusal(read("pin: credential\npin-credential:\n", Host::operational)) ==
          "2:16: pin-credential: the value is missing");
}

TEST_CASE("pin: what belongs to another way is refused", "[config][pin]") {
    const auto host = GENERATE(Host::bunker, Host::operational);
    CHECK(refusal(read("pin: ask\npin-file: /run/pin\n", host)) ==
          "2:11: pin-file: only with pin: file");
    CHECK(refusal(read("pin-file: /run/pin\n", host)) == "1:11: pin-file: only with pin: file");
    CHECK(refusal(read("pin: file\n", host)) == R"(1:1: the key "pin-file" is missing)");
    CHECK(refusal(read("pin: file\npin-file: a\npin-credential: b\n", host)) ==
          "3:17: pin-credential: only with pin: credential");
    CHECK(refusal(read("pin:\n", host)) == "1:5: pin: the value is missing");
}

TEST_CASE("pin: one in the configuration is read with a warning outside the bunker",
          "[config][pin]") {
    const Read literal = must(read("pin: " + std::string(secret_pin), Host::operational));
    CHECK(as_text(std::get<Secret>(literal.pin).reveal()) == secret_pin);
    REQUIRE(literal.warnings.size() == 1);
    CHECK(literal.warnings.front().starts_with("c.yaml:1:6: pin: the PIN stands in the"));
    CHECK(literal.warnings.front().find(secret_pin) == std::string::npos);
    CHECK(as_text(std::get<Secret>(must(read("pin: 1234", Host::operational)).pin).reveal()) ==
          "1234");
}

TEST_CASE("pin: no error shows it", "[config][pin]") {
    const std::string pin(secret_pin);
    for (const std::string& text : {"pin: " + pin, "pin: [" + pin + "]", "pin: {a: " + pin + "}",
                                    "pin: \"" + pin + "\\n\"", "pin: |\n  " + pin + "\n"}) {
        CAPTURE(text);
        const std::string message = refusal(read(text, Host::bunker));
        CHECK(message.starts_with("1:6: pin: "));
        CHECK(message.find(pin) == std::string::npos);
    }
    CHECK(refusal(read("pin: |\n  " + pin + "\n", Host::operational)).find(pin) ==
          std::string::npos);
}

TEST_CASE("pin: a misspelt word is not a PIN", "[config][pin]") {
    CHECK(refusal(read("pin: aks", Host::operational)) == R"(1:6: pin: a misspelling of "ask"?)");
    CHECK(refusal(read("pin: Pinpad", Host::operational)) ==
          R"(1:6: pin: a misspelling of "pinpad"?)");
}
