// SPDX-License-Identifier: BSD-3-Clause

#include "base/secret.hpp"

#include <cstring>
#include <sys/mman.h>
#include <utility>

namespace ceremony {

Secret::Secret(ByteView octets) : octets_(octets.begin(), octets.end()) {
    // An unprivileged process may lock only little memory. Failing to lock is
    // accepted: the laptop of a ceremony has no swap, and the PIN is short-lived.
    static_cast<void>(::mlock(octets_.data(), octets_.size()));
}

Secret::Secret(Secret&& other) noexcept : octets_(std::exchange(other.octets_, {})) {}

Secret::~Secret() {
    wipe(octets_);
}

void wipe(std::span<Byte> octets) noexcept {
    if (!octets.empty()) {
        ::explicit_bzero(octets.data(), octets.size());
    }
}

void wipe_text(std::span<char> text) noexcept {
    if (!text.empty()) {
        ::explicit_bzero(text.data(), text.size());
    }
}

}  // namespace ceremony
