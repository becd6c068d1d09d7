// SPDX-License-Identifier: BSD-3-Clause

#include "cooked/attestation.hpp"

#include <utility>

namespace ceremony::cooked {

Result<std::string> attest(const Manifest& manifest,
                           const jws::PinnedKey& key,
                           const jws::Sign& sign) {
    const std::string payload = write_manifest(manifest);
    const ByteView octets = as_bytes(payload);
    auto jws =
        jws::Jws::attached(std::string(attestation_type), Bytes(octets.begin(), octets.end()));
    TRY(jws.add_signature(key.algorithm(), sign));
    std::string text = jws.print();
    TRY(read_attestation(text, "the attestation", key));
    return text;
}

Result<Manifest> read_attestation(std::string text,
                                  const std::string& name,
                                  const jws::PinnedKey& key) {
    const auto jws = TRY(jws::Jws::parse(std::move(text), name, attestation_type));
    const ByteView payload = TRY(jws.payload_signed_by(key).in(name));
    return read_manifest(std::string(as_text(payload)), name);
}

}  // namespace ceremony::cooked
