// SPDX-License-Identifier: BSD-3-Clause
//
// secret.hpp -- octets that are wiped when they are no longer needed.
//
// Holds a PIN. It can be moved but not copied, compared or printed. Its memory
// is locked against swapping where the system allows it and never grows, so no
// abandoned copy of it stays behind.

#pragma once

#include <cstddef>

#include "base/bytes.hpp"

namespace ceremony {

class Secret {
public:
    /// Takes a copy of `octets`; wiping the original is the caller's work.
    explicit Secret(ByteView octets);
    Secret(Secret&& other) noexcept;
    Secret(const Secret&) = delete;
    Secret& operator=(const Secret&) = delete;
    Secret& operator=(Secret&&) = delete;
    /// Wipes. The page stays locked until the process ends: locks do not nest, and
    /// unlocking it would unlock what other Secrets have on the same page.
    ~Secret();

    /// The octets, borrowed from this Secret.
    [[nodiscard]] ByteView reveal() const noexcept { return octets_; }
    [[nodiscard]] bool empty() const noexcept { return octets_.empty(); }

private:
    Bytes octets_;  // empty in a Secret that was moved from
};

/// Overwrites `octets` in a way the compiler may not leave out.
void wipe(std::span<Byte> octets) noexcept;
/// The same for octets that are seen as text.
void wipe_text(std::span<char> text) noexcept;

}  // namespace ceremony
