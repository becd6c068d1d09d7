// SPDX-License-Identifier: BSD-3-Clause

#include "pkcs11/sign.hpp"

#include <atomic>
#include <cstring>
#include <set>
#include <thread>

#include "support/printing.hpp"
#include "unit/pkcs11/fake_cryptoki.hpp"

using namespace ceremony;
using namespace ceremony::pkcs11;
using namespace ceremony::test;

namespace {

/// Jobs of Ed25519 whose message is their number; the fake signs with 64 times that octet.
class Work {
public:
    explicit Work(std::size_t count) : jobs_(count) {
        key_.kind = KeyKind::ed25519;
        key_.point = Bytes(32, 1);
        for (std::size_t i = 0; i < count; ++i) {
            jobs_[i].key.label = "key";
            jobs_[i].input = {static_cast<Byte>(i)};
            ready_.push_back(ReadyJob{9, &key_, &jobs_[i]});
        }
    }

    [[nodiscard]] const std::vector<ReadyJob>& ready() const { return ready_; }

private:
    PublicKey key_;
    std::vector<SigningJob> jobs_;
    std::vector<ReadyJob> ready_;
};

CK_RV sign_number(ByteView text, unsigned char* signature, CK_ULONG* size) {
    std::memset(signature, text[0], 64);
    *size = 64;
    return CKR_OK;
}

std::vector<Session> open_sessions(FakeCryptoki& fake, std::size_t count) {
    std::vector<Session> sessions;
    for (std::size_t i = 0; i < count; ++i) {
        sessions.push_back(must(Session::open(fake.list(), 1)));
    }
    return sessions;
}

const SignatureConsumer accept_all = [](std::size_t, ByteView) -> Outcome {
    return Nothing{};
};

}  // namespace

TEST_CASE("sign: the earliest failure is the one that is told", "[pkcs11][sign]") {
    FakeCryptoki fake;
    // Later jobs fail at once, the earliest failure takes its time.
    fake.sign = [](CK_SESSION_HANDLE, ByteView text, unsigned char* signature, CK_ULONG* size) {
        if (text[0] == 20) {
            std::this_thread::sleep_for(std::chrono::milliseconds(30));
            return CK_RV{CKR_DATA_INVALID};
        }
        return text[0] > 20 ? CK_RV{CKR_DEVICE_ERROR} : sign_number(text, signature, size);
    };
    const Work work(100);
    const auto sessions = open_sessions(fake, 4);
    std::size_t seen = 0;
    const auto signatures = sign_batch(
        sessions, work.ready(),
        [&seen](std::size_t job, ByteView signature) -> Outcome {
            CHECK(job == seen++);
            CHECK(signature[0] == job);
            return Nothing{};
        },
        Threading::allowed);
    REQUIRE_FALSE(signatures.ok());
    CHECK(signatures.error().code() == Errc::token);
    CHECK(signatures.error().message() ==
          "signature 21 of 100, key with label \"key\": C_Sign: CKR_DATA_INVALID (0x20): the "
          "token does not accept the data");
    CHECK(seen == 20);
}

TEST_CASE("sign: every session is used and each by one thread", "[pkcs11][sign]") {
    FakeCryptoki fake;
    std::atomic<unsigned> used{0};
    std::array<std::atomic<int>, 4> busy{};
    std::atomic<bool> shared{false};
    fake.sign = [&](CK_SESSION_HANDLE session, ByteView text, unsigned char* signature,
                    CK_ULONG* size) {
        used |= 1U << session;
        if (++busy.at(session - 1) != 1) {
            shared = true;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
        --busy.at(session - 1);
        return sign_number(text, signature, size);
    };
    const Work work(40);
    const auto sessions = open_sessions(fake, 3);
    const auto signatures =
        must(sign_batch(sessions, work.ready(), SignatureConsumer(), Threading::allowed));
    REQUIRE(signatures.size() == 40);
    for (std::size_t i = 0; i < signatures.size(); ++i) {
        CHECK(signatures[i] == Bytes(64, static_cast<Byte>(i)));
    }
    CHECK(used == 0b1110U);
    CHECK_FALSE(shared);
}

TEST_CASE("sign: a module without locking is called by the caller's thread only",
          "[pkcs11][sign]") {
    FakeCryptoki fake;
    const std::thread::id mine = std::this_thread::get_id();
    fake.sign = [mine](CK_SESSION_HANDLE, ByteView text, unsigned char* signature, CK_ULONG* size) {
        CHECK(std::this_thread::get_id() == mine);
        return sign_number(text, signature, size);
    };
    const Work work(5);
    const auto sessions = open_sessions(fake, 2);
    CHECK(must(sign_batch(sessions, work.ready(), accept_all, Threading::none)).size() == 5);
    const auto refused = sign_batch(
        sessions, work.ready(),
        [](std::size_t job, ByteView) -> Outcome {
            if (job == 3) {
                return Error{Errc::crypto, "no"};
            }
            return Nothing{};
        },
        Threading::none);
    CHECK(refused.error().code() == Errc::crypto);
}

TEST_CASE("sign: a consumer is called beside the signing", "[pkcs11][sign]") {
    FakeCryptoki fake;
    const std::thread::id mine = std::this_thread::get_id();
    std::atomic<bool> elsewhere{true};
    fake.sign = [&](CK_SESSION_HANDLE, ByteView text, unsigned char* signature, CK_ULONG* size) {
        elsewhere = elsewhere && std::this_thread::get_id() != mine;
        return sign_number(text, signature, size);
    };
    const Work work(5);
    const auto sessions = open_sessions(fake, 1);
    must(sign_batch(sessions, work.ready(), accept_all, Threading::allowed));
    CHECK(elsewhere);
}

TEST_CASE("sign: a signature of an impossible length is an error", "[pkcs11][sign]") {
    FakeCryptoki fake;
    fake.sign = [](CK_SESSION_HANDLE, ByteView, unsigned char*, CK_ULONG* size) {
        *size = 1000000;
        return CK_RV{CKR_OK};
    };
    const Work work(1);
    const auto sessions = open_sessions(fake, 1);
    CHECK(sign_batch(sessions, work.ready(), accept_all, Threading::allowed).error().code() ==
          Errc::token);
}

TEST_CASE("sign: a job must fit its key", "[pkcs11][sign]") {
    struct Row {
        std::string what;
        KeyKind kind;
        std::size_t size;
        bool fits;
    };
    const auto row = GENERATE(values<Row>({
        {"DigestInfo", KeyKind::rsa, 51, true},
        {"the longest", KeyKind::rsa, 117, true},
        {"too long", KeyKind::rsa, 118, false},
        {"SHA-256", KeyKind::p256, 32, true},
        {"SHA-384", KeyKind::p384, 48, true},
        {"too long", KeyKind::p256, 48, false},
        {"too short", KeyKind::p384, 32, false},
        {"nothing", KeyKind::p256, 0, false},
        {"a message", KeyKind::ed25519, 1000, true},
        {"no message", KeyKind::ed448, 0, true},
    }));
    CAPTURE(row.what, to_string(row.kind));
    PublicKey key;
    key.kind = row.kind;
    key.modulus = Bytes(row.kind == KeyKind::rsa ? 128 : 0, 0xff);
    SigningJob job;
    job.key.label = "key";
    job.input = Bytes(row.size, 1);
    const Outcome outcome = check_job(job, key);
    CHECK(outcome.ok() == row.fits);
    if (!outcome.ok()) {
        CHECK(outcome.error().code() == Errc::semantics);
        CHECK(outcome.error().message().starts_with("key with label \"key\": "));
    }
}
