// SPDX-License-Identifier: BSD-3-Clause
//
// secret_buffer.hpp -- where a Secret is put together: text that can be written to,
// locked against swapping where the system allows it, and wiped at the end.

#pragma once

#include <array>
#include <span>

#include "base/secret.hpp"

namespace ceremony {

/// The longest PIN, or answer of another kind, that is read from a terminal or a file, in octets.
/// PKCS #11 sets no limit for PINs; tokens stop at 255 or well before. A SHA-256 in words, 32 of at
/// most eleven letters, has 383.
inline constexpr std::size_t secret_limit = 512;

class SecretBuffer {
public:
    SecretBuffer() noexcept;
    SecretBuffer(const SecretBuffer&) = delete;
    SecretBuffer(SecretBuffer&&) = delete;
    SecretBuffer& operator=(const SecretBuffer&) = delete;
    SecretBuffer& operator=(SecretBuffer&&) = delete;
    /// Wipes and unlocks; a failure to unlock is ignored, it harms nothing.
    ~SecretBuffer();

    /// Room for a secret of `secret_limit` octets and the end of its line.
    [[nodiscard]] std::span<char> text() noexcept { return text_; }

private:
    std::array<char, secret_limit + 2> text_ = {};
};

}  // namespace ceremony
