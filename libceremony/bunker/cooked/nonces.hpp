// SPDX-License-Identifier: BSD-3-Clause
//
// nonces.hpp -- signatures of one key that share their nonce.
//
// ECDSA and EdDSA hide the private key behind a number that must never come twice. When it
// does, because a token's source of random numbers is broken, two published signatures are
// enough for anyone to compute the private key. It shows: the first half of a signature
// depends on that number alone, the second on what is signed, too.

#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>

#include "base/bytes.hpp"
#include "dns/dnskey.hpp"

namespace ceremony::cooked {

class Nonces {
public:
    /// Notes that `key` made `signature`, a good one, in the action with the number `action`.
    /// The first action with another signature by `key` that begins alike, if there is one.
    /// Signatures of RSA, which need no such number, are not looked at.
    [[nodiscard]] std::optional<std::size_t> add(const dns::Dnskey& key,
                                                 const Bytes& signature,
                                                 std::size_t action);

private:
    struct First {
        Bytes second_half;
        std::size_t action = 0;
    };

    std::map<std::string, First> seen_;  // by public key and first half
};

}  // namespace ceremony::cooked
