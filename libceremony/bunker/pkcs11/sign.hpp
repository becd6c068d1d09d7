// SPDX-License-Identifier: BSD-3-Clause
//
// sign.hpp -- many signatures at once: over several sessions, checked beside, in order.
//
// The only threads of the program are here. Each worker has a session of its own
// and takes the next job when it is free; the caller's thread hands finished
// signatures to the consumer in the order of the jobs. A failure stops new jobs;
// those before it are finished, so that the same failure is reported each time.

#pragma once

#include <vector>

#include "base/result.hpp"
#include "pkcs11/cryptoki.hpp"
#include "pkcs11/session.hpp"
#include "pkcs11/token.hpp"

namespace ceremony::pkcs11 {

/// A signature to be made, its key found; borrowed.
struct ReadyJob {
    CK_OBJECT_HANDLE private_half = 0;
    const PublicKey* public_key = nullptr;
    const SigningJob* job = nullptr;
};

/// Errc::semantics unless the input is one that the key can sign: a hash as long as the
/// field of the curve, a DigestInfo that leaves room for the padding of RSA.
[[nodiscard]] Outcome check_job(const SigningJob& job, const PublicKey& key);

enum class Threading : unsigned char {
    none,  ///< the module must be called from one thread
    allowed
};

/// Signs `jobs`, each of which has passed check_job, with the `sessions` there are (at
/// least one). Errors as Token::sign.
[[nodiscard]] Result<std::vector<Bytes>> sign_batch(const std::vector<Session>& sessions,
                                                    const std::vector<ReadyJob>& jobs,
                                                    const SignatureConsumer& consumer,
                                                    Threading threading);

}  // namespace ceremony::pkcs11
