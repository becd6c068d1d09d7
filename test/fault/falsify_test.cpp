// SPDX-License-Identifier: BSD-3-Clause
//
// A module that lies: what pkcs11/ hands on then, and that the lie can be seen from outside.

#include <filesystem>
#include <fstream>
#include <sstream>

#include "fault/control.hpp"
#include "hsm/fixture.hpp"

using namespace ceremony;
using namespace ceremony::pkcs11;
using namespace ceremony::test;

namespace {

/// A token behind the fault module; `plan` is read when the module is initialised.
class LyingToken {
public:
    LyingToken() { hsm_.add_token("bunker"); }

    std::unique_ptr<Token> open(const std::string& plan) {
        std::filesystem::remove(hsm_.folder() / "log");
        set_plan(hsm_.folder(), plan);
        config::Repository repository = repository_with("bunker");
        repository.module = fault_module();
        return open_token(modules_, repository);
    }

    /// The number of the last call of `name`.
    [[nodiscard]] std::string last_call(const std::string& name) const {
        std::ifstream log(hsm_.folder() / "log");
        std::string found;
        for (std::string line; std::getline(log, line);) {
            std::string number;
            std::string called;
            std::istringstream(line) >> number >> called;
            found = called == name ? number : found;
        }
        return found;
    }

private:
    SoftHsm hsm_;
    Modules modules_{uninspected};
};

std::vector<SigningJob> one_job() {
    return {signing_job(Algorithm::ecdsap256sha256, labelled("key"), "text")};
}

}  // namespace

TEST_CASE("falsify: a falsified signature does not verify", "[fault][pkcs11]") {
    LyingToken lying;
    auto token = lying.open("");
    const KeyPair key = must(token->generate(new_key(KeyKind::p256, "key")));
    must(token->close());
    token = lying.open("");
    CHECK(verifies(Algorithm::ecdsap256sha256, key.public_key(), "text",
                   must(token->sign(one_job(), {})).front()));
    const std::string signing = lying.last_call("C_Sign");
    must(token->close());
    token = lying.open("falsify " + signing);
    CHECK_FALSE(verifies(Algorithm::ecdsap256sha256, key.public_key(), "text",
                         must(token->sign(one_job(), {})).front()));
}

TEST_CASE("falsify: a public key that is not that of the private key is seen by a signature",
          "[fault][pkcs11]") {
    // The generator of P-256 (SEC 2, section 2.4.2), which no token generates.
    const std::string generator =
        "044104"
        "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
        "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5";
    LyingToken lying;
    const auto token = lying.open("point " + generator);
    const KeyPair key = must(token->generate(new_key(KeyKind::p256, "key")));
    CHECK(encoding::encode_hex(key.public_key().point) == generator.substr(6));
    CHECK_FALSE(verifies(Algorithm::ecdsap256sha256, key.public_key(), "text",
                         must(token->sign(one_job(), {})).front()));
}

TEST_CASE("falsify: attributes that differ from what was asked for undo the key",
          "[fault][pkcs11]") {
    LyingToken lying;
    auto token = lying.open("");
    must(token->generate(new_key(KeyKind::p256, "first")));
    const std::string reading = lying.last_call("C_GetAttributeValue");
    must(token->close());
    // Each reading of the second key's halves in turn, the first of them at the earliest.
    const int last = std::stoi(reading) + 6;
    int undone = 0;
    for (int n = last - 12; n <= last; ++n) {
        CAPTURE(n);
        token = lying.open("falsify " + std::to_string(n));
        const auto key = token->generate(new_key(KeyKind::p256, "key"));
        if (!key.ok()) {
            ++undone;
            CHECK(key.error().code() == Errc::token);
        } else {
            must(token->destroy(labelled("key")));
        }
        must(token->close());
        token = lying.open("");
        CHECK(must(token->objects()).size() == 2);
        must(token->close());
    }
    CHECK(undone > 3);
}

TEST_CASE("falsify: a modulus that is not that of the private key is seen by a signature",
          "[fault][pkcs11]") {
    LyingToken lying;
    const auto token = lying.open("modulus");
    const KeyPair key = must(token->generate(new_key(KeyKind::rsa, "key")));
    CHECK(modulus_bits(key.public_key()) == 2048);
    const SigningJob job = signing_job(Algorithm::rsasha256, labelled("key"), "text");
    CHECK_FALSE(verifies(Algorithm::rsasha256, key.public_key(), "text",
                         must(token->sign({job}, {})).front()));
}

TEST_CASE("falsify: the same key comes as often as was planned and is a good key",
          "[fault][pkcs11]") {
    LyingToken lying;
    const auto token = lying.open("same-key 2");
    const KeyPair first = must(token->generate(new_key(KeyKind::p256, "first")));
    const KeyPair second = must(token->generate(new_key(KeyKind::p256, "second")));
    CHECK(first.public_key() == second.public_key());
    CHECK(second.public_half.label == "second");
    must(token->destroy(labelled("second")));
    const KeyPair third = must(token->generate(new_key(KeyKind::p256, "second")));
    CHECK(third.public_key() != first.public_key());
    CHECK(must(token->objects()).size() == 4);
    SigningJob job = signing_job(Algorithm::ecdsap256sha256, labelled("first"), "text");
    const auto signatures = must(token->sign({job}, {}));
    CHECK(verifies(Algorithm::ecdsap256sha256, first.public_key(), "text", signatures.front()));
}

TEST_CASE("falsify: a token that is full makes no key and goes on signing", "[fault][pkcs11]") {
    LyingToken lying;
    auto token = lying.open("");
    must(token->generate(new_key(KeyKind::p256, "key")));
    must(token->close());
    token = lying.open("full 1");
    const auto key = token->generate(new_key(KeyKind::p256, "new"));
    REQUIRE_FALSE(key.ok());
    CHECK(key.error().message() ==
          "C_GenerateKeyPair: CKR_DEVICE_MEMORY (0x31): the token is full");
    must(token->sign(one_job(), {}));
    CHECK(must(token->objects()).size() == 2);
}

TEST_CASE("falsify: what cannot be destroyed is still there", "[fault][pkcs11]") {
    LyingToken lying;
    const auto token = lying.open("refuse C_DestroyObject 1b");
    must(token->generate(new_key(KeyKind::p256, "key")));
    const auto destroyed = token->destroy(labelled("key"));
    REQUIRE_FALSE(destroyed.ok());
    CHECK(destroyed.error().code() == Errc::token);
    CHECK(destroyed.error().message().find("C_DestroyObject: CKR_ACTION_PROHIBITED (0x1b)") !=
          std::string::npos);
    must(token->find_key_pair(labelled("key")));
    CHECK(must(token->objects()).size() == 2);
}

TEST_CASE("falsify: a control file with a mistake is not taken for none", "[fault][pkcs11]") {
    const SoftHsm hsm;
    Modules modules(uninspected);
    config::Repository repository = repository_with("bunker");
    repository.module = fault_module();
    for (const char* plan : {"kil 5", "kill", "fail 3", "gone x"}) {
        CAPTURE(plan);
        set_plan(hsm.folder(), plan);
        const auto token = modules.open(repository);
        REQUIRE_FALSE(token.ok());
        CHECK(token.error().message().find("C_Initialize: CKR_GENERAL_ERROR") != std::string::npos);
    }
}
