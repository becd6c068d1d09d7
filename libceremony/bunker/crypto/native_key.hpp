// SPDX-License-Identifier: BSD-3-Clause
//
// native_key.hpp -- what is inside a PublicKey: its octets, and the same for OpenSSL.
//
// Made once and never changed after, so that threads may share it: OpenSSL counts
// references to a key atomically and locks what it caches in one. Only crypto/
// may include this file.

#pragma once

#include "base/bytes.hpp"
#include "crypto/openssl.hpp"
#include "crypto/public_key.hpp"

namespace ceremony::crypto {

struct NativeKey {
    KeyKind kind = KeyKind::rsa;
    Bytes modulus;   // of RSA, with exponent
    Bytes exponent;  // of RSA
    Bytes point;     // of the other kinds
    Key key;
};

}  // namespace ceremony::crypto
