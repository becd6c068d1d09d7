// SPDX-License-Identifier: BSD-3-Clause

#include "pkcs11/sign.hpp"

#include <atomic>

#include "hsm/fixture.hpp"

using namespace ceremony;
using namespace ceremony::pkcs11;
using namespace ceremony::test;

namespace {

struct Row {
    Algorithm algorithm;
    std::size_t bits;
    std::size_t signature_size;
};

std::string message(std::size_t number) {
    return "message " + std::to_string(number);
}

std::vector<SigningJob> many_jobs(Algorithm algorithm, const KeyName& key, std::size_t count) {
    std::vector<SigningJob> jobs;
    for (std::size_t i = 0; i < count; ++i) {
        jobs.push_back(signing_job(algorithm, key, message(i)));
    }
    return jobs;
}

}  // namespace

TEST_CASE("sign: every algorithm generates and signs what OpenSSL verifies", "[hsm][sign]") {
    const auto row = GENERATE(values<Row>({
        {Algorithm::rsasha256, 2048, 256},
        {Algorithm::rsasha256, 4096, 512},
        {Algorithm::rsasha512, 2048, 256},
        {Algorithm::ecdsap256sha256, 0, 64},
        {Algorithm::ecdsap384sha384, 0, 96},
        {Algorithm::ed25519, 0, 64},
        {Algorithm::ed448, 0, 114},
    }));
    CAPTURE(static_cast<int>(row.algorithm), row.bits);
    OneToken token;
    const KeyKind kind = test::kind_of(row.algorithm);
    must(token->can_generate(kind, row.bits));
    must(token->can_sign(kind));
    NewKeyPair wanted = new_key(kind, "ksk");
    wanted.bits = row.bits;
    const KeyPair key = must(token->generate(wanted));
    CHECK(key.public_key().kind == kind);
    CHECK(modulus_bits(key.public_key()) == row.bits);
    CHECK(key.public_key().point.size() == point_size(kind));

    const auto signatures =
        must(token->sign(many_jobs(row.algorithm, labelled("ksk"), 3), SignatureConsumer()));
    REQUIRE(signatures.size() == 3);
    for (std::size_t i = 0; i < signatures.size(); ++i) {
        CHECK(signatures[i].size() == row.signature_size);
        CHECK(verifies(row.algorithm, key.public_key(), message(i), signatures[i]));
        CHECK_FALSE(verifies(row.algorithm, key.public_key(), message(i + 1), signatures[i]));
    }
}

TEST_CASE("sign: several sessions and a consumer keep the order of the jobs", "[hsm][sign]") {
    const auto sessions = GENERATE(as<std::int64_t>(), 1, 2, 4);
    CAPTURE(sessions);
    OneToken token(sessions);
    const KeyPair first = must(token->generate(new_key(KeyKind::p256, "first")));
    const KeyPair second = must(token->generate(new_key(KeyKind::ed25519, "second")));
    constexpr std::size_t count = 200;
    std::vector<SigningJob> jobs;
    for (std::size_t i = 0; i < count; ++i) {
        jobs.push_back(i % 2 == 0
                           ? signing_job(Algorithm::ecdsap256sha256, labelled("first"), message(i))
                           : signing_job(Algorithm::ed25519, labelled("second"), message(i)));
    }
    std::size_t seen = 0;
    const auto signatures =
        must(token->sign(jobs, [&](std::size_t job, ByteView signature) -> Outcome {
            CHECK(job == seen);
            ++seen;
            const bool good = job % 2 == 0 ? verifies(Algorithm::ecdsap256sha256,
                                                      first.public_key(), message(job), signature)
                                           : verifies(Algorithm::ed25519, second.public_key(),
                                                      message(job), signature);
            CHECK(good);
            return Nothing{};
        }));
    CHECK(seen == count);
    CHECK(signatures.size() == count);
}

TEST_CASE("sign: what the consumer refuses ends the batch with its error", "[hsm][sign]") {
    OneToken token(2);
    must(token->generate(new_key(KeyKind::p256, "key")));
    std::size_t seen = 0;
    const auto signatures = token->sign(many_jobs(Algorithm::ecdsap256sha256, labelled("key"), 100),
                                        [&](std::size_t job, ByteView /*signature*/) -> Outcome {
                                            ++seen;
                                            if (job == 7) {
                                                return Error{Errc::crypto, "does not verify"};
                                            }
                                            return Nothing{};
                                        });
    REQUIRE_FALSE(signatures.ok());
    CHECK(signatures.error().code() == Errc::crypto);
    CHECK(seen == 8);
    // The token goes on as if nothing had happened.
    CHECK(must(token->sign(many_jobs(Algorithm::ecdsap256sha256, labelled("key"), 2),
                           SignatureConsumer()))
              .size() == 2);
}

TEST_CASE("sign: nothing is signed unless everything can be", "[hsm][sign]") {
    OneToken token;
    must(token->generate(new_key(KeyKind::p256, "key")));
    std::vector<SigningJob> jobs = many_jobs(Algorithm::ecdsap256sha256, labelled("key"), 2);
    std::size_t seen = 0;
    const SignatureConsumer count = [&seen](std::size_t, ByteView) -> Outcome {
        ++seen;
        return Nothing{};
    };
    SECTION("a key is missing") {
        jobs.push_back(signing_job(Algorithm::ecdsap256sha256, labelled("other"), "text"));
        const auto signatures = token->sign(jobs, count);
        REQUIRE_FALSE(signatures.ok());
        CHECK(signatures.error().code() == Errc::not_found);
        CHECK(signatures.error().message() == "no key with label \"other\"");
    }
    SECTION("a job does not fit its key") {
        jobs.push_back(signing_job(Algorithm::ecdsap384sha384, labelled("key"), "text"));
        const auto signatures = token->sign(jobs, count);
        REQUIRE_FALSE(signatures.ok());
        CHECK(signatures.error().code() == Errc::semantics);
    }
    CHECK(seen == 0);
}

TEST_CASE("sign: an empty batch is fine", "[hsm][sign]") {
    OneToken token;
    CHECK(must(token->sign({}, SignatureConsumer())).empty());
}
