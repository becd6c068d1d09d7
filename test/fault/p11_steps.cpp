// SPDX-License-Identifier: BSD-3-Clause
//
// p11_steps.cpp -- a program that does everything pkcs11/ can do, once, on one token, and puts
// the token back as it was; the tests make each of its calls fail.
//
//   p11_steps MODULE LABEL run        the steps; after a failure, what they made is destroyed
//   p11_steps MODULE LABEL clean      only destroys what an earlier run may have left
//
// The PIN is read from standard input and is in this process nowhere but in a Secret.
// Exit status 0, or that of the error, which is printed; 9 when the cleaning failed too.

#include <array>
#include <cstdio>
#include <memory>
#include <string>
#include <unistd.h>

#include "pkcs11/open_token.hpp"

using namespace ceremony;
using namespace ceremony::pkcs11;

namespace {

constexpr int cleaning_failed = 9;

KeyName named(const std::string& label) {
    KeyName name;
    name.label = label;
    return name;
}

Secret read_pin() {
    std::array<Byte, 128> buffer{};
    const ssize_t size = ::read(STDIN_FILENO, buffer.data(), buffer.size());
    Secret pin(ByteView(buffer).first(static_cast<std::size_t>(size > 0 ? size : 0)));
    wipe(buffer);
    return pin;
}

Outcome log_in(Token& token) {
    const Secret pin = read_pin();
    return token.log_in(pin);
}

Outcome sign(Token& token) {
    std::vector<SigningJob> jobs(6);
    for (SigningJob& job : jobs) {
        job.key = named("step key");
        job.input = Bytes(32, 0x5a);
    }
    std::size_t seen = 0;
    const auto signatures = TRY(token.sign(jobs, [&seen](std::size_t, ByteView) -> Outcome {
        ++seen;
        return Nothing{};
    }));
    if (seen != jobs.size() || signatures.size() != jobs.size()) {
        return Error{Errc::internal, "signatures are missing"};
    }
    return Nothing{};
}

/// The modulus is that of no one: wrapping needs no private key. Odd, 2048 bits.
PublicKey transport_key() {
    PublicKey key;
    key.modulus = Bytes(256, 0xc5);
    key.exponent = {0x01, 0x00, 0x01};
    return key;
}

Outcome steps(Token& token) {
    TRY(token.can_generate(KeyKind::p256, 0));
    TRY(token.can_sign(KeyKind::p256));
    NewKeyPair wanted;
    wanted.id = {0x51, 0x52};
    wanted.label = "step key";
    wanted.extraction = Extraction::allowed;
    static_cast<void>(TRY(token.generate(wanted)));
    TRY(sign(token));
    NewPublicKey transport;
    transport.key = transport_key();
    transport.id = {0x61};
    transport.label = "step transport";
    transport.lifetime = Lifetime::token;
    static_cast<void>(TRY(token.import_public_key(transport)));
    static_cast<void>(TRY(token.wrap(named("step key"), named("step transport"))));
    static_cast<void>(TRY(token.destroy(named("step transport"))));
    static_cast<void>(TRY(token.destroy(named("step key"))));
    return Nothing{};
}

Outcome clean(Token& token) {
    static_cast<void>(TRY(token.objects()));
    static_cast<void>(TRY(token.destroy(named("step transport"))));
    static_cast<void>(TRY(token.destroy(named("step key"))));
    return Nothing{};
}

int report(const Error& error) {
    std::printf("%s\n", error.message().c_str());
    return exit_status(error.code());
}

int run(Token& token, const std::string& what) {
    const Outcome logged_in = log_in(token);
    if (!logged_in.ok()) {
        return report(logged_in.error());
    }
    const Outcome done = what == "run" ? steps(token) : clean(token);
    if (done.ok()) {
        return 0;
    }
    const int status = report(done.error());
    const Outcome cleaned = clean(token);
    if (!cleaned.ok()) {
        static_cast<void>(report(cleaned.error()));
        return cleaning_failed;
    }
    return status;
}

}  // namespace

int main(int argc, char** argv) {
    const std::span arguments(argv, static_cast<std::size_t>(argc));
    if (arguments.size() != 4) {
        return exit_status(Errc::usage);
    }
    Modules modules([](const config::Repository&) -> Outcome { return Nothing{}; });
    config::Repository repository;
    repository.module = arguments[1];
    repository.token = config::TokenLabel{arguments[2]};
    repository.bunker.sessions = 2;
    const auto token = modules.open(repository);
    if (!token.ok()) {
        return report(token.error());
    }
    const int status = run(*token.value(), arguments[3]);
    const Outcome closed = token.value()->close();
    return status == 0 && !closed.ok() ? report(closed.error()) : status;
}
