// SPDX-License-Identifier: BSD-3-Clause
//
// openssl_probe NAME -- makes one call into crypto/ the first use of OpenSSL in a
// process. Run by openssl_test.cpp, which looks at what the call opened. `plain`
// uses OpenSSL without crypto/. Exit status: 0, or 1 when there is no such NAME.

#include <array>
#include <cstdio>
#include <functional>
#include <map>
#include <span>
#include <string>

#include <openssl/evp.h>

#include "crypto/digest.hpp"
#include "crypto/edwards.hpp"
#include "crypto/merkle.hpp"
#include "crypto/openssl.hpp"
#include "crypto/public_key.hpp"

namespace {

using namespace ceremony;
using namespace ceremony::crypto;

// An Ed25519 key (RFC 8032, section 7.1, TEST 1) and its SubjectPublicKeyInfo.
constexpr std::array<Byte, 32> point = {
    0xd7, 0x5a, 0x98, 0x01, 0x82, 0xb1, 0x0a, 0xb7, 0xd5, 0x4b, 0xfe, 0xd3, 0xc9, 0x64, 0x07, 0x3a,
    0x0e, 0xe1, 0x72, 0xf3, 0xda, 0xa6, 0x23, 0x25, 0xaf, 0x02, 0x1a, 0x68, 0xf7, 0x07, 0x51, 0x1a};
constexpr std::array<Byte, 12> info = {0x30, 0x2a, 0x30, 0x05, 0x06, 0x03,
                                       0x2b, 0x65, 0x70, 0x03, 0x21, 0x00};
constexpr std::string_view pem =
    "-----BEGIN PUBLIC KEY-----\n"
    "MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n"
    "-----END PUBLIC KEY-----\n";

Bytes der() {
    Bytes octets(info.begin(), info.end());
    append(octets, point);
    return octets;
}

bool plain_digest() {
    std::array<Byte, 32> value{};
    return EVP_Digest("", 0, value.data(), nullptr, EVP_sha256(), nullptr) == 1;
}

// verify() needs a PublicKey, so it is never the first.
const std::map<std::string, std::function<bool()>> calls = {
    {"plain", plain_digest},
    {"enter",
     [] {
         return OpenSsl::enter().ok() && plain_digest();
     }},
    {"sha256",
     [] {
         return sha256({}).ok();
     }},
    {"sha384",
     [] {
         return sha384({}).ok();
     }},
    {"sha512",
     [] {
         return sha512({}).ok();
     }},
    {"hasher",
     [] {
         return Hasher<Sha256>::start().ok();
     }},
    {"merkle root",
     [] {
         return MerkleTree().root().ok();
     }},
    {"merkle add",
     [] {
         return MerkleTree().add({}).ok();
     }},
    {"edwards",
     [] {
         return check_ed25519_point(point).ok();
     }},
    {"from_rsa",
     [] {
         return PublicKey::from_rsa(Bytes(128, 0xff), Bytes(1, 3)).ok();
     }},
    {"from_point",
     [] {
         return PublicKey::from_point(KeyKind::ed25519, point).ok();
     }},
    {"from_point p256",
     [] {
         return !PublicKey::from_point(KeyKind::p256, Bytes(64)).ok();
     }},
    {"from_der",
     [] {
         return PublicKey::from_der(der()).ok();
     }},
    {"from_pem",
     [] {
         return PublicKey::from_pem(pem).ok();
     }},
};

}  // namespace

int main(int argc, char** argv) {
    const std::span arguments(argv, static_cast<std::size_t>(argc));
    const auto call = calls.find(arguments.size() == 2 ? arguments[1] : "");
    if (call == calls.end()) {
        for (const auto& [name, function] : calls) {
            std::printf("%s\n", name.c_str());
        }
        return 1;
    }
    return call->second() ? 0 : 2;
}
