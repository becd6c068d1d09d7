// SPDX-License-Identifier: BSD-3-Clause

#include "recipe/key_data.hpp"

#include <array>
#include <bit>

#include "encoding/reader.hpp"

namespace ceremony::recipe {

namespace {

// RFC 3110, section 2: one octet, or a zero and two octets for what one cannot say.
Result<std::uint16_t> exponent_size(encoding::Reader& reader) {
    const std::uint8_t size = TRY(reader.u8());
    if (size != 0) {
        return size;
    }
    const std::uint16_t long_size = TRY(reader.u16());
    if (long_size <= 0xff) {
        return Error{Errc::syntax, "the size of the RSA exponent is spelled too long"};
    }
    return long_size;
}

struct FixedSize {
    dns::Algorithm algorithm;
    std::size_t octets;
};

// RFC 6605, section 4, and RFC 8080, section 3.
constexpr std::array<FixedSize, 4> fixed_sizes = {{
    {dns::Algorithm::ecdsap256sha256, 64},
    {dns::Algorithm::ecdsap384sha384, 96},
    {dns::Algorithm::ed25519, 32},
    {dns::Algorithm::ed448, 57},
}};

}  // namespace

Result<std::uint16_t> rsa_bits(ByteView key_data) {
    encoding::Reader reader(key_data);
    const ByteView exponent = TRY(reader.take(TRY(exponent_size(reader))));
    const ByteView modulus = reader.rest();
    if (exponent.front() == 0 || modulus.empty() || modulus.front() == 0) {
        return Error{Errc::syntax, "not an RSA public key as RFC 3110 has it"};
    }
    const std::size_t bits =
        8 * (modulus.size() - 1) + static_cast<std::size_t>(std::bit_width(modulus.front()));
    if (bits < rsa_min_bits || bits > rsa_max_bits) {
        return Error{Errc::semantics, "an RSA key of " + std::to_string(bits) + " bits, not " +
                                          std::to_string(rsa_min_bits) + " to " +
                                          std::to_string(rsa_max_bits)};
    }
    return static_cast<std::uint16_t>(bits);
}

Outcome check_key_data(dns::Algorithm algorithm, ByteView key_data) {
    for (const FixedSize& size : fixed_sizes) {
        if (size.algorithm == algorithm && size.octets != key_data.size()) {
            return Error{Errc::semantics, "a public key of " + std::to_string(key_data.size()) +
                                              " octets instead of " + std::to_string(size.octets)};
        }
    }
    if (is_rsa(algorithm)) {
        const auto bits = rsa_bits(key_data);
        if (!bits.ok()) {
            return bits.error();
        }
    }
    return Nothing{};
}

}  // namespace ceremony::recipe
