// SPDX-License-Identifier: BSD-3-Clause

#include "pkcs11/sign.hpp"

#include <algorithm>
#include <condition_variable>
#include <future>
#include <limits>
#include <mutex>
#include <optional>
#include <string>

#include "pkcs11/error.hpp"
#include "pkcs11/mechanisms.hpp"
#include "pkcs11/signature_form.hpp"

namespace ceremony::pkcs11 {
namespace {

// Holds a signature of RSA with 16384 bits, beyond anything in use.
constexpr std::size_t largest_signature = 2048;

Result<Bytes> sign_one(const Session& session, const ReadyJob& ready) {
    CK_FUNCTION_LIST& functions = session.functions();
    CK_MECHANISM mechanism{mechanisms_of(ready.public_key->kind).signing.type, nullptr, 0};
    const ByteView text = ready.job->input;
    TRY(check("C_SignInit",
              functions.C_SignInit(session.handle(), &mechanism, ready.private_half)));
    Bytes signature(largest_signature);
    CK_ULONG size = signature.size();
    TRY(check("C_Sign", functions.C_Sign(session.handle(), input(text), text.size(),
                                         signature.data(), &size)));
    signature.resize(std::min<std::size_t>(size, signature.size()));
    return normalise_signature(*ready.public_key, signature);
}

Result<Bytes> sign_job(const Session& session,
                       const std::vector<ReadyJob>& jobs,
                       std::size_t position) {
    const ReadyJob& ready = jobs[position];
    return sign_one(session, ready)
        .in("signature " + std::to_string(position + 1) + " of " + std::to_string(jobs.size()) +
            ", key with " + describe(ready.job->key));
}

/// What the workers and the caller's thread share.
class Batch {
public:
    Batch(std::size_t jobs, std::size_t workers)
        : signatures_(jobs), end_(jobs), workers_(workers) {}

    /// The next job for a worker; absent when no more are to be done.
    std::optional<std::size_t> take() {
        const std::lock_guard lock(mutex_);
        if (next_ >= end_) {
            return std::nullopt;
        }
        return next_++;
    }

    /// What became of a job. The earliest failure is kept and ends the batch there.
    void put(std::size_t position, Result<Bytes> result) {
        {
            const std::lock_guard lock(mutex_);
            if (result.ok()) {
                signatures_[position] = std::move(result).value();
            } else if (position < end_) {
                end_ = position;
                failure_ = std::move(result).error();
            }
        }
        changed_.notify_one();
    }

    void worker_ends() {
        {
            const std::lock_guard lock(mutex_);
            --workers_;
        }
        changed_.notify_one();
    }

    /// Waits for the signature of a job, borrowed. Null when it will not come.
    const Bytes* wait_for(std::size_t position) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this, position] {
            return signatures_[position] || position >= end_ || workers_ == 0;
        });
        // A signature beyond a failure does not count, even if it is there.
        return position < end_ && signatures_[position] ? &*signatures_[position] : nullptr;
    }

    /// All signatures, when no job failed. REQUIRES: all workers have ended.
    Result<std::vector<Bytes>> finish() && {
        if (failure_) {
            return std::move(*failure_);
        }
        std::vector<Bytes> signatures;
        signatures.reserve(signatures_.size());
        for (std::optional<Bytes>& signature : signatures_) {
            if (!signature) {
                return Error{Errc::internal, "a signature is missing from a batch"};
            }
            signatures.push_back(std::move(*signature));
        }
        return signatures;
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<std::optional<Bytes>> signatures_;
    std::optional<Error> failure_;
    std::size_t next_ = 0;
    std::size_t end_;
    std::size_t workers_;
};

/// Says that a worker has ended, however it ends.
class Shift {
public:
    explicit Shift(Batch& batch) noexcept : batch_(batch) {}
    Shift(const Shift&) = delete;
    Shift(Shift&&) = delete;
    Shift& operator=(const Shift&) = delete;
    Shift& operator=(Shift&&) = delete;
    ~Shift() { batch_.worker_ends(); }

private:
    Batch& batch_;
};

void work(Batch& batch, const Session& session, const std::vector<ReadyJob>& jobs) {
    const Shift shift(batch);
    for (auto position = batch.take(); position; position = batch.take()) {
        batch.put(*position, sign_job(session, jobs, *position));
    }
}

/// Everything on the caller's thread: no other may call the module, or none would help.
Result<std::vector<Bytes>> sign_alone(const Session& session,
                                      const std::vector<ReadyJob>& jobs,
                                      const SignatureConsumer& consumer) {
    std::vector<Bytes> signatures;
    signatures.reserve(jobs.size());
    for (std::size_t i = 0; i < jobs.size(); ++i) {
        signatures.push_back(TRY(sign_job(session, jobs, i)));
        if (consumer) {
            TRY(consumer(i, signatures.back()));
        }
    }
    return signatures;
}

}  // namespace

Outcome check_job(const SigningJob& job, const PublicKey& key) {
    const std::size_t size = job.input.size();
    bool fits = true;
    switch (key.kind) {
        case KeyKind::rsa:
            fits = size + 11 <= key.modulus.size();  // RFC 8017, section 9.2: the least padding
            break;
        case KeyKind::p256:
        case KeyKind::p384:
            // Some tokens sign longer input without a word; which part of it, they do not say.
            fits = size == point_size(key.kind) / 2;
            break;
        case KeyKind::ed25519:
        case KeyKind::ed448:
            break;
    }
    if (!fits) {
        return Error{Errc::semantics, "key with " + describe(job.key) + ": " +
                                          std::to_string(size) + " octets are no input for " +
                                          std::string(to_string(key.kind))};
    }
    return Nothing{};
}

Result<std::vector<Bytes>> sign_batch(const std::vector<Session>& sessions,
                                      const std::vector<ReadyJob>& jobs,
                                      const SignatureConsumer& consumer,
                                      Threading threading) {
    const bool threads_help = jobs.size() > 1 && (sessions.size() > 1 || consumer);
    if (threading == Threading::none || !threads_help) {
        return sign_alone(sessions.front(), jobs, consumer);
    }
    const std::size_t workers = std::min(sessions.size(), jobs.size());
    Batch batch(jobs.size(), workers);
    std::vector<std::future<void>> running;
    running.reserve(workers);
    for (std::size_t i = 0; i < workers; ++i) {
        running.push_back(std::async(std::launch::async, work, std::ref(batch),
                                     std::cref(sessions[i]), std::cref(jobs)));
    }
    for (std::size_t i = 0; consumer && i < jobs.size(); ++i) {
        const Bytes* const signature = batch.wait_for(i);
        if (signature == nullptr) {
            break;
        }
        Outcome accepted = consumer(i, *signature);
        if (!accepted.ok()) {
            batch.put(i, std::move(accepted).error());
            break;
        }
    }
    for (std::future<void>& worker : running) {
        worker.get();
    }
    return std::move(batch).finish();
}

}  // namespace ceremony::pkcs11
