// SPDX-License-Identifier: BSD-3-Clause
//
// secret_buffer.hpp -- where a Secret is put together: text that can be written to,
// locked against swapping where the system allows it, and wiped at the end.

#pragma once

#include <array>
#include <span>

#include "base/secret.hpp"

namespace ceremony {

/// The longest PIN that is read from a terminal or a file, in octets. PKCS #11 sets no
/// limit; tokens stop at 255 or well before.
inline constexpr std::size_t secret_limit = 256;

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
