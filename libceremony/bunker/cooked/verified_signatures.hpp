// SPDX-License-Identifier: BSD-3-Clause
//
// verified_signatures.hpp -- signatures over sets, each verified once.
//
// A cooked recipe is verified as it is made, as text that was read back, and once more in
// its final form. What was verified is remembered as the SHA-256 of everything that
// dnssec::verify() looks at, so the same question has the same answer. Failures are not
// remembered. It is not for several threads at once.

#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <unordered_set>

#include "base/result.hpp"
#include "crypto/digest.hpp"
#include "dns/rrset.hpp"
#include "dns/rrsig.hpp"
#include "dnssec/verify.hpp"

namespace ceremony::cooked {

class VerifiedSignatures {
public:
    /// dnssec::verify(), or its success from before. Errc::internal: OpenSSL had no memory.
    [[nodiscard]] Outcome verify(const dns::Rrset& set,
                                 const dns::Rrsig& rrsig,
                                 const dnssec::ZoneKey& key);

    /// How many signatures are known to be good.
    [[nodiscard]] std::size_t size() const noexcept { return known_.size(); }

private:
    /// A digest is its own hash.
    struct Front {
        std::size_t operator()(const crypto::Sha256& digest) const noexcept {
            std::size_t front = 0;
            std::memcpy(&front, digest.data(), sizeof front);
            return front;
        }
    };

    std::unordered_set<crypto::Sha256, Front> known_;
};

}  // namespace ceremony::cooked
