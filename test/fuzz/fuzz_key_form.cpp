// SPDX-License-Identifier: BSD-3-Clause
//
// The first octet chooses the algorithm, the others are the public key field of a DNSKEY.
// An accepted field, made again from its key, is the same; and the key survives the way
// through DER and PEM.

#include <algorithm>

#include "dnssec/key_form.hpp"
#include "fuzz/fuzz.hpp"

using namespace ceremony;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView input = fuzz::octets(data, size);
    if (input.empty()) {
        return 0;
    }
    const auto algorithm = dns::algorithms[input.front() % dns::algorithms.size()];
    const ByteView field = input.subspan(1);
    const auto key = dnssec::read_key_field(algorithm, field);
    if (!key.ok()) {
        return 0;
    }
    const auto again = dnssec::key_field(algorithm, key.value());
    fuzz::hold(again.ok() && std::ranges::equal(again.value(), field), "the field survives");

    const auto der = key.value().to_der();
    fuzz::hold(der.ok(), "there is a DER form");
    const auto from_der = crypto::PublicKey::from_der(der.value());
    fuzz::hold(from_der.ok() && from_der.value() == key.value(), "the key survives DER");
    const auto pem = key.value().to_pem();
    fuzz::hold(pem.ok(), "there is a PEM form");
    const auto from_pem = crypto::PublicKey::from_pem(pem.value());
    fuzz::hold(from_pem.ok() && from_pem.value() == key.value(), "the key survives PEM");
    return 0;
}
